/// The templates there are, for the cases of a suite.
///
/// A suite is a file like any other, maybe of a project's: it names no files for parameters, and a project's template that the user has
/// not seen is shown first, as for `chat`.
struct LibraryTemplates: SuiteTemplates {
  let context: AppContext
  let reporter: Reporter

  func turn(
    of reference: String, parameters: [JSONMember], prompt: String?
  ) async throws(LLMError) -> TemplatedTurn {
    let reference = try TemplateReference(reference)
    let version = try TemplateLibrary(context: context).lineage(reference.name).version(reference.selector)
    try TrustedTemplates(context: context, reporter: reporter).require(version, isTrusted: false)
    let assignments = parameters.map { "\($0.name)=\($0.value.text ?? JSONWriter.text(of: $0.value))" }
    let arguments = try TemplateArguments(assignments, for: version.content, named: version.name, files: nil)
    let filled = FilledTemplate(version.content, arguments)
    let typed = PromptAssembler(standardInput: nil, files: [], words: prompt ?? "")
    var turn = TemplatedTurn(prompt: try filled.prompt(with: typed).prompt)
    (turn.system, turn.earlier, turn.model) = (filled.system, filled.earlier, version.content.model)
    turn.options = try GenerationOptions.parse(version.content.options)
    turn.schema = version.schema.map(JSONWriter.text)
    turn.version = version.promptVersion()
    return turn
  }
}
