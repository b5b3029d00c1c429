internal import Glibc
package import LLMCore
internal import Synchronization

/// Journals as files of one folder.
///
/// Whoever writes one holds `flock` on it, which the kernel takes back from a killed process: a journal that can be locked is
/// abandoned. A flight is a second name (a hard link) of its leader's journal; making it succeeds for one process only.
package struct JournalFolder: Journals {
  private static let suffix = ".journal"
  private static let flightSuffix = ".flight"
  /// How often to try again where another process begins or ends the same flight just now.
  private static let attempts = 10
  /// Of a journal that is read whole: more than any model writes.
  private static let sizeLimit = 64 << 20
  /// A kept answer that nobody went on with for so long is given up, in seconds.
  private static let longestStay = 14 * 86_400

  private let folder: String

  /// The folder is made at the first use.
  package init(path: String) { folder = path }

  package func begin(flight: String?) throws(JournalError) -> JournalRole {
    let (path, descriptor) = try create()
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { throw give(up: path, descriptor, errno) }
    guard let flight else { return .leads(JournalFile(path: path, flight: nil, descriptor: descriptor)) }
    let shared = "\(folder)/\(flight)\(Self.flightSuffix)"
    for _ in 0..<Self.attempts {
      if link(path, shared) == 0 {
        return .leads(JournalFile(path: path, flight: shared, descriptor: descriptor))
      }
      guard errno == EEXIST else { throw give(up: path, descriptor, errno) }
      if let reader = follow(shared) {
        _ = give(up: path, descriptor, 0)
        return .follows(reader)
      }
    }
    // Somebody comes and goes all the time; asking once more than needed is better than not at all.
    return .leads(JournalFile(path: path, flight: nil, descriptor: descriptor))
  }

  package func left() throws(JournalError) -> [LeftJournal] {
    guard let directory = opendir(folder) else {
      if errno == ENOENT { return [] }
      throw JournalError(SystemError.phrase(for: errno))
    }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name.hasSuffix(Self.suffix) { names.append(name) }
    }
    return names.sorted(by: >).compactMap { name in read(name).map { LeftJournal(name: name, bytes: $0) } }
  }

  package func remove(_ name: String) {
    guard name.hasSuffix(Self.suffix), !name.contains("/") else { return }
    unlink("\(folder)/\(name)")
  }

  // MARK: Beginning

  /// A new file. Its name sorts by time.
  private func create() throws(JournalError) -> (path: String, Int32) {
    for isSecond in [false, true] {
      var time = timespec()
      clock_gettime(CLOCK_REALTIME, &time)
      let name = "\(time.tv_sec * 1000 + time.tv_nsec / 1_000_000)-\(getpid())-\(UInt32.random(in: 0 ... .max))"
      let path = "\(folder)/\(name)\(Self.suffix)"
      let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC | O_NOFOLLOW, mode_t(0o600))
      if descriptor >= 0 { return (path, descriptor) }
      guard errno == ENOENT, !isSecond else { break }
      do throws(StoreFailure) {
        try LedgerFile(path: path).prepareFolder()
      } catch {
        guard case .refused(.unavailable(let phrase)) = error else { break }
        throw JournalError(phrase)
      }
    }
    throw JournalError(SystemError.phrase(for: errno))
  }

  private func give(up path: String, _ descriptor: Int32, _ code: Int32) -> JournalError {
    unlink(path)
    close(descriptor)
    return JournalError(SystemError.phrase(for: code))
  }

  /// Opens the journal of a flight; nil where nobody leads it any more, and then its name is free.
  private func follow(_ shared: String) -> FollowedJournal? {
    let descriptor = open(shared, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { return nil }
    let reader = FollowedJournal(descriptor: descriptor)
    guard reader.isAbandoned else { return reader }
    JournalFile.removeFlight(shared, of: descriptor)
    return nil
  }

  // MARK: Reading

  /// The bytes of a journal that nobody writes any more. One that was given up long ago is deleted.
  private func read(_ name: String) -> [UInt8]? {
    let path = "\(folder)/\(name)"
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { return nil }
    let journal = FollowedJournal(descriptor: descriptor)
    guard journal.isAbandoned else { return nil }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_size <= Self.sizeLimit else { return nil }
    if time(nil) - status.st_mtim.tv_sec > Self.longestStay {
      unlink(path)
      return nil
    }
    return try? journal.next()
  }
}

/// A journal that this process writes.
private final class JournalFile: JournalWriter {
  private let path: String
  private let flight: String?
  /// Set to -1 once it is closed.
  private let descriptor: Mutex<Int32>

  init(path: String, flight: String?, descriptor: Int32) {
    self.path = path
    self.flight = flight
    self.descriptor = Mutex(descriptor)
  }

  deinit { close(keeps: true) }

  func append(_ bytes: [UInt8]) throws(JournalError) {
    let failure = descriptor.withLock { descriptor -> Int32 in
      var written = 0
      while descriptor >= 0, written < bytes.count {
        let count = bytes.withUnsafeBytes { bytes in
          Glibc.write(descriptor, bytes.baseAddress?.advanced(by: written), bytes.count - written)
        }
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return errno }
        written += count
      }
      return 0
    }
    guard failure == 0 else { throw JournalError(SystemError.phrase(for: failure)) }
  }

  func close(keeps: Bool) {
    descriptor.withLock { descriptor in
      guard descriptor >= 0 else { return }
      if let flight { Self.removeFlight(flight, of: descriptor) }
      if !keeps { unlink(path) }
      // This gives the lock back, so it comes last.
      Glibc.close(descriptor)
      descriptor = -1
    }
  }

  /// Frees the name of a flight, if it still is the one of this file.
  static func removeFlight(_ flight: String, of descriptor: Int32) {
    var (own, named) = (stat(), stat())
    guard fstat(descriptor, &own) == 0, lstat(flight, &named) == 0, own.st_ino == named.st_ino else { return }
    unlink(flight)
  }
}

/// A journal that another process writes, or wrote.
private final class FollowedJournal: JournalReader {
  private static let pieceSize = 64 << 10

  private let descriptor: Int32
  private let offset = Mutex<off_t>(0)

  init(descriptor: Int32) { self.descriptor = descriptor }

  deinit { close(descriptor) }

  func next() throws(JournalError) -> [UInt8] {
    let result = offset.withLock { offset -> Result<[UInt8], JournalError> in
      var bytes: [UInt8] = []
      while true {
        let piece = [UInt8](unsafeUninitializedCapacity: Self.pieceSize) { buffer, count in
          count = max(0, pread(descriptor, buffer.baseAddress, buffer.count, offset + off_t(bytes.count)))
        }
        bytes += piece
        guard piece.count == Self.pieceSize else { break }
      }
      offset += off_t(bytes.count)
      return .success(bytes)
    }
    return try result.get()
  }

  var isAbandoned: Bool {
    guard flock(descriptor, LOCK_SH | LOCK_NB) == 0 else { return false }
    flock(descriptor, LOCK_UN)
    return true
  }
}
