/// Texts that tokenizers are slow with, the same in every run.
enum AdversarialText: String, CaseIterable {
  case randomBytes = "random bytes"
  case letters = "endless random letters"
  case capitals = "endless random capitals"
  case marks = "random ASCII punctuation"
  case printable = "random printable ASCII"
  case words = "random words"
  case mixedCase = "random words of both cases"
  case pairs = "repeated pairs of letters"
  case base64
  case hexadecimal
  case digits
  case oneLetter = "one letter"
  case equals = "one row of ="
  case rulers = "rulers of many lengths"
  case spaces
  case newlines
  case zeros = "zero bytes"
  case tabs = "tabs and spaces"
  case whiteSpace = "random white space"
  case han = "random Han"
  case kana = "random kana"
  case hangul = "random Hangul"
  case devanagari = "random Devanagari"
  case cyrillic = "Cyrillic without spaces"
  case scripts = "mixed scripts"
  case accents = "letters with combining marks"
  case emoji = "random emoji"
  case anything = "random characters"

  private static let small = Array("abcdefghijklmnopqrstuvwxyz".utf8)
  private static let capital = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ".utf8)
  private static let scriptRanges: [ClosedRange<UInt32>] = [
    0x61...0x7A, 0x41...0x5A, 0x430...0x44F, 0x3B1...0x3C9, 0x5D0...0x5EA, 0x627...0x64A, 0x905...0x939,
    0xE01...0xE2E, 0x3041...0x3096, 0x30A1...0x30F6, 0xAC00...0xD7A3, 0x4E00...0x9FA5, 0x10D0...0x10EF,
    0x531...0x555, 0x1F300...0x1F5FE, 0x30...0x39, 0x20...0x20,
  ]

  /// About so many bytes of the text.
  func bytes(_ count: Int) -> [UInt8] {
    var generator = SplitMix(state: 5)
    var text: [UInt8] = []
    text.reserveCapacity(count + 64)
    while text.count < count { append(to: &text, &generator) }
    return text
  }

  private func append(to text: inout [UInt8], _ generator: inout SplitMix) {
    switch self {
    case .words, .mixedCase:
      let alphabet = self == .words ? Self.small : Self.small + Self.capital
      for _ in 0..<2 + generator.below(11) { text.append(alphabet[generator.below(alphabet.count)]) }
      text.append(UInt8(ascii: " "))
    case .pairs:
      let pair = [Self.small[generator.below(26)], Self.small[generator.below(26)]]
      for _ in 0..<1 + generator.below(8) { text += pair }
    case .rulers:
      text.append(contentsOf: repeatElement(Array("=-~_*".utf8)[generator.below(5)], count: 1 + generator.below(300)))
      if generator.below(2) == 0 { text.append(UInt8(ascii: "\n")) }
    case .accents: text += [UInt8(ascii: "e"), 0xCC, 0x81]
    case .scripts: append(Self.scriptRanges[generator.below(Self.scriptRanges.count)], to: &text, &generator)
    case .kana, .han, .hangul, .devanagari, .cyrillic, .emoji, .anything:
      append(characters, to: &text, &generator)
    default:
      let alphabet = alphabet
      text.append(alphabet[generator.below(alphabet.count)])
    }
  }

  private func append(_ range: ClosedRange<UInt32>, to text: inout [UInt8], _ generator: inout SplitMix) {
    let value = range.lowerBound + UInt32(generator.below(range.count))
    if let character = Unicode.Scalar(value) { text.append(contentsOf: UTF8.encode(character) ?? .init()) }
  }

  private var characters: ClosedRange<UInt32> {
    switch self {
    case .kana: 0x3041...0x30F6
    case .han: 0x4E00...0x9FA5
    case .hangul: 0xAC00...0xD7A3
    case .devanagari: 0x905...0x94F
    case .cyrillic: 0x430...0x44F
    case .emoji: 0x1F300...0x1F5FE
    default: 0x80...0x10_FFFF
    }
  }

  private var alphabet: [UInt8] {
    switch self {
    case .letters: Self.small
    case .capitals: Self.capital
    case .marks: Array("!\"#$%&()*+,-./:;<=>?@[]^_`{|}~".utf8)
    case .printable: Array(32...126)
    case .base64: Self.capital + Self.small + Array("0123456789+/".utf8)
    case .hexadecimal: Array("0123456789abcdef".utf8)
    case .digits: Array("0123456789".utf8)
    case .oneLetter: [UInt8(ascii: "a")]
    case .equals: [UInt8(ascii: "=")]
    case .spaces: [UInt8(ascii: " ")]
    case .newlines: [UInt8(ascii: "\n")]
    case .zeros: [0]
    case .tabs: Array(" \t".utf8)
    case .whiteSpace: Array(" \t\n\r".utf8)
    default: Array(0...255)
    }
  }
}

/// A generator of random numbers that is the same everywhere (Steele, Lea and Flood, 2014).
struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }

  /// A number from 0 on below a bound.
  mutating func below(_ bound: Int) -> Int { Int(((next() >> 32) &* UInt64(bound)) >> 32) }
}
