/// Asks a question and shows its answer on standard output, with what belongs around it: a status row until it begins, the
/// answer as it comes, and a faint line with its figures.
struct AnswerScreen: Sendable {
  private let context: AppContext
  private let reporter: Reporter
  private let appearance: Appearance
  private let reasoning: AnswerPrinter.ReasoningDisplay?
  private let status: StatusConsole?

  /// `reasoning` nil means what is usual: a row that says how much there was on a terminal, nothing elsewhere.
  init(
    context: AppContext, reporter: Reporter, appearance: Appearance, reasoning: AnswerPrinter.ReasoningDisplay?
  ) {
    var context = context
    var reporter = reporter
    status =
      reporter.showsProgress
      ? StatusConsole(
        context.console, time: context.time, isPlain: Appearance.isPlain(context.environment)) : nil
    if let status {
      context.console = status
      reporter = reporter.speaking(through: status)
    }
    (self.context, self.reporter, self.appearance, self.reasoning) = (context, reporter, appearance, reasoning)
  }

  /// Asks, shows the answer as text, and says what went wrong. `figures` decides whether a line of them follows.
  func show(_ question: Question, figures: Figures = .ifWatched) async -> Answer {
    let screen = rendered
    let printer = AnswerPrinter(console: context.console, reasoning: reasoning ?? .hide)
    let sink: any AnswerSink = screen ?? printer
    let answer = await pour(question, into: sink) { (_) throws(ConsoleError) in
      if let screen { try screen.finish() } else { try printer.finish() }
    }
    if !answer.toolCalls.isEmpty { tellTools(answer) }
    tell(answer, of: question, figures)
    return answer
  }

  /// Shows an answer as text that somebody else obtains and hands to the sink, and says what went wrong with it.
  func present(
    _ question: Question, _ obtain: (any AnswerSink, Reporter) async -> Answer
  ) async -> Answer {
    let screen = rendered
    let printer = AnswerPrinter(console: context.console, reasoning: reasoning ?? .hide)
    status?.begin(question.request.model)
    var answer = await obtain(screen ?? printer, reporter)
    Self.finish(&answer) { (_) throws(ConsoleError) in
      if let screen { try screen.finish() } else { try printer.finish() }
    }
    status?.end()
    if !answer.toolCalls.isEmpty { tellTools(answer) }
    tell(answer, of: question, .never)
    return answer
  }

  /// Asks and shows nothing of the answer but what the sink does while it comes and `finish` makes of it as a whole.
  func pour(
    _ question: Question, into sink: any AnswerSink = QuietSink(),
    finish: @escaping @Sendable (inout Answer) throws(ConsoleError) -> Void = { _ in }
  ) async -> Answer {
    status?.begin(question.request.model)
    defer { status?.end() }
    return await RequestPipeline(context: context, reporter: reporter).run(question, sink: sink) { answer in
      Self.finish(&answer, finish)
    }
  }

  /// When the figures of an answer are printed.
  enum Figures: Sendable { case always, ifWatched, never }

  /// Says what a user should know of an answer that was shown.
  func tell(_ answer: Answer, of question: Question, _ figures: Figures) {
    if answer.toolCalls.contains(where: { !$0.isComplete }) { reporter.warning("a tool call was cut in the middle") }
    if answer.hasContent {
      switch figures {
      case .always: reporter.line(UsageLine(answer).text)
      case .ifWatched where context.console.outputIsTerminal:
        reporter.aside(AnswerFigures(answer, of: question).text)
      case .ifWatched, .never: break
      }
    }
    if !answer.readerLeft, let error = answer.error { reporter.error(error) }
  }

  /// Says which tools the model asks for, where the output does not.
  func tellTools(_ answer: Answer) {
    let names = answer.toolCalls.map(\.name).joined(separator: ", ")
    reporter.notice("the model asks for tools (\(names)); nothing was run, --json shows the calls")
  }

  /// The renderer for this console; nil where the bytes are shown as they are.
  private var rendered: RenderedAnswer? {
    let options = appearance.options(
      in: context, reasoning: reasoning == .show ? .dim : reasoning == nil ? .collapsed : .hide)
    guard let options, reasoning != .stderr else { return nil }
    return RenderedAnswer(options, console: context.console, time: context.time, terminal: context.terminal)
  }

  /// Before the row is closed: it has to tell whether the answer got where it was meant to go.
  private static func finish(_ answer: inout Answer, _ body: (inout Answer) throws(ConsoleError) -> Void) {
    do throws(ConsoleError) {
      try body(&answer)
    } catch {
      guard case .failed(let reason) = error, answer.error == nil else { return }
      answer.error = LLMError(
        .cannotWrite, "cannot write the answer: \(reason)", advice: "Free some space or write elsewhere")
    }
  }
}
