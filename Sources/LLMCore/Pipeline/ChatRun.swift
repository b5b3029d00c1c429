/// One run of `llmctl chat`: from what was typed to the exit code.
package struct ChatRun: Sendable {
  /// How much of an answer is kept for `-c`: more than any model writes.
  private static let storedTextLimit = 4 << 20
  /// How much is kept where standard output is made of the whole answer.
  private static let wholeTextLimit = 256 << 20

  private let context: AppContext
  private let reporter: Reporter

  package init(context: AppContext, reporter: Reporter) {
    self.context = context
    self.reporter = reporter
  }

  /// Holds a conversation where nothing was asked and a person sits at the terminal; else asks and prints one answer.
  ///
  /// Throws `LLMError` for what fails before a call is made; later failures are told and become the exit code.
  package func run(_ typed: ChatInvocation) async throws(LLMError) -> ExitCode {
    let template = try ChatTemplate.find(typed, context, reporter)
    let invocation = template?.invocation ?? typed
    if SessionRun.isWanted(invocation, in: context), template?.isQuestion != true {
      if invocation.schema != nil || invocation.tools != nil {
        throw LLMError(.usage, "--schema and --tools need a question", advice: "Give a prompt behind them")
      }
      if invocation.estimates || invocation.fits || invocation.compresses {
        throw LLMError(
          .usage, "--estimate, --fit and --compress need a question", advice: "Give a prompt behind them")
      }
      if let template, template.filled.needsQuestion {
        throw LLMError(
          .usage, "the template '\(template.version.name)' needs a question", advice: "Give a prompt behind it")
      }
      return try await SessionRun(context: context, reporter: reporter).run(invocation, template)
    }
    if let reference = invocation.resumes { return try await resume(reference, invocation) }
    let question = try await question(invocation, template)
    if invocation.estimates {
      let budgets = try await BudgetBook(context: context).entries(for: question)
      return try show(ChatEstimate(question, budgets: budgets), invocation)
    }
    return await ask(question, invocation)
  }

  /// What was typed as a question, which is not asked yet.
  ///
  /// Throws `LLMError` for what cannot be asked.
  func question(_ typed: ChatInvocation) async throws(LLMError) -> Question {
    let template = try ChatTemplate.find(typed, context, reporter)
    return try await question(template?.invocation ?? typed, template)
  }

  /// The same, made of a template.
  private func question(
    _ invocation: ChatInvocation, _ template: ChatTemplate?
  ) async throws(LLMError) -> Question {
    let maker = try QuestionMaker(context: context, reporter: reporter, invocation: invocation)
    let options = try GenerationOptions.parse(invocation.options)
    let system = try invocation.system.map { (text) throws(LLMError) in try sources.text(text) }
    let parts = try await sources.read(
      words: invocation.words, paths: invocation.paths, into: template?.filled)
    var question = try await question(parts, system, template, options, maker, invocation)
    question.promptVersion = template?.version.promptVersion(replacingSystem: system)
    question.template = template.map { parts.recorded($0.values) }
    return question
  }

  /// The question, made smaller where that is wanted.
  private func question(
    _ parts: PromptAssembler, _ system: String?, _ template: ChatTemplate?, _ options: [JSONMember],
    _ maker: QuestionMaker, _ invocation: ChatInvocation
  ) async throws(LLMError) -> Question {
    let earlier = try await Conversations(context: context, reporter: reporter).find(invocation)
    if earlier?.lastTurnIsIncomplete == true {
      reporter.notice("the last turn of this conversation has no complete answer")
    }
    let thrift = PromptThrift(reporter: reporter, prices: maker.prices)
    var (parts, system) = (
      parts, system ?? template?.filled.system ?? earlier?.system ?? maker.settings.system?.value
    )
    let compressed = invocation.compresses ? thrift.compress(parts, system: system) : nil
    if let compressed { (parts, system) = (compressed.parts, compressed.system) }
    var turn = QuestionMaker.Turn(
      system: system, earlier: (template?.filled.earlier ?? []) + (earlier?.messages ?? []), prompt: parts.prompt,
      images: parts.images, documents: parts.documents, options: options, conversation: earlier?.id,
      keptTextLimit: Self.textLimit(invocation))
    let choice = try await choose(for: turn, of: earlier, maker, invocation)
    if let compressed { thrift.tell(compressed, choice, at: context.time.now()) }
    if invocation.fits { try thrift.fit(parts, &turn, to: choice, answer: try maker.outputLimit(options)) }
    return try maker.question(turn, to: choice)
  }

  /// Whom to ask: what was typed, else the conversation's model, else what is configured. One that is chosen by its price stays the
  /// conversation's as long as it fits.
  private func choose(
    for turn: QuestionMaker.Turn, of earlier: ConversationRecord?, _ maker: QuestionMaker, _ invocation: ChatInvocation
  ) async throws(LLMError) -> QuestionMaker.Choice {
    var asked = invocation.model
    if asked == nil, let earlier {
      let before = try Conversations.model(of: earlier, maker.settings)
      if !ModelRouter.isMeant(nil, maker.settings) { asked = before }
    }
    return try await maker.choose(asked, for: PromptLoad(turn, preferred: earlier?.model))
  }

  private func show(_ estimate: ChatEstimate, _ invocation: ChatInvocation) throws(LLMError) -> ExitCode {
    let output = OutputWriter(console: context.console)
    if invocation.output == .json { try output.show(estimate.json) } else { try output.show(estimate.text) }
    return .complete
  }

  private var sources: PromptSources {
    PromptSources(files: context.files, input: context.input) { [reporter] in reporter.warning($0) }
  }

  /// Asks for the rest of an answer that broke off.
  private func resume(_ reference: String, _ invocation: ChatInvocation) async throws(LLMError) -> ExitCode {
    let maker = try QuestionMaker(context: context, reporter: reporter, invocation: invocation)
    let options = try GenerationOptions.parse(invocation.options)
    let system = try invocation.system.map { (text) throws(LLMError) in try sources.text(text) }
    let found = try await PartialAnswers(context: context).find(reference)
    let intent = found.call.intent
    reporter.notice(
      "going on after \(found.text.count) bytes of the answer to call \(found.call.id.text); this prints the rest")
    let choice = try await maker.choose(invocation.model ?? "\(intent.provider)/\(intent.modelAsked)")
    var question = try maker.question(
      QuestionMaker.Turn(
        system: system ?? intent.system ?? maker.settings.system?.value, earlier: found.earlier,
        prompt: intent.prompt ?? "", options: options, conversation: intent.conversation ?? found.call.id.text,
        keptTextLimit: Self.textLimit(invocation)), to: choice)
    question.resumed = Question.ResumedAnswer(call: found.call.id, text: found.text)
    defer { if let journal = found.journal { context.journals.remove(journal) } }
    return await ask(question, invocation)
  }

  private static func textLimit(_ invocation: ChatInvocation) -> Int {
    invocation.output == .text ? storedTextLimit : wholeTextLimit
  }

  // MARK: The call

  private func ask(_ question: Question, _ invocation: ChatInvocation) async -> ExitCode {
    let screen = AnswerScreen(
      context: context, reporter: reporter, appearance: invocation.appearance, reasoning: invocation.reasoning)
    let figures: AnswerScreen.Figures = invocation.showsUsage ? .always : .ifWatched
    let hasForm = question.structure != nil || question.tools != nil
    let answer: Answer
    switch invocation.output {
    case .text where !hasForm: return await screen.show(question, figures: figures).exitCode
    case .parts:
      guard let structure = question.structure else { return .internalError }
      let printer = PartPrinter(structure.schema, question.loweredSchema, console: context.console)
      answer = await screen.pour(question, into: printer) { (answer) throws(ConsoleError) in
        try printer.finish(answer.structured?.validValue)
      }
    case .code:
      let printer = CodePrinter(console: context.console)
      answer = await screen.pour(question, into: printer) { (_) throws(ConsoleError) in try printer.finish() }
    case .text, .json, .lastCodeBlock:
      answer = await screen.pour(question, into: QuietSink()) { (answer) throws(ConsoleError) in
        try finish(&answer, question, invocation.output)
      }
    }
    screen.tell(answer, of: question, invocation.showsUsage ? .always : .never)
    if !answer.toolCalls.isEmpty, invocation.output != .json, question.tools == nil { screen.tellTools(answer) }
    return answer.exitCode
  }

  /// Prints what is made of the whole answer.
  private func finish(
    _ answer: inout Answer, _ question: Question, _ output: ChatInvocation.Output
  ) throws(ConsoleError) {
    let values = ValuePrinter(console: context.console)
    switch output {
    case .json: try printJSON(answer, question)
    case .lastCodeBlock: try printCodeBlock(&answer)
    default:
      if question.tools != nil {
        try printCalls(answer, values)
      } else if let value = answer.structured?.validValue {
        try values.show(value)
      }
    }
  }

  /// The calls, and what the model says beside them on standard error; without calls its words are the answer.
  private func printCalls(_ answer: Answer, _ values: ValuePrinter) throws(ConsoleError) {
    guard !answer.toolCalls.isEmpty else {
      let text = context.console.outputIsTerminal ? answer.text + [0x0A] : answer.text
      return text.isEmpty ? () : try context.console.write(context.console.shown(text))
    }
    let words = String(decoding: answer.text, as: UTF8.self).trimmingBlanks
    if !words.isEmpty { reporter.line(words) }
    if answer.structured?.problems.isEmpty == true { try values.show(answer.toolCalls) }
  }

  private func printJSON(_ answer: Answer, _ question: Question) throws(ConsoleError) {
    guard answer.hasContent || answer.error == nil else { return }
    try context.console.write(JSONWriter.bytes(of: AnswerDocument(answer, question).json) + [0x0A])
  }

  private func printCodeBlock(_ answer: inout Answer) throws(ConsoleError) {
    guard answer.textBytes > 0 else { return }
    guard let block = CodeBlock.last(in: String(decoding: answer.text, as: UTF8.self)) else {
      answer.error =
        answer.error
        ?? LLMError(
          .malformed, "the answer has no code block", advice: "'llmctl replay show last' shows the whole answer")
      return
    }
    try context.console.write(context.console.shown(Array(block.utf8)))
  }
}
