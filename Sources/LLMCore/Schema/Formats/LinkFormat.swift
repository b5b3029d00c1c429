/// URIs by RFC 3986 and IRIs by RFC 3987, as their grammars say.
struct LinkFormat {
  let isInternational: Bool

  /// With a scheme.
  func isAbsolute(_ text: Span<UInt8>) -> Bool {
    guard let end = schemeEnd(text) else { return false }
    return isRest(text.extracting(droppingFirst: end + 1))
  }

  /// With a scheme, or relative to something that has one.
  func isReference(_ text: Span<UInt8>) -> Bool {
    if isAbsolute(text) { return true }
    // Without a scheme the first part of the path must have no colon, or it would be read as one.
    for index in 0..<text.count {
      if text[index] == UInt8(ascii: ":") { return false }
      if text[index].isOne(of: "/?#") { break }
    }
    return isRest(text)
  }

  /// Where the colon behind a scheme stands.
  private func schemeEnd(_ text: Span<UInt8>) -> Int? {
    guard text.count > 0, text[0].isLetter else { return nil }
    for index in 1..<max(1, text.count) {
      if text[index] == UInt8(ascii: ":") { return index }
      guard text[index].isLetter || text[index].isDigit || text[index].isOne(of: "+-.") else { return nil }
    }
    return nil
  }

  /// What may stand behind a scheme: authority, path, query, fragment.
  private func isRest(_ text: Span<UInt8>) -> Bool {
    var (pathEnd, queryEnd) = (text.count, text.count)
    for index in stride(from: text.count - 1, through: 0, by: -1) {
      // From the end, so that the first of each is what is kept.
      if text[index] == UInt8(ascii: "#") { (queryEnd, pathEnd) = (index, index) }
    }
    for index in stride(from: queryEnd - 1, through: 0, by: -1) where text[index] == UInt8(ascii: "?") {
      pathEnd = index
    }
    if queryEnd < text.count, !hasOnly(text, queryEnd + 1, text.count, more: ":@/?", isQuery: false) { return false }
    if pathEnd < queryEnd, !hasOnly(text, pathEnd + 1, queryEnd, more: ":@/?", isQuery: true) { return false }
    var start = 0
    if pathEnd >= 2, text[0] == UInt8(ascii: "/"), text[1] == UInt8(ascii: "/") {
      start = 2
      while start < pathEnd, text[start] != UInt8(ascii: "/") { start += 1 }
      guard isAuthority(text, 2, start) else { return false }
    }
    return hasOnly(text, start, pathEnd, more: ":@/", isQuery: false)
  }

  private func isAuthority(_ text: Span<UInt8>, _ first: Int, _ end: Int) -> Bool {
    var start = first
    for index in first..<end where text[index] == UInt8(ascii: "@") {
      guard hasOnly(text, first, index, more: ":", isQuery: false) else { return false }
      start = index + 1
      break
    }
    var index = start
    if index < end, text[index] == UInt8(ascii: "[") {
      while index < end, text[index] != UInt8(ascii: "]") { index += 1 }
      guard index < end, isLiteral(text.extracting(start + 1..<index)) else { return false }
      index += 1
    } else {
      while index < end, text[index] != UInt8(ascii: ":") { index += 1 }
      guard hasOnly(text, start, index, more: "", isQuery: false) else { return false }
    }
    guard index < end else { return true }
    guard text[index] == UInt8(ascii: ":") else { return false }
    for digit in index + 1..<end where !text[digit].isDigit { return false }
    return true
  }

  /// What stands in brackets: IPv6, or something of the future such as `v1.a:b`.
  private func isLiteral(_ text: Span<UInt8>) -> Bool {
    guard text.count > 0, text[0] | 0x20 == UInt8(ascii: "v") else { return AddressFormat.isIPv6(text) }
    var index = 1
    while index < text.count, text[index].isHexDigit { index += 1 }
    guard index > 1, index + 1 < text.count, text[index] == UInt8(ascii: ".") else { return false }
    for place in index + 1..<text.count {
      guard isPlain(text[place]) || text[place] == UInt8(ascii: ":") else { return false }
    }
    return true
  }

  /// Whether there are only unreserved characters, escapes, sub-delimiters and the ones told.
  private func hasOnly(_ text: Span<UInt8>, _ first: Int, _ end: Int, more: StaticString, isQuery: Bool) -> Bool {
    var index = first
    while index < end {
      let byte = text[index]
      if byte == UInt8(ascii: "%") {
        guard index + 2 < end, text[index + 1].isHexDigit, text[index + 2].isHexDigit else { return false }
        index += 3
      } else if byte.isASCII {
        guard isPlain(byte) || byte.isOne(of: more) else { return false }
        index += 1
      } else {
        guard isInternational, Self.isLetterOfIRI(nextScalar(text, &index), isQuery: isQuery) else { return false }
      }
    }
    return true
  }

  private func isPlain(_ byte: UInt8) -> Bool {
    byte.isLetter || byte.isDigit || byte.isOne(of: "-._~!$&'()*+,;=")
  }

  /// `ucschar` of RFC 3987, in a query `iprivate` too.
  static func isLetterOfIRI(_ code: UInt32, isQuery: Bool) -> Bool {
    switch code {
    case 0xA0...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFEF: true
    case 0xE000...0xF8FF, 0xF0000...0xFFFFD, 0x100000...0x10FFFD: isQuery
    case 0x10000...0xEFFFF: code & 0xFFFF <= 0xFFFD && !(0xE0000..<0xE1000).contains(code)
    default: false
    }
  }
}
