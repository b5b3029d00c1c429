import Testing
import Tokenizer

@Suite struct TruncationTests {
  private static let texts = [
    "The quick brown fox jumps over the lazy dog.\n\n  Indented   text, don't you think?  \n",
    "日本語の文章は、中文句子。👩‍👩‍👧‍👦🇩🇪 Ещё раз привет", "a\u{301}\u{302}\u{303} 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 ꙮ ﷽ 1234567890",
  ]

  @Test(arguments: texts, KeptPart.allCases)
  func `what is left is within the limit, whole characters and a part of the text`(text: String, part: KeptPart) throws
  {
    let encoding = Encoding.o200kBase
    let bytes = Array(text.utf8)
    let total = try encoding.count(text)
    for limit in 0...total + 1 {
      let cut = encoding.truncate(text, to: limit, keeping: part)
      let left = Array(bytes[cut.head]) + Array(bytes[cut.tail])
      #expect(String(validating: left, as: UTF8.self) != nil)
      #expect(try encoding.count(left) == cut.tokens)
      #expect(cut.tokens <= limit)
      #expect(cut.isCut == (limit < total))
      #expect(cut.isCut || left == bytes)
      // A character here has at most a few tokens, so little more than that is given away.
      #expect(cut.tokens >= min(limit, total) - 8)
      #expect(part == .end || cut.head.lowerBound == 0)
      #expect(cut.tail.isEmpty || cut.tail.upperBound == bytes.count)
    }
  }

  @Test func `the marker's tokens count`() throws {
    let encoding = Encoding.o200kBase
    let text = String(repeating: "some words here. ", count: 50)
    for limit in 8...40 {
      let cut = encoding.truncate(text, to: limit, keeping: .bothEnds, marker: "\n[…]\n")
      let bytes = Array(text.utf8)
      let left = Array(bytes[cut.head]) + Array("\n[…]\n".utf8) + Array(bytes[cut.tail])
      #expect(try encoding.count(left) == cut.tokens)
      #expect(cut.tokens <= limit)
      #expect(!cut.head.isEmpty && !cut.tail.isEmpty)
    }
    let none = encoding.truncate(text, to: 1, keeping: .bothEnds, marker: "a long marker of many words")
    #expect(none.head.isEmpty && none.tail.isEmpty && none.tokens == 0)
  }

  @Test(arguments: texts, [(1, 0), (3, 0), (7, 2), (10, 9), (1000, 5), (2, 9)])
  func `stretches cover the text and are within the limit`(text: String, sizes: (limit: Int, overlap: Int)) throws {
    let encoding = Encoding.o200kBase
    let bytes = Array(text.utf8)
    let ranges = encoding.split(text, into: sizes.limit, overlap: sizes.overlap)
    #expect(ranges.first?.lowerBound == 0)
    #expect(ranges.last?.upperBound == bytes.count)
    for (range, next) in zip(ranges, ranges.dropFirst()) {
      #expect(next.lowerBound > range.lowerBound && next.lowerBound <= range.upperBound)
      #expect(next.upperBound > range.upperBound)
      #expect(sizes.overlap > 0 || next.lowerBound == range.upperBound)
    }
    for range in ranges {
      let stretch = try #require(String(validating: bytes[range], as: UTF8.self))
      #expect(try encoding.count(stretch) <= sizes.limit || stretch.unicodeScalars.count == 1)
    }
  }

  @Test func `ill-formed text is cut at its own bytes`() throws {
    let bytes: [UInt8] = [0x61, 0xFF, 0xFF, 0x20, 0x62, 0xC3, 0xA9, 0xE2]
    let ranges = bytes.withUnsafeBytes { Encoding.o200kBase.split($0, into: 2) }
    #expect(ranges.first?.lowerBound == 0)
    #expect(ranges.last?.upperBound == bytes.count)
    #expect(Encoding.o200kBase.split("", into: 5).isEmpty)
  }
}
