import LLMCore

/// Answers whose grammar has to be mended.
enum MendedAnswers {
  static let commas: [AnswerCase] = [
    AnswerCase(#"{"a": 1,}"#, #"{"a":1}"#, [.extraComma: 1]),
    AnswerCase(#"[1, 2, ]"#, "[1,2]", [.extraComma: 1]),
    AnswerCase(#"[1,, 2]"#, "[1,2]", [.extraComma: 1]),
    AnswerCase(#"[, 1]"#, "[1]", [.extraComma: 1]),
    AnswerCase(#"{, "a": 1}"#, #"{"a":1}"#, [.extraComma: 1]),
    AnswerCase("{\"a\": 1 \"b\": 2}", #"{"a":1,"b":2}"#, [.missingComma: 1]),
    AnswerCase("{\"a\": \"x\"\n \"b\": \"y\"}", #"{"a":"x","b":"y"}"#, [.missingComma: 1]),
    AnswerCase(#"["a" "b" "c"]"#, #"["a","b","c"]"#, [.missingComma: 2]),
    AnswerCase(#"[{"a":1} {"a":2}]"#, #"[{"a":1},{"a":2}]"#, [.missingComma: 1]),
    AnswerCase("[1\n2\n3]", "[1,2,3]", [.missingComma: 2]),
    AnswerCase(#"{"a": [1] "b": {} "c": null}"#, #"{"a":[1],"b":{},"c":null}"#, [.missingComma: 2]),
    AnswerCase(#"{"a" 1}"#, #"{"a":1}"#, [.missingColon: 1]),
    AnswerCase(#"{"a" "b"}"#, #"{"a":"b"}"#, [.missingColon: 1]),
    AnswerCase(#"{"a" = 1, "b" => 2}"#, #"{"a":1,"b":2}"#, [.missingColon: 2]),
  ]

  static let comments: [AnswerCase] = [
    AnswerCase("{\"a\": 1 // one\n}", #"{"a":1}"#, [.comment: 1]),
    AnswerCase("{\"a\": /* one */ 1, # hash\n\"b\": 2}", #"{"a":1,"b":2}"#, [.comment: 2]),
    AnswerCase("[1, /* 2, */ 3]", "[1,3]", [.comment: 1]),
    AnswerCase("{\"a\": \"x\" // why \"so\"\n, \"b\": 1}", #"{"a":"x","b":1}"#, [.comment: 1]),
    AnswerCase("{ // all of it\n\"u\": \"http://x/#y\"}", ##"{"u":"http://x/#y"}"##, [.comment: 1]),
    AnswerCase("{\"a\": 1, // last\n}", #"{"a":1}"#, [.comment: 1, .extraComma: 1]),
    AnswerCase("[1, 2, ...]", "[1,2]", [.ellipsis: 1]),
    AnswerCase("[1, 2, …, 9]", "[1,2,9]", [.ellipsis: 1]),
    AnswerCase("{\"a\": 1, ...}", #"{"a":1}"#, [.ellipsis: 1]),
    AnswerCase("[\"a\", \"...\", ...]", #"["a","..."]"#, [.ellipsis: 1]),
  ]

  static let quotes: [AnswerCase] = [
    AnswerCase("{'a': 'b'}", #"{"a":"b"}"#, [.quotes: 2]),
    AnswerCase("{'a': 'it's fine'}", #"{"a":"it's fine"}"#, [.quotes: 2, .innerQuote: 1]),
    AnswerCase("{'a': 'say \"hi\"'}", #"{"a":"say \"hi\""}"#, [.quotes: 2]),
    AnswerCase("{“a”: “b”}", #"{"a":"b"}"#, [.quotes: 2]),
    AnswerCase("{“a\": \"b”}", error: .unclosedText, at: 8),
    AnswerCase("{‘a’: ‘b’}", #"{"a":"b"}"#, [.quotes: 2]),
    AnswerCase("{„a“: „b“}", #"{"a":"b"}"#, [.quotes: 2]),
    AnswerCase("{\"a\": “say \"hi\" now”}", #"{"a":"say \"hi\" now"}"#, [.quotes: 1, .innerQuote: 2]),
    AnswerCase("{\"a\": \"typographic “quotes” stay\"}", "{\"a\": \"typographic “quotes” stay\"}"),
    AnswerCase("{\"a\": `b`}", #"{"a":"b"}"#, [.quotes: 1]),
    AnswerCase("{\"a\": `two\nlines`}", #"{"a":"two\nlines"}"#, [.quotes: 1, .controlCharacter: 1]),
    AnswerCase("{\"a\": \"\"\"two\n\"lines\" of\"\"\"}", #"{"a":"two\n\"lines\" of"}"#, [.quotes: 1]),
    AnswerCase("{'a': '''b'''}", #"{"a":"b"}"#, [.quotes: 2]),
    AnswerCase("{\"a\": \"hello,\n \"b\": 1}", #"{"a":"hello","b":1}"#, [.missingQuote: 1]),
    AnswerCase(#"{"a": "x" + "y", "b": 'z' + "z"}"#, #"{"a":"xy","b":"zz"}"#, [.joinedText: 2, .quotes: 1]),
    AnswerCase("[\"one \" +\n \"two \" +\n \"three\"]", #"["one two three"]"#, [.joinedText: 2]),
  ]

  static let innerQuotes: [AnswerCase] = [
    AnswerCase(#"{"a": "he said "hi" to me"}"#, #"{"a":"he said \"hi\" to me"}"#, [.innerQuote: 2]),
    AnswerCase(
      #"{"a": "he said "hi", and left", "b": 1}"#, #"{"a":"he said \"hi\", and left","b":1}"#, [.innerQuote: 2]),
    AnswerCase(#"{"a": "say "hi""}"#, #"{"a":"say \"hi\""}"#, [.innerQuote: 2]),
    AnswerCase(#"{"a": ""hi" he said"}"#, #"{"a":"\"hi\" he said"}"#, [.innerQuote: 2]),
    AnswerCase(#"{"a": "5" pipe", "b": 2}"#, #"{"a":"5\" pipe","b":2}"#, [.innerQuote: 1]),
    AnswerCase(#"["the "x" of", "y"]"#, #"["the \"x\" of","y"]"#, [.innerQuote: 2]),
    AnswerCase(#"["he said "hi", and left", "y"]"#, #"["he said \"hi\", and left","y"]"#, [.innerQuote: 2]),
    AnswerCase("{\"a\": \"f(\"{x}\") is\"}", #"{"a":"f(\"{x}\") is"}"#, [.innerQuote: 2]),
    AnswerCase(#"{"a "b" c": 1}"#, #"{"a \"b\" c":1}"#, [.innerQuote: 2]),
    AnswerCase(#"{"html": "<a href="x">y</a>", "n": 1}"#, #"{"html":"<a href=\"x\">y</a>","n":1}"#, [.innerQuote: 2]),
  ]

  static let characters: [AnswerCase] = [
    AnswerCase("{\"a\": \"two\nlines\"}", #"{"a":"two\nlines"}"#, [.controlCharacter: 1]),
    AnswerCase("{\"a\": \"a\ttab\"}", #"{"a":"a\ttab"}"#, [.controlCharacter: 1]),
    AnswerCase("{\"a\": \"crlf\r\nhere\"}", #"{"a":"crlf\r\nhere"}"#, [.controlCharacter: 2]),
    AnswerCase("{\"a\": \"x\u{0}y\"}", #"{"a":"x\u0000y"}"#, [.controlCharacter: 1]),
    AnswerCase(#"{"snake\_case": "a\*b"}"#, #"{"snake_case":"a*b"}"#, [.escape: 2]),
    AnswerCase(#"{"a": "it\'s"}"#, #"{"a":"it's"}"#, [.escape: 1]),
    AnswerCase(#"{"a": "C:\Users\x"}"#, #"{"a":"C:\\Users\\x"}"#, [.escape: 2]),
    AnswerCase(#"{"re": "\d+\s*\w"}"#, #"{"re":"\\d+\\s*\\w"}"#, [.escape: 3]),
    AnswerCase(#"{"tex": "\(x\)"}"#, #"{"tex":"\\(x\\)"}"#, [.escape: 2]),
    AnswerCase(#"{"a": "\x41"}"#, #"{"a":"A"}"#, [.escape: 1]),
    AnswerCase(#"{"a": "\u12"}"#, #"{"a":"\\u12"}"#, [.escape: 1]),
    AnswerCase("{'a': '\\u00e9\\ud83d\\ude00'}", #"{"a":"é😀"}"#, [.quotes: 2]),
    AnswerCase("{'a': '\\ud83d'}", "{\"a\":\"\u{FFFD}\"}", [.quotes: 2]),
    AnswerCase(#"{"a": "\ud83d"}"#, "{\"a\":\"\u{FFFD}\"}"),
    AnswerCase("{\"a\": \"line \\\nend\"}", #"{"a":"line \\\nend"}"#, [.escape: 1]),
  ]

  static let names: [AnswerCase] = [
    AnswerCase("{a: 1, b_c: 2, $d: 3, e-f: 4}", #"{"a":1,"b_c":2,"$d":3,"e-f":4}"#, [.unquotedName: 4]),
    AnswerCase("{1: \"x\"}", #"{"1":"x"}"#, [.unquotedName: 1]),
    AnswerCase("{größe: 1}", #"{"größe":1}"#, [.unquotedName: 1]),
    AnswerCase("{a: \"x\"\n b: \"y\"}", #"{"a":"x","b":"y"}"#, [.unquotedName: 2, .missingComma: 1]),
    AnswerCase("{type: feat, n: 1}", #"{"type":"feat","n":1}"#, [.unquotedName: 2, .unquotedText: 1]),
    AnswerCase("{\"subject\": add a new flag, \"n\": 1}", #"{"subject":"add a new flag","n":1}"#, [.unquotedText: 1]),
    AnswerCase("{\"day\": 2026-11-21}", #"{"day":"2026-11-21"}"#, [.unquotedText: 1]),
    AnswerCase("{\"n\": 12 apples}", #"{"n":"12 apples"}"#, [.unquotedText: 1]),
    AnswerCase("{\"zip\": 01234}", #"{"zip":"01234"}"#, [.unquotedText: 1]),
    AnswerCase("[red, green]", #"["red","green"]"#, [.unquotedText: 2]),
    AnswerCase("{\"a\": 1, \"a\": 1}", #"{"a":1}"#, [.repeatedName: 1]),
    AnswerCase("{\"a\": 1, \"b\": 2, \"a\": 3}", #"{"a":3,"b":2}"#, [.repeatedName: 1]),
    AnswerCase("[{\"a\": {\"x\": 1, \"x\": 2}}]", #"[{"a":{"x":2}}]"#, [.repeatedName: 1]),
    AnswerCase("{\"é\": 1, \"e\u{301}\": 2}", "{\"é\": 1, \"e\u{301}\": 2}"),
  ]

  static let literals: [AnswerCase] = [
    AnswerCase("{\"a\": True, \"b\": False, \"c\": None}", #"{"a":true,"b":false,"c":null}"#, [.literal: 3]),
    AnswerCase("[TRUE, NULL, undefined]", "[true,null,null]", [.literal: 3]),
    AnswerCase("{\"a\": NaN}", #"{"a":"NaN"}"#, [.nonFinite: 1]),
    AnswerCase("[Infinity, -Infinity]", #"["Infinity","-Infinity"]"#, [.nonFinite: 2]),
    AnswerCase("(1, 2, 3)", "[1,2,3]", [.tuple: 1]),
    AnswerCase("{\"a\": (1, 2)}", #"{"a":[1,2]}"#, [.tuple: 1]),
    AnswerCase("{\"a\": (1,)}", #"{"a":[1]}"#, [.tuple: 1]),
    AnswerCase("{\"a\": (1)}", #"{"a":1}"#, [.tuple: 1]),
    AnswerCase("{\"a\": (\"x\", \"y\")}", #"{"a":["x","y"]}"#, [.tuple: 1]),
    AnswerCase("[+1, .5, 5., -.5]", "[1,0.5,5,-0.5]", [.numberForm: 4]),
    AnswerCase("[0x1F, -0xff]", "[31,-255]", [.numberForm: 2]),
    AnswerCase("[1.e5, +2e3]", "[1e5,2e3]", [.numberForm: 2]),
    AnswerCase(
      "{'a': None, 'b': [True, ('x', 1.0)], }", #"{"a":null,"b":[true,["x",1.0]]}"#,
      [
        .quotes: 3, .literal: 2, .tuple: 1, .extraComma: 1,
      ]),
  ]

  static let closers: [AnswerCase] = [
    AnswerCase("{\"a\": [1, 2}", #"{"a":[1,2]}"#, [.missingCloser: 1]),
    AnswerCase("[{\"a\": 1, {\"a\": 2}]", #"[{"a":1},{"a":2}]"#, [.missingCloser: 1]),
    AnswerCase("[{\"a\": 1]", #"[{"a":1}]"#, [.missingCloser: 1]),
    AnswerCase("{\"a\": {\"b\": 1}", #"{"a":{"b":1}}"#, [.missingCloser: 1], truncated: true),
    AnswerCase("{\"a\": 1}}", #"{"a":1}"#, [.extraCloser: 1]),
    AnswerCase("[1, 2]]}", "[1,2]", [.extraCloser: 2]),
    AnswerCase("{\"a\": 1]}", #"{"a":1}"#, [.extraCloser: 1]),
    AnswerCase("{\"a\": {\"b\": 1}}, \"c\": 2}", #"{"a":{"b":1},"c":2}"#, [.extraCloser: 1]),
    AnswerCase("{\"a\": 1}, \"b\": 2}", #"{"a":1,"b":2}"#, [.extraCloser: 1]),
    AnswerCase("{\"a\": [1, [2, 3], \"b\": 4}", #"{"a":[1,[2,3]],"b":4}"#, [.missingCloser: 1]),
    AnswerCase("[[1, 2], [3, 4]", "[[1,2],[3,4]]", [.missingCloser: 1], truncated: true),
    AnswerCase("{\"a\": true", #"{"a":true}"#, [.missingCloser: 1], truncated: true),
    AnswerCase("{\"a\": 1,", #"{"a":1}"#, [.missingCloser: 1, .extraComma: 1], truncated: true),
    AnswerCase("[1, 2 ", "[1,2]", [.missingCloser: 1], truncated: true),
    AnswerCase("[\"a\"", #"["a"]"#, [.missingCloser: 1], truncated: true),
  ]

  static let ends: [AnswerCase] = [
    AnswerCase(#"{"a": "x"]]}"#, #"{"a":"x"}"#, [.extraCloser: 2]),
    AnswerCase(#"{"a": "x"; "b": 2}"#, #"{"a":"x","b":2}"#, [.missingComma: 1]),
    AnswerCase(#"{"city": "New York, "n": 1}"#, #"{"city":"New York","n":1}"#, [.missingQuote: 1]),
    AnswerCase(
      #"{"n": 1, "why": "As said...""ans": "YES"}"#, #"{"n":1,"why":"As said...","ans":"YES"}"#, [.missingComma: 1]),
    AnswerCase(#""a": 1, "b": {"c": 2}}"#, #"{"a":1,"b":{"c":2}}"#, [.missingOpener: 1]),
    AnswerCase("{\"a\": \"b”, \"c\": 1}", #"{"a":"b”","c":1}"#, [.missingQuote: 1]),
    AnswerCase(#""a": 1, "b": 2"#, error: .cutNumber, at: 13),
    AnswerCase("\"a\": 1, \"b\": 2\n", #"{"a":1,"b":2}"#, [.missingOpener: 1, .missingCloser: 1], truncated: true),
    AnswerCase("{\"a\": 1, oops {\"a\": 3}}\n\n{\"a\": 2, \"b\": [1, 2, 3]}", #"{"a":2,"b":[1,2,3]}"#, [.prose: 1]),
  ]

  static let escaped: [AnswerCase] = [
    AnswerCase(#"{\"a\": \"b\"}"#, #"{"a":"b"}"#, [.escapedText: 1]),
    AnswerCase(#"{\n  \"a\": [1, \"x\\ny\"]\n}"#, #"{"a":[1,"x\ny"]}"#, [.escapedText: 1]),
    AnswerCase(#"Here: [\"a\", \"b\"]"#, #"["a","b"]"#, [.prose: 1, .escapedText: 1]),
    AnswerCase("\"{\\n \\\"a\\\": 1\n}\"", #"{"a":1}"#, [.prose: 1, .escapedText: 1]),
  ]

  static let all = commas + comments + quotes + innerQuotes + characters + names + literals + closers + ends + escaped
}
