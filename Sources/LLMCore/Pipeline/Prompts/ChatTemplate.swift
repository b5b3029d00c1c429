/// A template that a question is made of, with its values.
struct ChatTemplate: Sendable {
  let version: TemplateVersion
  let filled: FilledTemplate
  /// What it was filled with.
  let values: [JSONMember]
  /// What was typed, and what the template says where nothing was.
  let invocation: ChatInvocation

  /// The template that was typed; nil where none was. One of a project is shown to the user before its first use.
  ///
  /// Throws `LLMError` for a template that cannot be found or used, and values that do not fit it.
  static func find(
    _ typed: ChatInvocation, _ context: AppContext, _ reporter: Reporter
  ) throws(LLMError) -> ChatTemplate? {
    guard let text = typed.template else { return nil }
    let reference = try TemplateReference(text)
    let lineage = try TemplateLibrary(context: context).lineage(reference.name)
    let version = try lineage.version(reference.selector, tags: try Tags.parse(typed.tags))
    try TrustedTemplates(context: context, reporter: reporter).require(version, isTrusted: typed.trustsPrompts)
    let told = "template \(version.title) (\(version.hash.prefix(8))), \(version.origin.words): \(version.place)"
    if version.origin == .project, lineage.hasOthers {
      reporter.notice("\(told); it stands before another one of this name")
    } else {
      reporter.detail(told)
    }
    let files = AttachmentReader(files: context.files, verb: "-p") { reporter.warning($0) }
    let arguments = try TemplateArguments(
      typed.parameters, for: version.content, named: version.name, files: files)
    return ChatTemplate(
      version: version, filled: try FilledTemplate(version.content, arguments, named: version.name),
      values: arguments.texts,
      invocation: try merged(typed, version))
  }

  /// Whether it asks something by itself, and is not only a role.
  var isQuestion: Bool { version.content.isQuestion }

  private static func merged(
    _ typed: ChatInvocation, _ version: TemplateVersion
  ) throws(LLMError) -> ChatInvocation {
    let content = version.content
    var merged = typed
    merged.model = typed.model ?? content.model
    merged.task = typed.task ?? content.task
    func name(_ option: String) -> Substring { option.prefix { $0 != "=" } }
    let names = Set(typed.options.map(name))
    merged.options = content.options.filter { !names.contains(name($0)) } + typed.options
    guard let schema = version.schema, typed.schema == nil else { return merged }
    if typed.tools != nil || typed.output == .lastCodeBlock || typed.output == .code {
      throw LLMError(
        .usage, "the template '\(version.name)' asks for JSON; -x, --format code and --tools do not go with it")
    }
    merged.schema = JSONWriter.text(of: schema)
    return merged
  }
}
