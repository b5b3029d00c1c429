internal import Glibc
package import LLMCore
internal import Synchronization

/// What was entered, in a file that all terminals share.
///
/// Each entry is a line of JSON, appended in one write under a lock on the file, so nothing is lost when several sessions end or
/// one is killed. What another session entered is found at the next read, and comes before what this one did: Up goes through
/// one's own entries first.
package final class HistoryFile: LineHistory {
  private struct State {
    var others: [String] = []
    var own: [String] = []
    /// Of the file when it was read, or written by us, last.
    var seen: FileState?
    var hasWarned = false
    var hasWarnedOfDamage = false
  }

  /// What tells that a file has changed.
  private struct FileState: Equatable {
    var device: dev_t
    var inode: ino_t
    var size: off_t
  }

  private let path: String
  private let session: String
  private let entryLimit: Int
  private let sizeLimit: Int
  private let time: @Sendable () -> Int
  private let warn: @Sendable (SafeText) -> Void
  private let state = Mutex(State())

  /// An entry larger than this is not kept.
  private static let largestEntry = 256 << 10
  /// For a lock that another session holds for as long as it takes to write a line.
  private static let patience = (tries: 50, pause: UInt32(4000))

  /// - Parameters:
  ///   - path: of the file, such as `Folders.history`; its folder is made where it is missing.
  ///   - session: a name that no other process has.
  ///   - entryLimit: how many entries are kept at hand.
  ///   - sizeLimit: in bytes; a file that grows over it loses its older half.
  ///   - time: seconds since 1970.
  ///   - warn: told in one sentence, at most once each, that the file cannot be used and that lines of it are damaged.
  package init(
    path: String, session: String, entryLimit: Int = 1000, sizeLimit: Int = 4 << 20,
    time: @escaping @Sendable () -> Int,
    warn: @escaping @Sendable (SafeText) -> Void
  ) {
    self.path = path
    self.session = session
    self.entryLimit = min(entryLimit, Editline.Search.capacity)
    self.sizeLimit = sizeLimit
    self.time = time
    self.warn = warn
  }

  package func entries() -> [String] {
    state.withLock { state in
      readIfChanged(&state)
      return Array((state.others + state.own).suffix(entryLimit))
    }
  }

  package func add(_ entry: String) {
    guard let first = entry.unicodeScalars.first, first != " ", entry.utf8.count <= Self.largestEntry else { return }
    state.withLock { state in
      guard entry != (state.own.last ?? state.others.last) else { return }
      state.own.append(entry)
      do throws(HistoryFailure) {
        try append(HistoryLine(time: time(), session: session, text: entry).bytes, &state)
      } catch {
        guard !state.hasWarned else { return }
        state.hasWarned = true
        warn("what you enter is not kept in \(SafeText.line(path).text): \(error.phrase)")
      }
    }
  }

  // MARK: Reading

  private func readIfChanged(_ state: inout State) {
    guard let descriptor = try? openFile(flags: O_RDONLY) else { return }
    defer { close(descriptor) }
    guard let now = Self.state(of: descriptor), now != state.seen else { return }
    // A writer that is in the middle of a line is waited for; one that hangs is not.
    _ = lock(descriptor, LOCK_SH)
    let (lines, damaged) = HistoryLine.last(entryLimit, of: Self.content(of: descriptor))
    state.others = lines.filter { $0.session != session }.map(\.text)
    state.seen = Self.state(of: descriptor)
    if damaged > 0, !state.hasWarnedOfDamage {
      state.hasWarnedOfDamage = true
      warn("\(damaged) damaged \(damaged == 1 ? "line" : "lines") of \(SafeText.line(path).text) skipped")
    }
  }

  private static func state(of descriptor: Int32) -> FileState? {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    return FileState(device: status.st_dev, inode: status.st_ino, size: status.st_size)
  }

  private static func content(of descriptor: Int32) -> [UInt8] {
    var content: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 256 << 10)
    while true {
      let count = pread(descriptor, &block, block.count, off_t(content.count))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return content }
      content += block[..<count]
    }
  }

  // MARK: Writing

  private func append(_ line: [UInt8], _ state: inout State) throws(HistoryFailure) {
    let descriptor = try openLocked()
    // Closing gives the lock back.
    defer { close(descriptor) }
    guard let before = Self.state(of: descriptor) else { throw HistoryFailure(errno) }
    var last: UInt8 = 0x0A
    if before.size > 0 { _ = pread(descriptor, &last, 1, before.size - 1) }
    // Somebody was killed, or the disk was full, in the middle of a line.
    let bytes = (last == 0x0A ? [] : [0x0A]) + line
    let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    guard count == bytes.count else {
      let code = count < 0 ? errno : ENOSPC
      // Half a line would be damage.
      if count > 0 { ftruncate(descriptor, before.size) }
      throw HistoryFailure(code)
    }
    // What we wrote we know; what others wrote before us is still to be read.
    if before == state.seen { state.seen = Self.state(of: descriptor) }
    if Int(before.size) + bytes.count > sizeLimit { compact(descriptor) }
  }

  /// Puts a file with the newer half of the entries in the place of this one. Where that fails, the next entry tries again.
  private func compact(_ descriptor: Int32) {
    let content = Self.content(of: descriptor)
    let tail = content.suffix(sizeLimit / 2)
    let start = tail.count == content.count ? tail.startIndex : (tail.firstIndex(of: 0x0A) ?? tail.endIndex) + 1
    let kept = Array(tail[min(start, tail.endIndex)...])
    let new = path + ".new"
    let file = open(new, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, mode_t(0o600))
    guard file >= 0 else { return }
    let count = kept.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
    let isWhole = count == kept.count && fsync(file) == 0
    close(file)
    if !isWhole || rename(new, path) != 0 { unlink(new) }
  }

  /// Opens the file and locks it: the one that has the name when the lock is had, since another session may have put a shorter
  /// one in its place.
  private func openLocked() throws(HistoryFailure) -> Int32 {
    while true {
      let descriptor = try openFile(flags: O_RDWR | O_CREAT | O_APPEND)
      guard lock(descriptor, LOCK_EX) else {
        close(descriptor)
        throw HistoryFailure(EWOULDBLOCK)
      }
      var named = stat()
      if let opened = Self.state(of: descriptor), stat(path, &named) == 0, named.st_ino == opened.inode,
        named.st_dev == opened.device
      {
        return descriptor
      }
      close(descriptor)
    }
  }

  private func openFile(flags: Int32) throws(HistoryFailure) -> Int32 {
    var descriptor = open(path, flags | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, mode_t(0o600))
    if descriptor < 0, errno == ENOENT, flags & O_CREAT != 0 {
      Self.makeFolders(above: path)
      descriptor = open(path, flags | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, mode_t(0o600))
    }
    guard descriptor >= 0 else { throw HistoryFailure(errno) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw HistoryFailure(EISDIR)
    }
    if flags & O_CREAT != 0, status.st_mode & 0o777 != 0o600 { fchmod(descriptor, 0o600) }
    return descriptor
  }

  private func lock(_ descriptor: Int32, _ kind: Int32) -> Bool {
    for _ in 0..<Self.patience.tries {
      if flock(descriptor, kind | LOCK_NB) == 0 { return true }
      guard errno == EWOULDBLOCK || errno == EINTR else { return false }
      usleep(Self.patience.pause)
    }
    return false
  }

  private static func makeFolders(above path: String) {
    for (index, character) in path.utf8.enumerated() where character == UInt8(ascii: "/") && index > 0 {
      mkdir(String(decoding: path.utf8.prefix(index), as: UTF8.self), 0o700)
    }
  }
}

/// Why the file of the history cannot be used.
private struct HistoryFailure: Error {
  /// In a few words.
  let phrase: String

  init(_ code: Int32) {
    phrase =
      switch code {
      case EACCES, EPERM: "permission denied"
      case EROFS: "its file system is read-only"
      case ENOSPC, EDQUOT: "the disk is full"
      case EISDIR, ELOOP: "something that is not a file stands in its place"
      case EWOULDBLOCK: "another process keeps it locked"
      default: String(cString: strerror(code))
      }
  }
}
