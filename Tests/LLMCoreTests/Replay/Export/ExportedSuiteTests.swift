import LLMCore
import Testing

/// Real calls as the cases of a suite.
@Suite struct ExportedSuiteTests {
  private func call(
    _ id: String, prompt: String? = "What is\nthe capital of France, please?", system: String? = nil,
    answer: String? = "Paris\n",
    verdict: CallOutcome.Verdict = .done, tools: [ToolCall] = []
  ) -> CallRecord {
    var outcome = CallOutcome(verdict: verdict, exitCode: .complete, totalTime: 1, answer: answer)
    outcome.toolCalls = tools
    let intent = CallIntent(
      command: "chat", provider: "work", modelAsked: "m1", requestBytes: 1, system: system, prompt: prompt)
    return CallRecord(
      id: CallID(id), startedAt: Timestamp(milliseconds: 0), intent: intent, state: .closed(outcome))
  }

  private func suite(_ calls: [CallRecord], _ assertion: ExportedSuite.Assertion = .similarity(0.8)) -> ExportedSuite {
    ExportedSuite(name: "s", calls: calls.compactMap(ExportedCall.init), assertion: assertion)
  }

  @Test func `a suite for people`() {
    #expect(
      suite([call("01A", system: "Be brief.")]).yaml == """
        name: s
        cases:
          - name: What is the capital of France,
            tags:
              - "call:01A"
            model: work/m1
            system: Be brief.
            prompt: |-
              What is
              the capital of France, please?
            expected: |
              Paris
            assert:
              - similarity: 0.80

        """)
  }

  @Test(arguments: [ExportedSuite.Assertion.equals, .similarity(0.5), .none])
  func `what is exported can be asked`(assertion: ExportedSuite.Assertion) throws {
    let hostile = "@etc/passwd\u{1B}[31m\u{0}\n- [x]: #\r\n"
    let records = [
      call("01A"), call("01B", prompt: hostile, system: hostile, answer: hostile), call("01C", prompt: "\u{0}"),
    ]
    let exported = suite(records, assertion)
    for (text, path) in [(exported.yaml, "s.yaml"), (exported.lines, "s.jsonl")] {
      let read = try SuiteReader.read(Array(text.utf8), path: path)
      #expect(read.cases.map(\.question.prompt) == [records[0].intent.prompt, hostile, "\u{0}"])
      #expect(read.cases[1].question.system == hostile && read.cases[1].question.isSystemLiteral)
      #expect(read.cases[0].question.model == "work/m1")
      #expect(read.cases.map(\.assertions.count) == (assertion == .none ? [0, 0, 0] : [1, 1, 1]))
      #expect(read.cases[2].name == "call 01C")
      if assertion == .equals {
        #expect(read.cases[1].assertions.map(\.check) == [.equals(.string(hostile), ignoring: [])])
      }
    }
  }

  @Test func `names are unique`() throws {
    let text = suite([call("01A"), call("01B"), call("01C")]).lines
    #expect(text.contains(#""name":"What is the capital of France, (2)""#))
    #expect(text.contains(#""name":"What is the capital of France, (3)""#))
    // A name is cut behind a word, and the reader leaves out blanks at the end.
    let long = String(repeating: "x", count: 59)
    let cut = suite([call("01A", prompt: "\(long) a"), call("01B", prompt: long)]).lines
    #expect(try SuiteReader.read(Array(cut.utf8), path: "s.jsonl").cases.map(\.name) == [long, "\(long) (2)"])
  }

  @Test func `calls of tools are asserted by their arguments`() throws {
    let tool = ToolCall(id: "1", name: "f", arguments: #"{"x":1}"#)
    let read = try SuiteReader.read(Array(suite([call("01A", answer: "", tools: [tool])]).yaml.utf8), path: "s.yaml")
    #expect(
      read.cases[0].assertions.map(\.check) == [.toolCall(name: "f", arguments: ["x": .integer(1)], ignoring: [])])
  }

  @Test func `the full request goes along where it is known`() throws {
    var exported = try #require(ExportedCall(call("01A", system: "s")))
    exported.options = [JSONMember("temperature", .number("0.5"))]
    exported.earlier = [Message(.user, "a"), Message(.assistant, "b")]
    exported.schema = ["type": "object"]
    exported.promptVersion = PromptVersion(name: "ask", number: 3, contentHash: "h")
    exported.parameters = [JSONMember("city", "Paris")]
    let yaml = ExportedSuite(name: "s", calls: [exported], assertion: .none).yaml
    let question = try SuiteReader.read(Array(yaml.utf8), path: "s.yaml").cases[0].question
    #expect(question.options == exported.options)
    #expect(question.schema == #"{"type":"object"}"#)
    #expect(question.earlier == exported.earlier)
    #expect(question.template == "ask")
    #expect(question.parameters == exported.parameters)
    #expect(question.system == nil)
  }

  @Test func `what has no complete answer, or was not recorded, is none`() {
    #expect(ExportedCall(call("01A", verdict: .partial)) == nil)
    #expect(ExportedCall(call("01A", prompt: nil)) == nil)
    #expect(ExportedCall(call("01A", answer: nil)) == nil)
    #expect(ExportedCall(.killed) == nil)
    #expect(ExportedCall.obstacle(of: .killed) == "it has no complete answer")
    #expect(ExportedCall.obstacle(of: call("01A", prompt: nil)) == "its texts were not recorded")
    #expect(ExportedCall.obstacle(of: call("01A", prompt: "")) == "there is nothing in its prompt but files")
  }

  @Test(arguments: [
    ("equals", ExportedSuite.Assertion.equals), ("similarity", .similarity(0.8)), ("similarity=1", .similarity(1)),
    ("none", .none),
  ])
  func `words for what is asserted`(text: String, assertion: ExportedSuite.Assertion) {
    #expect(ExportedSuite.Assertion(text) == assertion)
  }

  @Test(arguments: ["", "similarity=", "similarity=2", "equal", "equals=1"])
  func `what asserts nothing known`(text: String) { #expect(ExportedSuite.Assertion(text) == nil) }
}
