/// Secrets that are told by what stands around or between them.
extension SecretScanner {
  private static let tokenStart = Array("eyJ".utf8)
  private static let bearer = Array("earer ".utf8)
  private static let basic = Array("asic ".utf8)
  private static let schemeEnd = Array("://".utf8)

  /// A JSON web token: three parts, of which the first two begin like an object.
  func token(_ at: Int) -> SecretMatch? {
    guard starts(with: Self.tokenStart, at: at) else { return nil }
    let headerEnd = end(of: .urlSafe, from: at, limit: 2048)
    guard headerEnd - at >= 15, headerEnd < text.count, text[headerEnd] == Byte.dot else { return nil }
    let claims = headerEnd + 1
    guard starts(with: Self.tokenStart, at: claims) else { return nil }
    let claimsEnd = end(of: .urlSafe, from: claims, limit: 8192)
    guard claimsEnd - claims >= 15, claimsEnd < text.count, text[claimsEnd] == Byte.dot else { return nil }
    let end = end(of: .urlSafe, from: claimsEnd + 1, limit: 4096)
    guard end - claimsEnd > 20 else { return nil }
    return SecretMatch(kind: .jsonWebToken, range: at..<end, prefix: 3)
  }

  /// What stands behind `Bearer ` or, in a header, behind `Basic `.
  func authorization(_ at: Int) -> SecretMatch? {
    guard text[at] == UInt8(ascii: "B") || text[at] == UInt8(ascii: "b") else { return nil }
    let isBearer = starts(with: Self.bearer, at: at + 1)
    guard isBearer || (starts(with: Self.basic, at: at + 1) && followsHeader(at)) else { return nil }
    let start = at + 1 + (isBearer ? Self.bearer.count : Self.basic.count)
    let end = end(of: .headerToken, from: start, limit: 4096)
    // Known shapes have a name of their own.
    guard end - start >= 20, end - start <= 4096, shape(start) == nil, token(start) == nil else { return nil }
    let value = part(start..<end)
    guard SecretLikelihood.isRandom(value), !SecretLikelihood.isStandIn(value), !SecretLikelihood.isUUID(value) else {
      return nil
    }
    return SecretMatch(kind: .authorization, range: start..<end)
  }

  private func followsHeader(_ at: Int) -> Bool {
    let word = Array("uthorization".utf8)
    var start = max(lineStart, at - 24)
    while start + word.count <= at {
      if starts(with: word, at: start) { return true }
      start += 1
    }
    return false
  }

  /// The password of a URL, if the colon in front of its two slashes is at `at`.
  func url(_ at: Int) -> SecretMatch? {
    guard starts(with: Self.schemeEnd, at: at), at > 0, Byte.isWord(text[at - 1]) else { return nil }
    let start = at + 3
    var colon: Int?
    var sign: Int?
    var end = start
    while end < text.count, end - start < 320, !Self.endsAuthority(text[end]) {
      if text[end] == Byte.colon, colon == nil { colon = end }
      if text[end] == Byte.at { sign = end }
      end += 1
    }
    guard let sign, let colon, colon < sign else { return nil }
    let password = (colon + 1)..<sign
    guard password.count >= 3, isRealPassword(password, user: start..<colon, host: (sign + 1)..<end) else { return nil }
    return SecretMatch(kind: .urlPassword, range: password)
  }

  private static func endsAuthority(_ byte: UInt8) -> Bool {
    byte <= Byte.space || byte == Byte.slash || isQuote(byte) || byte == Byte.less || byte == Byte.greater
      || byte == Byte.closeParenthesis || byte == Byte.backslash
  }

  /// Passwords that stand in every second example.
  private static let wornOut: Set<String> = [
    "pass", "password", "passwd", "pw", "pwd", "secret", "user", "username", "test", "root", "admin", "guest", "token",
    "postgres", "mysql", "x-oauth-basic", "x-token-auth", "my-password", "mypassword", "mypass", "p@ssword", "passw0rd",
    "hunter2", "changeit", "foo", "bar", "baz", "abc", "123", "1234", "12345", "123456", "abc123", "pass123",
    "password123",
  ]

  private func isRealPassword(_ range: Range<Int>, user: Range<Int>, host: Range<Int>) -> Bool {
    let value = part(range)
    guard !SecretLikelihood.isTemplate(value), !SecretLikelihood.isStandIn(value) else { return false }
    let word = text(of: range)
    if Self.wornOut.contains(word.lowercased()) || word == text(of: user) { return false }
    if word.utf8.contains(where: { "{}<>$*%\\,;|()[]".utf8.contains($0) }), !SecretLikelihood.isRandom(value) {
      return false
    }
    let isWord = word.utf8.allSatisfy { Byte.isLetter($0) || $0 == Byte.underscore || $0 == Byte.minus }
    let place = text(of: host).lowercased()
    let isOutside = place.contains(".") && !place.contains("example") && !place.hasPrefix("127.")
    // A word may be a real password, but not of an example's host, and hardly shorter than six letters.
    return word.utf8.count >= 6 && (!isWord || (isOutside && !SecretLikelihood.isOwnName(value)))
  }

  private func text(of range: Range<Int>) -> String { String(decoding: text[range], as: UTF8.self) }

  /// A bot's token of Telegram: digits, a colon, and 35 characters that begin with `AA`.
  func botToken(_ at: Int) -> SecretMatch? {
    guard text[at] == Byte.colon, at + 3 <= text.count, text[at + 1] == UInt8(ascii: "A"),
      text[at + 2] == UInt8(ascii: "A")
    else { return nil }
    var start = at
    while start > lineStart, at - start <= 10, Byte.isDigit(text[start - 1]) { start -= 1 }
    let end = end(of: .urlSafe, from: at + 1, limit: 64)
    guard (8...10).contains(at - start), isBoundary(start), end - at == 36,
      SecretLikelihood.isRandom(part((at + 1)..<end))
    else { return nil }
    return SecretMatch(kind: SecretKind("telegram-token", "Telegram bot token"), range: start..<end)
  }

  /// A client's secret of Microsoft Entra: 3 characters, a digit, `Q~`, and 31 to 34 characters.
  func directorySecret(_ at: Int) -> SecretMatch? {
    let start = at - 5
    guard start >= lineStart, text[at - 1] == UInt8(ascii: "Q"), Byte.isDigit(text[at - 2]), isBoundary(start),
      end(of: .dotted, from: start, limit: 8) == at
    else { return nil }
    var end = at + 1
    while end < text.count, end - at < 40, ByteSet.dotted.contains(text[end]) || text[end] == Byte.tilde { end += 1 }
    guard (31...34).contains(end - at - 1), SecretLikelihood.isRandom(part((at + 1)..<end)) else { return nil }
    return SecretMatch(kind: SecretKind("azure-client-secret", "Azure client secret"), range: start..<end)
  }
}
