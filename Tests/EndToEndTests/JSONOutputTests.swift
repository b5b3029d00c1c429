import LLMCore
import LLMTestKit
import Testing

/// The object `--json` prints.
@Suite(.fewAtOnce) struct JSONOutputTests {
  @Test func `an answer is one object with these keys`() async throws {
    let stage = try Stage(replies: .answer("Hé\n", "llo", headers: [HTTPHeader("x-request-id", "req-7")]))
    let result = try await stage.run(["chat", "--json", "hi"])
    #expect(result.exitCode == 0)
    #expect(result.errorText == "")
    #expect(result.outputText.split(separator: "\n").count == 1)
    #expect(result.outputText.hasSuffix("}\n"))
    let document = try result.json()
    guard case .object(let members) = document else {
      Issue.record("not an object: \(result)")
      return
    }
    #expect(
      members.map(\.name) == [
        "version", "type", "outcome", "exit_code", "text", "reasoning", "refusal", "value", "structured", "tool_calls",
        "finish_reason",
        "provider", "model", "model_served", "prompt_version", "usage", "earlier_usage", "time_to_first_token_ms",
        "total_ms", "attempts",
        "waited_ms", "served_by", "shared_with", "cached", "cache", "cost", "earlier_cost",
        "call_id", "request_id", "error",
      ])
    #expect(document["version"] == .integer(1))
    #expect(document["type"]?.text == "answer")
    #expect(document["outcome"]?.text == "done")
    #expect(document["exit_code"] == .integer(0))
    #expect(document["text"]?.text == "Hé\nllo")
    #expect(document["finish_reason"]?.text == "stop")
    #expect(document["provider"]?.text == "openai")
    #expect(document["model"]?.text == "test")
    #expect(document["model_served"]?.text == "test-served")
    #expect(document["request_id"]?.text == "req-7")
    #expect(document["call_id"]?.text?.count == 26)
    #expect(document["error"] == .null)
  }

  @Test func `tokens come in buckets that do not overlap`() async throws {
    let stage = try Stage(replies: .answer("x"))
    let usage = try #require(try await stage.run(["chat", "--json", "hi"]).json()["usage"])
    #expect(usage["input_tokens"] == .integer(12))
    #expect(usage["uncached_input"] == .integer(10))
    #expect(usage["cache_read"] == .integer(2))
    #expect(usage["output_tokens"] == .integer(34))
    #expect(usage["text_output"] == .integer(30))
    #expect(usage["reasoning_output"] == .integer(4))
    #expect(usage["cache_write_long"] == .null)
  }

  @Test func `unknown tokens are null, not zero`() async throws {
    let stage = try Stage(replies: .sse([Payload.text("x"), Payload.finish()]))
    let usage = try #require(try await stage.run(["chat", "--json", "hi"]).json()["usage"])
    #expect(usage["input_tokens"] == .null)
    #expect(usage["output_tokens"] == .null)
  }

  @Test func `reasoning has a member of its own`() async throws {
    let stage = try Stage(replies: .sse([Payload.reasoning("hm"), Payload.text("x"), Payload.finish()]))
    let document = try await stage.run(["chat", "--json", "hi"]).json()
    #expect(document["reasoning"]?.text == "hm")
    #expect(document["text"]?.text == "x")
  }

  @Test func `tool calls are told and not run`() async throws {
    let stage = try Stage(
      replies: .sse([
        Payload.tool(id: "call-1", name: "weather", arguments: #"{"city":"#), Payload.tool(arguments: #""Oslo"}"#),
        Payload.finish("tool_calls"),
      ]))
    let result = try await stage.run(["chat", "--json", "hi"])
    #expect(result.exitCode == 0)
    let calls = try #require(try result.json()["tool_calls"]?.elements)
    #expect(calls.count == 1)
    #expect(calls.first?["id"]?.text == "call-1")
    #expect(calls.first?["name"]?.text == "weather")
    #expect(calls.first?["arguments"]?["city"]?.text == "Oslo")
    #expect(calls.first?["raw_arguments"]?.text == #"{"city":"Oslo"}"#)
    #expect(calls.first?["complete"] == .bool(true))
  }

  @Test func `a tool call that was cut says so`() async throws {
    let stage = try Stage(
      replies: .sse([Payload.tool(id: "c", name: "weather", arguments: #"{"ci"#), Payload.finish("length")]))
    let result = try await stage.run(["chat", "--json", "hi"])
    #expect(result.exitCode == 4)
    let call = try #require(try result.json()["tool_calls"]?.elements?.first)
    #expect(call["complete"] == .bool(false))
    #expect(call["arguments"] == .null)
  }

  @Test func `a partial answer is an object with its error`() async throws {
    let stage = try Stage(replies: .answer("half", finish: "length"))
    let result = try await stage.run(["chat", "--json", "hi"])
    #expect(result.exitCode == 4)
    let document = try result.json()
    #expect(document["outcome"]?.text == "partial")
    #expect(document["exit_code"] == .integer(4))
    #expect(document["text"]?.text == "half")
    #expect(document["error"]?["code"]?.text == "partial")
  }

  @Test(arguments: [
    (["chat", "--json", "hi"], 500, "server", 69), (["chat", "--json", "--bogus"], 200, "usage", 64),
    (["chat", "--json", "-x", "hi"], 200, "usage", 64),
    (["chat", "--json", "-f", "missing.txt", "hi"], 200, "input_missing", 66),
    (["chat", "--json", "hi"], 401, "auth", 77),
  ])
  func `an error is one object on standard error`(
    arguments: [String], status: Int, code: String, exit: Int
  ) async throws {
    let stage = try Stage { _ in
      status == 200
        ? .answer("x") : .json(status, #"{"error":"no"}"#, headers: [HTTPHeader("x-request-id", "req-9")])
    }
    let result = try await stage.run(arguments)
    #expect(result.exitCode == Int32(exit))
    #expect(result.outputText == "")
    #expect(result.errorLines.count == 1, "\(result)")
    let document = try JSONReader.parse(result.error)
    #expect(document["version"] == .integer(1))
    #expect(document["type"]?.text == "error")
    #expect(document["error"]?["code"]?.text == code)
    #expect(document["error"]?["exit_code"] == .integer(exit))
    #expect(document["error"]?["message"]?.text?.isEmpty == false)
    if status != 200 {
      #expect(document["error"]?["request_id"]?.text == "req-9")
      #expect(document["error"]?["status"] == .integer(status))
    }
  }
}
