/// Makes questions of calls that were made before, changed as the user wants.
struct ReplayQuestionMaker: Sendable {
  private static let keptTextLimit = 4 << 20

  private let context: AppContext
  private let maker: QuestionMaker
  private let invocation: ChatInvocation
  private let options: [JSONMember]
  private let system: String?
  private let reporter: Reporter
  private var choices: [String: QuestionMaker.Choice] = [:]
  private let templates: LibraryTemplates
  /// The version that was typed, and values for its parameters.
  private let version: TemplateVersion?
  private let values: [JSONMember]

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
    templates = LibraryTemplates(
      context: context, reporter: reporter, tags: invocation.tags, isTrusted: invocation.trustsPrompts)
    version = try invocation.template.map { [templates] (reference) throws(LLMError) in
      try templates.version(reference)
    }
    values = try Self.values(invocation.parameters, version, context, reporter)
    system = try invocation.system.map { (text) throws(LLMError) in try sources.text(text) }
  }

  /// What was typed for parameters; files are read, since whoever types may name them.
  private static func values(
    _ assignments: [String], _ version: TemplateVersion?, _ context: AppContext, _ reporter: Reporter
  ) throws(LLMError) -> [JSONMember] {
    guard let version else { return [] }
    let typed = Set(assignments.map { String($0.prefix { $0 != "=" }) })
    let known = version.content.parameters
    if let stranger = typed.first(where: { name in !known.contains { $0.name == name } }) {
      throw LLMError(
        .usage, "the template '\(version.name)' has no parameter '\(SafeText.line(stranger).text)'",
        advice: known.isEmpty ? "It has none" : "It has \(known.map(\.name).joined(separator: ", "))")
    }
    // What is not typed is known from then.
    var content = version.content
    content.keepParameters { typed.contains($0.name) }
    let files = AttachmentReader(files: context.files, verb: "-p") { reporter.warning($0) }
    return try TemplateArguments(assignments, for: content, named: version.name, files: files).texts
  }

  /// What is other than it was, beside what the invocation says.
  struct Changes {
    /// Nil for the model of then.
    var model: String?
    /// Nil for the prompt of then.
    var prompt: String?
    /// What was said in the conversation before this turn, where that is other than it was; examples of templates are not among it.
    var earlier: [Message]?
    /// What was put into the templates of earlier turns.
    var values: [JSONMember] = []
    /// The conversation it becomes a turn of; nil begins one.
    var conversation: String?
  }

  /// Throws `LLMError` where it cannot be asked.
  mutating func question(_ source: ReplaySource, _ changes: Changes = Changes()) async throws(LLMError) -> Question {
    let templated = try templated(source, changes)
    let choice = try await choose(changes.model ?? invocation.model ?? templated?.model ?? source.model)
    // Examples stand before what was said.
    let earlier = examples(of: source, templated, changes) + (changes.earlier ?? source.history)
    var turn = QuestionMaker.Turn(
      system: system ?? templated?.system ?? source.system, earlier: earlier,
      prompt: changes.prompt ?? templated?.prompt ?? source.prompt.content, images: source.prompt.images,
      documents: source.prompt.documents, options: merged(source.options, templated?.options ?? []),
      conversation: changes.conversation, keptTextLimit: Self.keptTextLimit)
    if turn.system?.isEmpty == true { turn.system = nil }
    let maker = maker.answering(with: try structure(source, templated), tools: try tools(source))
    var question = try maker.question(turn, to: choice)
    question.replayOf = source.call.id
    question.promptVersion =
      system.map { system in version?.promptVersion(replacingSystem: system) } ?? templated?.version
      ?? (version == nil ? source.call.intent.promptVersion : nil)
    question.template = source.template
    // Whoever stands in is not who is to be compared.
    question.fallbacks = []
    return question
  }

  /// What the typed version makes of a call: of what was put into another one before, else of the prompt as it is. In the middle of a
  /// conversation it is a role alone.
  private func templated(_ source: ReplaySource, _ changes: Changes) throws(LLMError) -> TemplatedTurn? {
    guard let version else { return nil }
    let known = changes.values + (source.template?.values ?? []) + values
    if let template = source.template {
      return try templates.turn(of: version, known: known, PromptAssembler(template))
    }
    let input = PromptAssembler(standardInput: nil, files: [], words: source.prompt.content)
    guard changes.earlier != nil else { return try templates.turn(of: version, known: known, input) }
    var role = version
    // What only its question needs may be missing.
    let spoken = Set(TemplateText(role.content.system ?? "").names)
    role.content.keepParameters { spoken.contains($0.name) }
    role.content.user = nil
    var turn = try templates.turn(of: role, known: known, input)
    (turn.prompt, turn.version) = (source.prompt.content, version.promptVersion())
    return turn
  }

  /// The examples of the version that is typed, else those of then. A later turn that was made without a template has none.
  private func examples(of source: ReplaySource, _ templated: TemplatedTurn?, _ changes: Changes) -> [Message] {
    guard let templated else { return source.examples }
    return changes.earlier != nil && !source.isTemplated ? [] : templated.earlier
  }

  private mutating func choose(_ model: String) async throws(LLMError) -> QuestionMaker.Choice {
    if let choice = choices[model] { return choice }
    let choice = try await maker.choose(model)
    choices[model] = choice
    return choice
  }

  /// Options that were typed count before those of the template, and those before what was then.
  private func merged(_ recorded: [JSONMember], _ templated: [JSONMember]) -> [JSONMember] {
    let known = templated.filter { old in !options.contains { $0.name == old.name } } + options
    return recorded.filter { old in !known.contains { $0.name == old.name } } + known
  }

  private func structure(_ source: ReplaySource, _ templated: TemplatedTurn?) throws(LLMError) -> StructuredOutput? {
    if let schema = invocation.schema ?? templated?.schema {
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
