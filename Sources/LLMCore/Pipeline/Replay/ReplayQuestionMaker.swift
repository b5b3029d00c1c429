/// Makes questions of calls that were made before, changed as the user wants.
struct ReplayQuestionMaker {
  private static let keptTextLimit = 4 << 20

  private let context: AppContext
  private let maker: QuestionMaker
  private let invocation: ChatInvocation
  private let options: [JSONMember]
  private let system: String?
  private let reporter: Reporter
  private var choices: [String: QuestionMaker.Choice] = [:]

  /// Throws `LLMError` for settings and options that cannot be used.
  init(_ invocation: ChatInvocation, _ context: AppContext, _ reporter: Reporter) throws(LLMError) {
    var invocation = invocation
    // An answer from before would tell nothing.
    invocation.sharing = .never
    if invocation.caching.mode == .automatic { invocation.caching.mode = .never }
    self.invocation = invocation
    (self.context, self.reporter) = (context, reporter)
    maker = try QuestionMaker(context: context, reporter: reporter, invocation: invocation, command: "replay")
    options = try GenerationOptions.parse(invocation.options)
    let sources = PromptSources(files: context.files, input: context.input) { reporter.warning($0) }
    system = try invocation.system.map { (text) throws(LLMError) in try sources.text(text) }
  }

  /// What is other than it was, beside what the invocation says.
  struct Changes {
    /// Nil for the model of then.
    var model: String?
    /// Nil for the prompt of then.
    var prompt: String?
    /// The turns before, where they are others now.
    var earlier: [Message]?
    /// The conversation it becomes a turn of; nil begins one.
    var conversation: String?
  }

  /// Throws `LLMError` where it cannot be asked.
  mutating func question(_ source: ReplaySource, _ changes: Changes = Changes()) async throws(LLMError) -> Question {
    let choice = try await choose(changes.model ?? invocation.model ?? source.model)
    var turn = QuestionMaker.Turn(
      system: system ?? source.system, earlier: changes.earlier ?? source.earlier,
      prompt: changes.prompt ?? source.prompt.content, images: source.prompt.images,
      documents: source.prompt.documents, options: merged(source.options), conversation: changes.conversation,
      keptTextLimit: Self.keptTextLimit)
    if turn.system?.isEmpty == true { turn.system = nil }
    var question = try maker.answering(with: try structure(source), tools: try tools(source)).question(turn, to: choice)
    question.replayOf = source.call.id
    question.promptVersion = system == nil ? source.call.intent.promptVersion : nil
    // Whoever stands in is not who is to be compared.
    question.fallbacks = []
    return question
  }

  private mutating func choose(_ model: String) async throws(LLMError) -> QuestionMaker.Choice {
    if let choice = choices[model] { return choice }
    let choice = try await maker.choose(model)
    choices[model] = choice
    return choice
  }

  /// Options that were typed count before those of then.
  private func merged(_ recorded: [JSONMember]) -> [JSONMember] {
    recorded.filter { old in !options.contains { $0.name == old.name } } + options
  }

  private func structure(_ source: ReplaySource) throws(LLMError) -> StructuredOutput? {
    if let schema = invocation.schema {
      let found = try SchemaSource(context: context).find(schema)
      return structure(found.name, found.schema)
    }
    guard let output = source.schema else { return nil }
    return structure(output.name, try Self.compiled(output.schema, source))
  }

  private func structure(_ name: String, _ schema: JSONSchema) -> StructuredOutput {
    StructuredOutput(
      name: name, schema: schema, reasks: invocation.reasks ?? QuestionMaker.usualReasks, isShownInParts: false)
  }

  private func tools(_ source: ReplaySource) throws(LLMError) -> ToolSet? {
    guard !source.tools.isEmpty else { return nil }
    var tools: [ToolSet.Tool] = []
    for definition in source.tools {
      tools.append(
        ToolSet.Tool(definition: definition, schema: try Self.compiled(definition.parameters, source)))
    }
    var set = ToolSet(tools: tools, choice: source.toolChoice)
    set.reasks = invocation.reasks ?? QuestionMaker.usualReasks
    return set
  }

  /// A schema that was used then and cannot be now is no schema of this version.
  private static func compiled(_ schema: JSONValue, _ source: ReplaySource) throws(LLMError) -> JSONSchema {
    do throws(SchemaFlaw) { return try JSONSchema.checked(schema) } catch {
      throw LLMError(
        .inputInvalid, "the schema of call \(source.call.id.text) cannot be used any more", detail: "\(error)")
    }
  }
}
