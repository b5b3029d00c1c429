import Testing

@testable import Tokenizer

@Suite struct TokenCounterTests {
  @Test(arguments: [Encoding.o200kBase, .cl100kBase])
  func `a text counts the same wherever it is cut in two`(encoding: Encoding) throws {
    let counter = TokenCounter(encoding, specialTokens: .asText)
    for recorded in RecordedCase.of(encoding).prefix(60) {
      for place in 0...recorded.text.count {
        try counter.append(Array(recorded.text[..<place]))
        try counter.append(Array(recorded.text[place...]))
        #expect(try counter.finish() == recorded.tokens.count, "\(recorded.text) at \(place)")
      }
    }
  }

  @Test(arguments: [7, 4096, 1 << 20])
  func `a long text counts the same in parts of any size`(size: Int) throws {
    for encoding in [Encoding.o200kBase, .cl100kBase] {
      let text: [UInt8] = RecordedCase.of(encoding).flatMap { $0.text + [0x20] }
      let long: [UInt8] = Array(repeatElement(text, count: 3).joined())
      let counter = TokenCounter(encoding, specialTokens: .asText)
      for start in stride(from: 0, to: long.count, by: size) {
        try counter.append(Array(long[start..<min(start + size, long.count)]))
      }
      #expect(try counter.finish() == encoding.count(long, specialTokens: .asText))
    }
  }

  @Test(arguments: [
    "a", " ", "\n", "=", "/", "\u{0}", "é", "я", "中", "の", "한", "ก", "👍", "\u{301}", "A", "ab", "=-", " \n", "Ab", "aA",
    "中文字", "中A", "中AA", "мир", "\u{3000}", "\t", "<", "।",
  ])
  func `an endless piece counts as a whole`(unit: String) throws {
    for encoding in [Encoding.o200kBase, .cl100kBase] {
      for ending in ["", "a", " x", "\n", "'s", "1", "/", "A"] {
        let text = "x: " + String(repeating: unit, count: 9_000 / unit.utf8.count) + ending
        let counter = TokenCounter(encoding, specialTokens: .asText, block: 1 << 11)
        for start in stride(from: 0, to: text.utf8.count, by: 2_003) {
          try counter.append(Array(text.utf8.dropFirst(start).prefix(2_003)))
        }
        #expect(try counter.finish() == encoding.count(text, specialTokens: .asText), "\(unit) \(ending)")
      }
    }
  }

  @Test(arguments: ["\n", "中", "=", "/", "a", " "], [" ", "A", "a", "/", "\n", "中"])
  func `an endless piece that changes its nature counts as a whole`(first: String, second: String) throws {
    for encoding in [Encoding.o200kBase, .cl100kBase] {
      for ending in ["", "a", "\n", "1"] {
        let text = first + String(repeating: second, count: 6_000) + String(repeating: first, count: 3_000) + ending
        let counter = TokenCounter(encoding, block: 1 << 11)
        for start in stride(from: 0, to: text.utf8.count, by: 1_009) {
          try counter.append(Array(text.utf8.dropFirst(start).prefix(1_009)))
        }
        #expect(try counter.finish() == encoding.count(text), "\(first) \(second) \(ending)")
      }
    }
  }

  @Test(arguments: [
    ("", "a"), ("", " "), ("\n", " "), ("", "e\u{301}"), ("中", "A"), ("", "0aZ+"), ("中a", "A"), ("\n", " \t"),
    ("", "="), ("a\n ", "\u{3000}"), ("", "中A"), ("中", "\n"),
  ])
  func `a counter keeps little of a text without end`(start: String, unit: String) throws {
    for encoding in [Encoding.o200kBase, .cl100kBase] {
      for ending in ["", "a", "\n", "A", "!"] {
        let part = String(repeating: unit, count: 2_000)
        let counter = TokenCounter(encoding, block: 1 << 12)
        try counter.append(start)
        for _ in 0..<40 {
          try counter.append(part)
          #expect(counter.retainedBytes < 1 << 15, "\(start) \(unit)")
        }
        try counter.append(ending)
        let whole = start + String(repeating: part, count: 40) + ending
        #expect(try counter.finish() == encoding.count(whole), "\(start) \(unit) \(ending)")
      }
    }
  }

  @Test func `a counter is as new after each text`() throws {
    let counter = TokenCounter(.o200kBase)
    for text in ["one two", "", "three", "\u{E9}t\u{E9}"] {
      try counter.append(text)
      #expect(try counter.finish() == Encoding.o200kBase.count(text))
    }
    try counter.append("half a text")
    counter.reset()
    #expect(try counter.finish() == 0)
  }

  @Test func `the offset of a refused token is that in the whole text`() throws {
    let counter = TokenCounter(.o200kBase)
    let start: [UInt8] = Array(repeating: 0x61, count: 300_000) + [0xFF, 0x20]
    #expect(throws: SpecialTokenError(spelling: "<|endoftext|>", offset: 300_002)) {
      for place in stride(from: 0, to: start.count, by: 10_000) {
        try counter.append(Array(start[place...].prefix(10_000)))
      }
      try counter.append("<|endoftext|>")
      _ = try counter.finish()
    }
  }
}
