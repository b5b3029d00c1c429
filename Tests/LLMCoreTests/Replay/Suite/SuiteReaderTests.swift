import LLMCore
import Testing

/// Files of suites, as people and programs write them.
@Suite struct SuiteReaderTests {
  private func read(_ text: String, path: String = "tests/capitals.yaml") throws(LLMError) -> RegressionSuite {
    try SuiteReader.read(Array(text.utf8), path: path)
  }

  private func mistake(_ text: String, path: String = "s.yaml") -> String? {
    do throws(LLMError) {
      _ = try read(text, path: path)
      return nil
    } catch {
      #expect(error.code == .inputInvalid)
      return error.message + (error.advice.map { ". \($0)" } ?? "")
    }
  }

  /// The first assertion of a case, without what follows from the answer that it expects.
  private func assertions(_ yaml: String) throws -> [SuiteAssertion.Check] {
    let text = "cases:\n- name: a\n  prompt: p\n  expected: E\n  assert:\n" + yaml
    return [try #require(try read(text).cases[0].assertions.first).check]
  }

  @Test func `a suite with its defaults`() throws {
    let suite = try read(
      """
      name: Capitals
      description: what everybody knows
      defaults:
        model: work/m1
        system: Be brief.
        options: {temperature: 0, max_tokens: 20}
        repetitions: 3
        assert: {max_latency: 2.5s}
        tags: [smoke]
      cases:
        - name: France
          prompt: What is the capital of France?
          options: {max_tokens: 10, stop: [a, b]}
          tags: europe
          assert:
            - contains: Paris
            - not_contains: [London, Rome]
        - name: talk
          repetitions: 1
          system: Be long.
          messages:
            - user: Hi
            - {role: assistant, content: Hello}
            - user: Bye
      """)
    #expect(suite.name == "Capitals")
    let france = suite.cases[0]
    #expect(france.question.model == "work/m1")
    #expect(france.question.system == "Be brief.")
    #expect(
      france.question.options == [
        JSONMember("temperature", .number("0")), JSONMember("max_tokens", .integer(10)),
        JSONMember("stop", ["a", "b"]),
      ])
    #expect(france.repetitions == 3)
    #expect(france.tags == ["smoke", "europe"])
    #expect(
      france.assertions.map(\.title) == [
        "max_latency 2.5 s", #"contains "Paris""#, #"not contains "London""#, #"not contains "Rome""#,
      ])
    #expect(france.line == 11)
    let talk = suite.cases[1]
    #expect(talk.question.system == "Be long.")
    #expect(talk.question.earlier == [Message(.user, "Hi"), Message(.assistant, "Hello")])
    #expect(talk.question.prompt == "Bye")
    #expect(talk.repetitions == 1)
  }

  @Test func `the name of the file is the suite's where it says none`() throws {
    #expect(try read("cases:\n- {name: a, prompt: b}\n").name == "capitals")
  }

  @Test func `every kind of assertion is read`() throws {
    #expect(try assertions("  - icontains: x\n") == [.contains("x", ignoresCase: true)])
    #expect(try assertions("  - regex: '^\\d+$'\n") == [.matches(#"^\d+$"#)])
    #expect(try assertions("  - json_schema: {type: object}\n") == [.fitsSchema(#"{"type":"object"}"#)])
    #expect(try assertions("  - equals: {a: 1}\n    ignore: [/b]\n") == [.equals(["a": .integer(1)], ignoring: ["/b"])])
    #expect(try assertions("  - equals\n") == [.equals("E", ignoring: [])])
    #expect(try assertions("  - max_cost: $0.005\n") == [.maxCost(try #require(Money(usd: "0.005")))])
    #expect(try assertions("  - max_cost: 0\n") == [.maxCost(.zero)])
    #expect(try assertions("  - max_latency: 800ms\n") == [.maxLatency(.milliseconds(800))])
    #expect(try assertions("  - max_latency: 2min\n") == [.maxLatency(.seconds(120))])
    #expect(try assertions("  - max_latency: 0.5ms\n") == [.maxLatency(.milliseconds(1))])
    #expect(try assertions("  - max_tokens: 5\n") == [.maxTokens(5)])
    #expect(try assertions("  - finish: [stop, length]\n") == [.finish(["stop", "length"])])
    #expect(
      try assertions("  - tool_call: f\n    arguments: {x: 1}\n") == [
        .toolCall(name: "f", arguments: ["x": .integer(1)], ignoring: [])
      ])
    #expect(try assertions("  - tool_call: {name: f}\n") == [.toolCall(name: "f", arguments: nil, ignoring: [])])
    #expect(try assertions("  - similarity: 0.5\n    to: x y\n") == [.similarity(to: "x y", atLeast: 0.5)])
    #expect(try assertions("  - similarity\n") == [.similarity(to: "E", atLeast: 0.8)])
    #expect(
      try assertions("  - judge: polite?\n    model: j\n    min: 0.9\n") == [
        .judge(rubric: "polite?", model: "j", atLeast: 0.9)
      ])
  }

  @Test func `what is expected has to be the answer where nothing else compares with it`() throws {
    let suite = try read(
      "cases:\n- {name: a, prompt: p, expected: {x: 1}}\n- {name: b, prompt: p, expected: E, assert: [similarity]}\n")
    #expect(suite.cases[0].assertions.map(\.check) == [.equals(["x": .integer(1)], ignoring: [])])
    #expect(suite.cases[1].assertions.map(\.check) == [.similarity(to: "E", atLeast: 0.8)])
  }

  @Test func `what all cases share compares with what each expects`() throws {
    let suite = try read(
      "defaults: {assert: [similarity]}\ncases:\n- {name: a, prompt: p, expected: A}\n- {name: b, prompt: p, expected: B}\n"
    )
    #expect(suite.cases.map { $0.assertions.map(\.title) } == [["similarity 0.80"], ["similarity 0.80"]])
    #expect(suite.cases[1].assertions.map(\.check) == [.similarity(to: "B", atLeast: 0.8)])
  }

  @Test func `JSON lines may begin with what all share`() throws {
    let suite = try read(
      """
      {"name": "lines", "defaults": {"model": "m", "assert": {"contains": "x"}}}

      {"name": "a", "prompt": "p", "expected": {"n": 1.0}, "assert": [{"equals": "42", "not": true}]}
      """, path: "s.jsonl")
    #expect(suite.name == "lines")
    #expect(suite.cases[0].question.model == "m")
    #expect(suite.cases[0].line == 3)
    #expect(suite.cases[0].assertions.map(\.title) == [#"contains "x""#, #"not equals "42""#])
    #expect(try read(#"{"name":"a","prompt":"p"}"#, path: "s.jsonl").cases.count == 1)
  }

  private static let mistakes: [(String, String?)] = [
    ("cases:\n- name: a\n  promt: b\n", "s.yaml:3: a case has no 'promt'. Did you mean 'prompt'?"),
    ("cases: []\n", "s.yaml:1: a suite needs 'cases'. A list, each with a name and a prompt"),
    ("case:\n- name: a\n", "s.yaml:1: a suite has no 'case'. Did you mean 'cases'?"),
    ("cases:\n- prompt: b\n", "s.yaml:2: a case needs 'name'"),
    ("cases:\n- name: a\n", "s.yaml:2: a case needs 'prompt', 'messages' or 'template'"),
    (
      "cases:\n- {name: a, prompt: p}\n- {name: a, prompt: q}\n",
      "s.yaml:3: another case is named 'a' (line 2). Results are told apart by names"
    ),
    (
      "cases:\n- name: a\n  prompt: p\n  repetitions: 0\n",
      "s.yaml:4: 'repetitions' takes a whole number from 1 to 1000"
    ),
    (
      "cases:\n- name: a\n  prompt: p\n  assert:\n  - contain: b\n",
      "s.yaml:5: there is no assertion 'contain'. Did you mean 'contains'?"
    ),
    (
      "cases:\n- name: a\n  prompt: p\n  assert:\n  - contains: b\n    min: 1\n",
      "s.yaml:6: 'contains' has no 'min'. It takes contains, not"
    ),
    (
      "cases:\n- name: a\n  prompt: p\n  assert:\n  - contains: b\n    regex: c\n",
      "s.yaml:5: an item of a list of assertions is one assertion. Begin each with a dash of its own"
    ),
    (
      "cases:\n- name: a\n  prompt: p\n  assert: equals\n",
      "s.yaml:4: 'equals' has nothing to compare with. Give the case 'expected'"
    ),
    (
      "cases:\n- name: a\n  prompt: p\n  assert:\n  - max_latency: 5\n",
      "s.yaml:5: 'max_latency' takes a time with its unit, such as 800ms, 2.5s or 1m"
    ),
    (
      "cases:\n- name: a\n  prompt: p\n  assert:\n  - max_cost: -1\n",
      "s.yaml:5: 'max_cost' takes dollars, such as 0.005"
    ),
    (
      "cases:\n- name: a\n  prompt: p\n  assert:\n  - equals: {}\n    ignore: id\n",
      "s.yaml:6: 'id' is no JSON Pointer. It begins with a slash, as in '/items/0/id'; a star stands for every name or number"
    ),
    (
      "cases:\n- name: a\n  prompt: p\n  options: {temprature: 1}\n",
      "s.yaml:4: unknown option 'temprature'. Did you mean 'temperature'?"
    ),
    (
      "cases:\n- name: a\n  messages:\n  - assistant: x\n", "s.yaml:4: the last of the messages is the user's"
    ),
    (
      "cases:\n- name: a\n  prompt: p\n  assert:\n  - not_contains: b\n    not: true\n",
      "s.yaml:5: 'not_contains' with 'not' says it twice. Write 'contains'"
    ),
    ("cases:\n- name: a\n  prompt: [\n", nil),
    (
      "cases:\n- name: a\n  prompt: p\n  assert: {not: true, contains: x}\n",
      "s.yaml:4: 'not' is no assertion, and belongs to one. "
        + "Make a list of the assertions, and write it below its own: '- contains: x', and 'not: true' under it"
    ),
    (
      "cases:\n- name: a\n  prompt: p\n  assert:\n  - contains\n",
      "s.yaml:5: 'contains' needs a value. Write 'contains: VALUE'"
    ),
    (
      "cases:\n- name: a\n  prompt: p\n  assert: {finish: [stop, lenght]}\n",
      "s.yaml:4: no answer ends with 'lenght'. 'finish' takes stop, length, tool_calls, content_filter, refusal, error"
    ),
    ("cases:\n- name: a\n  prompt: p\n  prompt: q\n", "s.yaml:4: 'prompt' stands twice"),
    ("cases:\n- {name: a, prompt: p, prompt: q}\n", "s.yaml:2: 'prompt' stands twice"),
    ("cases:\n- name: a\u{1}\n", "s.yaml is not valid YAML: line 2: control characters are not allowed"),
  ]

  @Test(arguments: mistakes)
  func `a mistake is told with its line`(text: String, message: String?) {
    let found = mistake(text)
    #expect(found != nil)
    if let message { #expect(found == message) }
  }

  @Test func `a mistake in JSON lines is told with its line`() {
    #expect(
      mistake("{\"name\":\"s\"}\n{\"name\":\"a\",\"prompt\":\"p\"}\n{oops}\n", path: "s.jsonl")?.hasPrefix(
        "s.jsonl:3: is not JSON") == true)
    #expect(mistake("{\"name\":\"s\"}\n", path: "s.jsonl") == "s.jsonl has no cases")
    #expect(
      mistake(#"{"name":"a","prompt":"p","expected":{"x":1,"x":2}}"#, path: "s.jsonl") == "s.jsonl:1: 'x' stands twice")
  }

  @Test(arguments: ["s.yaml", "s.jsonl"])
  func `a mark of the encoding in front is no part of a file`(path: String) throws {
    let text = "\u{FEFF}" + (path == "s.yaml" ? "cases: [{name: a, prompt: p}]\n" : #"{"name":"a","prompt":"p"}"#)
    #expect(try read(text, path: path).cases.map(\.name) == ["a"])
  }

  @Test func `a message is its text, and a case may be nothing but files`() throws {
    let suite = try read(
      "cases:\n- {name: a, messages: [{system: '@x'}, {user: u}]}\n- {name: b, system: '@x', prompt: p}\n"
        + "- {name: c, files: [a.png]}\n")
    #expect(suite.cases.map(\.question.isSystemLiteral) == [true, false, false])
    #expect(suite.cases.map(\.question.system) == ["@x", "@x", nil])
  }

  @Test func `a filter takes tags and parts of names`() throws {
    let suite = try read(
      "cases:\n- {name: Old France, prompt: p, tags: [eu]}\n- {name: Japan, prompt: p}\n- {name: Spain, prompt: p, tags: [eu]}\n"
    )
    #expect(suite.filtered(by: ["eu"]).cases.map(\.name) == ["Old France", "Spain"])
    #expect(suite.filtered(by: ["france", "japan"]).cases.map(\.name) == ["Old France", "Japan"])
    #expect(suite.filtered(by: []).cases.count == 3)
    #expect(suite.filtered(by: ["e"]).cases.map(\.name) == ["Old France"])
  }
}
