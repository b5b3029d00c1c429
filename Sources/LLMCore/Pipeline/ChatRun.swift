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

  /// Asks and prints.
  ///
  /// Throws `LLMError` for what fails before the call is made; later failures are told and become the exit code.
  package func run(_ invocation: ChatInvocation) async throws(LLMError) -> ExitCode {
    let options = try GenerationOptions.parse(invocation.options)
    let tags = try Tags.parse(invocation.tags)
    let settings = try SettingsLoader(environment: context.environment, files: context.files).load()
    let sources = PromptSources(files: context.files, input: context.input) { [reporter] in reporter.warning($0) }
    let system = try invocation.system.map { (text) throws(LLMError) in try sources.text(text) }
    let partial: PartialAnswers.Found?
    let prompt: String
    let earlier: EarlierTurns?
    if let reference = invocation.resumes {
      let found = try await PartialAnswers(context: context).find(reference)
      (partial, prompt) = (found, found.call.intent.prompt ?? "")
      earlier = EarlierTurns(
        conversation: found.call.intent.conversation ?? found.call.id.text, system: found.call.intent.system,
        model: "\(found.call.intent.provider)/\(found.call.intent.modelAsked)", messages: found.earlier)
      reporter.notice(
        "going on after \(found.text.count) bytes of the answer to call \(found.call.id.text); this prints the rest")
    } else {
      partial = nil
      prompt = try await sources.read(words: invocation.words, paths: invocation.paths).prompt
      earlier = try await earlierTurns(invocation)
    }

    var asked = invocation.model
    if asked == nil, let earlier { asked = try Self.model(of: earlier, settings) }
    let accounts = AccountOpener(context: context, reporter: reporter)
    let targets = TargetOpener(settings: settings, accounts: accounts, perseverance: invocation.perseverance)
    let (provider, target) = try await chooseModel(asked, settings, accounts, targets)
    let systemText = system ?? earlier?.system ?? settings.system?.value
    let request = ChatRequest(
      model: target.model,
      messages: (systemText.map { [Message(.system, $0)] } ?? []) + (earlier?.messages ?? [])
        + [Message(.user, prompt)],
      options: try Self.merge(settings.options, options), streams: invocation.streams)
    var question = Question(
      command: "chat", provider: target.provider, account: target.account, limits: settings.timeouts,
      request: request, tags: tags, repository: GitState.current(context.files), conversation: earlier?.conversation,
      recordedTurn: invocation.isLogged ? Question.RecordedTurn(system: systemText, prompt: prompt) : nil,
      keptTextLimit: invocation.output == .text ? Self.storedTextLimit : Self.wholeTextLimit, route: target.route,
      retries: RetryPolicy(maxWait: maxWait(invocation, settings)),
      fallbacks: try targets.fallbacks(for: target.model, of: provider, asked: asked ?? settings.model?.value),
      continuation: settings.continuation?.value ?? .auto,
      acceptsKeptAnswer: invocation.perseverance.acceptsKeptAnswer)
    question.sharing = invocation.sharing
    question.resumed = partial.map { Question.ResumedAnswer(call: $0.call.id, text: $0.text) }
    defer { if let journal = partial?.journal { context.journals.remove(journal) } }
    return await ask(question, invocation)
  }

  // MARK: Before the call

  /// What a question is asked after.
  private struct EarlierTurns {
    var conversation: String
    var system: String?
    /// `provider/model`.
    var model: String
    var messages: [Message]
  }

  private func earlierTurns(_ invocation: ChatInvocation) async throws(LLMError) -> EarlierTurns? {
    guard invocation.continuesLast || invocation.conversation != nil else { return nil }
    let conversation: ConversationRecord?
    do {
      conversation = try await context.ledger.storedConversation(invocation.conversation)
    } catch {
      throw LLMError(.inputMissing, "cannot go on with a conversation: \(error.sentence)")
    }
    guard let conversation else {
      throw LLMError(
        .inputMissing,
        invocation.conversation.map { "there is no conversation '\($0)'" } ?? "there is no conversation to go on with",
        advice: "'llmctl replay list' shows what there is")
    }
    if conversation.lastTurnIsIncomplete {
      reporter.notice("the last turn of this conversation has no complete answer")
    }
    return EarlierTurns(
      conversation: conversation.id, system: conversation.system, model: conversation.model,
      messages: conversation.messages)
  }

  /// The model a conversation was held with. A provider that has left the configuration is not replaced in silence: the
  /// earlier turns would go to somebody else.
  private static func model(of earlier: EarlierTurns, _ settings: Settings) throws(LLMError) -> String {
    let provider = earlier.model.prefix { $0 != "/" }
    guard settings.providers.isEmpty || settings.provider(named: String(provider)) != nil else {
      throw LLMError(
        .configuration, "the conversation's provider '\(provider)' is not configured any more",
        advice: "Name a model to go on with, as in -m PROVIDER/MODEL")
    }
    return earlier.model
  }

  private func chooseModel(
    _ asked: String?, _ settings: Settings, _ accounts: AccountOpener, _ targets: TargetOpener
  ) async throws(LLMError) -> (ProviderSettings, Target) {
    let discovery = LocalDiscovery(context: context, reporter: reporter)
    let choice: ModelChoice
    if let resolved = try ModelChoice.resolve(asked, in: settings) {
      choice = resolved
    } else {
      choice = try await discovery.find(asked: asked)
    }
    let account = try accounts.open(choice.provider)
    let model: String
    if let name = choice.model {
      model = name
    } else {
      model = try await discovery.firstModel(of: account, limits: settings.timeouts)
    }
    return (choice.provider, targets.target(choice.provider, account: account, model: model))
  }

  /// Somebody who watches waits for a minute, a script for five.
  private func maxWait(_ invocation: ChatInvocation, _ settings: Settings) -> Duration {
    invocation.perseverance.maxWait ?? settings.maxWait?.value
      ?? (context.console.errorIsTerminal ? .seconds(60) : .seconds(300))
  }

  /// Options of the configuration, overridden by those of the command line.
  private static func merge(
    _ configured: [SettingsOption], _ typed: [JSONMember]
  ) throws(LLMError) -> [JSONMember] {
    var merged: [JSONMember] = []
    for option in configured where !typed.contains(where: { $0.name == option.name }) {
      merged += try option.parsed()
    }
    return merged + typed
  }

  // MARK: The call

  private func ask(_ question: Question, _ invocation: ChatInvocation) async -> ExitCode {
    let printer = AnswerPrinter(console: context.console, reasoning: invocation.reasoning)
    let sink: any AnswerSink = invocation.output == .text ? printer : QuietSink()
    let answer = await RequestPipeline(context: context, reporter: reporter).run(question, sink: sink) { answer in
      // Before the row is closed: it has to tell whether the answer got where it was meant to go.
      do throws(ConsoleError) {
        switch invocation.output {
        case .text: try printer.finish()
        case .json: try printJSON(answer, question)
        case .lastCodeBlock: try printCodeBlock(&answer)
        }
      } catch {
        guard case .failed(let reason) = error, answer.error == nil else { return }
        answer.error = LLMError(
          .cannotWrite, "cannot write the answer: \(reason)", advice: "Free some space or write elsewhere")
      }
    }
    if answer.toolCalls.contains(where: { !$0.isComplete }) { reporter.warning("a tool call was cut in the middle") }
    if !answer.toolCalls.isEmpty, invocation.output != .json {
      let names = answer.toolCalls.map(\.name).joined(separator: ", ")
      reporter.notice("the model asks for tools (\(names)); nothing was run, --json shows the calls")
    }
    if invocation.showsUsage, answer.hasContent { reporter.line(UsageLine(answer).text) }
    if !answer.readerLeft, let error = answer.error { reporter.error(error) }
    return answer.exitCode
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
    try context.console.write(Array((context.console.outputIsTerminal ? SafeText(block).text : block).utf8))
  }
}
