/// E-mail addresses: a mailbox by RFC 5321, section 4.1.2, and with characters of all scripts by RFC 6531, section 3.3.
enum MailboxFormat {
  static func accepts(_ text: Span<UInt8>, isInternational: Bool) -> Bool {
    guard let sign = localPartEnd(text, isInternational), sign + 1 < text.count, sign <= 64 || isInternational else {
      return false
    }
    let domain = text.extracting(droppingFirst: sign + 1)
    if domain[0] == UInt8(ascii: "[") { return isLiteral(domain) }
    return isInternational ? HostFormat.isInternationalName(domain) : HostFormat.isName(domain)
  }

  /// Where the `@` behind the local part stands.
  private static func localPartEnd(_ text: Span<UInt8>, _ isInternational: Bool) -> Int? {
    guard text.count > 0 else { return nil }
    if text[0] == UInt8(ascii: "\"") { return quotedEnd(text, isInternational) }
    var isBehindDot = true
    for index in 0..<text.count {
      let byte = text[index]
      if byte == UInt8(ascii: "@") { return isBehindDot ? nil : index }
      if byte == UInt8(ascii: ".") {
        guard !isBehindDot else { return nil }
        isBehindDot = true
        continue
      }
      let isAtom = byte.isLetter || byte.isDigit || byte.isOne(of: "!#$%&'*+-/=?^_`{|}~")
      guard isAtom || isInternational && !byte.isASCII else { return nil }
      isBehindDot = false
    }
    return nil
  }

  private static func quotedEnd(_ text: Span<UInt8>, _ isInternational: Bool) -> Int? {
    var index = 1
    while index < text.count {
      let byte = text[index]
      if byte == UInt8(ascii: "\"") {
        return index + 1 < text.count && text[index + 1] == UInt8(ascii: "@") ? index + 1 : nil
      }
      if byte == UInt8(ascii: "\\") {
        index += 1
        guard index < text.count, (0x20..<0x7F).contains(text[index]) else { return nil }
      } else {
        guard (0x20..<0x7F).contains(byte) || isInternational && !byte.isASCII else { return nil }
      }
      index += 1
    }
    return nil
  }

  /// `[127.0.0.1]` or `[IPv6:::1]`.
  private static func isLiteral(_ text: Span<UInt8>) -> Bool {
    guard text.count > 2, text[text.count - 1] == UInt8(ascii: "]") else { return false }
    let inner = text.extracting(1..<text.count - 1)
    let tag: StaticString = "ipv6:"
    if inner.count > 5, (0..<5).allSatisfy({ inner[$0] | 0x20 == tag.utf8Start[$0] | 0x20 }) {
      return AddressFormat.isIPv6(inner.extracting(droppingFirst: 5))
    }
    return AddressFormat.isIPv4(inner)
  }
}
