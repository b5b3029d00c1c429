/// Texts made to find mistakes in cutting, from a seed.
struct PieceTexts {
  /// One character or more of every class that a rule tells apart, and of both sides of the ranges that are told apart by
  /// their bytes.
  static let alphabet = Array(
    """
    aAsSlLdrReEvtm14 \t\n\r!/'.\0\u{A0}\u{85}\u{2028}\u{3000}éÉ×÷ÿ\u{17F}ǅʰ\u{301}яЯѐѠ҂\u{483}٣½。“”\u{2010}\u{2027}\u{2070}\
    \u{200D}\u{3001}\u{3005}\u{3007}\u{3040}か\u{309A}゛ゞー・ヽ日\u{4DBF}\u{4DC0}豈힣\u{D7A4}，１Ａ\u{1F600}\u{FE0F}\u{1F100}\u{E0100}\
    \u{10FFFF}
    """.unicodeScalars)

  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// A text of few or of many kinds of characters, sometimes with runs of one.
  mutating func next() -> String {
    var text = String.UnicodeScalarView()
    let isOfFewKinds = below(5) < 3
    let kinds = isOfFewKinds ? (0...1 + below(6)).map { _ in Self.alphabet[below(Self.alphabet.count)] } : Self.alphabet
    let longestRun = [1, 1, 1, 12, 80][below(5)]
    let length = [4, 8, 16, 40, 90, 200][below(6)]
    while text.count < length {
      let scalar = kinds[below(kinds.count)]
      for _ in 0...below(longestRun) { text.append(scalar) }
    }
    return String(text)
  }

  /// A number from 0 up to but not including a bound (SplitMix64).
  mutating func below(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
  }

  /// All texts of one to so many of the given characters.
  static func all(of characters: String, upTo length: Int) -> [String] {
    var texts: [String] = []
    var last = [""]
    for _ in 0..<length {
      last = last.flatMap { text in characters.unicodeScalars.map { text + String($0) } }
      texts += last
    }
    return texts
  }
}
