import Glibc

/// A real file, read and written whole.
package struct DiskFile: Sendable {
  /// As it was given.
  package let path: String

  /// Names a file; nothing is touched yet.
  package init(_ path: String) { self.path = path }

  /// The content; nil where there is no such file.
  package func readIfPresent() throws -> [UInt8]? { access(path, F_OK) == 0 ? try read() : nil }

  /// The content.
  package func read() throws -> [UInt8] {
    let descriptor = try SystemError.check("open \(path)", open(path, O_RDONLY | O_CLOEXEC))
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    while true {
      let block = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
        count = max(0, Glibc.read(descriptor, buffer.baseAddress, buffer.count))
      }
      if block.isEmpty { return bytes }
      bytes += block
    }
  }

  /// Replaces the content, and makes the folders above where they are missing.
  package func write(_ bytes: [UInt8], mode: UInt32 = 0o644) throws {
    for slash in path.indices.dropFirst() where path[slash] == "/" { mkdir(String(path[..<slash]), 0o755) }
    let descriptor = try SystemError.check(
      "open \(path)", open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode))
    defer { close(descriptor) }
    fchmod(descriptor, mode)
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      guard written > 0 else { throw SystemError("write \(path)") }
      rest = rest.dropFirst(written)
    }
  }

  /// Takes the file away.
  package func remove() throws { try SystemError.check("unlink \(path)", unlink(path)) }

  /// The names in a folder, without `.` and `..`; empty where it cannot be read.
  package static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }
}
