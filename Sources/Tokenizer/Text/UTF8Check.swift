/// Finds what is not well-formed UTF-8.
///
/// An ill-formed stretch counts as U+FFFD once per maximal subpart (The Unicode Standard 16.0, section 3.9, table 3-8): what
/// Python's `bytes.decode("utf-8", "replace")` gives, and what arrives at a provider that was sent JSON.
enum UTF8Check {
  /// U+FFFD in UTF-8.
  static let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]

  /// What stands at a place in the text.
  enum Sequence: Equatable {
    /// A character of so many bytes.
    case character(Int)
    /// So many bytes that are replaced by one U+FFFD.
    case illFormed(Int)
    /// The text ends within what may be a character.
    case incomplete(Int)
  }

  /// Bytes from the start on that are whole, well-formed characters.
  static func wellFormedPrefix(_ text: UnsafeBufferPointer<UInt8>, from start: Int = 0) -> Int {
    guard let base = text.baseAddress else { return 0 }
    let count = text.count
    let raw = UnsafeRawPointer(base)
    var at = start
    while at < count {
      // Words of ASCII, then characters of three bytes: what most text is made of.
      while at &+ 8 <= count, raw.loadUnaligned(fromByteOffset: at, as: UInt64.self) & 0x8080_8080_8080_8080 == 0 {
        at &+= 8
      }
      while at < count, base[at] < 0x80 { at &+= 1 }
      while at &+ 4 <= count {
        let word = UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: at, as: UInt32.self))
        guard word & 0x00C0_C0F0 == 0x0080_80E0 else { break }
        let top = word & 0x200F
        guard top != 0, top != 0x200D else { break }
        at &+= 3
      }
      while at &+ 2 <= count, base[at] &- 0xC2 <= 0xDF - 0xC2, base[at &+ 1] & 0xC0 == 0x80 { at &+= 2 }
      guard at < count, base[at] >= 0x80 else { continue }
      guard case .character(let length) = sequence(text, at: at) else { return at }
      at &+= length
    }
    return at
  }

  /// What stands at a place before the end.
  static func sequence(_ text: UnsafeBufferPointer<UInt8>, at start: Int) -> Sequence {
    let lead = text[start]
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch lead {
    case 0..<0x80: return .character(1)
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: length = 4
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return .illFormed(1)
    }
    for offset in 1..<length {
      guard start + offset < text.count else { return .incomplete(offset) }
      let allowed = offset == 1 ? second : 0x80...0xBF
      guard allowed.contains(text[start + offset]) else { return .illFormed(offset) }
    }
    return .character(length)
  }

  /// Bytes of the character that begins with a byte; 1 for one that begins none.
  @inline(__always)
  static func length(ofLead lead: UInt8) -> Int { lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4 }
}
