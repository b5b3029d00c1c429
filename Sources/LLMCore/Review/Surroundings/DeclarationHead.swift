/// The code in front of an opening brace, which may declare something.
struct DeclarationHead {
  private var bytes: [UInt8] = []
  /// Where each line of it begins, and its number. Lines within parentheses are one.
  private var lines: [(start: Int, number: Int)] = []
  private var isAtLineStart = true

  /// Bytes that are kept; a head that is longer declares nothing that anybody could read.
  private static let longest = 2048

  mutating func append(_ byte: UInt8, line: Int) {
    if bytes.isEmpty, byte <= Byte.space { return }
    if isAtLineStart {
      if byte <= Byte.space { return }
      lines.append((bytes.count, line))
      isAtLineStart = false
    }
    if bytes.count >= Self.longest { removeFirstHalf() }
    bytes.append(byte)
  }

  private mutating func removeFirstHalf() {
    let count = Self.longest / 2
    bytes.removeFirst(count)
    let last = lines.last { $0.start <= count }?.number ?? 0
    lines = [(0, last)] + lines.filter { $0.start > count }.map { ($0.start - count, $0.number) }
  }

  mutating func endLine() {
    guard !isAtLineStart, !bytes.isEmpty else { return }
    bytes.append(Byte.space)
    isAtLineStart = true
  }

  mutating func clear() {
    bytes.removeAll(keepingCapacity: true)
    lines.removeAll(keepingCapacity: true)
    isAtLineStart = true
  }

  /// What it declares and the line where that begins; nil where it declares nothing.
  func declaration(_ language: OutlineLanguage, isInParentheses: Bool) -> (name: String, line: Int)? {
    guard !bytes.isEmpty, bytes.count < Self.longest else { return nil }
    if language.keywords.contains("@media") { return selector() }
    // What stands above a statement that has a body of its own declares nothing.
    if let last = lines.last, Self.control.contains(CodeWord.first(in: bytes[last.start...])) { return nil }
    let function = language.hasBareFunctions && !isInParentheses ? bareFunction() : nil
    guard let found = function ?? keyword(language.keywords) else { return nil }
    return (CodeWord.text(bytes[found]), lines.last { $0.start <= found.lowerBound }?.number ?? lines[0].number)
  }

  /// All in front of the brace is the name, in style sheets.
  private func selector() -> (name: String, line: Int)? {
    let text = bytes[...].reversed().drop { $0 <= Byte.space }.reversed()
    return lines.first.map { (CodeWord.text(Array(text)), $0.number) }
  }

  // MARK: - Keywords

  /// The name behind the last keyword.
  private func keyword(_ keywords: Set<String>) -> Range<Int>? {
    var found: Range<Int>?
    var at = 0
    while at < bytes.count {
      guard CodeWord.isNameByte(bytes[at]) else {
        at += 1
        continue
      }
      let end = bytes[at...].firstIndex { !CodeWord.isNameByte($0) } ?? bytes.count
      let isMember = at > 0 && (bytes[at - 1] == Byte.dot || bytes[at - 1] == Byte.at)
      if !isMember, end - at <= 12, keywords.contains(CodeWord.text(bytes[at..<end])), let name = name(behind: at..<end)
      {
        // `enum class A`, `static class B`: the last word in front of the name counts, but no type behind the name's colon.
        if found == nil || !isBehindColon(at) { found = name }
      }
      at = end
    }
    return found
  }

  private func isBehindColon(_ at: Int) -> Bool {
    let line = lines.last { $0.start <= at }?.start ?? 0
    return bytes[line..<at].contains(Byte.colon) || bytes[line..<at].contains(Byte.openParenthesis)
  }

  private func name(behind keyword: Range<Int>) -> Range<Int>? {
    var at = skipSpaces(keyword.upperBound)
    let word = CodeWord.text(bytes[keyword])
    if word == "init" || word == "deinit" || word == "subscript" { return keyword }
    if word == "impl" { return implementedType(from: at) }
    // Values are declarations where a function is assigned to them, or, in Swift, where a body follows.
    if ["const", "let", "var"].contains(word) {
      guard keyword.lowerBound >= lines.last?.start ?? 0 else { return nil }
      let rest = bytes[at...]
      let isFunction = contains(rest, "=>") || contains(rest, "function")
      let isComputed = word == "var" && rest.contains(Byte.colon) && !rest.contains(Byte.equals)
      guard isFunction || isComputed else { return nil }
    }
    if word == "macro_rules", at < bytes.count, bytes[at] == Byte.exclamation { at = skipSpaces(at + 1) }
    // A receiver of Go, attributes of C++, generic parameters of Rust and Kotlin, a star of a generator.
    if at < bytes.count, bytes[at] == Byte.openParenthesis, word == "func" { at = skipSpaces(skipGroup(at)) }
    if at < bytes.count, bytes[at] == Byte.less { at = skipSpaces(skipGroup(at)) }
    while at < bytes.count, bytes[at] == Byte.star || bytes[at] == Byte.backtick { at += 1 }
    var end = at
    while end < bytes.count,
      CodeWord.isNameByte(bytes[end]) || bytes[end] == Byte.dot || (bytes[end] == Byte.colon && isScope(end))
    {
      end += 1
    }
    if end == at, word == "func" {
      end = bytes[at...].firstIndex { $0 <= Byte.space || $0 == Byte.openParenthesis } ?? at
    }
    return end > at ? at..<end : nil
  }

  /// `impl Trait for Type`: the type.
  private func implementedType(from start: Int) -> Range<Int>? {
    var at = start < bytes.count && bytes[start] == Byte.less ? skipSpaces(skipGroup(start)) : start
    if let word = offset(of: " for ", from: at) { at = skipSpaces(word + 5) }
    while at < bytes.count, !CodeWord.isNameByte(bytes[at]) { at += 1 }
    let end = bytes[at...].firstIndex { !CodeWord.isNameByte($0) && $0 != Byte.colon } ?? bytes.count
    return end > at ? at..<end : nil
  }

  // MARK: - Functions without a keyword

  private static let control: Set = [
    "if", "else", "for", "foreach", "while", "do", "switch", "case", "catch", "try", "return", "using", "lock",
    "synchronized",
    "with", "when", "match", "guard", "throw", "new", "await", "yield", "delete", "sizeof", "finally", "elif", "until",
    "select",
    "defined", "assert", "super", "this", "fixed", "unless", "repeat", "defer", "loop",
  ]

  /// The name in front of the first parentheses of the last line that has some at its top.
  private func bareFunction() -> Range<Int>? {
    for line in lines.reversed() {
      let end = lines.first { $0.start > line.start }?.start ?? bytes.count
      guard let parenthesis = bytes[line.start..<end].firstIndex(of: Byte.openParenthesis) else { continue }
      var nameEnd = parenthesis
      while nameEnd > line.start, Byte.isBlank(bytes[nameEnd - 1]) { nameEnd -= 1 }
      var start = nameEnd
      while start > line.start, isBareNameByte(start - 1) { start -= 1 }
      while start < nameEnd, bytes[start] == Byte.colon { start += 1 }
      guard start < nameEnd, !bytes[line.start..<start].contains(Byte.equals), !Byte.isDigit(bytes[start]) else {
        return nil
      }
      let before = start > line.start ? bytes[start - 1] : Byte.space
      let firstWord = CodeWord.first(in: bytes[line.start...])
      guard before != Byte.dot, before != Byte.at, before != Byte.exclamation, !Self.control.contains(firstWord),
        !Self.control.contains(CodeWord.text(bytes[start..<nameEnd]))
      else { return nil }
      return start..<nameEnd
    }
    return nil
  }

  /// `Type::name`, `~name` and `name-with-hyphens` are names.
  private func isBareNameByte(_ at: Int) -> Bool {
    let byte = bytes[at]
    return CodeWord.isNameByte(byte) || byte == Byte.tilde || byte == Byte.hash || byte == Byte.minus
      || (byte == Byte.colon && (isScope(at) || (at > 0 && isScope(at - 1))))
  }

  // MARK: - Places

  private func isScope(_ at: Int) -> Bool {
    at + 1 < bytes.count && bytes[at] == Byte.colon && bytes[at + 1] == Byte.colon
  }

  private func skipSpaces(_ start: Int) -> Int { bytes[start...].firstIndex { $0 > Byte.space } ?? bytes.count }

  /// Past the bracket that closes the one at `start`.
  private func skipGroup(_ start: Int) -> Int {
    let (opener, closer) =
      bytes[start] == Byte.less ? (Byte.less, Byte.greater) : (Byte.openParenthesis, Byte.closeParenthesis)
    var depth = 0
    for at in start..<bytes.count {
      if bytes[at] == opener { depth += 1 }
      if bytes[at] == closer { depth -= 1 }
      if depth == 0 { return at + 1 }
    }
    return bytes.count
  }

  private func offset(of word: String, from start: Int) -> Int? {
    let word = Array(word.utf8)
    return bytes[min(start, bytes.count)...].indices.first { bytes[$0...].starts(with: word) }
  }

  private func contains(_ text: ArraySlice<UInt8>, _ word: String) -> Bool {
    offset(of: word, from: text.startIndex) != nil
  }
}
