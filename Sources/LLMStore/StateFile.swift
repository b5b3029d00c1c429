internal import CFileSystems
@preconcurrency internal import Dispatch
internal import Glibc
package import LLMCore
internal import Synchronization

/// The shared state in a file, changed under a lock.
///
/// It is not a table of the ledger's database: SQLite's lock is waited for by looking again and again, with pauses of up to
/// a tenth of a second, and two hundred processes that start together would give up on it or overtake each other. The kernel
/// hands `flock` over at once, gives it back when a process is killed, and opening it costs a tenth of what opening a
/// database does. The record is written over in place: to write a new file and rename it costs a third of a millisecond more
/// on ext4, which then begins to write it to the disk, and this is worth no write to the disk.
package final class StateFile: SharedState {
  /// A record larger than this is none of ours.
  private static let sizeLimit = 8 << 20
  /// Line feeds behind a record that became shorter; beyond that the file is cut.
  private static let mostFilling = 64 << 10
  /// How often to make the folder anew where it vanishes under us.
  private static let attempts = 5

  private let file: String
  private let patience: Duration
  /// Set once it could not be had; asking again would cost the same time again.
  private let failure = Mutex<SharedStateError?>(nil)

  /// - Parameters:
  ///   - path: of the file; its folder is made where it is missing.
  ///   - patience: how long to wait for another process.
  package init(path: String, patience: Duration = .seconds(2)) {
    self.file = path
    self.patience = patience
  }

  package var path: String? { file }

  package func update<Value: Sendable>(
    _ change: @escaping @Sendable (inout [UInt8]) -> Value
  ) async throws(SharedStateError) -> Value {
    if let failure = failure.withLock({ $0 }) { throw failure }
    do throws(SharedStateError) {
      let descriptor = try openLock()
      // Nearly always it is free, and then handing the work to another thread would cost more than the work.
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return try perform(change, locked: descriptor) }
      return try await waitAndPerform(change, descriptor).get()
    } catch {
      failure.withLock { $0 = error }
      throw error
    }
  }

  /// Takes no lock, so it may find a record in the middle of being written; that is as good as none.
  package func look() throws(SharedStateError) -> [UInt8] {
    if let failure = failure.withLock({ $0 }) { throw failure }
    return try read()
  }

  // MARK: Waiting

  /// Waits for the lock on a thread that may block. One that waits for too long is left to itself.
  private func waitAndPerform<Value: Sendable>(
    _ change: @escaping @Sendable (inout [UInt8]) -> Value, _ descriptor: Int32
  ) async -> Result<Value, SharedStateError> {
    let answer = FirstAnswer<Result<Value, SharedStateError>>()
    let queue = DispatchQueue(label: "llmctl.state")
    queue.async {
      while flock(descriptor, LOCK_EX) != 0, errno == EINTR {}
      answer.give {
        Result { () throws(SharedStateError) in try self.perform(change, locked: descriptor) }
      } orElse: {
        close(descriptor)
      }
    }
    DispatchQueue.global().asyncAfter(deadline: .now() + patience / .seconds(1)) {
      answer.give {
        .failure(SharedStateError("another process kept it locked for too long"))
      } orElse: {
      }
    }
    return await answer.value
  }

  // MARK: Under the lock

  private func perform<Value>(
    _ change: (inout [UInt8]) -> Value, locked descriptor: Int32
  ) throws(SharedStateError) -> Value {
    // Closing gives the lock back.
    defer { close(descriptor) }
    let before = try read()
    var record = before
    let value = change(&record)
    if record != before { try write(record) }
    return value
  }

  private func read() throws(SharedStateError) -> [UInt8] {
    let descriptor = open(file, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else {
      if errno == ENOENT { return [] }
      throw SharedStateError(SystemError.phrase(for: errno))
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw SharedStateError("something that is not a file stands in its place")
    }
    guard status.st_size <= Self.sizeLimit else { return [] }
    var record = [UInt8](repeating: 0, count: Int(status.st_size))
    var filled = 0
    while filled < record.count {
      let count = record.withUnsafeMutableBytes { bytes in
        Glibc.read(descriptor, bytes.baseAddress?.advanced(by: filled), bytes.count - filled)
      }
      guard count > 0 else { break }
      filled += count
    }
    return Array(record.prefix(filled))
  }

  /// Writes the record over the one before, in one piece. A shorter one is filled up with line feeds, so that no moment has the
  /// end of the old one behind it. What a crash leaves half written is no JSON, and so a new record.
  private func write(_ record: [UInt8]) throws(SharedStateError) {
    let descriptor = open(file, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, mode_t(0o600))
    guard descriptor >= 0 else { throw SharedStateError(SystemError.phrase(for: errno)) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, fchmod(descriptor, 0o600) == 0 else {
      throw SharedStateError(SystemError.phrase(for: errno))
    }
    let surplus = max(0, Int(status.st_size) - record.count)
    let isWasteful = record.isEmpty || surplus > Self.mostFilling
    let content = isWasteful ? record : record + [UInt8](repeating: 0x0A, count: surplus)
    var written = 0
    while written < content.count {
      let count = content.withUnsafeBytes { bytes in
        pwrite(descriptor, bytes.baseAddress?.advanced(by: written), bytes.count - written, off_t(written))
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw SharedStateError(SystemError.phrase(for: errno)) }
      written += count
    }
    if isWasteful, ftruncate(descriptor, off_t(content.count)) != 0 {
      throw SharedStateError(SystemError.phrase(for: errno))
    }
  }

  // MARK: The lock

  /// Opens the folder, which is what is locked: nobody can delete it while the record is in it, as they could a file made
  /// for locking. Makes it where it is missing.
  private func openLock() throws(SharedStateError) -> Int32 {
    let place = LedgerFile(path: file)
    for attempt in 1...Self.attempts {
      let descriptor = open(place.folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      if descriptor >= 0 {
        guard !llmctl_is_on_remote_file_system(descriptor) else {
          close(descriptor)
          throw SharedStateError("its folder is on a network file system, whose locks are not reliable")
        }
        // That it cannot be is no reason to go without the state.
        try? place.tightenFolder()
        return descriptor
      }
      guard errno == ENOENT, attempt < Self.attempts else { break }
      do throws(StoreFailure) {
        try place.prepareFolder()
      } catch {
        guard case .refused(.unavailable(let phrase)) = error else { break }
        throw SharedStateError(phrase)
      }
    }
    throw SharedStateError(SystemError.phrase(for: errno))
  }
}

/// A value that several may want to give, and the first one does.
private final class FirstAnswer<Value: Sendable>: Sendable {
  private struct State {
    var isTaken = false
    var value: Value?
    var reader: CheckedContinuation<Value, Never>?
  }

  private let state = Mutex(State())

  /// Gives the value that `make` returns, or does `otherwise` where somebody was first.
  func give(_ make: () -> Value, orElse otherwise: () -> Void) {
    let isFirst = state.withLock { state in
      defer { state.isTaken = true }
      return !state.isTaken
    }
    guard isFirst else { return otherwise() }
    let value = make()
    let reader = state.withLock { state in
      state.value = value
      return state.reader
    }
    reader?.resume(returning: value)
  }

  var value: Value {
    get async {
      await withCheckedContinuation { continuation in
        let value = state.withLock { state in
          if state.value == nil { state.reader = continuation }
          return state.value
        }
        if let value { continuation.resume(returning: value) }
      }
    }
  }
}
