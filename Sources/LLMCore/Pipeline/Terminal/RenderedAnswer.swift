internal import Synchronization

/// Shows an answer on a terminal while it comes, rendered.
///
/// The renderer says when it wants to draw; a task of its own wakes for that. Bytes go out in one piece per frame, with the
/// lock held, so frames cannot overtake each other.
final class RenderedAnswer: AnswerSink {
  private struct State {
    var renderer: StreamRenderer
    /// The frame that is waited for.
    var timer: Task<Void, Never>?
    var failure: ConsoleError?
    var isSuspended = false
    var isOver = false
  }

  private let console: any Console
  private let time: any TimeSource
  private let terminal: any Terminal
  private let state: Mutex<State>
  private let notices = Mutex<Int?>(nil)

  init(_ options: RenderOptions, console: any Console, time: any TimeSource, terminal: any Terminal) {
    self.console = console
    self.time = time
    self.terminal = terminal
    state = Mutex(State(renderer: StreamRenderer(options)))
    let id = terminal.notify { [weak self] in self?.take($0) }
    notices.withLock { $0 = id }
  }

  deinit {
    if let id = notices.withLock({ $0 }) { terminal.forget(id) }
  }

  func receive(_ event: StreamEvent) throws(ConsoleError) {
    state.withLock { state in
      switch event {
      case .text(let bytes): state.renderer.receive(text: bytes)
      case .reasoning(let bytes): state.renderer.receive(reasoning: bytes)
      default: break
      }
    }
  }

  func flush() throws(ConsoleError) {
    state.withLock { draw(&$0) }
    try check()
  }

  /// Commits what is open, and leaves the cursor at the start of a row.
  func finish() throws(ConsoleError) {
    if let id = notices.withLock({ $0.take() }) { terminal.forget(id) }
    state.withLock { state in
      state.timer?.cancel()
      state.isOver = true
      write(state.renderer.finish(), &state)
    }
    try check()
  }

  private func check() throws(ConsoleError) {
    if let failure = state.withLock({ $0.failure }) { throw failure }
  }

  private func draw(_ state: inout State) {
    guard !state.isSuspended, !state.isOver else { return }
    let now = time.monotonic()
    write(state.renderer.frame(at: now), &state)
    guard let next = state.renderer.nextFrame, state.timer == nil else { return }
    state.timer = Task { [weak self, time] in
      guard (try? await time.sleep(until: max(next, now))) != nil, let self else { return }
      self.state.withLock { state in
        state.timer = nil
        self.draw(&state)
      }
    }
  }

  private func write(_ bytes: [UInt8], _ state: inout State) {
    guard !bytes.isEmpty, state.failure == nil else { return }
    do throws(ConsoleError) {
      try console.write(bytes)
    } catch {
      state.failure = error
    }
  }

  private func take(_ notice: TerminalNotice) {
    state.withLock { state in
      guard !state.isOver else { return }
      switch notice {
      case .suspending:
        write(state.renderer.freeze(), &state)
        state.isSuspended = true
      case .resumed, .resized:
        if notice == .resumed { state.isSuspended = false }
        let size = terminal.size
        write(state.renderer.resize(columns: size.columns, rows: size.rows), &state)
        draw(&state)
      }
    }
  }
}
