extension Session {
  /// An answer is kept as far as a model could write.
  private static let keptTextLimit = 4 << 20
  /// Turns that stay word for word when the older ones are summed up.
  private static let keptTurns = 2

  // MARK: How full the window is

  /// What the next request takes along.
  var fill: ContextFill {
    if let usage = lastUsage, let input = usage.input, let output = usage.output {
      return ContextFill(used: input + output, isExact: true, window: window)
    }
    let messages = (system.map { [Message(.system, $0)] } ?? []) + conversation.messages
    return ContextFill(
      used: messages.reduce(0) { $0 + tokens(in: $1.content) + 4 }, isExact: false, window: window)
  }

  /// The tokens of a text: the model's own where its tokenizer is known.
  private func tokens(in text: String) -> Int {
    if case .known(let basis) = ModelTokenizers.tokenizer(of: choice.target.model) { return basis.count(text) }
    return CostForecast.tokens(in: text)
  }

  // MARK: Asking

  /// Asks what was typed, with the attachments.
  mutating func ask(_ text: String) async throws(LLMError) -> Next {
    try attachMentioned(in: text)
    let files = attachments.filter { $0.image == nil }.map { PromptAssembler.Part(name: $0.name, content: $0.text) }
    let prompt = PromptAssembler(standardInput: nil, files: files, words: text).prompt
    if choice.isRouted { try await choose(for: prompt) }
    window = await windowSearch.value
    let room = tokens(in: prompt)
    let wanted = options.last { $0.name == "max_tokens" }?.value.integer
    guard fill.fits(question: room, answer: wanted) else {
      reporter.error(
        LLMError(
          .usage,
          "this does not fit: \(fill.spoken) and \(ContextFill.short(room)) more, of \(ContextFill.short(window ?? 0))",
          advice: "'/compact' sums up the older turns, '/compact drop' forgets them, '/new' begins anew"))
      return .goOn(draft: text)
    }
    try await ask(
      prompt: prompt, images: attachments.compactMap(\.image), documents: attachments.compactMap(\.document))
    return .ready
  }

  /// Keeps a model that was chosen by its price as long as it fits, or chooses another one.
  private mutating func choose(for prompt: String) async throws(LLMError) {
    let before = choice.target.name
    let turn = QuestionMaker.Turn(
      system: system, earlier: conversation.messages, prompt: prompt, images: attachments.compactMap(\.image),
      documents: attachments.compactMap(\.document), options: options, keptTextLimit: Self.keptTextLimit)
    choice = try await maker.choose(ModelRouter.name, for: PromptLoad(turn, preferred: before))
    guard choice.target.name != before else { return }
    windowSearch = Self.search(window: choice, maker.prices, context)
    (lastUsage, hasWarned) = (nil, false)
  }

  /// Asks in the conversation as it is now, and shows and keeps the answer.
  private mutating func ask(
    prompt: String, images: [ImagePart] = [], documents: [DocumentPart] = [], resuming partial: ConversationTurn? = nil,
    isAnew: Bool = false
  ) async throws(LLMError) {
    var earlier = conversation
    if partial != nil { earlier.turns.removeLast() }
    var question = try maker.question(
      QuestionMaker.Turn(
        system: system, earlier: (template?.filled.earlier ?? []) + earlier.messages, prompt: prompt, images: images,
        documents: documents, options: options, conversation: isStored ? conversation.id : nil,
        keptTextLimit: Self.keptTextLimit), to: choice)
    question.promptVersion = template?.version.promptVersion(
      replacingSystem: system == template?.filled.system ? nil : system ?? "")
    if let partial {
      question.resumed = Question.ResumedAnswer(call: partial.call, text: Array((partial.answer ?? "").utf8))
    }
    // Whoever asks again wants another answer.
    if isAnew, question.caching.mode != .only { question.caching.mode = .never }
    let answer = await show(question)
    context.interruption.forgetInterrupt()
    if answer.hasContent || answer.error == nil { attachments = [] }
    await keep(answer, prompt: prompt, partial: partial)
    count(answer, of: question)
    warnIfNearlyFull()
  }

  /// Asks and shows the answer while it comes.
  private func show(_ question: Question) async -> Answer {
    var appearance = invocation.appearance
    appearance.rendering = isRaw ? .never : .auto
    let screen = AnswerScreen(
      context: context, reporter: reporter, appearance: appearance, reasoning: invocation.reasoning)
    context.terminal.modes.silence()
    return await screen.show(question)
  }

  /// Adds the turn to the conversation: as the ledger has it, or in memory where it is not recorded.
  private mutating func keep(_ answer: Answer, prompt: String, partial: ConversationTurn?) async {
    let text = String(decoding: answer.text, as: UTF8.self)
    if !text.isEmpty { lastAnswer = (partial?.answer ?? "") + text }
    lastUsage = answer.error == nil ? answer.usage : nil
    if invocation.isLogged, let call = answer.callID {
      let id = isStored ? conversation.id : call.text
      if let stored = try? await context.ledger.storedConversation(id) {
        conversation = stored
        return
      }
    }
    if partial != nil { conversation.turns.removeLast() }
    conversation.turns.append(
      ConversationTurn(
        sequence: (conversation.turns.last?.sequence ?? 0) + 1, call: answer.callID ?? CallID(""),
        startedAt: context.time.now(), system: system, prompt: prompt, answer: text.isEmpty ? nil : lastAnswer,
        verdict: answer.verdict, isRunning: false, model: choice.target.name, usage: answer.usage))
  }

  private mutating func count(_ answer: Answer, of question: Question) {
    guard answer.hasContent else { return }
    totals.answers += 1
    totals.usage = totals.usage.adding(answer.usage)
    totals.seconds += answer.totalTime
    if let money = AnswerPrice(answer)?.total {
      totals.money += money
    } else {
      totals.unpriced += 1
    }
  }

  private mutating func warnIfNearlyFull() {
    guard fill.isNearlyFull, !hasWarned else { return }
    hasWarned = true
    reporter.notice(
      "the context is \(fill.percent ?? 0) % full; '/compact' sums up the older turns, '/compact drop' forgets them")
  }

  // MARK: Asking again

  /// Asks the last question again, perhaps another model.
  mutating func retry(_ model: String) async throws(LLMError) -> Next {
    guard let last = conversation.turns.last else { throw Self.nothingAsked }
    if !model.isEmpty { try await changeModel(model) }
    try await keepTurns(conversation.turns.count - 1)
    try await ask(prompt: last.prompt, isAnew: true)
    return .ready
  }

  /// Takes back the last turns.
  mutating func undo(_ count: String) async throws(LLMError) {
    let number = try Self.number(count) ?? 1
    guard !conversation.turns.isEmpty else { throw Self.nothingAsked }
    try await keepTurns(max(0, conversation.turns.count - number))
    reporter.notice("took back; \(conversation.turns.count) turns are left")
  }

  /// Has a question changed, and asks from there.
  mutating func edit(_ count: String) async throws(LLMError) -> Next {
    let number = try Self.number(count) ?? 1
    guard number <= conversation.turns.count, number > 0 else { throw Self.nothingAsked }
    let index = conversation.turns.count - number
    let turn = conversation.turns[index]
    guard let changed = context.terminal.edit(turn.prompt)?.trimmingBlanks, !changed.isEmpty else {
      reporter.notice("nothing was changed")
      return .ready
    }
    try await keepTurns(index)
    try await ask(prompt: changed)
    return .ready
  }

  /// Asks for the rest of an answer that was cut.
  mutating func goOn() async throws(LLMError) -> Next {
    guard let last = conversation.turns.last else { throw Self.nothingAsked }
    guard last.verdict == .partial || last.verdict == .cancelled, last.answer?.isEmpty == false else {
      throw LLMError(.usage, "the last answer was not cut", advice: "'/retry' asks anew")
    }
    try await ask(prompt: last.prompt, resuming: last)
    return .ready
  }

  /// Leaves so many turns in the conversation, in a new branch of it: what was asked stays in the ledger.
  private mutating func keepTurns(_ count: Int) async throws(LLMError) {
    let kept = Array(conversation.turns.prefix(count))
    lastUsage = kept.isEmpty ? nil : kept.last?.usage
    guard isStored else {
      conversation.turns = kept
      return
    }
    guard let first = kept.first, let last = kept.last else {
      conversation = Self.newConversation(context)
      return
    }
    conversation = try await conversations.fork(conversation, keeping: first.sequence...last.sequence)
  }

  // MARK: Making room

  /// Sums up the older turns, or drops them: always in sight, never by itself.
  mutating func compact(_ words: String) async throws(LLMError) {
    var words = words.split(separator: " ").map(String.init)
    let drops = words.first == "drop"
    if drops { words.removeFirst() }
    let kept = try Self.number(words.joined(separator: " ")) ?? Self.keptTurns
    let older = conversation.turns.dropLast(kept)
    guard !older.isEmpty else {
      throw LLMError(.usage, "there are no turns before the last \(kept)", advice: "'/compact 0' takes all of them")
    }
    let before = fill
    let summary = drops ? nil : try await sum(up: Array(older))
    let rest = Array(conversation.turns.suffix(kept))
    if isStored {
      let range = rest.first.flatMap { first in rest.last.map { first.sequence...$0.sequence } }
      conversation = try await conversations.fork(conversation, keeping: range, summary: summary)
    } else {
      (conversation.turns, conversation.summary) = (rest, summary)
    }
    lastUsage = nil
    hasWarned = false
    if let summary { try output.show(summary + "\n") }
    let done = drops ? "dropped" : "summed up"
    reporter.notice("\(done) \(older.count) turns: \(before.spoken) became \(fill.spoken); '/sessions' has them all")
  }

  private mutating func sum(up turns: [ConversationTurn]) async throws(LLMError) -> String {
    var past = conversation
    past.turns = turns
    var question = try maker.question(
      QuestionMaker.Turn(
        system: system, earlier: past.messages,
        prompt: """
          Sum up our conversation so far for yourself, so that it can go on without the messages above: what I want, facts and \
          decisions with names, numbers, paths and code that still matter, and what is open. No preamble.
          """,
        options: options, conversation: nil, keptTextLimit: Self.keptTextLimit), to: choice)
    question.recordedTurn = nil
    let screen = AnswerScreen(
      context: context, reporter: reporter, appearance: invocation.appearance, reasoning: .hide)
    context.terminal.modes.silence()
    let answer = await screen.pour(question)
    context.interruption.forgetInterrupt()
    count(answer, of: question)
    let text = String(decoding: answer.text, as: UTF8.self).trimmingBlanks
    guard answer.error == nil, !text.isEmpty else {
      throw LLMError(
        .usage, "the summary failed; the conversation is as it was",
        advice: "'/compact drop' makes room without one")
    }
    return text
  }

  // MARK: Words

  static let nothingAsked = LLMError(.usage, "nothing was asked yet")

  /// Throws `LLMError` of kind `usage` for words that are no number.
  static func number(_ text: String) throws(LLMError) -> Int? {
    guard !text.isEmpty else { return nil }
    guard let number = Int(text), number >= 0 else {
      throw LLMError(.usage, "'\(text)' is not a number of turns")
    }
    return number
  }
}
