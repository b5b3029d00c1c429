/// A piece whose end is far away: a megabyte of one letter, or of zeros.
///
/// Its middle is encoded and thrown away before the end is known. The scanner that looks for the end sees the rest as if the
/// middle had never been there. That is allowed where the middle is a run of characters of one kind: a rule names each kind
/// only in repetitions and looks at most at the neighbours of a place, so a run that is longer or shorter moves the end and
/// changes nothing else. Other pieces are kept whole, and are as long as their text is unusual.
final class EndlessPiece {
  private let piece: LongPiece
  /// Bytes at the start of the text at hand that have been encoded.
  private var encoded = 0

  /// Bytes that stay on either side of the middle, many characters.
  private static let margin = 256

  init(_ tables: VocabularyTables) { piece = LongPiece(tables) }

  /// Encodes what is certain of the piece, and says which bytes the text may do without. Nil when it is not of one kind.
  func advance(_ text: UnsafeBufferPointer<UInt8>) -> (tokens: Int, range: Range<Int>)? {
    let low = Self.characterStart(text, Self.margin)
    let high = Self.characterStart(text, text.count - Self.margin)
    guard low < high, Self.isOfOneKind(text, Self.characterStart(text, 16)..<high) else { return nil }
    var tokens = 0
    let rest = UnsafeBufferPointer(rebasing: text[encoded..<max(encoded, high)])
    encoded += piece.encode(rest, isLast: false) { tokens += $0.count }
    let cut = low..<max(low, Self.characterStart(text, encoded))
    encoded -= cut.count
    return (tokens, cut)
  }

  /// Encodes the rest of the piece, which is all of the text, and returns the number of its tokens.
  func finish(_ text: UnsafeBufferPointer<UInt8>) -> Int {
    var tokens = 0
    let rest = UnsafeBufferPointer(rebasing: text[min(encoded, text.count)...])
    _ = piece.encode(rest, isLast: true) { tokens += $0.count }
    return tokens
  }

  /// Whether a rule that cuts text cannot tell the characters of a range from each other.
  private static func isOfOneKind(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
    var at = range.lowerBound
    let first = kind(text, &at)
    while at < range.upperBound {
      if kind(text, &at) != first { return false }
    }
    return true
  }

  /// The category of the character at a place, line breaks and the slash apart from their like. Goes on to the next.
  private static func kind(_ text: UnsafeBufferPointer<UInt8>, _ at: inout Int) -> UInt32 {
    let lead = text[at]
    var point = UInt32(lead)
    var length = 1
    if lead >= 0x80 {
      length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
      point = UInt32(lead) & (0x7F >> UInt32(length))
      for offset in 1..<length { point = point << 6 | UInt32(text[at + offset] & 0x3F) }
    }
    at += length
    switch point {
    case 0x0A, 0x0D: return .max
    case 0x2F: return .max - 1
    default: return GeneralCategories(of: point).rawValue
    }
  }

  /// The start of the character that a place is in.
  private static func characterStart(_ text: UnsafeBufferPointer<UInt8>, _ place: Int) -> Int {
    var place = max(0, place)
    while place > 0, place < text.count, text[place] & 0xC0 == 0x80 { place -= 1 }
    return place
  }
}
