import LLMCore
import LLMTestKit
import Testing

/// How much is said on standard error.
@Suite(.fewAtOnce) struct LoudnessTests {
  @Test func `-v tells the request and the time, and never the key or the prompt`() async throws {
    let stage = try Stage(replies: .answer("ok"))
    let result = try await stage.run(
      ["chat", "-v", "canary-prompt"], environment: ["OPENAI_API_KEY": "sk-canary-0123456789"])
    #expect(result.exitCode == 0)
    #expect(result.outputText == "ok")
    #expect(result.errorLines.allSatisfy { $0.hasPrefix("llmctl: ") })
    #expect(result.errorText.contains("POST \(stage.server.url.text)/v1/chat/completions, model test"))
    #expect(result.errorText.contains("HTTP 200 after "))
    #expect(!result.errorText.contains("canary"))
  }

  @Test func `-q keeps notices to itself`() async throws {
    let stage = try Stage { request in
      request.method == "GET" ? .json(200, #"{"data":[{"id":"first"}]}"#) : .answer("ok")
    }
    expectAnswer(try await stage.run(["chat", "-q", "hi"], environment: ["LLMCTL_MODEL": ""]), "ok")
  }

  @Test func `-q does not hide warnings and errors`() async throws {
    let stage = try Stage(replies: .answer("half", finish: "length"))
    let result = try await stage.run(["chat", "-q"], input: .bytes([0x61, 0xFF]))
    #expect(result.exitCode == 4)
    #expect(result.lines("warning").count == 1)
    #expect(result.lines("error").count == 1)
    #expect(result.errorLines.count == 2)
  }

  @Test func `a failure tells its cause with -v only`() async throws {
    let stage = try Stage(replies: [.reset])
    #expect(try await stage.run(["chat", "hi"]).errorLines.count == 1)
    let result = try await stage.run(["chat", "-v", "hi"])
    #expect(result.errorText.contains("llmctl: cause: "), "\(result)")
  }
}
