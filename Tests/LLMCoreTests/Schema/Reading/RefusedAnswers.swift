import LLMCore

/// Answers that hold no value, or one that could only be completed by inventing some of it.
enum RefusedAnswers {
  static let cut: [AnswerCase] = [
    AnswerCase(#"{"a": "hel"#, error: .cutText, at: 6),
    AnswerCase(#"{"a": "hel\"#, error: .cutText, at: 6),
    AnswerCase(#"{"a": "hel\u00"#, error: .cutText, at: 6),
    AnswerCase(#"{"a": "hel\ud83d"#, error: .cutText, at: 6),
    AnswerCase(#"{"a": 12"#, error: .cutNumber, at: 6),
    AnswerCase(#"{"a": -"#, error: .cutNumber, at: 6),
    AnswerCase(#"[1, 2"#, error: .cutNumber, at: 4),
    AnswerCase(#"[1.5e"#, error: .cutNumber, at: 1),
    AnswerCase(#"[tru"#, error: .cutValue, at: 1),
    AnswerCase(#"{"a": nul"#, error: .cutValue, at: 6),
    AnswerCase(#"{"a": feat"#, error: .cutValue, at: 6),
    AnswerCase(#"{"a""#, error: .cutName, at: 4),
    AnswerCase(#"{"a":"#, error: .cutName, at: 5),
    AnswerCase(#"{"a": "#, error: .cutName, at: 6),
    AnswerCase(#"{"na"#, error: .cutName, at: 1),
    AnswerCase(#"{na"#, error: .cutName, at: 1),
    AnswerCase("```json\n{\"a\": 1, \"b\": \"x\n```", error: .cutText, at: 22),
    AnswerCase("First {\"a\": 1}, and then {\"a\": {\"b\": {\"c\": \"x", error: .cutText, at: 43),
    AnswerCase(#"{"user": {"name": "x"}, "note": "cut"#, error: .cutText, at: 32, schema: #"{"required":["name"]}"#),
  ]

  static let cutTexts: [AnswerCase] = [
    AnswerCase("\"The quick", error: .cutText, at: 0, schema: #"{"type":"string"}"#),
    AnswerCase("'The quick", error: .cutText, at: 0),
    AnswerCase(#"{"a": "x"#, error: .cutText, at: 6, schema: #"{"type":["string","object"]}"#),
  ]

  static let holes: [AnswerCase] = [
    AnswerCase(#"{"a": , "b": 1}"#, error: .missingValue, at: 6),
    AnswerCase(#"{"a": }"#, error: .missingValue, at: 6),
    AnswerCase(#"{"a"}"#, error: .missingValue, at: 4),
    AnswerCase(#"{: 1}"#, error: .missingName, at: 1),
    AnswerCase(#"{"a": ...}"#, error: .unexpectedByte, at: 6),
    AnswerCase(#"{"a": foo("x")}"#, error: .unexpectedByte, at: 6),
    AnswerCase(#"["a": 1]"#, error: .unexpectedByte, at: 4),
    AnswerCase("{name}", error: .missingValue, at: 5),
  ]

  static let unclear: [AnswerCase] = [
    AnswerCase(#"{"a": "x".}"#, error: .unclosedText, at: 6),
    AnswerCase(#"{"a": "end with backslash\"}"#, error: .unclosedText, at: 6),
    AnswerCase(#"{"a": 1, NOTE "b": {"a": 2}}"#, error: .unexpectedByte, at: 14, schema: #"{"required":["a"]}"#),
    AnswerCase(#"{"a": 1,000}"#, error: .missingValue, at: 11),
    AnswerCase(#"{"a": {1, 2}}"#, error: .missingValue, at: 8),
  ]

  static let empty: [AnswerCase] = [
    AnswerCase("", error: .noValue, at: 0),
    AnswerCase(" \n\u{FEFF} ", error: .noValue, at: 0),
    AnswerCase("I cannot help with that.", error: .noValue, at: 0),
    AnswerCase("```json\n```", error: .noValue, at: 0),
    AnswerCase("feat", error: .noValue, at: 0),
    AnswerCase("I cannot.", error: .noValue, at: 0, schema: #"{"type":"object"}"#),
    AnswerCase(String(repeating: "[", count: 1000), error: .tooDeep, at: 128),
    AnswerCase("x " + String(repeating: "{\"a\":", count: 1000), error: .tooDeep, at: 642),
  ]

  static let all = cut + cutTexts + holes + unclear + empty
}
