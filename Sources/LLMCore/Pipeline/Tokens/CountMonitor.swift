import Synchronization

/// What a count tells while it is made, from whatever thread: how far it is, and special tokens in the text.
final class CountMonitor: Sendable {
  private struct State {
    var files = 0
    var filesFound = 0
    var bytes = 0
    var special: (spelling: String, path: RawPath)?
    var shownAt: Duration?
    var isShown = false
  }

  /// Shorter counts show nothing.
  private static let patience = Duration.milliseconds(300)
  private static let interval = Duration.milliseconds(100)

  private let console: any Console
  private let time: any TimeSource
  private let isVisible: Bool
  private let start: Duration
  /// Bytes of all inputs, where that is known beforehand.
  private let expected: Int?
  private let state = Mutex(State())

  init(context: LocalContext, isQuiet: Bool, expectedBytes: Int?) {
    console = context.console
    time = context.time
    isVisible = !isQuiet && context.console.errorIsTerminal
    start = isVisible ? context.time.monotonic() : .zero
    expected = expectedBytes
  }

  /// More files are to be counted.
  func found(files: Int) { if isVisible { state.withLock { $0.filesFound += files } } }

  /// A file was counted, or passed over.
  func finishedFile() { if isVisible { state.withLock { $0.files += 1 } } }

  /// So many more bytes were read.
  func read(bytes: Int) {
    guard isVisible else { return }
    let now = time.monotonic()
    state.withLock { state in
      state.bytes += bytes
      guard now - start >= Self.patience, now - (state.shownAt ?? .zero) >= Self.interval else { return }
      state.shownAt = now
      state.isShown = true
      console.showProgress(.line(line(state)))
    }
  }

  /// A special token is spelled in the text. Of several texts the first by path is remembered, whoever comes first.
  func saw(special spelling: String, in path: RawPath) {
    state.withLock { state in
      if let known = state.special, known.path <= path { return }
      state.special = (spelling, path)
    }
  }

  /// The special token that is to be told.
  var special: (spelling: String, path: RawPath)? { state.withLock { $0.special } }

  /// Takes the progress off the terminal.
  func finish() {
    state.withLock { state in
      if state.isShown { console.showProgress(nil) }
      state.isShown = false
    }
  }

  /// At most 60 columns wide.
  private func line(_ state: State) -> String {
    if let expected, expected > 0 {
      let share = min(1, Double(state.bytes) / Double(expected))
      let filled = Int(share * 20)
      let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 20 - filled)
      return "\(bar) \(Int(share * 100)) % of \(Self.size(expected))"
    }
    if state.filesFound > 0 {
      return "counting: \(state.files) of \(state.filesFound) files, \(Self.size(state.bytes))"
    }
    return "counting: \(Self.size(state.bytes))"
  }

  private static func size(_ bytes: Int) -> String {
    bytes < 10 << 20 ? "\(bytes >> 10) KiB" : "\(bytes >> 20) MiB"
  }
}
