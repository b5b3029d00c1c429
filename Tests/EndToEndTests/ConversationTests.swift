import LLMCore
import LLMTestKit
import Testing

/// Going on with what was said before.
@Suite(.fewAtOnce) struct ConversationTests {
  @Test func `-c sends the earlier turns along`() async throws {
    let stage = try Stage(replies: .answer("one"), .answer("two"), .answer("three"))
    expectAnswer(try await stage.run(["chat", "-s", "Be brief.", "first"]), "one")
    expectAnswer(try await stage.run(["chat", "-c", "second"]), "two")
    expectAnswer(try await stage.run(["chat", "-c", "third"]), "three")
    #expect(
      try stage.server.requests.last?.turns() == [
        "system: Be brief.", "user: first", "assistant: one", "user: second", "assistant: two", "user: third",
      ])
    let calls = try await stage.calls()
    #expect(Set(calls.map { $0["conversation"]?.text }).count == 1)
  }

  @Test func `-c stays with the model of the conversation`() async throws {
    let stage = try Stage(replies: .answer("ok"))
    expectAnswer(try await stage.run(["chat", "-m", "openai/special", "first"]), "ok")
    expectAnswer(try await stage.run(["chat", "-c", "second"]), "ok")
    #expect(try stage.server.requests.last?.json()["model"]?.text == "special")
  }

  @Test func `-c after a failed first call asks anew`() async throws {
    let stage = try Stage(replies: .json(500, "{}"), .answer("ok"))
    #expect(try await stage.run(["chat", "first"]).exitCode == 69)
    let result = try await stage.run(["chat", "-c", "second"])
    #expect(result.exitCode == 0, "\(result)")
    #expect(result.outputText == "ok")
    #expect(result.errorLines.count == 1)
    #expect(result.errorText.contains("no complete answer"))
    #expect(try stage.server.requests.last?.turns() == ["user: second"])
  }

  @Test func `-c after a cut answer goes on from what came`() async throws {
    let stage = try Stage(replies: .answer("half of", finish: "length"), .answer(" it"))
    #expect(try await stage.run(["chat", "first"]).exitCode == 4)
    let result = try await stage.run(["chat", "-c", "go on"])
    #expect(result.exitCode == 0)
    #expect(result.errorText.contains("no complete answer"))
    #expect(try stage.server.requests.last?.turns() == ["user: first", "assistant: half of", "user: go on"])
  }

  @Test func `--conversation goes on with an older one`() async throws {
    let stage = try Stage(replies: .answer("one"), .answer("two"), .answer("three"))
    expectAnswer(try await stage.run(["chat", "first"]), "one")
    expectAnswer(try await stage.run(["chat", "other"]), "two")
    let calls = try await stage.calls()
    let first = try #require(calls.last?["conversation"]?.text)
    #expect(calls.first?["conversation"]?.text != first)
    expectAnswer(try await stage.run(["chat", "--conversation", first, "more"]), "three")
    #expect(try stage.server.requests.last?.turns() == ["user: first", "assistant: one", "user: more"])
    #expect(try await stage.calls().first?["conversation"]?.text == first)
  }

  @Test func `a call with -n is no part of a conversation`() async throws {
    let stage = try Stage(replies: .answer("one"), .answer("secret"), .answer("three"))
    expectAnswer(try await stage.run(["chat", "first"]), "one")
    expectAnswer(try await stage.run(["chat", "-c", "-n", "hidden"]), "secret")
    #expect(try stage.server.requests.last?.turns() == ["user: first", "assistant: one", "user: hidden"])
    expectAnswer(try await stage.run(["chat", "-c", "second"]), "three")
    #expect(try stage.server.requests.last?.turns() == ["user: first", "assistant: one", "user: second"])
  }

  @Test func `a repeated system text replaces the old one`() async throws {
    let stage = try Stage(replies: .answer("ok"))
    expectAnswer(try await stage.run(["chat", "-s", "old", "first"]), "ok")
    expectAnswer(try await stage.run(["chat", "-c", "-s", "new", "second"]), "ok")
    #expect(
      try stage.server.requests.last?.turns() == ["system: new", "user: first", "assistant: ok", "user: second"])
  }

  @Test func `two that go on at once both get their answer and their row`() async throws {
    let stage = try Stage(replies: .answer("ok"))
    expectAnswer(try await stage.run(["chat", "first"]), "ok")
    async let left = stage.run(["chat", "-c", "left"])
    async let right = stage.run(["chat", "-c", "right"])
    for result in try await [left, right] {
      #expect(result.exitCode == 0, "\(result)")
      #expect(result.outputText == "ok")
      #expect(result.lines("warning") == [] && result.lines("error") == [], "\(result)")
    }
    for request in stage.server.requests.dropFirst() {
      #expect(try request.turns().prefix(2) == ["user: first", "assistant: ok"])
    }
    let calls = try await stage.calls()
    #expect(calls.count == 3)
    #expect(Set(calls.map { $0["conversation"]?.text }).count == 1)
    #expect(try await stage.run(["chat", "-c", "all"]).exitCode == 0)
    let turns = try #require(try stage.server.requests.last?.turns())
    #expect(turns.count == 7)
    #expect(turns.contains("user: left") && turns.contains("user: right"))
  }
}
