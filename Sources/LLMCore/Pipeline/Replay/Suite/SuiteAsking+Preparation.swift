extension SuiteAsking {
  /// Makes questions of cases; keeps who was chosen, or each case would look for its server anew.
  struct Preparation {
    let maker: QuestionMaker
    /// Those that were typed, in place of the cases'.
    let options: [JSONMember]
    let sources: SuiteSources
    let templates: any SuiteTemplates
    let invocation: SuiteInvocation
    private var choices: [String: QuestionMaker.Choice] = [:]

    init(
      maker: QuestionMaker, options: [JSONMember], sources: SuiteSources, templates: any SuiteTemplates,
      invocation: SuiteInvocation
    ) {
      (self.maker, self.options, self.sources) = (maker, options, sources)
      (self.templates, self.invocation) = (templates, invocation)
    }

    /// Throws `LLMError` for what cannot be asked.
    mutating func prepare(
      _ suiteCase: SuiteCase, of suite: String, _ keptTextLimit: Int
    ) async throws(LLMError) -> Prepared {
      let source = suiteCase.question
      let templated = try await turn(of: source)
      var system = try source.system.map { (text) throws(LLMError) in
        source.isSystemLiteral ? text : try sources.text(text)
      }
      // A template that was typed is tried in place of what the case says, its system text included.
      if invocation.template != nil || system == nil { system = templated?.system ?? system }
      let parts = try sources.prompt(templated?.prompt ?? source.prompt ?? "", files: source.files)
      let choice = try await choose(invocation.asking.model ?? source.model ?? templated?.model)
      let structure = try (source.schema ?? templated?.schema).map { (text) throws(LLMError) in
        let found = try sources.schema(text)
        return StructuredOutput(
          name: found.name, schema: found.schema, reasks: QuestionMaker.usualReasks, isShownInParts: false)
      }
      let tools = try source.tools.map { (path) throws(LLMError) in try sources.tools(path) }
      guard structure == nil || tools == nil else {
        throw LLMError(.inputInvalid, "'schema' and 'tools' contradict each other")
      }
      var question = try maker.answering(with: structure, tools: tools).question(
        QuestionMaker.Turn(
          system: system ?? maker.settings.system?.value, earlier: (templated?.earlier ?? []) + source.earlier,
          prompt: parts.prompt, images: parts.images, documents: parts.documents,
          options: Self.merged([templated?.options ?? [], source.options, options]), keptTextLimit: keptTextLimit),
        to: choice)
      question.promptVersion = templated?.version
      Self.finish(&question, suite)
      try CostLimit.requirePrice(question)
      return Prepared(
        suiteCase: suiteCase, question: question,
        checks: try SuiteChecks(suiteCase) { (text) throws(LLMError) in try sources.schema(text).schema },
        judges: try await judges(of: suiteCase, choice, suite, keptTextLimit))
    }

    private func turn(of source: SuiteQuestionSource) async throws(LLMError) -> TemplatedTurn? {
      guard let reference = invocation.template ?? source.template else { return nil }
      return try await templates.turn(of: reference, parameters: source.parameters, prompt: source.prompt)
    }

    private mutating func choose(_ model: String?) async throws(LLMError) -> QuestionMaker.Choice {
      if let choice = choices[model ?? ""] { return choice }
      let choice = try await maker.choose(model)
      choices[model ?? ""] = choice
      return choice
    }

    private mutating func judges(
      of suiteCase: SuiteCase, _ asked: QuestionMaker.Choice, _ suite: String, _ keptTextLimit: Int
    ) async throws(LLMError) -> [Int: Question] {
      var judges: [Int: Question] = [:]
      for (number, assertion) in suiteCase.assertions.enumerated() {
        guard case .judge(_, let model, _) = assertion.check else { continue }
        let choice = model == nil ? asked : try await choose(model)
        let structure = StructuredOutput(
          name: JudgeRubric.schemaName, schema: try Self.compiled(JudgeRubric.schema),
          reasks: QuestionMaker.usualReasks, isShownInParts: false)
        var question = try maker.answering(with: structure, tools: nil).question(
          QuestionMaker.Turn(
            system: JudgeRubric.system, earlier: [], prompt: "",
            options: [JSONMember("max_tokens", .integer(JudgeRubric.answerTokens))], keptTextLimit: keptTextLimit),
          to: choice)
        Self.finish(&question, suite)
        judges[number] = question
      }
      return judges
    }

    /// Whoever is asked instead of a model is not that model: nobody is.
    private static func finish(_ question: inout Question, _ suite: String) {
      question.fallbacks = []
      question.tags.removeAll { $0.name == "suite" }
      question.tags.append(JSONMember("suite", .string(suite)))
    }

    /// The schema is ours; that it can be compiled is tested.
    private static func compiled(_ schema: JSONValue) throws(LLMError) -> JSONSchema {
      do throws(SchemaFlaw) { return try JSONSchema.checked(schema) } catch {
        throw LLMError(.internalError, "the schema of marks cannot be used", detail: "\(error)")
      }
    }

    /// All of them; of those with one name, the last list's.
    private static func merged(_ lists: [[JSONMember]]) -> [JSONMember] {
      lists.reduce(into: []) { all, list in
        all.removeAll { old in list.contains { $0.name == old.name } }
        all += list
      }
    }
  }
}
