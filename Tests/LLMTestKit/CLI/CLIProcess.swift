import Glibc
import Synchronization

/// A run of the binary that goes on. Its streams are drained all the time, so that no amount of output stops it.
package final class CLIProcess: Sendable {
  /// A stream that the fixture keeps.
  package enum Stream: Sendable { case output, error, screen }

  private struct State {
    var captured: [Stream: [UInt8]] = [:]
    var unsent: ArraySlice<UInt8> = []
    var inputEnds = false
    var status: CLIResult.Status?
    var reachedLimit = false
    var result: CLIResult?
    var waiters: [CheckedContinuation<CLIResult, Never>] = []
    /// Nil once the streams are closed.
    var terminal: Int32?
  }

  /// Of the child.
  package let pid: Int32
  private let command: [String]
  private let limit: Duration
  private let startedAt = Monotonic.now()
  private let streams: ChildStreams
  /// Written to when the pump has something new to look at; the reaper and the test do.
  private let bell: (read: Int32, write: Int32)
  private let state: Mutex<State>

  static func start(_ binary: String, _ invocation: CLIInvocation) throws -> CLIProcess {
    let process = try CLIProcess(binary, invocation)
    let reaper = try Worker { process.reap() }
    try Worker { process.pump(joining: reaper) }.detach()
    return process
  }

  private init(_ binary: String, _ invocation: CLIInvocation) throws {
    command = [binary] + invocation.arguments
    limit = invocation.limit
    bell = try Descriptor.pipe()
    let spawn = Spawn()
    let streams = try ChildStreams(invocation, spawn)
    defer { streams.closeChildSides() }
    self.streams = streams
    pid = try spawn.start(
      binary, invocation.arguments, invocation.environment, in: invocation.workingDirectory ?? "/")
    var state = State(terminal: streams.terminal)
    if case .bytes(let bytes) = invocation.input { (state.unsent, state.inputEnds) = (bytes[...], true) }
    self.state = Mutex(state)
  }

  /// What came out of a stream so far.
  package func captured(_ stream: Stream) -> [UInt8] { state.withLock { $0.captured[stream] ?? [] } }

  /// Waits until a stream holds this text. When it does not come in time, or the process ends without it, throws
  /// `CLIFailure` with everything that did come, and kills the process.
  package func wait(
    for text: String, on stream: Stream = .screen, atMost patience: Duration = Monotonic.patience
  ) async throws {
    func isThere() -> Bool { Self.contains(captured(stream), Array(text.utf8)) }
    let ended = { self.state.withLock { $0.result != nil } }
    _ = try await Monotonic.wait(atMost: patience) { isThere() || ended() }
    guard isThere() else {
      // The test is over; its child must not outlive it.
      defer { signal(SIGKILL) }
      throw CLIFailure(description: "\(text.debugDescription) did not come on \(stream)\n\(report())")
    }
  }

  /// Sends bytes to standard input, or to the terminal as a keyboard does.
  package func type(_ text: String) {
    state.withLock { $0.unsent += text.utf8 }
    ring()
  }

  /// Closes standard input; on a terminal, presses Ctrl-D.
  package func closeInput() {
    state.withLock { state in
      if streams.input == nil { state.unsent.append(0x04) } else { state.inputEnds = true }
    }
    ring()
  }

  /// Sends a signal, unless the process has ended.
  package func signal(_ number: Int32) {
    // Under the lock the reaper cannot free the process id for somebody else.
    state.withLock { state in
      if state.status == nil { kill(pid, number) }
    }
  }

  /// Changes the size of the terminal.
  package func resize(columns: UInt16, rows: UInt16) {
    state.withLock { state in
      if let terminal = state.terminal { PseudoTerminal.resize(terminal, columns: columns, rows: rows) }
    }
  }

  /// The most memory the process has had in use so far, in KiB; nil once it has ended.
  package var peakMemory: Int? {
    let status = try? DiskFile("/proc/\(pid)/status").read()
    let line = String(decoding: status ?? [], as: UTF8.self).split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return line.flatMap { Int($0.filter(\.isNumber)) }
  }

  /// Waits for the end. Throws `CLIFailure` when the limit passed and the process had to be killed.
  package func wait() async throws -> CLIResult {
    let result = await withCheckedContinuation { waiter in
      let finished: CLIResult? = state.withLock { state in
        if state.result == nil { state.waiters.append(waiter) }
        return state.result
      }
      if let finished { waiter.resume(returning: finished) }
    }
    guard !state.withLock({ $0.reachedLimit }) else {
      throw CLIFailure(description: "killed after \(limit), the limit of the test\n\(result)")
    }
    return result
  }

  /// All that is known by now.
  private func report() -> CLIResult {
    state.withLock { state in
      CLIResult(
        command: command, status: state.status ?? .running, output: state.captured[.output] ?? [],
        error: state.captured[.error] ?? [], screen: state.captured[.screen] ?? [],
        duration: Monotonic.now() - startedAt)
    }
  }

  private func ring() { _ = write(bell.write, [1], 1) }

  /// Waits for the child's end. Looks first and collects under the lock, so that `signal` can trust the process id.
  private func reap() {
    var information = siginfo_t()
    while waitid(P_PID, id_t(pid), &information, WEXITED | WNOWAIT) != 0, errno == EINTR {}
    state.withLock { state in
      var status: Int32 = 0
      waitpid(pid, &status, 0)
      state.status = status & 0x7F == 0 ? .exited(status >> 8 & 0xFF) : .signalled(status & 0x7F)
    }
    ring()
  }

  /// Moves bytes until the child has ended and its streams are dry.
  private func pump(joining reaper: Worker) {
    let deadline = startedAt + limit
    var endOfDraining: Duration?
    while true {
      let sending = state.withLock { (hasUnsent: !$0.unsent.isEmpty, ends: $0.inputEnds) }
      if !sending.hasUnsent, sending.ends { streams.closeInput() }
      let isOpen = streams.move(bell: bell.read, until: endOfDraining ?? deadline, sends: sending.hasUnsent, transfer)
      let now = Monotonic.now()
      if state.withLock({ $0.status != nil }) {
        // A grandchild may hold the streams open for ever.
        endOfDraining = endOfDraining ?? now + .seconds(1)
        if !isOpen || now >= endOfDraining ?? now { break }
      } else if now >= deadline {
        state.withLock { $0.reachedLimit = true }
        signal(SIGKILL)
        endOfDraining = now + .seconds(10)
      }
    }
    reaper.join()
    finish()
  }

  /// Takes what came on a stream, or gives what is to be sent.
  private func transfer(_ action: ChildStreams.Action) -> Int {
    state.withLock { state in
      switch action {
      case .received(let stream, let bytes):
        state.captured[stream, default: []] += bytes
        return bytes.count
      case .send(let descriptor):
        let count = state.unsent.prefix(1 << 16).withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        if count > 0 { state.unsent = state.unsent.dropFirst(count) }
        return count
      }
    }
  }

  private func finish() {
    let result = report()
    let waiters = state.withLock { state in
      defer { state.waiters = [] }
      state.result = result
      state.terminal = nil
      return state.waiters
    }
    streams.closeAll()
    for waiter in waiters { waiter.resume(returning: result) }
  }

  deinit {
    close(bell.read)
    close(bell.write)
  }

  private static func contains(_ bytes: [UInt8], _ wanted: [UInt8]) -> Bool {
    bytes.indices.contains { bytes[$0...].starts(with: wanted) }
  }
}
