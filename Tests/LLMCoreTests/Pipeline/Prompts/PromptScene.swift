import LLMTestKit

@testable import LLMCore

/// Templates among fakes: the user's, a project's, and a model that answers.
struct PromptScene {
  static let userFolder = "/home/u/.config/llmctl/prompts"
  static let projectFolder = "/project/.llmctl/prompts"
  static let trustFolder = "/home/u/.local/state/llmctl/trusted-prompts"

  var stage: Stage
  var invocation = ChatInvocation()

  /// - Parameters:
  ///   - user: files of the user's templates, by their paths in that folder.
  ///   - project: the same of the project's.
  ///   - answers: what a person at the terminal says to questions; nil where nobody sits there.
  init(
    user: [String: String] = [:], project: [String: String] = [:], replies: Int = 1, answers: [String?]? = nil,
    edits: [@Sendable (String) -> String?] = []
  ) {
    let reply = ScriptedTransport.Reply.sse([Payload.text("yes"), Payload.stop])
    stage = Stage(transport: ScriptedTransport(Array(repeating: reply, count: replies)))
    stage.environment = ["HOME": "/home/u", "LOGNAME": "ann", "LLMCTL_MAX_WAIT": "0"]
    stage.files[SettingsScene.userFile] = .file(
      Array("providers:\n  work: {base_url: 'https://api.test/v1', models: [m1], window: 4000}\n".utf8))
    stage.tree = MemoryTree(texts: ["/project/README": "x"])
    for (path, text) in user { stage.tree[RawPath("\(Self.userFolder)/\(path)")] = .file(Array(text.utf8)) }
    for (path, text) in project { stage.tree[RawPath("\(Self.projectFolder)/\(path)")] = .file(Array(text.utf8)) }
    stage.console = RecordingConsole(errorIsTerminal: answers != nil)
    stage.terminal = FakeTerminal(edits: edits, hasPerson: answers != nil, answers: answers ?? [])
  }

  var desk: PromptsDesk { PromptsDesk(context: stage.context, reporter: stage.reporter) }
  var rollouts: RolloutDesk { RolloutDesk(context: stage.context, reporter: stage.reporter) }
  var writing: TemplateWriting { TemplateWriting(context: stage.context, reporter: stage.reporter) }
  var output: String { stage.console.outputText }
  var notes: [String] { stage.console.notes }

  /// The text of a file of templates; nil where there is none.
  func text(_ path: String) -> String? {
    guard case .file(let bytes)? = stage.tree[RawPath(path)] else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Asks with a template.
  func chat(_ template: String, _ change: (inout ChatInvocation) -> Void = { _ in }) async throws(LLMError) -> ExitCode
  {
    var invocation = ChatInvocation()
    invocation.template = template
    change(&invocation)
    return try await ChatRun(context: stage.context, reporter: stage.reporter).run(invocation)
  }

  /// Has a label stand for a version.
  func use(_ reference: String, _ change: (inout RolloutDesk.Wish) -> Void = { _ in }) async throws(LLMError) {
    var wish = RolloutDesk.Wish()
    wish.reference = reference
    change(&wish)
    _ = try await rollouts.use(wish, asJSON: false)
  }

  /// Which version a name means.
  func number(_ reference: String, tags: [JSONMember] = []) throws(LLMError) -> Int {
    let reference = try TemplateReference(reference)
    return try TemplateLibrary(context: stage.context).lineage(reference.name)
      .version(reference.selector, tags: tags).number
  }

  /// The messages of the last request, as `role: content`.
  func sent() throws -> [String] {
    let body = try JSONReader.parse(stage.transport.calls.last?.request.body ?? [])
    return (body["messages"]?.elements ?? []).map { "\($0["role"]?.text ?? "?"): \($0["content"]?.text ?? "")" }
  }

  /// A member of the last request.
  func sent(_ name: String) throws -> JSONValue? {
    try JSONReader.parse(stage.transport.calls.last?.request.body ?? [])[name]
  }
}
