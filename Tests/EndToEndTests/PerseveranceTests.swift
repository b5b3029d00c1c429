import Glibc
import LLMCore
import LLMTestKit
import Testing

/// What the binary does when a provider fails, and what its processes tell each other.
@Suite(.fewAtOnce) struct PerseveranceTests {
  private let patient = ["LLMCTL_MAX_WAIT": "30"]

  @Test func `a failure that passes is not seen`() async throws {
    let stage = try Stage(replies: .json(503, #"{"error":"loading"}"#), [.reset], .answer("ok"))
    expectAnswer(try await stage.run(["chat", "hi"], environment: patient), "ok")
    #expect(stage.server.requests.count == 3)
    let call = try #require(try await stage.calls().first)
    #expect(call["attempts"] == .integer(3))
    let sheet = try await stage.run(["replay", "show", "last"]).outputText
    #expect(sheet.contains("overload, HTTP 503"))
    #expect(sheet.contains("then retry, may have been charged"))
  }

  @Test func `-v tells every attempt and every wait`() async throws {
    let stage = try Stage(replies: .json(503, "{}"), .answer("ok"))
    let result = try await stage.run(["chat", "-v", "hi"], environment: patient)
    #expect(result.exitCode == 0)
    #expect(result.errorText.contains("HTTP 503 after"), "\(result)")
    #expect(result.errorText.contains("retrying (HTTP 503)"), "\(result)")
  }

  @Test func `a terminal shows what is waited for, and nothing of it stays`() async throws {
    let stage = try Stage(
      replies: .json(429, "{}", headers: [HTTPHeader("retry-after", "3")]), .answer("ok"))
    var invocation = stage.invocation(["chat", "hi"], environment: patient)
    invocation.error = .terminal
    let result = try await stage.cli.run(invocation)
    #expect(result.outputText == "ok")
    #expect(result.screenText.contains("test: HTTP 429, "), "\(result)")
    #expect(result.screenText.hasSuffix("\r\u{1B}[K"), "\(result)")
  }

  @Test func `D68 a wait that is longer than allowed names the time`() async throws {
    let stage = try Stage(replies: .json(429, "{}", headers: [HTTPHeader("retry-after", "3600")]))
    let result = try await stage.run(["chat", "--max-wait", "5", "hi"])
    expectFailure(result, 75, saying: "asks to wait 1 h, until 20", "--max-wait allows 5 s")
    // The next process knows it without asking.
    let next = try await stage.run(["chat", "--max-wait", "5", "hi"])
    expectFailure(next, 75, saying: "waiting for test would take", "longer than 5 s")
    #expect(stage.server.requests.count == 1)
  }

  @Test func `D86 three failures open the circuit for every process, doctor shows it and resets it`() async throws {
    let stage = try Stage(
      replies: .json(500, "{}"), .json(500, "{}"), .json(500, "{}"), .answer("ok"))
    for _ in 0..<3 { #expect(try await stage.run(["chat", "hi"]).exitCode == 69) }
    let refused = try await stage.run(["chat", "hi"])
    expectFailure(refused, 69, saying: "failed several times just now", "The next try is allowed in")
    #expect(stage.server.requests.count == 3)
    let doctor = try await stage.run(["doctor"])
    #expect(doctor.exitCode == 0, "\(doctor)")
    #expect(doctor.outputText.contains("circuit open, next try in"), "\(doctor)")
    expectAnswer(try await stage.run(["chat", "--no-breaker", "hi"]), "ok")
    #expect(try await stage.run(["doctor", "reset", "-q"]).exitCode == 0)
    #expect(!(try await stage.run(["doctor"]).outputText.contains("circuit")))
    expectAnswer(try await stage.run(["chat", "hi"]), "ok")
  }

  @Test func `B26 a broken stream is gone on with`() async throws {
    let stage = try Stage(replies: .beginning("The quick brown") + [.reset], .answer(" fox"))
    let result = try await stage.run(["chat", "hi"], environment: patient)
    #expect(result.exitCode == 0, "\(result)")
    #expect(result.outputText == "The quick brown fox")
    #expect(result.errorText.contains("asking for the rest"))
    #expect(try stage.server.requests.last?.turns().dropLast() == ["user: hi", "assistant: The quick brown"])
  }

  @Test func `a killed answer is picked up later`() async throws {
    let stage = try Stage(replies: .beginning("The quick brown") + [.hang], .answer(" fox"), .answer("more"))
    let process = try stage.cli.start(stage.invocation(["chat", "hi"]))
    try await process.wait(for: "brown", on: .output)
    process.signal(SIGKILL)
    _ = try await process.wait()
    #expect(try await stage.run(["doctor"]).outputText.contains("1 answers of killed calls"))
    let result = try await stage.run(["chat", "--resume-partial"])
    #expect(result.exitCode == 0, "\(result)")
    #expect(result.outputText == " fox")
    #expect(result.errorText.contains("going on after 15 bytes"))
    let sheet = try await stage.run(["replay", "show", "last"]).outputText
    #expect(sheet.contains("The quick brown fox"))
    #expect(stage.home.contents().filter { $0.hasSuffix(".journal") } == [])
    // The conversation has the answer once.
    #expect(try await stage.run(["chat", "-c", "go on"]).exitCode == 0)
    #expect(
      try stage.server.requests.last?.turns() == ["user: hi", "assistant: The quick brown fox", "user: go on"])
    expectFailure(try await stage.run(["chat", "--resume-partial"]), 66, saying: "no partial answer")
  }

  @Test func `an interrupted answer is picked up by its id`() async throws {
    let stage = try Stage(replies: .beginning("The quick brown") + [.hang], .answer(" fox"))
    let process = try stage.cli.start(stage.invocation(["chat", "hi"]))
    try await process.wait(for: "brown", on: .output)
    process.signal(SIGINT)
    _ = try await process.wait()
    let id = try #require(try await stage.calls().first?["id"]?.text)
    let result = try await stage.run(["chat", "--json", "--resume-partial=\(id)"])
    #expect(try result.json()["text"]?.text == "The quick brown fox", "\(result)")
    expectFailure(try await stage.run(["chat", "--resume-partial=ZZZ"]), 66, saying: "call 'ZZZ' has none")
    expectFailure(try await stage.run(["chat", "--resume-partial", "-n"]), 64, saying: "recorded call")
  }

  @Test func `D77 an interim answer is passed over, and what is neither answer nor error is told`() async throws {
    let stage = try Stage(replies: .interim(103) + .answer("ok"))
    expectAnswer(try await stage.run(["chat", "hi"], environment: patient), "ok")
    for status in [204, 206, 304] {
      let stage = try Stage(replies: .reply(status))
      expectFailure(try await stage.run(["chat", "hi"], environment: patient), 65, saying: "HTTP \(status)")
      #expect(stage.server.requests.count == 1)
    }
  }

  @Test func `D81 a name with an address that does not answer is reached by the other`() async throws {
    // `localhost` is ::1 too, where nobody listens.
    let stage = try Stage(replies: .answer("ok"))
    let result = try await stage.run(
      ["chat", "hi"], environment: ["OPENAI_BASE_URL": "http://localhost:\(stage.server.port)/v1"])
    expectAnswer(result, "ok")
    #expect(result.duration < .seconds(5))
  }

  @Test func `D87 a question from a pipe is there for the second attempt`() async throws {
    let stage = try Stage(replies: .json(503, "{}"), .answer("ok"))
    let result = try await stage.run(
      ["chat", "what is this?"], environment: patient, input: .bytes(Array("from the pipe".utf8)))
    expectAnswer(result, "ok")
    #expect(stage.server.requests.count == 2)
    #expect(stage.server.requests.first?.body == stage.server.requests.last?.body)
    #expect(try stage.server.requests.last?.turns().first?.contains("from the pipe") == true)
  }

  // MARK: Somebody else

  @Test func `the next key is used when the first is rejected, and the next model when a provider is down`()
    async throws
  {
    let stage = try Stage { request in
      switch request.header("authorization") {
      case "Bearer first-key-0123": .json(401, #"{"error":{"message":"Incorrect key"}}"#)
      case "Bearer second-key-0123": .json(500, "{}")
      default: .answer("from the other")
      }
    }
    try stage.configure(
      """
      model: main/m
      providers:
        main: {base_url: '\(stage.server.url.text)/v1', models: [m], key_env: [FIRST, SECOND]}
        other: {base_url: '\(stage.server.url.text)/v1', models: [o]}
      fallbacks:
        main/m: [other/o]
      """)
    let result = try await stage.run(
      ["chat", "--json", "hi"],
      environment: ["LLMCTL_MODEL": "", "FIRST": "first-key-0123", "SECOND": "second-key-0123"])
    #expect(result.exitCode == 0, "\(result)")
    #expect(try result.json()["text"]?.text == "from the other")
    #expect(try result.json()["served_by"]?.text == "other/o")
    #expect(result.errorText.contains("asking main/m"))
    #expect(result.errorText.contains("asking other/o"))
    #expect(!result.errorText.contains("key-0123"))
  }

  @Test func `offline-ok prints the last answer to the same question, and says so`() async throws {
    let stage = try Stage(replies: .answer("an answer"))
    expectAnswer(try await stage.run(["chat", "hi"]), "an answer")
    stage.server.stop()
    expectFailure(try await stage.run(["chat", "hi"]), 69, saying: "connection refused")
    let result = try await stage.run(["chat", "--offline-ok", "hi"])
    #expect(result.exitCode == 0)
    #expect(result.outputText == "an answer")
    #expect(result.errorText.contains("this is an old answer, of 20"))
    let other = try await stage.run(["chat", "--offline-ok", "another question"])
    #expect(other.exitCode == 69)
  }

  // MARK: One answer for many

  @Test func `what is asked fifty times at once is asked once`() async throws {
    let stage = try Stage(
      replies: .beginning("shared ") + [
        .wait(.seconds(4)), .send(Chunk.framed(Chunk.event(Payload.text("answer")) + Chunk.event(Payload.finish()))),
        .send(Chunk.framed(Chunk.event("[DONE]"))), .send(Chunk.last),
      ])
    let results = try await withThrowingTaskGroup(of: CLIResult.self) { group in
      for _ in 0..<50 { group.addTask { try await stage.run(["chat", "-q", "the same"]) } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    for result in results { expectAnswer(result, "shared answer") }
    #expect(stage.server.requests.count == 1)
    let calls = try await stage.calls()
    #expect(calls.count == 50)
    let leaders = Set(calls.compactMap { $0["shared_with"]?.text })
    #expect(leaders.count == 1)
    #expect(calls.count { $0["shared_with"] == .null } == 1)
    #expect(calls.allSatisfy { $0["outcome"]?.text == "done" })
  }

  @Test func `when the one who asks is killed another one asks`() async throws {
    let stage = try Stage(replies: [.hang], .answer("ok"))
    let leader = try stage.cli.start(stage.invocation(["chat", "the same"]))
    #expect(try await stage.server.wait { $0.count == 1 })
    let follower = try stage.cli.start(stage.invocation(["chat", "the same"]))
    try await follower.wait(for: "sharing that answer", on: .error)
    leader.signal(SIGKILL)
    _ = try await leader.wait()
    let result = try await follower.wait()
    #expect(result.exitCode == 0, "\(result)")
    #expect(result.outputText == "ok")
  }

  @Test(arguments: [["-o", "temperature=1"], ["--no-share"], ["-n"]])
  func `what is meant to differ is asked each time`(flags: [String]) async throws {
    let stage = try Stage(replies: [.wait(.seconds(1))] + .answer("ok"))
    async let first = stage.run(["chat"] + flags + ["the same"])
    async let second = stage.run(["chat"] + flags + ["the same"])
    expectAnswer(try await first, "ok")
    expectAnswer(try await second, "ok")
    #expect(stage.server.requests.count == 2)
  }
}
