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

  @inline(__always)
  private func multibyteCharacter(at offset: Int, first: UInt32) -> Character? {
    let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    guard offset &+ length <= count else { return nil }
    var point = first & (0x7F &>> UInt32(truncatingIfNeeded: length))
    point = point &<< 6 | UInt32(bytes[offset &+ 1] & 0x3F)
    if length > 2 { point = point &<< 6 | UInt32(bytes[offset &+ 2] & 0x3F) }
    if length > 3 { point = point &<< 6 | UInt32(bytes[offset &+ 3] & 0x3F) }
    return Character(category: GeneralCategories(of: point), length: length)
  }
}
