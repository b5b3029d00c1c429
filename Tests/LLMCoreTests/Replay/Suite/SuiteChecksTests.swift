import Testing

@testable import LLMCore

/// Every assertion, held and broken.
@Suite struct SuiteChecksTests {
  private func outcomes(
    _ checks: [SuiteAssertion], _ answer: SuiteAnswer,
    judge: @escaping SuiteChecks.Judge = { _, _ in AssertionOutcome(title: "", kind: "judge", state: .held) }
  ) async throws -> [AssertionOutcome] {
    let suiteCase = SuiteCase(name: "c", question: SuiteQuestionSource(), assertions: checks)
    let checks = try SuiteChecks(suiteCase) { (text) throws(LLMError) in
      guard let value = try? JSONReader.parse(text), let schema = try? JSONSchema(value) else {
        throw LLMError(.inputInvalid, "no schema")
      }
      return schema
    }
    return await checks.outcomes(of: answer, judge: judge)
  }

  /// What one assertion comes to: a text, then an answer.
  private func state(
    _ check: SuiteAssertion.Check, _ text: String, isNegated: Bool = false, acceptsRepair: Bool = false,
    _ change: (inout SuiteAnswer) -> Void = { _ in }
  ) async throws -> (AssertionOutcome.State, String) {
    var answer = SuiteAnswer()
    answer.text = text
    change(&answer)
    let assertion = SuiteAssertion(check, isNegated: isNegated, acceptsRepair: acceptsRepair)
    let outcome = try #require(try await outcomes([assertion], answer).last)
    return (outcome.state, outcome.found)
  }

  @Test func `contains`() async throws {
    #expect(try await state(.contains("Par", ignoresCase: false), "in Paris") == (.held, ""))
    #expect(try await state(.contains("par", ignoresCase: false), "Paris") == (.broken, #"the answer is "Paris""#))
    #expect(try await state(.contains("par", ignoresCase: true), "Paris") == (.held, ""))
    #expect(try await state(.contains("rome", ignoresCase: true), "Paris").0 == .broken)
    #expect(
      try await state(.contains("Par", ignoresCase: false), "Paris", isNegated: true) == (
        .broken, #"the answer is "Paris""#
      ))
    #expect(try await state(.contains("Rome", ignoresCase: false), "Paris", isNegated: true).0 == .held)
    #expect(try await state(.contains("e", ignoresCase: false), "e\u{301}").0 == .held)
  }

  @Test func `regex`() async throws {
    #expect(try await state(.matches(#"^\d{4}$"#), "2026").0 == .held)
    #expect(try await state(.matches(#"^\d{4}$"#), "year 2026").0 == .broken)
    #expect(try await state(.matches(#"(?i:YES)"#), "yes", isNegated: true).0 == .broken)
    await #expect(throws: LLMError.self) { try await state(.matches("("), "") }
    // What nobody can say in time neither holds nor fails.
    let long = String(repeating: "word ", count: 40) + "!"
    #expect(try await state(.matches(#"^(\w+\s?)*$"#), long).0 == .failed)
    #expect(try await state(.matches(#"^(\w+\s?)*$"#), long, isNegated: true).0 == .failed)
  }

  @Test func `a schema takes nothing mended without a word`() async throws {
    let schema = SuiteAssertion.Check.fitsSchema(#"{"type":"object","required":["a"]}"#)
    #expect(try await state(schema, #" {"a": 1} "#) == (.held, ""))
    #expect(try await state(schema, #"{"b": 1}"#).0 == .broken)
    #expect(try await state(schema, "no idea").0 == .broken)
    let fenced = "```json\n{\"a\": 1,}\n```"
    #expect(
      try await state(schema, fenced) == (
        .broken, "only after mending (fence, extra-comma); 'repair: true' accepts that"
      ))
    #expect(try await state(schema, fenced, acceptsRepair: true) == (.held, "mended: fence, extra-comma"))
    #expect(try await state(schema, "```json\n{}\n```", acceptsRepair: true).0 == .broken)
    // What must not be said does not become right by a fence around it.
    #expect(try await state(schema, fenced, isNegated: true) == (.broken, "mended: fence, extra-comma"))
    #expect(try await state(.equals(["a": .integer(1)], ignoring: []), fenced, isNegated: true).0 == .broken)
    #expect(try await state(schema, "no idea", isNegated: true).0 == .held)
  }

  @Test func `equals compares texts without blanks around them, and JSON by structure`() async throws {
    #expect(try await state(.equals("Paris", ignoring: []), " Paris\n").0 == .held)
    #expect(try await state(.equals("Paris", ignoring: []), "paris").0 == .broken)
    let value: JSONValue = ["a": .integer(1), "id": "x"]
    #expect(try await state(.equals(value, ignoring: ["/id"]), #"{"id": "y", "a": 1.0}"#).0 == .held)
    #expect(
      try await state(.equals(value, ignoring: []), #"{"id": "y", "a": 1.0}"#) == (.broken, #"/id is "y", not "x""#))
    #expect(try await state(.equals(.integer(42), ignoring: []), "42").0 == .held)
    #expect(try await state(.equals(value, ignoring: []), "words").0 == .broken)
    let read = try await state(.equals(value, ignoring: []), "words") { $0.value = value }
    #expect(read.0 == .held)
  }

  @Test func `money is compared exactly, and not measured where nobody knows it`() async throws {
    let limit = SuiteAssertion.Check.maxCost(Money(femtodollars: 1000))
    #expect(try await state(limit, "") { $0.cost = Money(femtodollars: 1000) }.0 == .held)
    #expect(
      try await state(limit, "") { $0.cost = Money(femtodollars: 1001) } == (.broken, "it cost $0.000000000001001"))
    #expect(try await state(limit, "") == (.unmeasured, "nobody knows the price"))
    let kept = try await state(limit, "") { ($0.cost, $0.isFromCache) = (.zero, true) }
    #expect(kept == (.unmeasured, "the answer was there from before"))
  }

  @Test func `time is not measured of an answer from before`() async throws {
    let limit = SuiteAssertion.Check.maxLatency(.seconds(1))
    #expect(try await state(limit, "") { $0.latency = 1000 }.0 == .held)
    #expect(try await state(limit, "") { $0.latency = 1001 } == (.broken, "it took 1001 ms"))
    #expect(try await state(limit, "") { ($0.latency, $0.isFromCache) = (1, true) }.0 == .unmeasured)
    // What was not measured is not passed by being negated.
    #expect(try await state(limit, "", isNegated: true) { ($0.latency, $0.isFromCache) = (1, true) }.0 == .unmeasured)
  }

  @Test func `tokens and the reason to end`() async throws {
    #expect(try await state(.maxTokens(5), "") { $0.usage = Usage(textOutput: 3, reasoningOutput: 2) }.0 == .held)
    #expect(try await state(.maxTokens(4), "") { $0.usage = Usage(textOutput: 3, reasoningOutput: 2) }.0 == .broken)
    #expect(try await state(.maxTokens(4), "").0 == .unmeasured)
    #expect(try await state(.finish(["stop", "length"]), "") { $0.finish = "length" }.0 == .held)
    #expect(try await state(.finish(["stop"]), "") { $0.finish = "length" } == (.broken, "it ended with length"))
  }

  @Test func `calls of tools are compared by their arguments`() async throws {
    func call(_ arguments: String) -> (inout SuiteAnswer) -> Void {
      { $0.toolCalls = [ToolCall(name: "other"), ToolCall(name: "f", arguments: arguments)] }
    }
    let wanted = SuiteAssertion.Check.toolCall(name: "f", arguments: ["x": .integer(1)], ignoring: ["/id"])
    #expect(try await state(wanted, "", call(#"{"x": 1.0, "id": 7}"#)).0 == .held)
    #expect(try await state(wanted, "", call(#"{"x": 2}"#)) == (.broken, "of the arguments, /x is 2, not 1"))
    #expect(try await state(wanted, "", call(#"{"x": "#)) == (.broken, "of the arguments, the arguments are not JSON"))
    #expect(try await state(.toolCall(name: "f", arguments: nil, ignoring: []), "", call("{}")).0 == .held)
    #expect(
      try await state(.toolCall(name: "g", arguments: nil, ignoring: []), "", call("{}")) == (
        .broken, "it asked for other, f"
      ))
    #expect(
      try await state(.toolCall(name: "g", arguments: nil, ignoring: []), "") == (.broken, "it asked for no call"))
  }

  @Test func `similarity`() async throws {
    let wanted = SuiteAssertion.Check.similarity(to: "the cat sat", atLeast: 0.66)
    #expect(try await state(wanted, "The dog sat.") == (.held, "similarity is 0.66"))
    #expect(try await state(wanted, "A dog").0 == .broken)
  }

  @Test func `a judge is only asked about what passes without it`() async throws {
    let checks = [
      SuiteAssertion(.judge(rubric: "r", model: nil, atLeast: 0.5)), SuiteAssertion(.contains("x", ignoresCase: false)),
    ]
    var answer = SuiteAnswer()
    answer.text = "x"
    let judge: SuiteChecks.Judge = { number, _ in
      AssertionOutcome(title: "judge \(number)", kind: "judge", state: .broken, found: "0.2, rude")
    }
    let asked = try await outcomes(checks, answer, judge: judge)
    #expect(asked.map(\.title) == ["judge 0", #"contains "x""#])
    #expect(asked[0].state == .broken)
    let second = try await outcomes([checks[0], checks[0]], answer, judge: judge)
    #expect(second.map(\.state) == [.broken, .unmeasured])
    answer.text = "y"
    let spared = try await outcomes(checks, answer, judge: judge)
    #expect(spared.map(\.state) == [.unmeasured, .broken])
  }

  @Test func `a judge is shown the calls that an answer asks for`() {
    let rubric = JudgeRubric("r")
    let calls = [ToolCall(name: "look", arguments: #"{"q":1}"#)]
    let prompt = rubric.prompt(question: "q", expected: nil, answer: "", toolCalls: calls)
    #expect(prompt.contains("<tool-calls-of-the-answer>\nlook {\"q\":1}\n</tool-calls-of-the-answer>"))
    #expect(!rubric.prompt(question: "q", expected: nil, answer: "a").contains("tool-calls"))
  }

  @Test func `a title is cut`() {
    let long = String(repeating: "é", count: 100_000)
    let title = SuiteAssertion(.equals(.string(long), ignoring: []), isNegated: true).title
    #expect(title.utf8.count < 220)
    #expect(title.hasPrefix("not equals \"éé") && title.hasSuffix("é…"))
  }

  @Test func `an answer without the form that was asked for fails`() async throws {
    var answer = SuiteAnswer()
    answer.formProblems = ["/a must be a number", "/b is missing"]
    let broken = try await outcomes([], answer)
    #expect(broken.map(\.sentence) == ["the form asked for: /a must be a number (and 1 more)"])
    answer.formProblems = []
    (answer.value, answer.repairs) = (["a": .integer(1)], ["fence"])
    #expect(try await outcomes([], answer).map(\.sentence) == ["the form asked for: mended: fence"])
  }

  @Test func `an answer that never came is not looked at`() async throws {
    var answer = SuiteAnswer()
    answer.error = LLMError(.network, "no connection")
    let outcomes = try await outcomes([SuiteAssertion(.contains("x", ignoresCase: false))], answer)
    #expect(outcomes == [])
    #expect(SuiteResult(caseName: "c", repetition: 1, answer: answer, outcomes: outcomes).verdict == .error)
  }
}
