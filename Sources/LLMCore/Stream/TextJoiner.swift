/// Makes well-formed UTF-8 of pieces of text that were cut anywhere.
///
/// Two kinds of cuts happen in the wild: a character's bytes fall into two pieces, and the two halves of a surrogate
/// pair (`\ud83d` and `\ude00`, three bytes each in the form `JSONReader` keeps them) do. Both are held back until the
/// rest comes. What can never become a character is replaced by U+FFFD, once for each maximal ill-formed run as the
/// Unicode standard recommends, and counted.
package struct TextJoiner {
  private static let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]

  /// Bytes that may still become a character: at most three.
  private var held: [UInt8] = []
  /// How often something had to be replaced.
  package private(set) var replacements = 0

  package init() {}

  /// Takes the next piece and returns the text that is certain by now.
  package mutating func join(_ piece: [UInt8]) -> [UInt8] {
    if held.isEmpty, piece.allSatisfy({ $0 < 0x80 }) { return piece }
    let bytes = held + piece
    held = []
    return mend(bytes, isLast: false)
  }

  /// Ends the text: whatever is still held is replaced.
  package mutating func finish() -> [UInt8] {
    defer { held = [] }
    return mend(held, isLast: true)
  }

  private mutating func mend(_ bytes: [UInt8], isLast: Bool) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      switch Self.sequence(in: bytes, at: index) {
      case .character(let length):
        result += bytes[index..<index + length]
        index += length
      case .surrogatePair:
        result += Self.joinSurrogates(bytes, at: index)
        index += 6
      case .incomplete where !isLast:
        held = Array(bytes[index...])
        index = bytes.count
      case .incomplete:
        result += Self.replacement
        replacements += 1
        index = bytes.count
      case .malformed(let length):
        result += Self.replacement
        replacements += 1
        index += length
      }
    }
    return result
  }

  private enum Sequence {
    case character(length: Int)
    case surrogatePair
    /// The text ends before it is decided.
    case incomplete
    case malformed(length: Int)
  }

  /// What stands at `index`, by table 3-7 of the Unicode standard, with surrogates as a case of their own.
  private static func sequence(in bytes: [UInt8], at index: Int) -> Sequence {
    let lead = bytes[index]
    if lead < 0x80 { return .character(length: 1) }
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch lead {
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: return surrogateOrCharacter(in: bytes, at: index)
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: length = 4
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return .malformed(length: 1)
    }
    for offset in 1..<length {
      guard index + offset < bytes.count else { return .incomplete }
      let allowed = offset == 1 ? second : 0x80...0xBF
      guard allowed.contains(bytes[index + offset]) else { return .malformed(length: offset) }
    }
    return .character(length: length)
  }

  /// A sequence that starts with ED: a character up to U+D7FF, or half of a surrogate pair.
  private static func surrogateOrCharacter(in bytes: [UInt8], at index: Int) -> Sequence {
    guard index + 1 < bytes.count else { return .incomplete }
    guard (0x80...0xBF).contains(bytes[index + 1]) else { return .malformed(length: 1) }
    guard index + 2 < bytes.count else { return .incomplete }
    guard (0x80...0xBF).contains(bytes[index + 2]) else { return .malformed(length: 2) }
    switch bytes[index + 1] {
    case 0x80...0x9F: return .character(length: 3)
    case 0xA0...0xAF: break
    default: return .malformed(length: 3)
    }
    let low: [ClosedRange<UInt8>] = [0xED...0xED, 0xB0...0xBF, 0x80...0xBF]
    for (offset, allowed) in low.enumerated() {
      guard index + 3 + offset < bytes.count else { return .incomplete }
      guard allowed.contains(bytes[index + 3 + offset]) else { return .malformed(length: 3) }
    }
    return .surrogatePair
  }

  private static func joinSurrogates(_ bytes: [UInt8], at index: Int) -> [UInt8] {
    let high = UInt32(bytes[index + 1] & 0x0F) << 6 | UInt32(bytes[index + 2] & 0x3F)
    let low = UInt32(bytes[index + 4] & 0x0F) << 6 | UInt32(bytes[index + 5] & 0x3F)
    let scalar = 0x10000 + (high << 10) + low
    return [
      UInt8(0xF0 | scalar >> 18), UInt8(0x80 | scalar >> 12 & 0x3F), UInt8(0x80 | scalar >> 6 & 0x3F),
      UInt8(0x80 | scalar & 0x3F),
    ]
  }
}
