/// Values that are secrets by the name they are given to: `password = "…"`, `API_KEY: …`, `<token>…</token>`.
extension SecretScanner {
  /// How names of secrets end, in lower case and without separators.
  private static let passwordNames = ["password", "passwd", "passwort", "pwd", "passphrase", "userpass", "dbpass"].map {
    Array($0.utf8)
  }
  private static let keyNames = [
    "secret", "secretkey", "secretkeybase", "apikey", "accesskey", "privatekey", "token", "credential", "credentials",
    "encryptionkey", "signingkey", "masterkey", "accountkey", "sharedaccesskey", "authkey", "apisecret", "secretvalue",
    "licensekey", "webhookkey", "servicekey", "sharedkey", "hmackey",
  ].map { Array($0.utf8) }
  /// Endings of names that only look like these.
  private static let harmlessNames = [
    "publickey", "cancellationtoken", "nexttoken", "pagetoken", "continuationtoken", "csrftoken", "xsrftoken",
    "synctoken", "cachekey", "nextpagetoken", "specialtoken",
  ].map { Array($0.utf8) }

  private static let longestName = 64
  private static let longestValue = 512

  /// What is assigned behind the `=`, `:`, `>` or `,` at `at`.
  func assignment(_ at: Int) -> SecretMatch? {
    guard let name = name(before: at), let isPassword = Self.namesSecret(text[name]) else { return nil }
    if text[at] == Byte.greater, name.lowerBound == 0 || text[name.lowerBound - 1] != Byte.less { return nil }
    var start = at + 1
    // `==`, `=>`, `:=` and `::` are one sign.
    while start < text.count, start - at < 3, text[start] == Byte.equals || text[start] == Byte.greater {
      start += 1
    }
    while start < text.count, start - at < 24, Byte.isBlank(text[start]) { start += 1 }
    start = startOfLiteral(start)
    guard start < text.count else { return nil }
    if Self.isQuote(text[start]) { return quoted(start, isPassword: isPassword) }
    return bare(start, name: name, separator: at, isPassword: isPassword)
  }

  /// The second argument of a call such as `define('DB_PASSWORD', '…')`, whose comma is at `at`.
  func argument(_ at: Int) -> SecretMatch? {
    guard let name = word(before: at), let isPassword = Self.namesSecret(text[name]),
      text[name].allSatisfy({ Byte.isUppercase($0) || Byte.isDigit($0) || $0 == Byte.underscore })
    else { return nil }
    let start = text[(at + 1)...].prefix(8).firstIndex { !Byte.isBlank($0) } ?? at
    return Self.isQuote(text[start]) ? quoted(start, isPassword: isPassword) : nil
  }

  /// Past the prefix of a string literal, such as `b`, `r`, `@` or `#`.
  private func startOfLiteral(_ start: Int) -> Int {
    var at = start
    while at < text.count, at - start < 2, "bBrRuUfF@#".utf8.contains(text[at]) { at += 1 }
    return at < text.count && at > start && Self.isQuote(text[at]) ? at : start
  }

  /// The name in front of a separator; of `password: String =` that in front of the type.
  private func name(before separator: Int) -> Range<Int>? {
    guard let name = word(before: separator) else { return nil }
    if Self.namesSecret(text[name]) != nil { return name }
    var at = name.lowerBound
    while at > lineStart, text[at - 1] == Byte.space { at -= 1 }
    guard text[separator] == Byte.equals, at > lineStart, text[at - 1] == Byte.colon else { return nil }
    return word(before: at - 1)
  }

  private func word(before separator: Int) -> Range<Int>? {
    var end = separator
    while end > lineStart, separator - end < 24, Byte.isBlank(text[end - 1]) { end -= 1 }
    let outer = end
    while end > lineStart, outer - end < 3, "\"'`]?[!\\".utf8.contains(text[end - 1]) { end -= 1 }
    var start = end
    while start > lineStart, end - start < Self.longestName,
      Byte.isWord(text[start - 1]) || text[start - 1] == Byte.minus
    {
      start -= 1
    }
    return start < end ? start..<end : nil
  }

  /// Whether a name is that of a password (true) or of a key (false); nil for all others.
  private static func namesSecret(_ name: ArraySlice<UInt8>) -> Bool? {
    guard let last = name.last, "dtynseDTYNSE".utf8.contains(last), name.count >= 3 else { return nil }
    if passwordNames.contains(where: { ends(name, with: $0) }) { return true }
    guard keyNames.contains(where: { ends(name, with: $0) }), !harmlessNames.contains(where: { ends(name, with: $0) })
    else { return nil }
    return false
  }

  /// Whether a name ends so, whatever its case and separators are.
  private static func ends(_ name: ArraySlice<UInt8>, with ending: [UInt8]) -> Bool {
    var at = name.endIndex
    for letter in ending.reversed() {
      repeat {
        guard at > name.startIndex else { return false }
        at -= 1
      } while name[at] == Byte.underscore || name[at] == Byte.minus
      if Byte.folded(name[at]) != letter { return false }
    }
    return true
  }

  /// A literal whose quotation mark is at `start`.
  private func quoted(_ start: Int, isPassword: Bool) -> SecretMatch? {
    let mark = text[start]
    var end = start + 1
    while end < text.count, end - start <= Self.longestValue, text[end] != mark, text[end] != Byte.lineFeed {
      end += text[end] == Byte.backslash && end + 1 < text.count && text[end + 1] != Byte.lineFeed ? 2 : 1
    }
    guard end < text.count, text[end] == mark else { return nil }
    return judge((start + 1)..<end, isPassword: isPassword)
  }

  /// A value without quotation marks, as in shell scripts, YAML, properties, connection strings and XML.
  private func bare(_ start: Int, name: Range<Int>, separator: Int, isPassword: Bool) -> SecretMatch? {
    let inFront = name.lowerBound > lineStart ? text[name.lowerBound - 1] : Byte.lineFeed
    let isPartOfText =
      separator == name.upperBound
      && (inFront == Byte.semicolon || inFront == Byte.ampersand || inFront == Byte.question || Self.isQuote(inFront))
    let isMarkup = text[separator] == Byte.greater
    guard isMarkup || isPartOfText || isFirst(name) else { return nil }
    var end = start
    while end < text.count, end - start <= Self.longestValue, !Self.endsBareValue(text[end]) { end += 1 }
    let range = start..<end
    if isMarkup { return end < text.count && text[end] == Byte.less ? judge(range, isPassword: isPassword) : nil }
    if isPartOfText { return judge(range, isPassword: isPassword) }
    // Source code has expressions here; only what no expression looks like is a value.
    guard end == text.count || text[end] <= Byte.space, range.count >= 12 || text[separator] == Byte.equals,
      !text[range].contains(where: { "()[]{}\"'`,".utf8.contains($0) }), SecretLikelihood.isRandom(text[range], .name)
    else { return nil }
    return judge(range, isPassword: isPassword)
  }

  private static func endsBareValue(_ byte: UInt8) -> Bool {
    byte <= Byte.space || byte == Byte.semicolon || byte == Byte.ampersand || byte == Byte.less || isQuote(byte)
  }

  /// Whether nothing but a word of a shell or a list's dash stands before the name on its line.
  private func isFirst(_ name: Range<Int>) -> Bool {
    var start = lineStart + (layout == .hunk ? 1 : 0)
    while start < name.lowerBound, Byte.isBlank(text[start]) || text[start] == Byte.minus { start += 1 }
    guard name.lowerBound - start <= 2 * Self.longestName else { return false }
    if start >= name.lowerBound { return true }
    let words = ["export ", "set ", "ENV ", "ARG ", "env "].map { Array($0.utf8) }
    guard let word = words.first(where: { starts(with: $0, at: start) }) else {
      // `spring.datasource.password=` has dots in front of its last part.
      return text[start..<name.lowerBound].allSatisfy { Byte.isWord($0) || $0 == Byte.dot || $0 == Byte.minus }
    }
    return start + word.count == name.lowerBound
  }

  /// Whether what was assigned is a secret.
  private func judge(_ range: Range<Int>, isPassword: Bool) -> SecretMatch? {
    let value = text[range]
    guard range.count >= 8, range.count <= Self.longestValue else { return nil }
    let isSecret =
      isPassword
      ? SecretLikelihood.isPassword(value) || (range.count >= 12 && SecretLikelihood.isRandom(value, .name))
      : range.count >= 16 && SecretLikelihood.isRandom(value, .name)
    guard isSecret, !value.contains(where: { $0 <= Byte.space || $0 == Byte.openParenthesis }),
      !SecretLikelihood.isTemplate(value), !SecretLikelihood.isUUID(value), !SecretLikelihood.isStandIn(value),
      range.count >= 24 || !SecretLikelihood.isOwnName(value), !looksLikeReference(value)
    else { return nil }
    // A secret with a shape of its own, or a URL, is found when its turn comes.
    for at in range where at == range.lowerBound || !Byte.isWord(text[at - 1]) {
      if shape(at) != nil || token(at) != nil { return nil }
    }
    return SecretMatch(kind: isPassword ? .password : .key, range: range)
  }

  /// Paths, addresses, hashes with their algorithm, and names with dots.
  private func looksLikeReference(_ value: ArraySlice<UInt8>) -> Bool {
    let text = String(decoding: value, as: UTF8.self)
    if text.contains("://") || text.hasPrefix("/") || text.hasPrefix("./") || text.hasPrefix("sha1")
      || text.hasPrefix("sha256")
      || text.hasPrefix("sha384") || text.hasPrefix("sha512") || text.hasPrefix("md5")
    {
      return true
    }
    // `config.auth.tokenV2`, `kubernetes.io/service`: words joined by dots or slashes.
    let parts = value.split { $0 == Byte.dot || $0 == Byte.slash }
    return parts.count > 1 && parts.allSatisfy { part in part.count < 24 && !SecretLikelihood.isRandom(part, .name) }
  }
}
