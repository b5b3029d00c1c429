import LLMCore
import LLMTestKit

/// A run of `llmctl chat` among fakes.
struct ChatScene {
  var stage: Stage
  var invocation = ChatInvocation()

  /// A run with one provider, `work` at `https://api.test/v1`, that needs no key.
  init(_ replies: ScriptedTransport.Reply..., words: String = "hi") { self.init(replies, words: words) }

  init(_ replies: [ScriptedTransport.Reply], words: String = "hi") {
    stage = Stage(transport: ScriptedTransport(replies))
    stage.environment = ["HOME": "/home/u", "LLMCTL_MAX_WAIT": "0"]
    configure("providers:\n  work: {base_url: 'https://api.test/v1', models: [m1]}\n")
    invocation.words = words.isEmpty ? [] : [words]
  }

  /// Replaces the user's configuration.
  func configure(_ text: String) { stage.files[SettingsScene.userFile] = .file(Array(text.utf8)) }

  func run() async throws(LLMError) -> ExitCode {
    try await ChatRun(context: stage.context, reporter: stage.reporter).run(invocation)
  }

  /// Why the run fails before its call; nil where it does not.
  func failure() async -> LLMError? {
    do throws(LLMError) {
      _ = try await run()
      return nil
    } catch { return error }
  }

  /// The body of the last request that was sent.
  var body: String { String(decoding: stage.transport.calls.last?.request.body ?? [], as: UTF8.self) }
  var output: String { stage.console.outputText }
  var notes: [String] { stage.console.notes }
}
