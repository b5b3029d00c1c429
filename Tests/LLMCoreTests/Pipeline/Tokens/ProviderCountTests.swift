import LLMCore
import LLMTestKit
import Testing

/// Counts that a provider is asked for.
@Suite struct ProviderCountTests {
  private let console = RecordingConsole()

  private func run(
    _ model: String, _ transport: ScriptedTransport, _ environment: [String: String],
    change: (inout TokensInvocation) -> Void = { _ in }
  ) async -> ExitCode {
    var invocation = TokensInvocation()
    invocation.model = model
    invocation.paths = ["/a"]
    change(&invocation)
    let context = AppContext.sealed(
      environment: environment.merging(["HOME": "/home/u"]) { $1 }, files: MemoryFiles(),
      tree: MemoryTree(texts: ["/a": "hello world", "/b": "more"], input: "typed"), console: console,
      time: ManualClock(), transport: transport, interruption: QuietInterruption())
    let reporter = Reporter(console: console)
    do throws(LLMError) {
      return try await ProviderCount(context: context, reporter: reporter).run(invocation)
    } catch {
      reporter.error(error)
      return error.exitCode
    }
  }

  private static let keys = [
    "OPENAI_API_KEY": "sk-test-1234567", "ANTHROPIC_API_KEY": "ant-1234567", "GEMINI_API_KEY": "gem-1234567",
  ]

  @Test func `Anthropic counts Claude, though the default provider is another`() async throws {
    let transport = ScriptedTransport([.json(200, #"{"input_tokens":17}"#)])
    #expect(await run("claude-opus-4-7", transport, Self.keys) == .complete)
    #expect(console.outputText.hasPrefix("17 exact\n<$0.0001 exact  as input of anthropic/claude-opus-4-7, "))
    #expect(console.notes == ["llmctl: counted by anthropic, each input as the one message of a user"])
    let request = try #require(transport.calls.first?.request)
    #expect(request.method == .post)
    #expect(request.url.text == "https://api.anthropic.com/v1/messages/count_tokens")
    #expect(request.headers.contains(HTTPHeader("x-api-key", "ant-1234567")))
    #expect(request.headers.contains { $0.name == "anthropic-version" })
    #expect(
      String(decoding: request.body, as: UTF8.self)
        == #"{"model":"claude-opus-4-7","messages":[{"role":"user","content":"hello world"}]}"#)
  }

  @Test func `Google counts Gemini at its own endpoint`() async throws {
    let transport = ScriptedTransport([.json(200, #"{"totalTokens":5,"promptTokensDetails":[]}"#)])
    #expect(await run("gemini-2.5-pro", transport, Self.keys) == .complete)
    #expect(console.outputText.hasPrefix("5 exact\n<$0.0001 exact  as input of gemini/gemini-2.5-pro, "))
    let request = try #require(transport.calls.first?.request)
    #expect(
      request.url.text == "https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-pro:countTokens")
    #expect(request.headers.contains(HTTPHeader("x-goog-api-key", "gem-1234567")))
    #expect(
      String(decoding: request.body, as: UTF8.self)
        == #"{"contents":[{"role":"user","parts":[{"text":"hello world"}]}]}"#)
  }

  @Test func `OpenAI counts its own`() async throws {
    let transport = ScriptedTransport([.json(200, #"{"object":"response.input_tokens","input_tokens":11}"#)])
    #expect(await run("gpt-5-mini", transport, Self.keys) == .complete)
    let request = try #require(transport.calls.first?.request)
    #expect(request.url.text == "https://api.openai.com/v1/responses/input_tokens")
    #expect(String(decoding: request.body, as: UTF8.self) == #"{"model":"gpt-5-mini","input":"hello world"}"#)
  }

  @Test func `each input is one request, and the sum is printed`() async {
    let transport = ScriptedTransport([
      .json(200, #"{"input_tokens":17}"#), .json(200, #"{"input_tokens":9}"#), .json(200, #"{"input_tokens":8}"#),
    ])
    let code = await run("claude-opus-4-7", transport, Self.keys) {
      $0.paths = ["/a", "/b", "-"]
      $0.budget = 30
    }
    #expect(code == .gateFailed)
    let lines = console.outputText.split(separator: "\n")
    #expect(lines.prefix(4) == ["17 exact  /a", " 9 exact  /b", " 8 exact  -", "34 exact  total (claude-opus-4-7)"])
    // 34 tokens at 5 dollars for a million.
    #expect(lines.count == 5)
    #expect(lines.last?.hasPrefix("$0.0002 exact  as input of anthropic/claude-opus-4-7, ") == true)
  }

  @Test func `without a key nothing is sent`() async {
    #expect(await run("claude-opus-4-7", ScriptedTransport([]), ["OPENAI_API_KEY": "sk-x1234567"]) == .noPermission)
    #expect(console.notes.last?.contains("ANTHROPIC_API_KEY") == true)
    #expect(await run("gpt-5", ScriptedTransport([]), [:]) == .noPermission)
  }

  @Test func `what is no number, a refusal and a broken line are told apart`() async {
    #expect(await run("gpt-5", ScriptedTransport([.json(200, "{}")]), Self.keys) == .dataError)
    #expect(
      await run("gpt-5", ScriptedTransport([.json(401, #"{"error":{"message":"no"}}"#)]), Self.keys) == .noPermission)
    let broken = ScriptedTransport([.failure(TransportError(.refused, "x"))])
    #expect(await run("gpt-5", broken, Self.keys) == .unavailable)
  }

  @Test func `a file that is not there stops the run before anything is sent`() async {
    #expect(await run("gpt-5", ScriptedTransport([]), Self.keys) { $0.paths = ["/none"] } == .noInput)
  }
}
