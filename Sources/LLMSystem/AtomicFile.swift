internal import Glibc
internal import LLMCore

/// Files that are there at once: written beside their place, then renamed or linked.
enum AtomicFile {
  /// Puts a file at a path.
  ///
  /// Throws `FileError`; what stood there before is still there then.
  static func replace(_ path: RawPath, with content: [UInt8], mode: mode_t) throws(FileError) {
    let temporary = try written(beside: path, content, mode)
    guard rename(temporary, path.cString) == 0 else {
      let code = errno
      unlink(temporary)
      throw LiveFiles.error(code)
    }
  }

  /// Puts a file where nothing stands. `link` refuses where something does, be it a link to nowhere.
  ///
  /// Throws `FileError`; `.alreadyExists` where something stands there. Nothing of the file is there then.
  static func create(_ path: RawPath, with content: [UInt8], mode: mode_t) throws(FileError) {
    // Told before all of it is written; `link` decides.
    var status = stat()
    if lstat(path.cString, &status) == 0 { throw .alreadyExists }
    let temporary = try written(beside: path, content, mode)
    defer { unlink(temporary) }
    guard link(temporary, path.cString) != 0 else { return }
    let code = errno
    // A file system without second names for files, such as that of a memory stick, can at least keep two from making it.
    guard [EPERM, EOPNOTSUPP, ENOSYS].contains(code) else { throw LiveFiles.error(code) }
    let descriptor = Glibc.open(path.cString, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw LiveFiles.error(errno) }
    do throws(FileError) { try finish(content, descriptor) } catch {
      unlink(path.cString)
      throw error
    }
  }

  /// A new file beside a path with this content, which is on the disk; nothing is left of it where that fails.
  private static func written(
    beside path: RawPath, _ content: [UInt8], _ mode: mode_t
  ) throws(FileError) -> [CChar] {
    // Whoever writes at the same time, be it in another container with the same process numbers, has another name.
    let suffix = ".\(String(UInt64.random(in: 0 ... .max), radix: 36)).new"
    let temporary = RawPath(bytes: path.bytes + Array(suffix.utf8)).cString
    let descriptor = Glibc.open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode)
    guard descriptor >= 0 else { throw LiveFiles.error(errno) }
    do throws(FileError) { try finish(content, descriptor) } catch {
      unlink(temporary)
      throw error
    }
    return temporary
  }

  /// Writes all of it to the disk, and closes.
  private static func finish(_ content: [UInt8], _ descriptor: Int32) throws(FileError) {
    var failure: FileError?
    do throws(FileError) { try write(content, to: descriptor) } catch { failure = error }
    // Some file systems cannot, and say so.
    if failure == nil, fsync(descriptor) != 0, errno != EINVAL { failure = LiveFiles.error(errno) }
    if close(descriptor) != 0, failure == nil { failure = LiveFiles.error(errno) }
    if let failure { throw failure }
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
