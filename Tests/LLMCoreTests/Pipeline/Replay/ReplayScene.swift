import LLMCore
import LLMTestKit

/// Runs of `llmctl replay` among fakes, behind calls of `llmctl chat`.
struct ReplayScene {
  var chat: ChatScene

  init(_ replies: ScriptedTransport.Reply...) { self.init(replies) }

  init(_ replies: [ScriptedTransport.Reply]) {
    chat = ChatScene(replies)
    chat.configure(
      """
      providers:
        work: {base_url: 'https://api.test/v1', models: [m1, m2]}
        other: {kind: anthropic, base_url: 'https://other.test/v1', models: [claude], needs_key: false}
      """)
  }

  /// Asks something first.
  func ask(_ words: String, _ change: (inout ChatInvocation) -> Void = { _ in }) async throws {
    var chat = chat
    chat.invocation.words = [words]
    change(&chat.invocation)
    _ = try await chat.run()
  }

  /// Runs calls again, unasked.
  func run(
    _ source: ReplayInvocation.Source, _ change: (inout ReplayInvocation) -> Void = { _ in }
  ) async throws(LLMError) -> ExitCode {
    var invocation = ReplayInvocation(source: source)
    invocation.isSure = true
    change(&invocation)
    return try await ReplayRun(context: chat.stage.context, reporter: chat.stage.reporter).run(invocation)
  }

  /// Why nothing is run.
  func failure(
    _ source: ReplayInvocation.Source, _ change: (inout ReplayInvocation) -> Void = { _ in }
  ) async -> LLMError? {
    do throws(LLMError) {
      _ = try await run(source, change)
      return nil
    } catch { return error }
  }

  var records: [CallRecord] { chat.stage.ledger.records }
  /// The bodies that were sent, in order.
  var bodies: [String] { chat.stage.transport.calls.map { String(decoding: $0.request.body, as: UTF8.self) } }
}
