internal import Synchronization

/// A console with a status row at the bottom of standard error: a spinner with the seconds and the model until the first byte
/// of an answer, or what is waited for. It gives way to every line and byte that is written, and leaves nothing behind.
final class StatusConsole: Console {
  private struct State {
    /// What the spinner stands in front of; nil when nothing is waited for.
    var label: String?
    var startedAt = Duration.zero
    /// What is waited for besides the answer, such as a turn in the queue.
    var wait: SafeText?
    var isShown = false
    var ticker: Task<Void, Never>?
  }

  /// Between two pictures of the spinner.
  private static let tick = Duration.milliseconds(120)
  private static let pictures = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"]
  private static let plainPictures = ["|", "/", "-", "\\"]
  /// Answers that come sooner need no spinner.
  private static let patience = Duration.milliseconds(250)

  private let console: any Console
  private let time: any TimeSource
  private let pictures: [String]
  private let state = Mutex(State())

  /// `isPlain` is for terminals that may have no Braille.
  init(_ console: any Console, time: any TimeSource, isPlain: Bool) {
    self.console = console
    self.time = time
    pictures = isPlain ? Self.plainPictures : Self.pictures
  }

  var outputIsTerminal: Bool { console.outputIsTerminal }
  var errorIsTerminal: Bool { console.errorIsTerminal }

  /// Shows that an answer of this model is waited for, from a moment on.
  func begin(_ model: String) {
    guard console.errorIsTerminal else { return }
    state.withLock { state in
      (state.label, state.startedAt) = (model, time.monotonic())
      state.ticker?.cancel()
      state.ticker = Task { [weak self, time] in
        var next = time.monotonic() + Self.patience
        while !Task.isCancelled {
          guard (try? await time.sleep(until: next)) != nil, let self, self.redraw() else { return }
          next = time.monotonic() + Self.tick
        }
      }
    }
  }

  /// Takes the row away for good.
  func end() {
    state.withLock { state in
      state.ticker?.cancel()
      (state.label, state.wait, state.ticker) = (nil, nil, nil)
      erase(&state)
    }
  }

  func write(_ bytes: [UInt8]) throws(ConsoleError) {
    if !bytes.isEmpty { end() }
    try console.write(bytes)
  }

  func note(_ line: SafeText, style: NoteStyle) {
    state.withLock { state in
      erase(&state)
      console.note(line, style: style)
    }
  }

  func showProgress(_ line: SafeText?) {
    state.withLock { state in
      state.wait = line
      if state.label == nil, line == nil { erase(&state) } else { draw(&state) }
    }
  }

  /// False when there is nothing to draw any more.
  private func redraw() -> Bool {
    state.withLock { state in
      guard state.label != nil else { return false }
      draw(&state)
      return true
    }
  }

  private func draw(_ state: inout State) {
    let waited = time.monotonic() - state.startedAt
    let picture = pictures[Int(waited / Self.tick) % pictures.count]
    if let wait = state.wait {
      console.showProgress("\(picture) \(wait.text)")
    } else if let label = state.label {
      console.showProgress(.line("\(picture) \(label), \(waited.milliseconds / 1000) s"))
    }
    state.isShown = true
  }

  private func erase(_ state: inout State) {
    if state.isShown { console.showProgress(nil) }
    state.isShown = false
  }
}
