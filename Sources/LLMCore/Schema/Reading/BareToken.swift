/// A value without quotes: a literal or a number, of JSON or of another language.
struct BareToken {
  let value: JSONValue
  /// What has to be said about it; nil for JSON's own.
  let step: ReadingStep.Kind?

  init?(_ text: String) {
    if let literal = Self.literals[text] {
      self = literal
    } else if Numeral.isJSON(text) {
      self.init(.number(text), nil)
    } else if let number = Numeral.rewritten(text) {
      self.init(.number(number), .numberForm)
    } else if Self.nonFinite.contains(text) {
      self.init(.string(text), .nonFinite)
    } else {
      return nil
    }
  }

  private init(_ value: JSONValue, _ step: ReadingStep.Kind?) { (self.value, self.step) = (value, step) }

  /// Whether it is a literal, which cannot go on: `true` is whole also where the text ends.
  static func isLiteral(_ text: String) -> Bool { literals[text] != nil }

  /// Whether a token begins as a number does.
  static func mayBeNumber(_ token: ArraySlice<UInt8>) -> Bool {
    guard let first = token.drop(while: { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") }).first else {
      return true
    }
    return (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) || first == UInt8(ascii: ".")
  }

  /// Whether it is a letter or digit, or part of a character that is not ASCII.
  static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...:
      true
    default: false
    }
  }

  private static let literals: [String: BareToken] = [
    "true": BareToken(.bool(true), nil), "false": BareToken(.bool(false), nil), "null": BareToken(.null, nil),
    "True": BareToken(.bool(true), .literal), "False": BareToken(.bool(false), .literal),
    "TRUE": BareToken(.bool(true), .literal), "FALSE": BareToken(.bool(false), .literal),
    "None": BareToken(.null, .literal), "NULL": BareToken(.null, .literal), "Null": BareToken(.null, .literal),
    "nil": BareToken(.null, .literal), "undefined": BareToken(.null, .literal),
  ]
  private static let nonFinite: Set = [
    "NaN", "nan", "Infinity", "-Infinity", "+Infinity", "inf", "-inf", "+inf", "Inf", "-Inf", "INF", "-INF",
  ]
}
