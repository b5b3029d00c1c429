import Glibc
import Synchronization

/// The three standard streams of a child, seen from the fixture.
///
/// Only the thread that pumps calls `move` and the closing functions; the rest is constant.
final class ChildStreams: Sendable {
  /// Something that `move` asks its caller to do; the caller returns how many bytes it took or wrote.
  enum Action {
    case received(CLIProcess.Stream, [UInt8])
    case send(Int32)
  }

  /// Where input is written to; nil where it is the terminal, or nothing.
  let input: Int32?
  /// The test's side of the terminal, if there is one.
  let terminal: Int32?
  private let childSides: [Int32]
  /// What is held and never read.
  private let unread: [Int32]
  private let open: Mutex<(sources: [(stream: CLIProcess.Stream, descriptor: Int32)], input: Int32?)>

  /// Makes the pipes and the terminal, and tells `spawn` what the child gets.
  init(_ invocation: CLIInvocation, _ spawn: Spawn) throws(SystemError) {
    var childSides: [Int32] = []
    var unread: [Int32] = []
    var sources: [(stream: CLIProcess.Stream, descriptor: Int32)] = []
    let terminal: PseudoTerminal? =
      invocation.needsTerminal ? try PseudoTerminal(columns: invocation.columns, rows: invocation.rows) : nil
    if let terminal { sources.append((.screen, terminal.controller)) }

    input = try Self.connectInput(invocation.input, terminal, spawn, &childSides)
    for (stream, target, kind) in [
      (CLIProcess.Stream.output, 1 as Int32, invocation.output), (.error, 2, invocation.error),
    ] {
      switch kind {
      case .terminal: spawn.open(terminal?.path ?? "", O_RDWR, as: target)
      case .file(let path): spawn.open(path, O_WRONLY | O_CREAT | O_TRUNC, as: target)
      case .closed: spawn.close(target)
      case .captured, .closedPipe, .unread:
        let pipe = try Descriptor.pipe()
        spawn.connect(pipe.write, as: target)
        childSides.append(pipe.write)
        if case .captured = kind { sources.append((stream, pipe.read)) }
        // Before the child starts, or its first write might still find a reader.
        if case .closedPipe = kind { close(pipe.read) }
        if case .unread = kind { unread.append(pipe.read) }
      }
    }
    for descriptor in sources.map(\.descriptor) + [input].compactMap({ $0 }) {
      _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
    }
    self.terminal = terminal?.controller
    self.childSides = childSides
    self.unread = unread
    open = Mutex((sources, input))
  }

  private static func connectInput(
    _ kind: CLIInvocation.Input, _ terminal: PseudoTerminal?, _ spawn: Spawn, _ childSides: inout [Int32]
  ) throws(SystemError) -> Int32? {
    switch kind {
    case .nothing: spawn.open("/dev/null", O_RDONLY, as: 0)
    case .closed: spawn.close(0)
    case .file(let path): spawn.open(path, O_RDONLY, as: 0)
    case .terminal: spawn.open(terminal?.path ?? "", O_RDWR, as: 0)
    case .bytes, .pipe:
      let pipe = try Descriptor.pipe()
      spawn.connect(pipe.read, as: 0)
      childSides.append(pipe.read)
      return pipe.write
    }
    return nil
  }

  /// Waits for one round of events and moves what can be moved. Returns whether anything is left to be read.
  func move(bell: Int32, until deadline: Duration, sends: Bool, _ transfer: (Action) -> Int) -> Bool {
    let (sources, input) = open.withLock { $0 }
    let target = self.input == nil ? terminal : input
    var entries = sources.map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
    entries.append(pollfd(fd: bell, events: Int16(POLLIN), revents: 0))
    entries.append(pollfd(fd: sends ? target ?? -1 : -1, events: Int16(POLLOUT), revents: 0))
    guard poll(&entries, nfds_t(entries.count), Monotonic.millisecondsLeft(until: deadline)) > 0 else {
      return !sources.isEmpty
    }
    if entries[sources.count].revents != 0 { _ = Self.read(bell) }
    if entries[sources.count + 1].revents != 0, let target { send(to: target, transfer) }
    for (source, entry) in zip(sources, entries) where entry.revents != 0 {
      guard let bytes = Self.read(source.descriptor) else { continue }
      if bytes.isEmpty {
        open.withLock { $0.sources.removeAll { $0.descriptor == source.descriptor } }
        if source.descriptor != terminal { close(source.descriptor) }
      } else {
        _ = transfer(.received(source.stream, bytes))
      }
    }
    return open.withLock { !$0.sources.isEmpty }
  }

  /// Writes to the child, with SIGPIPE held back: a child may well end without reading its input.
  private func send(to target: Int32, _ transfer: (Action) -> Int) {
    var pipeSignal = sigset_t()
    sigemptyset(&pipeSignal)
    sigaddset(&pipeSignal, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &pipeSignal, nil)
    if transfer(.send(target)) < 0, errno != EAGAIN, errno != EINTR { closeInput() }
  }

  /// The next bytes; empty at the end, nil where there is nothing to read now. A terminal whose other side is closed
  /// reports an error instead of an end.
  private static func read(_ descriptor: Int32) -> [UInt8]? {
    var result = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
      result = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      count = max(0, result)
    }
    return result < 0 && (errno == EAGAIN || errno == EINTR) ? nil : bytes
  }

  /// Closes what only the child needs. To be called when it has started.
  func closeChildSides() {
    for descriptor in childSides { close(descriptor) }
  }

  /// Ends the child's input.
  func closeInput() {
    let input = open.withLock { open in
      defer { open.input = nil }
      return open.input
    }
    if let input { close(input) }
  }

  /// Closes everything that is still open.
  func closeAll() {
    closeInput()
    let sources = open.withLock { open in
      defer { open.sources = [] }
      return open.sources
    }
    for source in sources where source.descriptor != terminal { close(source.descriptor) }
    for descriptor in unread { close(descriptor) }
    if let terminal { close(terminal) }
  }
}
