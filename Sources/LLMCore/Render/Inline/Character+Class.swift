internal import CUnicodeTables

extension Character {
  /// ASCII punctuation, which a backslash escapes.
  static func isPunctuation(_ byte: UInt8) -> Bool {
    0x21...0x2F ~= byte || 0x3A...0x40 ~= byte || 0x5B...0x60 ~= byte || 0x7B...0x7E ~= byte
  }

  /// What CommonMark calls a Unicode punctuation character.
  static func isPunctuation(_ code: UInt32) -> Bool {
    if code < 0x80 { return isPunctuation(UInt8(code)) }
    guard code <= 0x10FFFF else { return false }
    return unicode_Pc...unicode_Po ~= Int(unicode_category(code))
  }

  /// What CommonMark calls a Unicode whitespace character.
  static func isSpace(_ code: UInt32) -> Bool {
    if code < 0x80 { return code == 0x20 || 0x09...0x0D ~= code }
    return code <= 0x10FFFF && Int(unicode_category(code)) == unicode_Zs
  }
}
