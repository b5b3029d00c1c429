/// A mark that opens a string, and which marks close it.
enum QuoteMark: Equatable {
  case double, single, back
  /// Typographic marks, such as “ ” „, or ‘ ’ ‚.
  case typographicDouble, typographicSingle
  /// Python's `"""` and `'''`, which are closed by the like only.
  case tripledDouble, tripledSingle

  /// The mark that stands here, if one does.
  init?(in bytes: [UInt8], at index: Int, before end: Int) {
    func repeats(_ byte: UInt8) -> Bool { index + 2 < end && bytes[index + 1] == byte && bytes[index + 2] == byte }
    switch bytes[index] {
    case UInt8(ascii: "\""): self = repeats(UInt8(ascii: "\"")) ? .tripledDouble : .double
    case UInt8(ascii: "'"): self = repeats(UInt8(ascii: "'")) ? .tripledSingle : .single
    case UInt8(ascii: "`"):
      if repeats(UInt8(ascii: "`")) { return nil }
      self = .back
    case 0xE2:
      guard index + 2 < end, bytes[index + 1] == 0x80 else { return nil }
      switch bytes[index + 2] {
      case 0x98...0x9B: self = .typographicSingle
      case 0x9C...0x9F: self = .typographicDouble
      default: return nil
      }
    default: return nil
    }
  }

  /// In bytes.
  var length: Int {
    switch self {
    case .double, .single, .back: 1
    case .typographicDouble, .typographicSingle, .tripledDouble, .tripledSingle: 3
    }
  }

  /// How many bytes a mark has that stands here and may close the string; nil if none does.
  func closingLength(in bytes: [UInt8], at index: Int, before end: Int) -> Int? {
    switch self {
    case .double: return bytes[index] == UInt8(ascii: "\"") ? 1 : nil
    case .single: return bytes[index] == UInt8(ascii: "'") ? 1 : nil
    case .back: return bytes[index] == UInt8(ascii: "`") ? 1 : nil
    case .typographicDouble:
      if bytes[index] == UInt8(ascii: "\"") { return 1 }
      return QuoteMark(in: bytes, at: index, before: end) == self ? 3 : nil
    case .typographicSingle:
      if bytes[index] == UInt8(ascii: "'") { return 1 }
      return QuoteMark(in: bytes, at: index, before: end) == self ? 3 : nil
    case .tripledDouble, .tripledSingle: return QuoteMark(in: bytes, at: index, before: end) == self ? 3 : nil
    }
  }
}
