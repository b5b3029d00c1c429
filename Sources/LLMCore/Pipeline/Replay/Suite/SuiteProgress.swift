internal import Synchronization

/// Shows how far a run is, where somebody watches.
final class SuiteProgress: Sendable {
  private struct Tally {
    var done = 0
    var failed = 0
    var errors = 0
  }

  private static let width = 20

  private let context: AppContext
  private let isShown: Bool
  private let name: String
  private let total: Int
  private let tally = Mutex(Tally())
  /// For the calls themselves.
  let reporter: Reporter

  init(context: AppContext, reporter: Reporter, name: String, total: Int) {
    (self.context, self.name, self.total) = (context, name, total)
    isShown = reporter.showsProgress
    self.reporter = reporter.speaking(through: SharedConsole(context.console, hidesProgress: isShown))
    show(Tally())
  }

  func advance(_ result: SuiteResult) {
    let tally = tally.withLock { tally in
      tally.done += 1
      if result.verdict == .fail { tally.failed += 1 }
      if result.verdict == .error { tally.errors += 1 }
      return tally
    }
    show(tally)
  }

  func end() { if isShown { context.console.showProgress(nil) } }

  private func show(_ tally: Tally) {
    guard isShown else { return }
    let filled = total == 0 ? Self.width : tally.done * Self.width / total
    let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: Self.width - filled)
    var text = "\(name) [\(bar)] \(tally.done) of \(total)"
    if tally.failed > 0 { text += ", \(tally.failed) failed" }
    if tally.errors > 0 { text += ", \(tally.errors) without an answer" }
    context.console.showProgress(.line(text))
  }
}
