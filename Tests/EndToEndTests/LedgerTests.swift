import LLMCore
import LLMTestKit
import Synchronization
import Testing

/// The record of every call.
@Suite(.fewAtOnce) struct LedgerTests {
  private static let database = ".local/share/llmctl/llmctl.db"

  @Test func `a row is on the disk before the server sees the request`() async throws {
    let home = try ScratchFolder()
    let found = Mutex(false)
    let stage = try Stage { _ in
      let isThere = home.contents().contains { name in
        ((try? home.read(name)) ?? []).contains(text: "canary-of-the-prompt")
      }
      found.withLock { $0 = isThere }
      return .answer("ok")
    }
    expectAnswer(
      try await stage.run(["chat", "canary-of-the-prompt"], environment: ["LLMCTL_HOME": home.path]), "ok")
    #expect(found.withLock { $0 })
  }

  @Test func `a call at work is running, and another process sees it`() async throws {
    let stage = try Stage(replies: .beginning("half") + [.hang])
    let process = try stage.cli.start(stage.invocation(["chat", "hi"]))
    #expect(try await stage.server.wait { !$0.isEmpty })
    let calls = try await stage.calls()
    #expect(calls.map { $0["outcome"]?.text } == ["running"])
    #expect(calls.first?["command"]?.text == "chat")
    process.signal(9)
    _ = try await process.wait()
  }

  @Test func `a finished call tells all that is known of it`() async throws {
    let stage = try Stage(replies: .answer("four", headers: [HTTPHeader("x-request-id", "req-1")]))
    try stage.home.write(".git/HEAD", "ref: refs/heads/topic/one\n")
    expectAnswer(try await stage.run(["chat", "--tag", "project=x", "--tag", "run=7", "2+2?"]), "four")
    let call = try #require(try await stage.calls().first)
    #expect(call["outcome"]?.text == "done")
    #expect(call["exit_code"] == .integer(0))
    #expect(call["provider"]?.text == "openai")
    #expect(call["model"]?.text == "test")
    #expect(call["model_served"]?.text == "test-served")
    #expect(call["request_id"]?.text == "req-1")
    #expect(call["http_status"] == .integer(200))
    #expect(call["finish_reason"]?.text == "stop")
    #expect(call["tags"] == .object([JSONMember("project", .string("x")), JSONMember("run", .string("7"))]))
    #expect(call["repository"]?.text == stage.home.path)
    #expect(call["branch"]?.text == "topic/one")
    #expect(call["usage"]?["input_tokens"] == .integer(12))
    #expect(call["usage"]?["cache_read"] == .integer(2))
    #expect(call["usage"]?["reasoning_output"] == .integer(4))
    #expect(call["answer_bytes"] == .integer(4))
    #expect(call["request_bytes"]?.integer == stage.server.requests.first?.body.count)
    #expect(call["content_hash"]?.text?.count == 64)
  }

  @Test func `a call is found by its id, by the start of it and as the last one`() async throws {
    let stage = try Stage(replies: .answer("four"))
    expectAnswer(try await stage.run(["chat", "-s", "Be exact.", "2+2?"]), "four")
    let id = try #require(try await stage.calls().first?["id"]?.text)
    #expect(id.count == 26)
    for reference in [id, String(id.prefix(12)), "last"] {
      let call = try await stage.run(["replay", "show", reference, "--json"]).json()
      #expect(call["id"]?.text == id)
      #expect(call["system"]?.text == "Be exact.")
      #expect(call["prompt"]?.text == "2+2?")
      #expect(call["answer"]?.text == "four")
    }
    let sheet = try await stage.run(["replay", "show"])
    #expect(sheet.exitCode == 0)
    for word in [id, "2+2?", "four", "Be exact."] { #expect(sheet.outputText.contains(word), "\(sheet)") }
    let table = try await stage.run(["replay", "list"]).outputText.split(separator: "\n")
    #expect(table.count == 2)
    #expect(table.last?.contains("openai/test") == true)
  }

  @Test func `a failed call has its row too`() async throws {
    let stage = try Stage(replies: .json(503, #"{"error":"loading"}"#))
    #expect(try await stage.run(["chat", "hi"]).exitCode == 69)
    let call = try #require(try await stage.calls().first)
    #expect(call["outcome"]?.text == "failed")
    #expect(call["exit_code"] == .integer(69))
    #expect(call["error"]?.text == "overload")
    #expect(call["http_status"] == .integer(503))
  }

  @Test func `-n stores neither prompt nor answer`() async throws {
    let stage = try Stage(replies: .answer("canary-of-", "the-answer"))
    let result = try await stage.run(
      ["chat", "-n", "-s", "canary-of-the-system", "canary-of-the-prompt"],
      input: .bytes(Array("canary-of-the-input".utf8)))
    expectAnswer(result, "canary-of-the-answer")
    #expect(try await stage.calls().first?["outcome"]?.text == "done")
    #expect(try await stage.calls().first?["content_hash"] == .null)
    for name in stage.home.contents() where stage.home.mode(name).map({ $0 & 0o100 == 0 }) == true {
      #expect(try !stage.home.read(name).contains(text: "canary-of-"), "\(name)")
    }
  }

  @Test func `a key is in no file`() async throws {
    let key = "sk-canary0123456789"
    let stage = try Stage { request in
      request.index == 0 ? .answer("ok") : .json(401, #"{"error":"bad key \#(key)"}"#)
    }
    expectAnswer(try await stage.run(["chat", "hi"], environment: ["OPENAI_API_KEY": key]), "ok")
    #expect(try await stage.run(["chat", "hi"], environment: ["OPENAI_API_KEY": key]).exitCode == 77)
    #expect(stage.home.contents().contains(Self.database))
    for name in stage.home.contents() where stage.home.mode(name).map({ $0 & 0o100 == 0 }) == true {
      #expect(try !stage.home.read(name).contains(text: "canary"), "\(name)")
    }
  }

  @Test func `a damaged ledger is set aside, with one warning`() async throws {
    let stage = try Stage(replies: .answer("ok"))
    try stage.home.write(Self.database, "this is no database at all, and was longer once")
    let result = try await stage.run(["chat", "hi"])
    #expect(result.exitCode == 0)
    #expect(result.outputText == "ok")
    #expect(result.errorLines.count == 1, "\(result)")
    #expect(result.errorText.hasPrefix("warning: the ledger was damaged; it was set aside as llmctl.db.damaged-"))
    #expect(stage.home.contents().contains { $0.hasPrefix(Self.database + ".damaged-") })
    expectAnswer(try await stage.run(["chat", "hi"]), "ok")
    #expect(try await stage.calls().count == 2)
  }

  @Test func `a ledger of a newer llmctl is left alone`() async throws {
    let stage = try Stage(replies: .answer("ok"))
    let future = EmptyDatabase.bytes(userVersion: 999)
    try stage.home.write(Self.database, future, mode: 0o600)
    let result = try await stage.run(["chat", "hi"])
    #expect(result.exitCode == 0)
    #expect(result.outputText == "ok")
    #expect(result.errorLines.count == 1, "\(result)")
    #expect(result.errorText.contains("newer llmctl (schema 999"))
    #expect(try stage.home.read(Self.database) == future)
    expectFailure(try await stage.run(["replay", "list"]), 73, saying: "newer llmctl")
  }
}
