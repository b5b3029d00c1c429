import LLMTestKit
import Testing

@testable import LLMCore

/// `llmctl replay diff` from the references to what is printed.
@Suite struct ComparisonRunTests {
  /// Asks a question for each answer, and returns the stage with those calls in its ledger.
  private func stage(_ answers: String..., judge: [String] = []) async throws -> Stage {
    let replies = (answers + judge).map {
      ScriptedTransport.Reply.sse([Payload.text($0), Payload.stop, Payload.usage])
    }
    var scene = ChatScene(replies)
    for (number, _) in answers.enumerated() {
      scene.invocation.options = ["temperature=\(number)"]
      _ = try await scene.run()
    }
    scene.stage.console = RecordingConsole()
    return scene.stage
  }

  private func run(_ stage: Stage, _ references: [String], _ change: (inout ComparisonInvocation) -> Void = { _ in })
    async throws(LLMError) -> ExitCode
  {
    var invocation = ComparisonInvocation()
    invocation.references = references
    change(&invocation)
    return try await ComparisonRun(context: stage.context, reporter: stage.reporter).run(invocation)
  }

  private func ids(_ stage: Stage) -> [String] { stage.ledger.records.map(\.id.text) }

  private func verdict(_ winner: String, _ a: Int, _ b: Int) -> String {
    #"{"reason":"It is right.","score_a":\#(a),"score_b":\#(b),"winner":"\#(winner)"}"#
  }

  @Test func `two calls`() async throws {
    let stage = try await stage("one cat", "one dog")
    #expect(try await run(stage, ids(stage)) == .complete)
    let text = stage.console.outputText
    #expect(text.contains("  options:\n    ~ /temperature 0 → 1\n"))
    #expect(text.contains("one [-cat-]{+dog+}\n"))
    #expect(text.contains("tokens in"))
  }

  @Test func `answers that differ are exit status 1 only where that is asked for`() async throws {
    let stage = try await stage("one cat", "one dog", "one dog")
    let ids = ids(stage)
    #expect(try await run(stage, [ids[0], ids[1]]) { $0.failsOnDifference = true } == .gateFailed)
    #expect(try await run(stage, [ids[1], ids[2]]) { $0.failsOnDifference = true } == .complete)
    #expect(try await run(stage, ids) { $0.failsOnDifference = true } == .gateFailed)
  }

  @Test func `one call that runs another again is compared with that one`() async throws {
    let stage = try await stage("one cat")
    var intent = try #require(stage.intent)
    intent.replayOf = stage.ledger.records[0].id
    let id = try await stage.ledger.open(intent)
    try await stage.ledger.close(
      id, CallOutcome(verdict: .done, exitCode: .complete, totalTime: 5, answer: "one mouse"))
    #expect(try await run(stage, [id.text]) == .complete)
    #expect(stage.console.outputText.contains("one [-cat-]{+mouse+}"))
  }

  @Test func `one call that runs nothing again is not compared`() async throws {
    let stage = try await stage("one cat")
    let error = await #expect(throws: LLMError.self) { try await run(stage, ids(stage)) }
    #expect(error?.code == .usage)
    let missing = await #expect(throws: LLMError.self) { try await run(stage, ["nobody", "last"]) }
    #expect(missing?.code == .inputMissing)
  }

  @Test func `many calls are a table`() async throws {
    let stage = try await stage("yes", "yes", "no")
    #expect(try await run(stage, ids(stage)) == .complete)
    #expect(stage.console.outputText.contains("2 of 3"))
    #expect(stage.console.outputText.contains("2×  yes"))
  }

  @Test func `as JSON and as a page`() async throws {
    let stage = try await stage("one cat", "one <b>dog</b>")
    _ = try await run(stage, ids(stage)) { $0.format = .json }
    let json = try JSONReader.parse(stage.console.outputText)
    #expect(json["type"]?.text == "comparison")
    _ = try await run(stage, ids(stage)) { ($0.format, $0.output) = (.html, "/out.html") }
    guard case .file(let bytes)? = stage.tree[RawPath("/out.html")] else {
      Issue.record("nothing was written")
      return
    }
    let page = String(decoding: bytes, as: UTF8.self)
    #expect(page.contains("&lt;b&gt;") && !page.contains("<b>"))
    #expect(stage.console.notes.contains("llmctl: wrote /out.html"))
  }

  @Test func `a judge is asked in both orders, and its calls are recorded`() async throws {
    let stage = try await stage("one cat", "one dog", judge: [verdict("B", 3, 8), verdict("A", 9, 2)])
    let ids = ids(stage)
    #expect(try await run(stage, ids) { $0.judge = judging() } == .complete)
    #expect(stage.console.outputText.contains("B is better (5 : 17 of 20)"))
    #expect(stage.console.notes.contains { $0.contains("asking work/j which answer is better, once in each order") })
    #expect(stage.console.notes.contains { $0.contains("judged by work/j for ") })
    let judged = stage.ledger.records.suffix(2)
    #expect(judged.map(\.intent.command) == ["replay", "replay"])
    #expect(judged.first?.intent.prompt?.contains("<answer-a>\none cat\n</answer-a>") == true)
    #expect(judged.last?.intent.prompt?.contains("<answer-a>\none dog\n</answer-a>") == true)
  }

  @Test func `what the first question cost is told where the second one fails`() async throws {
    let stage = try await stage("one cat", "one dog", judge: [verdict("B", 3, 8), "none", "none", "none"])
    let ids = ids(stage)
    #expect(try await run(stage, ids) { $0.judge = judging() } != .complete)
    #expect(stage.console.notes.contains { $0.contains("judging came to no verdict; its first question cost ") })
    #expect(stage.console.outputText.contains("one [-cat-]{+dog+}"))
  }

  @Test func `a file that cannot be one is found before a judge is asked`() async throws {
    let stage = try await stage("one cat", "one dog")
    let ids = ids(stage)
    let failure = await #expect(throws: LLMError.self) {
      try await run(stage, ids) { ($0.judge, $0.output) = (judging(), "/nowhere/diff.html") }
    }
    #expect(failure?.code == .cannotWrite)
    #expect(stage.transport.calls.count == 2)
  }

  @Test func `a judge that contradicts itself is a tie`() async throws {
    let stage = try await stage("one cat", "one dog", judge: [verdict("A", 9, 2), verdict("A", 9, 2)])
    let ids = ids(stage)
    _ = try await run(stage, ids) { $0.judge = judging() }
    #expect(stage.console.outputText.contains("tie: the judge preferred another answer when their order was changed"))
  }

  @Test func `a judge that may cost too much is not asked, and the comparison is shown nevertheless`() async throws {
    let stage = try await stage("one cat", "one dog")
    let ids = ids(stage)
    let code = try await run(stage, ids) {
      var judge = judging()
      judge.maxCost = Money(usd: "0.01")
      $0.judge = judge
    }
    #expect(code == .refusedBeforeSending)
    #expect(stage.transport.calls.count == 2)
    #expect(stage.console.outputText.contains("one [-cat-]{+dog+}"))
  }

  @Test func `there is nothing to judge where answers were not recorded`() async throws {
    let stage = try await stage("one cat")
    let id = try await stage.ledger.open(
      CallIntent(command: "chat", provider: "work", modelAsked: "m1", requestBytes: 1))
    try await stage.ledger.close(id, CallOutcome(verdict: .done, exitCode: .complete, totalTime: 5))
    let ids = ids(stage)
    #expect(try await run(stage, ids) { $0.judge = judging() } == .noInput)
    #expect(stage.console.outputText.contains("B has no recorded answer"))
  }

  private func judging() -> ChatInvocation {
    var invocation = ChatInvocation()
    invocation.model = "work/j"
    return invocation
  }

  @Test func `the schema of verdicts can be used, and takes what a judge says`() throws {
    let schema = try JSONSchema.checked(JudgeQuestion.schema)
    #expect(schema.validate(try JSONReader.parse(verdict("tie", 0, 10))).isEmpty)
    #expect(!schema.validate(try JSONReader.parse(verdict("C", 0, 10))).isEmpty)
    #expect(!schema.validate(try JSONReader.parse(verdict("A", 0, 11))).isEmpty)
  }
}
