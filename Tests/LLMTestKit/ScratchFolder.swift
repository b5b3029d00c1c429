import Glibc

/// A folder of a test's own that is gone with the test.
package final class ScratchFolder: Sendable {
  /// Absolute, without a trailing slash.
  package let path: String

  /// Makes a folder for this user alone.
  package init() throws {
    // Short, since a unix socket's path must fit 107 bytes.
    var template = Array("/tmp/llmctl-XXXXXX".utf8CString)
    guard let made = mkdtemp(&template) else { throw SystemError("mkdtemp") }
    path = String(cString: made)
  }

  deinit { Self.remove(path) }

  /// The absolute path of a name in the folder.
  package func path(_ name: String) -> String { "\(path)/\(name)" }

  /// Writes a file, and the folders above it.
  @discardableResult
  package func write(_ name: String, _ bytes: [UInt8], mode: UInt32 = 0o644) throws -> String {
    try DiskFile(path(name)).write(bytes, mode: mode)
    return path(name)
  }

  /// Writes a text file, and the folders above it.
  @discardableResult
  package func write(_ name: String, _ text: String, mode: UInt32 = 0o644) throws -> String {
    try write(name, Array(text.utf8), mode: mode)
  }

  /// The content of a file.
  package func read(_ name: String) throws -> [UInt8] { try DiskFile(path(name)).read() }

  /// The permission bits of what stands there; nil where nothing does.
  package func mode(_ name: String) -> UInt32? {
    var status = stat()
    return lstat(path(name), &status) == 0 ? status.st_mode & 0o7777 : nil
  }

  /// Everything below, as paths relative to the folder, sorted.
  package func contents() -> [String] {
    Self.list(path).map { String($0.dropFirst(path.count + 1)) }.sorted()
  }

  private static func list(_ folder: String) -> [String] {
    DiskFile.names(in: folder).flatMap { name in
      let path = "\(folder)/\(name)"
      return isFolder(path) ? [path] + list(path) : [path]
    }
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  private static func remove(_ path: String) {
    if isFolder(path) {
      // A test may have taken our own rights away.
      chmod(path, 0o700)
      for name in DiskFile.names(in: path) { remove("\(path)/\(name)") }
    }
    Glibc.remove(path)
  }
}
