import LLMTestKit

@testable import LLMCore

/// A run of `llmctl review -` among fakes.
struct ReviewScene {
  var chat: ChatScene
  var invocation = ReviewInvocation()

  init(_ diff: String, _ replies: [ScriptedTransport.Reply]) { self.init(Array(diff.utf8), replies) }

  init(_ diff: [UInt8], _ replies: [ScriptedTransport.Reply]) {
    chat = ChatScene(replies)
    chat.stage.input = ScriptedInput(.bytes(diff))
    invocation.source = .standardInput
  }

  var stage: Stage {
    get { chat.stage }
    set { chat.stage = newValue }
  }
  var output: String { chat.output }
  var notes: [String] { chat.notes }
  var body: String { chat.body }
  var document: JSONValue { get throws { try JSONReader.parse(output) } }

  func run() async throws(LLMError) -> ExitCode {
    try await ReviewRun(context: stage.context, reporter: stage.reporter).run(invocation)
  }

  /// Why the run fails before its report; nil where it does not.
  func failure() async -> LLMError? {
    do throws(LLMError) {
      _ = try await run()
      return nil
    } catch { return error }
  }
}
