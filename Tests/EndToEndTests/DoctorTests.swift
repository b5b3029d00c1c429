import Glibc
import LLMCore
import LLMTestKit
import Testing

/// What `llmctl doctor` finds.
@Suite(.fewAtOnce) struct DoctorTests {
  @Test func `a fresh home is healthy, and nothing is asked`() async throws {
    let stage = try Stage(replies: .answer("ok"))
    let result = try await stage.run(["doctor"])
    #expect(result.exitCode == 0, "\(result)")
    #expect(result.outputText.contains("ledger file: "))
    #expect(result.outputText.contains("not there yet"))
    #expect(result.outputText.contains("provider openai: \(stage.server.url.text)/v1"))
    #expect(stage.server.connectionCount == 0)
  }

  @Test func `probe asks each provider for its models`() async throws {
    let stage = try Stage(replies: .json(200, #"{"data":[]}"#))
    let result = try await stage.run(["doctor", "--probe"])
    #expect(result.exitCode == 0, "\(result)")
    #expect(result.outputText.contains("answers within"))
    #expect(stage.server.requests.map(\.path) == ["/v1/models"])
    stage.server.stop()
    let failed = try await stage.run(["doctor", "--probe"])
    #expect(failed.exitCode == 1)
    #expect(failed.outputText.contains("FAULT provider openai: nothing answers"))
  }

  @Test func `limits that were learned are shown, and keys are not`() async throws {
    let headers = [
      HTTPHeader("x-ratelimit-limit-requests", "600"), HTTPHeader("x-ratelimit-remaining-requests", "599"),
      HTTPHeader("x-ratelimit-reset-requests", "100ms"),
    ]
    let stage = try Stage(replies: .sse([Payload.text("ok"), Payload.finish()], headers: headers))
    let key = ["OPENAI_API_KEY": "made-by-hand-0123456789"]
    expectAnswer(try await stage.run(["chat", "hi"], environment: key), "ok")
    let result = try await stage.run(["doctor", "--json"], environment: key)
    let findings = try result.json()["findings"]?.elements ?? []
    #expect(findings.contains { $0["fact"]?.text == "requests: 600 per 1 min (headers), free" }, "\(result)")
    #expect(findings.contains { $0["fact"]?.text?.contains("schema 6") == true })
    #expect(!result.outputText.contains("0123456789"))
  }

  @Test func `what is open to others is a fault, and a broken configuration is one`() async throws {
    let stage = try Stage(replies: .answer("ok"))
    expectAnswer(try await stage.run(["chat", "hi"]), "ok")
    chmod(stage.home.path(".local/state/llmctl/state.json"), 0o644)
    try stage.configure("modell: x")
    let result = try await stage.run(["doctor"])
    #expect(result.exitCode == 1)
    #expect(result.outputText.contains("is open to others (mode 644)"))
    #expect(result.outputText.contains("FAULT configuration: "))
  }
}
