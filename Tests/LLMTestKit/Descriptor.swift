import Glibc

/// File descriptors that children do not inherit.
enum Descriptor {
  /// A pipe: what is written to `write` can be read from `read`.
  static func pipe() throws(SystemError) -> (read: Int32, write: Int32) {
    var ends: [Int32] = [-1, -1]
    try SystemError.check("pipe", Glibc.pipe(&ends))
    for end in ends { closeOnExec(end) }
    return (ends[0], ends[1])
  }

  /// Keeps a descriptor out of children. (The calls that set this at once are not visible to Swift; the kit's own
  /// children close everything anyway.)
  static func closeOnExec(_ descriptor: Int32) { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
}
