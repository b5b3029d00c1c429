internal import Synchronization

/// Shows how many parts of a review are done, where somebody watches.
final class ReviewProgress: Sendable {
  private let context: AppContext
  private let isShown: Bool
  private let parts: Int
  private let done = Mutex(0)
  /// For the calls themselves, whose waiting would overwrite each other.
  let reporter: Reporter

  init(context: AppContext, reporter: Reporter, parts: Int) {
    (self.context, self.parts) = (context, parts)
    isShown = reporter.showsProgress
    self.reporter = isShown ? reporter.speaking(through: QuietProgress(context.console)) : reporter
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

/// A console that shows nothing of the progress of one among many.
private struct QuietProgress: Console {
  private let console: any Console
  init(_ console: any Console) { self.console = console }

  var outputIsTerminal: Bool { console.outputIsTerminal }
  var errorIsTerminal: Bool { false }
  func write(_ bytes: [UInt8]) throws(ConsoleError) { try console.write(bytes) }
  func note(_ line: SafeText, style: NoteStyle) { console.note(line, style: style) }
  func showProgress(_ line: SafeText?) {}
}
