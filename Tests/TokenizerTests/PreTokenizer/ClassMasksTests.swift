import Testing

@testable import Tokenizer

@Suite struct ClassMasksTests {
  /// Characters of two and three bytes are told by ranges of bytes, all others by the table.
  @Test(arguments: [0x80..<0x800, 0x800..<0xD800, 0xE000..<0x1_0000, 0x1_F000..<0x1_FC00])
  func `has for every character the class that the table has`(points: Range<Int>) throws {
    for point in points {
      let scalar = try #require(Unicode.Scalar(UInt32(point)))
      let length = UTF8.width(scalar)
      // Once at the start, and once so that the character crosses the end of the window.
      let text = Array(String(scalar).utf8) + Array(repeating: UInt8(ascii: "a"), count: 63 - length)
      let bytes = text + Array(String(scalar).utf8) + [0, 0, 0, 0]
      let masks = bytes.withUnsafeBufferPointer { bytes -> ClassMasks? in
        guard let base = bytes.baseAddress else { return nil }
        return ClassMasks(of: TextReader(bytes: base, count: bytes.count), at: 0)
      }
      let classes = try #require(masks)
      let first: UInt64 = (1 << UInt64(length)) - 1
      let category = GeneralCategories(of: UInt32(point))
      let found = [
        classes.capitals, classes.smallLetters, classes.lettersWithoutCase, classes.marks, classes.wideNumbers,
        classes.blanks,
      ]
      let sets: [GeneralCategories] = [
        .capitals, .smallLetters, .lettersWithoutCase, .marks, .numbers, .whiteSpace,
      ]
      #expect(found.map { $0 & first } == sets.map { category.isIn($0) ? first : 0 }, "U+\(String(point, radix: 16))")
      #expect(classes.continuations & first == first - 1, "U+\(String(point, radix: 16))")
      #expect(classes.count == 63, "U+\(String(point, radix: 16))")
    }
  }

  @Test func `knows Unicode 16, not 15 and not 17`() {
    // Vithkuqi came with 14, Garay and Todhri with 16, Sidetic with 17.
    #expect(GeneralCategories(of: 0x10570).isIn(.capitals))
    #expect(GeneralCategories(of: 0x10D50).isIn(.capitals))
    #expect(GeneralCategories(of: 0x105C0).isIn(.lettersWithoutCase))
    #expect(GeneralCategories(of: 0x10940).isIn(.unassigned))
    #expect(GeneralCategories(of: 0x11_0000).isIn(.unassigned))
  }
}
