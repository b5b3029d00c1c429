/// The templates there are, for the cases of a suite, and for calls that are made again with another version.
///
/// A project's template that the user has not seen is shown first, as for `chat`. Nobody but whoever asks names files: a suite is a file
/// like any other, maybe of a project's.
struct LibraryTemplates: SuiteTemplates {
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
    let version = try version(reference)
    let assignments = parameters.map { "\($0.name)=\($0.value.text ?? JSONWriter.text(of: $0.value))" }
    let arguments = try TemplateArguments(assignments, for: version.content, named: version.name, files: nil)
    return try turn(of: version, arguments, PromptAssembler(standardInput: nil, files: [], words: prompt ?? ""))
  }

  /// Fills a version with what was put into another one.
  ///
  /// Throws `LLMError` of kind `usage` for values that do not fit, and where the input is missing.
  func turn(
    of version: TemplateVersion, known values: [JSONMember], _ input: PromptAssembler
  ) throws(LLMError) -> TemplatedTurn {
    try turn(of: version, try TemplateArguments(known: values, for: version.content, named: version.name), input)
  }

  private func turn(
    of version: TemplateVersion, _ arguments: TemplateArguments, _ input: PromptAssembler
  ) throws(LLMError) -> TemplatedTurn {
    let content = version.content
    let filled = try FilledTemplate(content, arguments, named: version.name)
    // A role has nothing to ask by itself.
    let prompt = content.isQuestion ? try filled.prompt(with: input) : input
    var turn = TemplatedTurn(prompt: prompt.prompt)
    (turn.system, turn.earlier, turn.model) = (filled.system, filled.earlier, content.model)
    turn.options = try GenerationOptions.parse(content.options)
    turn.schema = version.schema.map(JSONWriter.text)
    turn.version = version.promptVersion()
    return turn
  }
}
