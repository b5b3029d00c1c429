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
