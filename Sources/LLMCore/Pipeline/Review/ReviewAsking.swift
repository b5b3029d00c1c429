/// What a review asks, and what it need not ask.
struct ReviewAsking: Sendable {
  /// What an earlier review found in a piece.
  struct Kept: Sendable {
    let piece: ReviewPlan.Piece
    /// As the model said it.
    let findings: [JSONValue]
  }

  /// Tokens of a part's diff unless somebody says: more of it makes models overlook things.
  private static let usualPartTokens = 12_000
  /// What is kept free of a window for the answer: a quarter, and no more than this.
  private static let mostAnswerTokens = 4_096
  /// Of a finding with a suggestion, more or less.
  private static let tokensPerFinding = 200
  /// Characters of each text of a finding, where the answer has little room.
  private static let scarceTextLimit = 400
  private static let leastPartTokens = 256
  /// Where nobody knows how large the window is.
  private static let assumedWindow = 8_192
  private static let reasks = 2
  private static let keptTextLimit = 4 << 20

  let choice: QuestionMaker.Choice
  let plan: ReviewPlan
  /// What has to be asked about.
  let parts: [ReviewPlan.Part]
  /// One for each part.
  var questions: [Question] = []
  /// What need not be asked about again.
  let kept: [Kept]
  let cache: ReviewCache
  let counter: ReviewCounter

  /// Chooses a model, plans the parts and shapes the questions.
  ///
  /// Throws `LLMError` for a model nobody can ask, a window that is too small, and a review to go on with that there is not.
  init(
    about change: ReviewedChange, _ invocation: ReviewInvocation, _ context: AppContext, _ reporter: Reporter
  ) async throws(LLMError) {
    // What it is that answers decides on how much it may be asked, and that on the form of its answer.
    let maker = try QuestionMaker(
      context: context, reporter: reporter, invocation: invocation.asking, command: "review")
    choice = try await maker.choose(invocation.asking.model, for: Self.load(of: change, invocation))
    counter = ReviewCounter(model: choice.target.model)
    let window = await Session.window(of: choice, maker.prices, context) ?? Self.assumedWindow
    let answerTokens = min(Self.mostAnswerTokens, window / 4)
    let most = max(1, answerTokens / Self.tokensPerFinding)
    let prompt = ReviewPrompt(focus: invocation.focus.map(\.rawValue), language: invocation.language, most: most)
    let isScarce = answerTokens < Self.mostAnswerTokens
    let schema = FindingsSchema.schema(atMost: most, textLimit: isScarce ? Self.scarceTextLimit : nil)
    let structure = StructuredOutput(
      name: FindingsSchema.name, schema: try Self.compiled(schema),
      // Who finds more than was asked for is not asked again, and nothing of it is lost.
      acceptance: try Self.compiled(FindingsSchema.schema(atMost: ClaimReading.limit)), reasks: Self.reasks,
      isShownInParts: false)
    let fixed = counter.basis.count(prompt.system) + counter.basis.count(JSONWriter.text(of: schema))
    let limit = try Self.partTokens(window - answerTokens, besides: fixed, invocation)
    plan = await ReviewPlan(change, takesAll: invocation.takesAll, limit: limit, counter: counter)
    var options = try GenerationOptions.parse(invocation.asking.options)
    if !options.contains(where: { $0.name == "max_tokens" }) {
      options.append(JSONMember("max_tokens", .integer(answerTokens)))
    }
    // What a provider is not told of it is said once.
    var question = try maker.answering(with: structure).question(
      QuestionMaker.Turn(
        system: prompt.system, earlier: [], prompt: "", options: options, keptTextLimit: Self.keptTextLimit),
      to: choice)
    question.promptVersion = Self.promptVersion
    let cache = ReviewCache(context, question, system: prompt.system, schema: schema)
    self.cache = cache
    let found = plan.pieces.map { invocation.asksAgain ? nil : cache.findings(in: $0.prompt) }
    kept = zip(plan.pieces, found).compactMap { piece, found in found.map { Kept(piece: piece, findings: $0) } }
    if invocation.resumes, kept.isEmpty { throw Self.nothingToResume }
    parts = plan.parts(of: zip(plan.pieces, found).compactMap { piece, found in found == nil ? piece : nil })
    for part in parts {
      var random = ChanceGenerator(chance: context.chance)
      questions.append(question.asking(prompt.message(part.prompt, using: &random)))
    }
  }

  /// The instructions as the ledger keeps them: without what a review's flags and the model's window make of them.
  static let promptVersion = PromptVersion(
    name: ReviewPrompt.name, number: ReviewPrompt.number,
    contentHash: ContentHash.sha256(Array(ReviewPrompt().system.utf8)))

  /// What a part will probably be like, before anybody knows who is asked about it.
  private static func load(of change: ReviewedChange, _ invocation: ReviewInvocation) -> PromptLoad {
    // A token of a diff has about three bytes.
    let partBytes = max(1, (invocation.partTokens ?? usualPartTokens) * 3)
    let calls = max(1, (change.diff.bytes.count + partBytes - 1) / partBytes)
    let part = String(decoding: change.diff.bytes.prefix(change.diff.bytes.count / calls), as: UTF8.self)
    let system = ReviewPrompt(focus: invocation.focus.map(\.rawValue), language: invocation.language).system
    var load = PromptLoad(messages: [Message(.system, system), Message(.user, part)])
    load.calls = calls
    load.options = [JSONMember("max_tokens", .integer(mostAnswerTokens))]
    return load
  }

  private static var nothingToResume: LLMError {
    LLMError(
      .inputMissing, "there is no review to go on with: none of these files was reviewed before as it is now",
      advice: "Leave out --resume to review all of them")
  }

  /// The schema is ours; that it can be compiled is tested.
  private static func compiled(_ schema: JSONValue) throws(LLMError) -> JSONSchema {
    do throws(SchemaFlaw) { return try JSONSchema.checked(schema) } catch {
      throw LLMError(.internalError, "the schema of findings cannot be used", detail: "\(error)")
    }
  }

  /// Tokens of a part's diff, where the prompt may have so many in all, `fixed` of them for other things.
  private static func partTokens(
    _ room: Int, besides fixed: Int, _ invocation: ReviewInvocation
  ) throws(LLMError) -> Int {
    let limit = min(invocation.partTokens ?? usualPartTokens, room - fixed)
    guard limit >= leastPartTokens else {
      throw LLMError(
        .contextOverflow, "the model's window leaves room for a prompt of \(room) tokens, too few for a review",
        advice: "Ask a model with a larger window")
    }
    return limit
  }
}
