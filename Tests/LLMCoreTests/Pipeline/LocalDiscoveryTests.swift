import LLMCore
import LLMTestKit
import Testing

@Suite struct LocalDiscoveryTests {
  private static let nobody = ScriptedTransport.Reply.failure(TransportError(.refused, ""))
  private static let answer = ScriptedTransport.Reply.sse([Payload.text("a"), Payload.stop])

  private static let ollamaAnswer = ScriptedTransport.Reply.json(
    200, #"{"model":"llama3","message":{"role":"assistant","content":"a"},"done":true,"done_reason":"stop"}"#)

  private static func models(_ ids: String...) -> ScriptedTransport.Reply {
    .json(200, #"{"data":["# + ids.map { #"{"id":""# + $0 + #""}"# }.joined(separator: ",") + "]}")
  }

  private func scene(_ replies: ScriptedTransport.Reply...) -> ChatScene {
    var scene = ChatScene()
    scene.stage = Stage(transport: ScriptedTransport(replies))
    scene.stage.environment = ["HOME": "/home/u"]
    scene.invocation.words = ["hi"]
    return scene
  }

  private func urls(_ scene: ChatScene) -> [String] { scene.stage.transport.calls.map(\.request.url.text) }

  @Test func `nothing is there`() async {
    let scene = scene(Self.nobody, Self.nobody)
    let error = await scene.failure()
    #expect(error?.code == .noCredential)
    #expect(error?.exitCode == .noPermission)
    #expect(error?.advice?.contains("OPENAI_API_KEY") == true)
    #expect(error?.advice?.contains("ollama serve") == true)
    #expect(urls(scene) == ["http://127.0.0.1:8080/v1/models", "http://127.0.0.1:11434/api/tags"])
    #expect(scene.stage.transport.calls.allSatisfy { $0.limits.connect == .milliseconds(300) })
  }

  @Test func `a llama-server is found`() async throws {
    let scene = scene(Self.models("gemma", "other"), Self.answer)
    #expect(try await scene.run() == .complete)
    #expect(urls(scene).last == "http://127.0.0.1:8080/v1/chat/completions")
    #expect(scene.body.hasPrefix(#"{"model":"gemma""#))
    #expect(scene.notes == ["llmctl: nothing is configured; asking gemma of the llama-server at http://127.0.0.1:8080"])
    #expect(scene.stage.intent?.provider == "llama-server")
  }

  @Test(arguments: [
    ScriptedTransport.Reply.json(503, "{}"), .json(200, "{}"), .json(200, #"{"data":[]}"#), .json(200, "<html>"),
  ])
  func `what does not list a model is passed by`(reply: ScriptedTransport.Reply) async throws {
    let scene = scene(reply, Self.models("llama3"), Self.ollamaAnswer)
    #expect(try await scene.run() == .complete)
    #expect(urls(scene).last == "http://127.0.0.1:11434/api/chat")
  }

  @Test func `a model that is named is asked for`() async throws {
    var scene = scene(Self.models("gemma"), Self.answer)
    scene.invocation.model = "qwen"
    _ = try await scene.run()
    #expect(scene.body.hasPrefix(#"{"model":"qwen""#))
  }

  @Test func `c goes on with the server that was found`() async throws {
    var scene = scene(
      Self.nobody, Self.models("llama3"), Self.ollamaAnswer, Self.models("llama3"), Self.ollamaAnswer)
    _ = try await scene.run()
    scene.invocation.continuesLast = true
    _ = try await scene.run()
    #expect(
      urls(scene).suffix(2) == ["http://127.0.0.1:11434/api/tags", "http://127.0.0.1:11434/api/chat"])
    #expect(scene.body.hasPrefix(#"{"model":"llama3""#))
  }

  @Test func `a signal ends the search`() async throws {
    let scene = scene(.silence, .silence)
    let task = Task { await scene.failure() }
    #expect(try await Monotonic.wait { scene.stage.transport.calls.count == 1 })
    scene.stage.interruption.interrupt()
    #expect(await task.value?.code == .interrupted)
    #expect(scene.stage.transport.calls.count == 1)
  }

  @Test func `a configured server is asked for its first model where none is named`() async throws {
    let scene = scene(Self.models("served", "other"), Self.answer)
    scene.configure("providers:\n  work: {base_url: 'https://api.test/v1'}\n")
    _ = try await scene.run()
    #expect(urls(scene) == ["https://api.test/v1/models", "https://api.test/v1/chat/completions"])
    #expect(scene.body.hasPrefix(#"{"model":"served""#))
    #expect(scene.notes == ["llmctl: no model is named; asking served, the first one of work"])
  }

  @Test(arguments: [
    (models(), LLMError.Code.configuration, "work (https://api.test/v1) names no model"),
    (.json(401, #"{"error":"no key"}"#), .auth, "work (https://api.test) answered HTTP 401: no key"),
    (.json(200, "<html>"), .malformed, "https://api.test/v1/models did not answer with a list of models"),
    (nobody, .network, "nothing answers at https://api.test: connection refused"),
  ])
  func `a configured server that names no model`(
    reply: ScriptedTransport.Reply, code: LLMError.Code, message: String
  ) async {
    let scene = scene(reply)
    scene.configure("providers:\n  work: {base_url: 'https://api.test/v1'}\n")
    let error = await scene.failure()
    #expect(error?.code == code)
    #expect(error?.message == message)
  }
}
