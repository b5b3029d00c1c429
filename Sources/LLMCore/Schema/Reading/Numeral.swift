/// Numbers as text, exactly: never as a floating-point value, which has too few digits.
enum Numeral {
  /// Whether it matches JSON's grammar of a number.
  static func isJSON(_ text: String) -> Bool {
    var digits = Digits(text.utf8)
    digits.take(UInt8(ascii: "-"))
    guard digits.take(UInt8(ascii: "0")) || digits.takeDigits() else { return false }
    if digits.take(UInt8(ascii: ".")), !digits.takeDigits() { return false }
    if digits.take(UInt8(ascii: "e")) || digits.take(UInt8(ascii: "E")) {
      if !digits.take(UInt8(ascii: "+")) { digits.take(UInt8(ascii: "-")) }
      guard digits.takeDigits() else { return false }
    }
    return digits.isAtEnd
  }

  /// The same number in JSON's grammar, for one with a plus in front, a point without digits on one side, or hexadecimal digits. Zeros in front are
  /// not taken off: `007` may be a number, and may be a key.
  static func rewritten(_ text: String) -> String? {
    let isNegative = text.hasPrefix("-")
    let magnitude = isNegative || text.hasPrefix("+") ? text.dropFirst() : text[...]
    guard let first = magnitude.utf8.first, first != UInt8(ascii: "-"), first != UInt8(ascii: "+") else { return nil }
    let sign = isNegative ? "-" : ""
    if magnitude.hasPrefix("0x") || magnitude.hasPrefix("0X") {
      guard magnitude.utf8.dropFirst(2).allSatisfy({ BareToken.isWordByte($0) }) else { return nil }
      return UInt64(magnitude.dropFirst(2), radix: 16).map { "\(sign)\($0)" }
    }
    var number = first == UInt8(ascii: ".") ? "0\(magnitude)" : String(magnitude)
    if let point = number.utf8.firstIndex(of: UInt8(ascii: ".")) {
      let behind = number.utf8.index(after: point)
      let hasDigit = behind < number.utf8.endIndex && (0x30...0x39).contains(number.utf8[behind])
      // `.` alone, and `.e5`, have no digit on either side.
      if !hasDigit, first == UInt8(ascii: ".") { return nil }
      if !hasDigit { number.remove(at: point) }
    }
    number = sign + number
    return isJSON(number) ? number : nil
  }

  /// The number that a text writes, also with zeros in front; nil for anything else.
  static func number(in text: String) -> String? {
    if isJSON(text) { return text }
    if let number = rewritten(text) { return number }
    let sign = text.hasPrefix("-") ? "-" : ""
    let unsigned = text.hasPrefix("-") || text.hasPrefix("+") ? text.dropFirst() : text[...]
    guard unsigned.hasPrefix("0") else { return nil }
    let bare = unsigned.drop { $0 == "0" }
    let number = sign + (bare.utf8.first.map { (0x30...0x39).contains($0) } == true ? "" : "0") + bare
    return isJSON(number) ? number : nil
  }

  /// Whether a JSON number is whole: no digits behind the point but zeros, no exponent that leaves any.
  static func isWhole(_ number: String) -> Bool {
    let parts = number.utf8.split(maxSplits: 1, omittingEmptySubsequences: false) { $0 | 0x20 == UInt8(ascii: "e") }
    let digits = parts[0].split(separator: UInt8(ascii: "."), maxSplits: 1)
    let fraction = digits.count > 1 ? digits[1].reversed().drop { $0 == UInt8(ascii: "0") }.count : 0
    guard parts.count > 1 else { return fraction == 0 }
    guard let exponent = Int(String(decoding: parts[1], as: UTF8.self)) else { return false }
    if exponent >= 0 { return fraction <= exponent }
    guard fraction == 0 else { return false }
    let zeros = digits[0].reversed().prefix { $0 == UInt8(ascii: "0") }.count
    return zeros >= exponent.magnitude || digits[0].allSatisfy { $0 == UInt8(ascii: "0") || $0 == UInt8(ascii: "-") }
  }

  /// Whether two JSON numbers are the same one, however they are written; numbers too large for a comparison are the same only where they
  /// are written the same.
  static func areEqual(_ first: String, _ second: String) -> Bool {
    if first == second { return true }
    guard let one = Double(first), let other = Double(second), one.isFinite, other.isFinite else { return false }
    return one == other
  }

  /// Passes over parts of a number.
  private struct Digits {
    private var rest: String.UTF8View.SubSequence

    init(_ text: String.UTF8View) { rest = text[...] }

    var isAtEnd: Bool { rest.isEmpty }

    @discardableResult
    mutating func take(_ byte: UInt8) -> Bool {
      guard rest.first == byte else { return false }
      rest.removeFirst()
      return true
    }

    /// One digit or more.
    mutating func takeDigits() -> Bool {
      let count = rest.count
      rest = rest.drop { (0x30...0x39).contains($0) }
      return rest.count < count
    }
  }
}
