import Testing

@testable import Tokenizer

@Suite struct PieceScannerTests {
  private static let references = Dictionary(
    uniqueKeysWithValues: PieceRule.allCases.map { ($0, PieceReference($0)) })

  @Test(arguments: PieceRule.ofOpenAI)
  func `cuts recorded texts where tiktoken does, and so does the reference`(rule: PieceRule) throws {
    let recorded = try RecordedPieces.load()
    let reference = try #require(Self.references[rule])
    #expect(recorded.expressions[rule == .o200k ? "o200k" : "cl100k"] == rule.expressions[0])
    #expect(recorded.cases.count > 1000)
    for piece in recorded.cases {
      let expected = rule == .o200k ? piece.o200k : piece.cl100k
      #expect(Self.ends(in: piece.text, rule: rule) == expected, "\(piece.text.debugDescription)")
      #expect(reference.ends(in: piece.text) == expected, "\(piece.text.debugDescription)")
    }
  }

  @Test(arguments: PieceRule.allCases)
  func `cuts every short text like the reference`(rule: PieceRule) throws {
    let reference = try #require(Self.references[rule])
    for text in PieceTexts.all(of: "aA日\u{301}1 \t\n!/'s", upTo: 4) {
      #expect(Self.ends(in: text, rule: rule) == reference.ends(in: text), "\(text.debugDescription)")
    }
  }

  @Test(arguments: PieceRule.allCases)
  func `cuts random texts like the reference, however little room there is`(rule: PieceRule) throws {
    let reference = try #require(Self.references[rule])
    var texts = PieceTexts(seed: 3)
    // The reference takes its time with several expressions.
    for _ in 0..<(PieceRule.ofOpenAI.contains(rule) ? 1500 : 400) {
      let text = texts.next()
      let expected = reference.ends(in: text)
      #expect(Self.ends(in: text, rule: rule) == expected, "\(text.debugDescription)")
      #expect(Self.ends(in: text, rule: rule, room: 1 + texts.below(20)) == expected, "\(text.debugDescription)")
    }
  }

  @Test(arguments: PieceRule.allCases)
  func `finds the pieces of the start of a text that what follows cannot change, and no others`(rule: PieceRule) {
    let sequels = ["", "a", "A", "s", "e", "l", "日", "\u{301}", "1", " ", "\n", "!", "/", "'s", "\nx", " \n", "・"].map(
      \.utf8)
    var texts = PieceTexts(seed: 4)
    for _ in 0..<250 {
      let text = Array(texts.next().utf8)
      let start = Array(text[..<Self.characterBoundary(in: text, before: texts.below(text.count + 1))])
      let found = Self.ends(in: start, rule: rule, isLast: false)
      let alternatives = sequels.map { Self.ends(in: start + Array($0), rule: rule) }
      for ends in alternatives { #expect(ends.starts(with: found), "\(String(decoding: start, as: UTF8.self))") }
      let next = Set(alternatives.map { $0.dropFirst(found.count).first })
      #expect(
        next.count > 1 || found.last ?? 0 == start.count, "\(String(decoding: start, as: UTF8.self).debugDescription)")
    }
  }

  @Test(arguments: PieceRule.allCases)
  func `finds the same pieces wherever the text breaks off, be it within a character`(rule: PieceRule) {
    let text = Array("don't “日本語ABC” 1234567\n\n  x\u{3000}\u{3000}y 👍\u{FE0F}!\n//\n\tЖук’s".utf8)
    let whole = Self.ends(in: text, rule: rule)
    for end in 0...text.count {
      let found = Self.ends(in: Array(text[..<end]), rule: rule, isLast: false)
      #expect(whole.starts(with: found))
      #expect(found.count + 3 >= whole.prefix { $0 <= end }.count)
    }
  }

  @Test(arguments: PieceRule.allCases)
  func `reaches the end of bytes that are not UTF-8`(rule: PieceRule) {
    var texts = PieceTexts(seed: 5)
    for _ in 0..<300 {
      let bytes = (0..<texts.below(200) + 1).map { _ in UInt8(truncatingIfNeeded: 0x70 + texts.below(0x90)) }
      let ends = Self.ends(in: bytes, rule: rule)
      #expect(ends.last == bytes.count)
      #expect(zip(ends, ends.dropFirst()).allSatisfy { $0 < $1 })
    }
  }

  @Test func `finds nothing in no text and in no room`() {
    #expect(Self.ends(in: [], rule: .o200k) == [])
    let ends = UnsafeMutableBufferPointer<UInt32>(start: nil, count: 0)
    let written = [UInt8]("a b".utf8).withUnsafeBufferPointer {
      PieceScanner(rule: .o200k).scan($0, from: 0, isLast: true, into: ends)
    }
    #expect(written == 0)
  }

  private static func characterBoundary(in text: [UInt8], before offset: Int) -> Int {
    var offset = offset
    while offset < text.count, text[offset] & 0xC0 == 0x80 { offset -= 1 }
    return offset
  }

  private static func ends(in text: String, rule: PieceRule, room: Int = 1000) -> [Int] {
    ends(in: Array(text.utf8), rule: rule, room: room)
  }

  /// All ends in a text, asked for as many at a time as there is room for.
  private static func ends(in text: [UInt8], rule: PieceRule, isLast: Bool = true, room: Int = 1000) -> [Int] {
    let scanner = PieceScanner(rule: rule)
    var ends: [Int] = []
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: room) { buffer in
      text.withUnsafeBufferPointer { text in
        while true {
          let written = scanner.scan(text, from: ends.last ?? 0, isLast: isLast, into: buffer)
          ends += buffer[..<written].map(Int.init)
          if written < room { return }
        }
      }
    }
    return ends
  }
}
