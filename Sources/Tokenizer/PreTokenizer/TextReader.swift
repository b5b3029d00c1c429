/// Reads the characters of UTF-8 text.
///
/// The text should be valid except for a character that is cut at its end. What is not valid is never read beyond the
/// bounds of the text, and counts as something that is neither letter, number nor space.
struct TextReader {
  let bytes: UnsafePointer<UInt8>
  let count: Int

  /// A character: its category and the number of its bytes.
  struct Character {
    var category: GeneralCategories
    var length: Int
  }

  @inline(__always)
  subscript(byte offset: Int) -> UInt8 { bytes[offset] }

  /// The character at an offset, or nil if the text ends before the character does.
  @inline(__always)
  func character(at offset: Int) -> Character? {
    guard offset < count else { return nil }
    let first = UInt32(bytes[offset])
    if first < 0x80 { return Character(category: GeneralCategories(of: first), length: 1) }
    return multibyteCharacter(at: offset, first: first)
  }

  /// The number of bytes of a character that is not ASCII, as its first byte has it.
  @inline(__always)
  func lengthOfWideCharacter(at offset: Int) -> Int {
    let first = bytes[offset]
    return first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
  }

  /// What is left of the text where a character is cut by its end.
  func remainder(at offset: Int) -> Character { Character(category: .unassigned, length: count &- offset) }

  @inline(__always)
  private func multibyteCharacter(at offset: Int, first: UInt32) -> Character? {
    guard let (point, length) = widePoint(at: offset, first: first) else { return nil }
    return Character(category: GeneralCategories(of: point), length: length)
  }

  /// The code point of the character at an offset and its bytes, nil if the text ends before the character does.
  @inline(__always)
  func point(at offset: Int) -> (point: UInt32, length: Int)? {
    guard offset < count else { return nil }
    let first = UInt32(bytes[offset])
    return first < 0x80 ? (first, 1) : widePoint(at: offset, first: first)
  }

  @inline(__always)
  private func widePoint(at offset: Int, first: UInt32) -> (point: UInt32, length: Int)? {
    let length = lengthOfWideCharacter(at: offset)
    guard offset &+ length <= count else { return nil }
    var point = first & (0x7F &>> UInt32(truncatingIfNeeded: length))
    point = point &<< 6 | UInt32(bytes[offset &+ 1] & 0x3F)
    if length > 2 { point = point &<< 6 | UInt32(bytes[offset &+ 2] & 0x3F) }
    if length > 3 { point = point &<< 6 | UInt32(bytes[offset &+ 3] & 0x3F) }
    return (point, length)
  }
}

extension TextReader {
  /// The number of bytes of `'s`, `'t`, `'re`, `'ve`, `'m`, `'ll` or `'d` in either case at the offset of an apostrophe, or
  /// 0 if there is none of them. Nil if the text ends too early to tell.
  func lengthOfContraction(at offset: Int) -> Int? {
    guard offset &+ 1 < count else { return nil }
    let byte = bytes[offset &+ 1]
    let second: UInt8
    switch byte | 0x20 {
    case UInt8(ascii: "s"), UInt8(ascii: "t"), UInt8(ascii: "m"), UInt8(ascii: "d"): return 2
    case UInt8(ascii: "r"), UInt8(ascii: "v"): second = UInt8(ascii: "e")
    case UInt8(ascii: "l"): second = UInt8(ascii: "l")
    default:
      // U+017F (ſ), the only other character that folds to a letter of these, is C5 BF.
      guard byte == 0xC5 else { return 0 }
      guard offset &+ 2 < count else { return nil }
      return bytes[offset &+ 2] == 0xBF ? 3 : 0
    }
    guard offset &+ 2 < count else { return nil }
    return bytes[offset &+ 2] | 0x20 == second ? 3 : 0
  }
}
