/// Tells random characters from words, and real values from those that stand for one.
enum SecretLikelihood {
  /// Parts of values that people write where a secret would stand.
  private static let standIns = [
    "example", "changeme", "change_me", "change-me", "placeholder", "your", "xxxx", "****", "....", "dummy", "sample",
    "redacted", "masked", "insert", "replace", "foobar", "notreal", "not-real", "invalid", "abcdefgh", "12345678",
    "deadbeef", "01234567", "qwerty", "aaaaaaaa", "00000000", "11111111", "lorem", "hunter2", "correcthorse",
    "testtest", "fixture", "\u{2026}",
  ].map { Array($0.utf8) }

  /// Parts of names that stand for themselves where a password would stand.
  private static let ownNames = [
    "password", "passwd", "passwort", "passphrase", "secret", "token", "apikey", "api_key", "api-key", "credential",
    "test", "fake", "mock",
  ].map { Array($0.utf8) }

  /// Whether somebody wrote it in place of a value: `xxxx`, `changeme`, `AKIAIOSFODNN7EXAMPLE`.
  static func isStandIn(_ value: ArraySlice<UInt8>) -> Bool {
    // In long random values short words come about by themselves.
    value.count < 64 && holds(value, anyOf: standIns)
  }

  /// Whether it is the name of a secret rather than one: `my-secret-token`.
  static func isOwnName(_ value: ArraySlice<UInt8>) -> Bool { holds(value, anyOf: ownNames) }

  /// Whether it has a part that a program fills in: `${TOKEN}`, `{{ token }}`, `<token>`, `%(token)s`, `$TOKEN`.
  static func isTemplate(_ value: ArraySlice<UInt8>) -> Bool {
    for at in value.indices {
      let next = at + 1 < value.endIndex ? value[at + 1] : 0
      switch value[at] {
      case Byte.dollar:
        if next == Byte.openBrace || next == Byte.openParenthesis || (at == value.startIndex && Byte.isWord(next)) {
          return true
        }
      case Byte.hash, Byte.openBrace: if next == Byte.openBrace { return true }
      case Byte.percent:
        if next == Byte.openParenthesis || (at == value.startIndex && Byte.isLetter(next)) { return true }
      case Byte.backslash: if next == Byte.openParenthesis { return true }
      default: break
      }
    }
    guard value.count > 1 else { return false }
    let (first, last) = (value[value.startIndex], value[value.endIndex - 1])
    return (first == Byte.less && last == Byte.greater) || (first == Byte.openBrace && last == Byte.closeBrace)
      || (first == Byte.openBracket && last == Byte.closeBracket)
  }

  /// How much must speak for a value that was drawn rather than written.
  enum Demand: Int {
    /// Capitals and few digits, behind a prefix that says already what it is. The number is that of characters to one change of
    /// their sort.
    case capitals = 16
    /// Its prefix says already what it is.
    case shape = 8
    /// Only its name says so, and camel case changes as well.
    case name = 4
  }

  /// Whether the characters were drawn rather than written: several sorts of them, changing often, hardly in order.
  static func isRandom(_ value: ArraySlice<UInt8>, _ demand: Demand = .shape) -> Bool {
    let mix = CharacterMix(value)
    return mix.sorts >= 2 && mix.changes * demand.rawValue >= value.count && (demand != .name || mix.hasDigit)
      && mix.runs * 3 < value.count
      && mix.entropy >= (value.count >= 20 ? 3.0 : 2.8)
  }

  /// Whether a short value could be a password somebody uses: letters and digits, and a capital or a sign among them.
  static func isPassword(_ value: ArraySlice<UInt8>) -> Bool {
    let mix = CharacterMix(value)
    return value.count >= 8 && mix.hasDigit && mix.hasLetter && (mix.sorts >= 3) && mix.entropy >= 3
      && mix.runs * 3 < value.count
  }

  /// Whether it is a UUID.
  static func isUUID(_ value: ArraySlice<UInt8>) -> Bool {
    guard value.count == 36 else { return false }
    for (at, byte) in value.enumerated() {
      let isHyphen = at == 8 || at == 13 || at == 18 || at == 23
      if isHyphen ? byte != Byte.minus : !isHexadecimal(byte) { return false }
    }
    return true
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool { Byte.isDigit(byte) || Byte.folded(byte) &- 0x61 < 6 }

  /// Whether one of the words, which are in lower case, occurs in either case.
  private static func holds(_ value: ArraySlice<UInt8>, anyOf words: [[UInt8]]) -> Bool {
    for word in words where word.count <= value.count {
      for start in value.startIndex...(value.endIndex - word.count) where fold(value[start]) == word[0] {
        var length = 1
        while length < word.count, fold(value[start + length]) == word[length] { length += 1 }
        if length == word.count { return true }
      }
    }
    return false
  }

  private static func fold(_ byte: UInt8) -> UInt8 { Byte.isUppercase(byte) ? Byte.folded(byte) : byte }
}

/// What characters a value is made of.
private struct CharacterMix {
  /// How many sorts there are: small letters, capitals, digits, signs.
  var sorts = 0
  /// How often a character is of another sort than the one in front of it; separators are passed over.
  var changes = 0
  /// How many characters repeat or follow the one in front of them, as in `aaa` and `abc`.
  var runs = 0
  /// Bits per character (Shannon, 1948), of the value's own frequencies.
  var entropy = 0.0
  var hasDigit = false
  var hasLetter = false

  init(_ value: ArraySlice<UInt8>) {
    var counts = InlineArray<256, UInt16>(repeating: 0)
    var seen: UInt8 = 0
    var previousSort: UInt8 = 0
    for at in value.indices {
      let byte = value[at]
      counts[Int(byte)] &+= 1
      if at > value.startIndex, byte == value[at - 1] || byte == value[at - 1] &+ 1 { runs += 1 }
      let sort: UInt8 = Byte.isDigit(byte) ? 1 : Byte.isUppercase(byte) ? 2 : Byte.isLetter(byte) ? 4 : 8
      seen |= sort
      guard byte != Byte.minus, byte != Byte.underscore, byte != Byte.dot else { continue }
      if previousSort != 0, sort != previousSort { changes += 1 }
      previousSort = sort
    }
    (sorts, hasDigit, hasLetter) = (seen.nonzeroBitCount, seen & 1 != 0, seen & 6 != 0)
    var sum = 0.0
    for index in counts.indices where counts[index] > 0 {
      let count = Double(counts[index])
      sum += count * Self.log2(count)
    }
    entropy = value.count == 0 ? 0 : Self.log2(Double(value.count)) - sum / Double(value.count)
  }

  /// The binary logarithm to three digits, which is all that a threshold needs: the exponent, and a rational approximation of the
  /// mantissa's.
  private static func log2(_ number: Double) -> Double {
    let x = number.significand
    // 2/ln 2 * artanh((x - 1) / (x + 1)), three terms of the series.
    let t = (x - 1) / (x + 1)
    let square = t * t
    return Double(number.exponent) + 2.885_390_08 * t * (1 + square * (1.0 / 3 + square * (0.2 + square / 7)))
  }
}
