extension TolerantParser {
  /// Reads a value that has no quotes and no brackets.
  mutating func readToken() throws(ReadingError) -> JSONValue {
    let first = position
    let token = first..<endOfToken(at: first)
    guard !token.isEmpty else { throw ReadingError(.unexpectedByte, at: first) }
    let text = String(decoding: bytes[token], as: UTF8.self)
    if token.upperBound == end, isInside, !BareToken.isLiteral(text) {
      position = end
      throw ReadingError(BareToken.mayBeNumber(bytes[token]) ? .cutNumber : .cutValue, at: first)
    }
    let phrase = containers.last == .object ? endOfPhrase(behind: token) : token.upperBound
    if phrase == token.upperBound, let known = BareToken(text) {
      if let kind = known.step { log.note(kind, at: first) }
      position = token.upperBound
      return known.value
    }
    guard isInside, bytes[token].contains(where: BareToken.isWordByte) else {
      throw ReadingError(.unexpectedByte, at: first)
    }
    if phrase == end { throw ReadingError(.cutValue, at: first) }
    position = phrase
    guard isFollowedByBreak else { throw ReadingError(.unexpectedByte, at: first) }
    log.note(.unquotedText, at: first)
    return .string(String(decoding: bytes[first..<phrase], as: UTF8.self))
  }

  /// The end of the run of bytes that cannot part values.
  private func endOfToken(at first: Int) -> Int {
    var index = first
    while index < end {
      switch bytes[index] {
      case ...0x20, UInt8(ascii: ","), UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "["), UInt8(ascii: "]"),
        UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "\""), UInt8(ascii: "`"):
        return index
      case UInt8(ascii: "<"): if endsText(at: index) { return index }
      case UInt8(ascii: "/"): if index == first, Lookahead(bytes, end).isComment(at: index) { return index }
      case 0x80...: if InvisibleMark.length(in: bytes, at: index, before: end) > 0 { return index }
      default: break
      }
      index += 1
    }
    return end
  }

  /// The end of the words that a token is the first of: to the next comma, bracket, quote, comment or line end. A word with a colon
  /// behind it is the next name, so that the token stands alone.
  private func endOfPhrase(behind token: Range<Int>) -> Int {
    var index = token.upperBound
    var last = index
    while index < end {
      switch bytes[index] {
      case 0x20, 0x09: break
      case 0x0A, 0x0D, UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"): return last
      case UInt8(ascii: ":"), UInt8(ascii: "\""), UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "`"):
        return token.upperBound
      case UInt8(ascii: "#"), UInt8(ascii: "/"):
        if bytes[index - 1] == 0x20, Lookahead(bytes, end).isComment(at: index) { return last }
        last = index + 1
      default: last = index + 1
      }
      index += 1
    }
    return last == token.upperBound ? last : end
  }

  /// Whether a comma, a closer or a line end comes next, so that what was read is all of a value.
  private var isFollowedByBreak: Bool {
    var index = position
    while index < end, bytes[index] == 0x20 || bytes[index] == 0x09 { index += 1 }
    guard index < end, !endsText(at: index) else { return true }
    let next = bytes[index]
    return next == 0x0A || next == 0x0D || next == UInt8(ascii: ",") || isOpen(next)
      || Lookahead(bytes, end).isComment(at: index) || (containers.last == .object && quote(at: index) != nil)
  }
}

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
