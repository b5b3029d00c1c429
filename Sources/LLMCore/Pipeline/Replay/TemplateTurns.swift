/// Makes turns of templates: for the cases of a suite, and for calls that are made again with another version.
struct TemplateTurns: SuiteTemplates {
  let context: AppContext
  let reporter: Reporter
  /// `key=value` texts, for rollouts that go by a tag.
  var tags: [String] = []
  /// Whether a project's template is used that the user has not seen.
  var isTrusted = false

  /// The version that is meant, which the user has seen.
  ///
  /// Throws `LLMError` for one that is not there, or not to be used.
  func version(_ reference: String) throws(LLMError) -> TemplateVersion {
    let reference = try TemplateReference(reference)
    let lineage = try TemplateLibrary(context: context).lineage(reference.name)
    let version = try lineage.version(reference.selector, tags: try Tags.parse(tags))
    try TrustedTemplates(context: context, reporter: reporter).require(version, isTrusted: isTrusted)
    return version
  }

  func turn(
    of reference: String, parameters: [JSONMember], prompt: String?
  ) async throws(LLMError) -> TemplatedTurn {
    let input = PromptAssembler(standardInput: nil, files: [], words: prompt ?? "")
    return try turn(of: try version(reference), parameters, input)
  }

  /// Fills a version.
  ///
  /// Throws `LLMError` of kind `usage` for values that do not fit, and where the input is missing.
  func turn(
    of version: TemplateVersion, _ values: [JSONMember], _ input: PromptAssembler
  ) throws(LLMError) -> TemplatedTurn {
    let content = version.content
    let filled = FilledTemplate(
      content, try TemplateArguments(known: values, for: content, named: version.name))
    // A role has nothing to ask by itself.
    let prompt = content.isQuestion ? try filled.prompt(with: input) : input
    var turn = TemplatedTurn(prompt: prompt.prompt)
    (turn.system, turn.earlier, turn.model) = (filled.system, filled.earlier, content.model)
    turn.options = try GenerationOptions.parse(content.options)
    turn.schema = version.schema.map { JSONWriter.text(of: $0) }
    turn.version = version.promptVersion()
    return turn
  }
}
