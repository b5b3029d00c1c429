extension TolerantParser {
  /// What a string is for; decides which of its quotes is the last.
  enum StringRole { case name, value }

  /// The mark that opens a string here, if one does.
  func quote(at index: Int) -> QuoteMark? { QuoteMark(in: bytes, at: index, before: end) }

  /// Reads a string and those that `+` joins to it.
  mutating func readText(_ quote: QuoteMark) throws(ReadingError) -> String {
    var text = try readString(quote, as: .value)
    while true {
      var behind = self
      behind.skipBlanks()
      guard behind.position < behind.end, bytes[behind.position] == UInt8(ascii: "+") else { return text }
      let plus = behind.position
      behind.position += 1
      behind.skipBlanks()
      guard behind.position < behind.end, let next = behind.quote(at: behind.position) else { return text }
      behind.log.note(.joinedText, at: plus)
      self = behind
      text += try readString(next, as: .value)
    }
  }

  /// Reads a string from its opening mark to the one that closes it.
  mutating func readString(_ quote: QuoteMark, as role: StringRole) throws(ReadingError) -> String {
    let first = position
    if quote != .double { log.note(.quotes, at: first) }
    position += quote.length
    var content: [UInt8] = []
    var plain = position
    while position < end {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\\") {
        content += bytes[plain..<position]
        let isWhole = readEscape(into: &content)
        plain = isWhole ? position : end
        if !isWhole { break }
      } else if let length = quote.closingLength(in: bytes, at: position, before: end) {
        if closes(quote, behind: position + length, role) {
          content += bytes[plain..<position]
          position += length
          return String(decoding: content, as: UTF8.self)
        }
        if Lookahead(bytes, end).solid(from: position + length) == end {
          content += bytes[plain..<position]
          plain = end
          break
        }
        if role == .value, lacksQuote(quote, since: plain) {
          content += bytes[plain..<position]
          return endWithoutQuote(content)
        }
        log.note(.innerQuote, at: position)
        position += length
      } else if byte < 0x20 {
        if byte == 0x0A, role == .value, lacksQuote(quote, since: plain) {
          content += bytes[plain..<position]
          return endWithoutQuote(content)
        }
        if quote != .tripledDouble, quote != .tripledSingle { log.note(.controlCharacter, at: position) }
        position += 1
      } else {
        position += 1
      }
    }
    if plain < end { content += bytes[plain..<end] }
    position = end
    if let last = bytes[first..<end].last(where: { !InvisibleMark.isSpace($0) }), Self.closers.contains(last) {
      throw ReadingError(.unclosedText, at: first)
    }
    guard keepsCutText, role == .value else { throw ReadingError(role == .name ? .cutName : .cutText, at: first) }
    log.note(.cutText, at: first)
    isTruncated = true
    return String(decoding: Self.withoutHalfCharacter(content), as: UTF8.self)
  }

  // MARK: The closing quote

  /// Whether a mark is the string's end, by what follows it.
  private func closes(_ quote: QuoteMark, behind index: Int, _ role: StringRole) -> Bool {
    if quote == .tripledDouble || quote == .tripledSingle { return true }
    let ahead = Lookahead(bytes, end)
    let next = ahead.solid(from: index)
    // A mark that is the text's last byte may be an inner one, where such came before or it may be an apostrophe.
    guard next < end else { return !isInside || quote == .double && !log.has(.innerQuote) }
    guard !endsText(at: next) else { return true }
    guard role == .value else { return closesName(ahead, next, isApart: next > index) }
    switch bytes[next] {
    case UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: ")"): return areClosers(ahead, next)
    case UInt8(ascii: "/"), UInt8(ascii: "#"): return ahead.isComment(at: next)
    // A name among elements: the string ends, and the colon is the error.
    case UInt8(ascii: ":"): return containers.last != .object
    case UInt8(ascii: "+"):
      let text = ahead.solid(from: next + 1)
      return text < end && self.quote(at: text) != nil
    case UInt8(ascii: ","), UInt8(ascii: ";"):
      let value = ahead.solid(from: next + 1)
      guard value < end, !endsText(at: value) else { return true }
      return containers.last == .object ? isMember(ahead, value) : isElement(ahead, value)
    default:
      if containers.last == .object { return closesBeforeMember(ahead, index, next) }
      return next > index && isOpener(bytes[next], at: next)
    }
  }

  /// Whether of the closers that stand here one has something to close; there may be one too many in front of it.
  private func areClosers(_ ahead: Lookahead, _ index: Int) -> Bool {
    var next = index
    while next < end, Self.closers.contains(bytes[next]) {
      if isOpen(bytes[next]) { return true }
      next = ahead.solid(from: next + 1)
    }
    return false
  }

  private static let closers = Array("}])".utf8)

  private func closesName(_ ahead: Lookahead, _ next: Int, isApart: Bool) -> Bool {
    switch bytes[next] {
    case UInt8(ascii: ":"), UInt8(ascii: "="), UInt8(ascii: ","), UInt8(ascii: "}"): true
    case UInt8(ascii: "/"), UInt8(ascii: "#"): ahead.isComment(at: next)
    default: isApart && (isOpener(bytes[next], at: next) || isScalar(ahead, next))
    }
  }

  /// Whether a number or a literal seems to stand here.
  private func isScalar(_ ahead: Lookahead, _ index: Int) -> Bool {
    switch bytes[index] {
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
    default: ahead.isLiteral(at: index)
    }
  }

  /// Whether something that can follow a comma in an object stands here.
  private func isMember(_ ahead: Lookahead, _ index: Int) -> Bool {
    switch bytes[index] {
    case UInt8(ascii: "}"), UInt8(ascii: ","), UInt8(ascii: "."): true
    case UInt8(ascii: "/"), UInt8(ascii: "#"): ahead.isComment(at: index)
    default: ahead.isQuotedName(at: index) || ahead.isBareName(at: index)
    }
  }

  /// Whether something that can follow a comma in an array stands here.
  private func isElement(_ ahead: Lookahead, _ index: Int) -> Bool {
    switch bytes[index] {
    case UInt8(ascii: "]"), UInt8(ascii: ")"), UInt8(ascii: "}"): isOpen(bytes[index])
    case UInt8(ascii: ","), UInt8(ascii: "."): true
    case UInt8(ascii: "/"), UInt8(ascii: "#"): ahead.isComment(at: index)
    default: isOpener(bytes[index], at: index) || isScalar(ahead, index)
    }
  }

  /// Whether the next member follows without a comma: quoted, or without quotes on a line of its own.
  private func closesBeforeMember(_ ahead: Lookahead, _ index: Int, _ next: Int) -> Bool {
    if ahead.isQuotedName(at: next, orCut: next > index) { return true }
    return bytes[index..<next].contains(0x0A) && ahead.isBareName(at: next)
  }

  private func isOpener(_ byte: UInt8, at index: Int) -> Bool {
    byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") || byte == UInt8(ascii: "(") || quote(at: index) != nil
  }

  // MARK: Quotes that are missing

  /// Whether the string had to end before the mark or line end that stands here: a comma comes before it, and a name with its colon next.
  private func lacksQuote(_ quote: QuoteMark, since plain: Int) -> Bool {
    guard containers.last == .object, quote == .double || quote == .single else { return false }
    var last = position
    while last > plain, InvisibleMark.isSpace(bytes[last - 1]) { last -= 1 }
    guard last > plain, bytes[last - 1] == UInt8(ascii: ",") else { return false }
    let ahead = Lookahead(bytes, end)
    let next = ahead.solid(from: position)
    return next < end && ahead.isQuotedName(at: next, orCut: false)
  }

  /// The string without the comma behind it, which is left to be read.
  private mutating func endWithoutQuote(_ content: [UInt8]) -> String {
    log.note(.missingQuote, at: position)
    while bytes[position] != UInt8(ascii: ",") { position -= 1 }
    let text = content.prefix(content.lastIndex(of: UInt8(ascii: ",")) ?? content.count)
    return String(decoding: text, as: UTF8.self)
  }

  // MARK: Escapes

  /// Reads what a backslash begins; false where the text ends in the middle of it.
  private mutating func readEscape(into content: inout [UInt8]) -> Bool {
    let first = position
    guard first + 1 < end else { return false }
    let escape = bytes[first + 1]
    position = first + 2
    if let plain = EscapeSequence.plain(escape) {
      content.append(plain)
    } else if escape == UInt8(ascii: "u") {
      switch EscapeSequence.scalar(in: bytes, at: first, before: end) {
      case .complete(let scalar, let length):
        content += scalar.utf8
        position = first + length
      case .cut: return false
      case .malformed: keepBackslash(escape, at: first, in: &content)
      }
    } else if escape == UInt8(ascii: "x"),
      let value = EscapeSequence.hexadecimal(bytes[..<end], at: position, digits: 2)
    {
      log.note(.escape, at: first)
      content += String(UnicodeScalar(UInt8(value))).utf8
      position += 2
    } else if EscapeSequence.isNeedless(escape) {
      log.note(.escape, at: first)
      content.append(escape)
    } else {
      keepBackslash(escape, at: first, in: &content)
    }
    return true
  }

  /// A backslash that means itself, as in a path or a formula. A byte behind it that is not ASCII is the first of a character.
  private mutating func keepBackslash(_ escape: UInt8, at index: Int, in content: inout [UInt8]) {
    log.note(.escape, at: index)
    content += [UInt8(ascii: "\\"), escape]
  }

  /// The text without the first bytes of a character that was cut.
  private static func withoutHalfCharacter(_ text: [UInt8]) -> ArraySlice<UInt8> {
    guard let lead = text.suffix(4).lastIndex(where: { $0 & 0xC0 != 0x80 }), text[lead] >= 0xC0 else {
      return text[...]
    }
    let length = text[lead] < 0xE0 ? 2 : text[lead] < 0xF0 ? 3 : 4
    return text.count - lead < length ? text[..<lead] : text[...]
  }
}
