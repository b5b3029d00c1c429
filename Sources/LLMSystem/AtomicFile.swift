internal import Glibc
internal import LLMCore

/// Files that are replaced at once: written beside their place, then renamed.
enum AtomicFile {
  /// Puts a file at a path.
  ///
  /// Throws `FileError`; what stood there before is still there then.
  static func replace(_ path: RawPath, with content: [UInt8], mode: mode_t) throws(FileError) {
    // Whoever writes at the same time, be it in another container with the same process numbers, has another name.
    let suffix = ".\(String(UInt64.random(in: 0 ... .max), radix: 36)).new"
    let temporary = RawPath(bytes: path.bytes + Array(suffix.utf8)).cString
    let descriptor = Glibc.open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode)
    guard descriptor >= 0 else { throw LiveFiles.error(errno) }
    var failure: FileError?
    do throws(FileError) { try write(content, to: descriptor) } catch { failure = error }
    if close(descriptor) != 0, failure == nil { failure = LiveFiles.error(errno) }
    if failure == nil, rename(temporary, path.cString) != 0 { failure = LiveFiles.error(errno) }
    if let failure {
      unlink(temporary)
      throw failure
    }
  }

  /// Writes all of it, however often the system takes only some.
  ///
  /// Throws `FileError`.
  static func write(_ content: [UInt8], to descriptor: Int32) throws(FileError) {
    var rest = content[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { throw LiveFiles.error(errno) }
      rest = rest.dropFirst(written)
    }
  }

  /// Makes a folder, for its owner alone unless told otherwise, and those above it.
  static func makeFolder(_ path: RawPath, mode: mode_t = 0o700) throws(FileError) {
    if mkdir(path.cString, mode) == 0 || errno == EEXIST { return }
    guard errno == ENOENT, let parent = path.parent else { throw LiveFiles.error(errno) }
    try makeFolder(parent, mode: mode)
    guard mkdir(path.cString, mode) == 0 || errno == EEXIST else { throw LiveFiles.error(errno) }
  }
}
