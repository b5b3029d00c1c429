internal import Synchronization

/// Shows how many parts of a review are done, where somebody watches.
final class ReviewProgress: Sendable {
  private let context: AppContext
  private let isShown: Bool
  private let parts: Int
  private let done = Mutex(0)
  /// For the calls themselves.
  let reporter: Reporter

  init(context: AppContext, reporter: Reporter, parts: Int) {
    (self.context, self.parts) = (context, parts)
    isShown = reporter.showsProgress
    self.reporter = reporter.speaking(through: SharedConsole(context.console, hidesProgress: isShown))
    show(0, "")
  }

  func advance(_ part: ReviewPlan.Part) {
    let number = done.withLock { done in
      done += 1
      return done
    }
    show(number, part.pieces.last?.place.path.shown ?? "")
  }

  func end() { if isShown { context.console.showProgress(nil) } }

  private func show(_ number: Int, _ name: String) {
    guard isShown else { return }
    let width = 20
    let filled = parts == 0 ? width : number * width / parts
    let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: width - filled)
    context.console.showProgress(.line("reviewing [\(bar)] \(number) of \(parts) \(name)"))
  }
}
