import LLMCore

/// Answers in which the value has to be found: fences, tags, prose, several values, marks that cannot be seen.
enum FoundAnswers {
  static let strict: [AnswerCase] = [
    AnswerCase(#"{"a":1}"#, #"{"a":1}"#),
    AnswerCase(" \n{\"a\":1}\r\n\t", #"{"a":1}"#),
    AnswerCase("[]", "[]"),
    AnswerCase("42", "42"),
    AnswerCase("-0.50e+3", "-0.50e+3"),
    AnswerCase(#""text""#, #""text""#),
    AnswerCase("null", "null"),
    AnswerCase(
      #"{"a":"say \"hi\", [1] {2} // no comment ```","b":[]}"#, #"{"a":"say \"hi\", [1] {2} // no comment ```","b":[]}"#
    ),
    AnswerCase(#"{"a":1e400,"b":123456789012345678901234567890}"#, #"{"a":1e400,"b":123456789012345678901234567890}"#),
    AnswerCase(#""{\"a\": 1}""#, #""{\"a\": 1}""#),
  ]

  static let fences: [AnswerCase] = [
    AnswerCase("```json\n{\"a\": 1}\n```", #"{"a":1}"#, [.fence: 1]),
    AnswerCase("```\n[1, 2]\n```\n", "[1,2]", [.fence: 1]),
    AnswerCase("```JSON5\r\n{\"a\": 1}\r\n```\r\n", #"{"a":1}"#, [.fence: 1]),
    AnswerCase("~~~json\n{\"a\": 1}\n~~~", #"{"a":1}"#, [.fence: 1]),
    AnswerCase("````json\n{\"a\": \"```\"}\n````", #"{"a":"```"}"#, [.fence: 1]),
    AnswerCase("```json\n{\"a\": 1}", #"{"a":1}"#, [.fence: 1]),
    AnswerCase("```json {\"a\": 1} ```", #"{"a":1}"#, [.fence: 1]),
    AnswerCase("Sure, here it is:\n\n```json\n{\"a\": 1}\n```\n\nAnything else?", #"{"a":1}"#, [.fence: 1]),
    AnswerCase("1. Item\n   ```json\n   {\"a\": 1}\n   ```", #"{"a":1}"#, [.fence: 1]),
    AnswerCase("> ```json\n> {\"a\": 1}\n> ```", #"{"a":1}"#, [.tag: 1]),
    AnswerCase("{\"a\": 1}\n```", #"{"a":1}"#, [.prose: 1]),
    AnswerCase("```json\n\"only text\"\n```", #""only text""#, [.fence: 1]),
    AnswerCase("```json\n42\n```", "42", [.fence: 1]),
    AnswerCase(
      "```json\n{\"a\": [1, 2]\n```\nDone.", #"{"a":[1,2]}"#, [.fence: 1, .missingCloser: 1], truncated: true),
    AnswerCase(
      "Run:\n```python\nx[0] = {}\n```\n```json\n{\"a\": 1, \"b\": 2}\n```", #"{"a":1,"b":2}"#, [.fence: 1, .choice: 3]),
    AnswerCase("{\"code\": \"```python\\nx = {}\\n```\"} is it", #"{"code":"```python\nx = {}\n```"}"#, [.prose: 1]),
  ]

  static let tags: [AnswerCase] = [
    AnswerCase("<json>{\"a\": 1}</json>", #"{"a":1}"#, [.tag: 1]),
    AnswerCase("<answer>\n{\"a\": 1}\n</answer>", #"{"a":1}"#, [.tag: 1]),
    AnswerCase("I think.\n<output format=\"json\">[1]</output>", "[1]", [.tag: 1]),
    AnswerCase(
      "<tool_call>\n{\"name\": \"f\", \"arguments\": {}}\n</tool_call>", #"{"name":"f","arguments":{}}"#, [.tag: 1]),
    AnswerCase("<json>{\"a\": [1</json>", #"{"a":[1]}"#, [.tag: 1, .missingCloser: 2], truncated: true),
    AnswerCase("thinking…</think>\n{\"a\": 1}", #"{"a":1}"#, [.tag: 1]),
  ]

  static let prose: [AnswerCase] = [
    AnswerCase("Here you go: {\"a\": 1}", #"{"a":1}"#, [.prose: 1]),
    AnswerCase("{\"a\": 1} I hope this helps!", #"{"a":1}"#, [.prose: 1]),
    AnswerCase("The list is [1, 2, 3].", "[1,2,3]", [.prose: 1]),
    AnswerCase("const x = {\"a\": 1};", #"{"a":1}"#, [.prose: 1]),
    AnswerCase("callback({\"a\": 1})", #"{"a":1}"#, [.prose: 1]),
    AnswerCase("Use {name} as a placeholder: {\"a\": 1}", #"{"a":1}"#, [.prose: 1]),
    AnswerCase("As [1] says: {\"a\": 1}", #"{"a":1}"#, [.prose: 1, .choice: 2]),
    AnswerCase("As [see below] says: {\"a\": 1}", #"{"a":1}"#, [.prose: 1]),
    AnswerCase("Note: \"quoted\" words, then {\"a\": 1}", #"{"a":1}"#, [.prose: 1]),
    AnswerCase("json\n{\"a\": 1}", #"{"a":1}"#, [.prose: 1]),
    AnswerCase("**Result**\n\n{\"a\": 1}\n\n---", #"{"a":1}"#, [.prose: 1]),
  ]

  static let several: [AnswerCase] = [
    AnswerCase("{\"a\": 1}\n{\"a\": 2}\n", #"[{"a":1},{"a":2}]"#, [.lines: 2]),
    AnswerCase("{\"a\": 1}, {\"a\": 2}", #"[{"a":1},{"a":2}]"#, [.lines: 2]),
    AnswerCase(
      "```json\n{\"a\": 1}\n{\"a\": 2}\n{\"a\": 3}\n```", #"[{"a":1},{"a":2},{"a":3}]"#, [.fence: 1, .lines: 3]),
    AnswerCase("{\"a\": 1}{\"a\": 2}", #"[{"a":1},{"a":2}]"#, [.lines: 2]),
    AnswerCase("First {\"a\": 1} and then {\"a\": 22}", #"{"a":22}"#, [.prose: 1, .choice: 2]),
    AnswerCase("First {\"a\": 100} and then {\"a\": 2}", #"{"a":100}"#, [.prose: 1, .choice: 2]),
    AnswerCase(
      "Draft: {\"a\": 100}. Better: {\"a\": 2}", #"{"a":2}"#, [.prose: 1, .choice: 2],
      schema: #"{"type":"object","required":["a"]}"#),
    AnswerCase(
      "{\"b\": 100} is wrong, {\"a\": 2} right, {\"c\": 3} not", #"{"a":2}"#, [.prose: 1, .choice: 3],
      schema: #"{"type":"object","required":["a"]}"#),
    AnswerCase("{\"a\": 1}\n{\"a\": 2}", #"[{"a":1},{"a":2}]"#, [.lines: 2], schema: #"{"type":"array"}"#),
    AnswerCase("{\"a\": 1}\n{\"a\": 2}", #"{"a":2}"#, [.choice: 2], schema: #"{"type":"object"}"#),
    AnswerCase("```\n{\"a\": 1}\n```\nor a longer one in prose {\"a\": 12345}", #"{"a":1}"#, [.fence: 1, .choice: 2]),
  ]

  static let invisible: [AnswerCase] = [
    AnswerCase("\u{FEFF}{\"a\": 1}", #"{"a":1}"#, [.invisible: 1]),
    AnswerCase("{\"a\": 1}\u{0}", #"{"a":1}"#, [.invisible: 1]),
    AnswerCase("\u{200B}{\"a\": 1}\u{200B}", #"{"a":1}"#, [.invisible: 1]),
    AnswerCase("{\"a\":\u{A0}1}", #"{"a":1}"#, [.invisible: 1]),
    AnswerCase("{\u{200B}\"a\"\u{2060}:\u{3000}1,\u{2028}\"b\":2}", #"{"a":1,"b":2}"#, [.invisible: 4]),
    AnswerCase("{\"a\": \"\u{200B}\u{FEFF}kept\u{A0}\"}", "{\"a\": \"\u{200B}\u{FEFF}kept\u{A0}\"}"),
  ]

  static let words: [AnswerCase] = [
    AnswerCase("feat", #""feat""#, [.text: 1], schema: #"{"enum":["feat","fix"]}"#),
    AnswerCase("Fix\n", #""fix""#, [.text: 1, .enumSpelling: 1], schema: #"{"enum":["feat","fix"]}"#),
    AnswerCase("a plain sentence.", #""a plain sentence.""#, [.text: 1], schema: #"{"type":"string"}"#),
    AnswerCase("as in [1], see {x}", #""as in [1], see {x}""#, [.text: 1], schema: #"{"type":"string"}"#),
    AnswerCase("'feat'", #""feat""#, [.quotes: 1], schema: #"{"enum":["feat","fix"]}"#),
    AnswerCase("True", "true", [.literal: 1]),
    AnswerCase("```\nfeat\n```", #""feat""#, [.fence: 1, .text: 1], schema: #"{"type":"string"}"#),
    AnswerCase("42", #""42""#, [.textFromNumber: 1], schema: #"{"type":"string"}"#),
  ]

  static let all = strict + fences + tags + prose + several + invisible + words
}
