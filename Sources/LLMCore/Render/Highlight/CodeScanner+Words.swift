extension CodeScanner {
  mutating func scanWord() {
    let start = position
    var hash: UInt32 = 0
    repeat {
      hash = WordTable.hash(hash, bytes[position])
      position += 1
    } while position < end && grammar.classes[Int(bytes[position])] & Grammar.Class.wordPart != 0
    if position - start <= 3, openPrefixed(start) { return }
    if grammar.traits.contains(.shell) { return finishShellWord(start, hash) }
    if grammar.traits.contains(.styleSheet) { return finishStyleWord(start) }
    let kind = kindOfWord(start, hash)
    out.add(start, position, kind)
  }

  /// Opens a string whose prefix is the word that was read.
  private mutating func openPrefixed(_ start: Int) -> Bool {
    guard !grammar.prefixes.isEmpty, position < end else { return false }
    let next = bytes[position]
    guard next == Byte.quote || next == Byte.apostrophe || next == Byte.hash,
      let group = grammar.prefixes[Array(bytes[start..<position])]
    else { return false }
    return open(group: group, from: start)
  }

  /// What the word is that ends here; a sign that belongs to it is taken along.
  private mutating func kindOfWord(_ start: Int, _ hash: UInt32) -> CodeKind {
    let announced = introduced
    let next: UInt8 = position < end ? bytes[position] : 0
    introduced = next == Byte.dot ? announced : .plain
    let isMember = isMember(start)
    let role = isMember ? .none : grammar.words.role(of: bytes, from: start, to: position, hash: hash)
    if role != .none { return kind(of: role) }
    expectsOperand = false
    let isCall = takesSign(next)
    if announced != .plain, next != Byte.dot { return announced }
    if isCall { return .function }
    if next == Byte.openParenthesis {
      let makesType = grammar.traits.contains(.capitalCallsAreTypes) && Byte.isUppercase(bytes[start])
      return makesType && !isMember ? .type : .function
    }
    if let kind = kindByCase(start), !isMember || kind == .type { return kind }
    if isMember { return .property }
    return kindByColon(next)
  }

  private mutating func kind(of role: WordRole) -> CodeKind {
    switch role {
    case .keyword: expectsOperand = true
    case .declaresType: (expectsOperand, introduced) = (true, .type)
    case .declaresFunction: (expectsOperand, introduced) = (true, .function)
    default: expectsOperand = false
    }
    return role.kind
  }

  /// Behind a single dot, or the arrow of C and PHP.
  private func isMember(_ start: Int) -> Bool {
    guard let before = byteBefore(start) else { return false }
    if before == Byte.dot { return byteBefore(start - 1) != Byte.dot }
    return before == Byte.greater && grammar.traits.contains(.arrowMembers) && byteBefore(start - 1) == Byte.minus
  }

  /// `println!(`, or Ruby's `empty?`, which belongs to the word.
  private mutating func takesSign(_ next: UInt8) -> Bool {
    guard next == Byte.exclamation || next == Byte.question else { return false }
    let behind = byteAfter(0)
    if grammar.traits.contains(.macros), next == Byte.exclamation, let behind,
      behind == Byte.openParenthesis || behind == Byte.openBracket || behind == Byte.openBrace || Byte.isBlank(behind)
    {
      position += 1
      expectsOperand = true
      return true
    }
    guard grammar.traits.contains(.symbols), behind != Byte.equals else { return false }
    position += 1
    return true
  }

  /// What the first letters say: `LIMIT`, `Name`, `size_t`.
  private func kindByCase(_ start: Int) -> CodeKind? {
    let traits = grammar.traits
    if Byte.isUppercase(bytes[start]) {
      if traits.contains(.capitalConstants), position - start > 1,
        !bytes[start..<position].contains(where: { Byte.isLetter($0) && !Byte.isUppercase($0) })
      {
        return .constant
      }
      return traits.contains(.capitalTypes) ? .type : nil
    }
    let isNamedType = traits.contains(.preprocessor) && position - start > 2
    return isNamedType && bytes[position - 1] == UInt8(ascii: "t") && bytes[position - 2] == Byte.underscore
      ? .type : nil
  }

  /// What stands behind says what it is: `name: value`.
  private func kindByColon(_ next: UInt8) -> CodeKind {
    if grammar.traits.contains(.settings) { return isDeclaration == true ? .plain : .property }
    // TypeScript's `name?: Type` is a key, too.
    let sign = next == Byte.question ? byteAfter(0) : next
    guard sign == Byte.colon, next != byteAfter(0) else { return .plain }
    if grammar.traits.contains(.symbols) { return .constant }
    return grammar.traits.contains(.colonKeys) ? .property : .plain
  }

  /// A byte that gives the word behind it a meaning: `@name`, `$name`, `#name`.
  mutating func scanSigil(_ kind: CodeKind) -> Bool {
    let byte = bytes[position]
    if byte == Byte.dollar, grammar.traits.contains(.shell) { return scanExpansion() }
    if byte == Byte.hash, grammar.traits.contains(.preprocessor) { return scanDirective() }
    var start = position + 1
    if start < end, bytes[start] == byte { start += 1 }
    guard start < end, grammar.classes[Int(bytes[start])] & Grammar.Class.wordPart != 0 else { return false }
    guard grammar.traits.contains(.styleSheet) || !Byte.isDigit(bytes[start]) else { return false }
    var stop = start
    while stop < end, grammar.classes[Int(bytes[stop])] & Grammar.Class.wordPart != 0 { stop += 1 }
    if grammar.traits.contains(.styleSheet), byte == Byte.dollar, isDeclaration == nil {
      isDeclaration = !isValue && stop < end && bytes[stop] == Byte.colon
    }
    let isColor = byte == Byte.hash && isValue
    out.add(position, stop, isColor ? .number : kind)
    position = stop
    noteOperand()
    return true
  }

  /// `#include <name>`, `# define NAME`: a directive stands first on its line.
  private mutating func scanDirective() -> Bool {
    guard out.lastEnd == nil else { return false }
    var stop = position + 1
    while stop < end, Byte.isBlank(bytes[stop]) { stop += 1 }
    let start = stop
    stop = endOfWord(start)
    guard stop > start else { return false }
    out.add(position, stop, .keyword)
    position = stop
    let word = bytes[start..<stop]
    guard word.elementsEqual("include".utf8) || word.elementsEqual("import".utf8) else { return true }
    while position < end, Byte.isBlank(bytes[position]) { position += 1 }
    if position < end, bytes[position] == Byte.less {
      stop = bytes[position..<end].firstIndex(of: Byte.greater).map { $0 + 1 } ?? end
      out.add(position, stop, .string)
      position = stop
    }
    return true
  }

  /// Ruby's `:name`, and `::`, which is none.
  mutating func scanSymbol() -> Bool {
    if byteAfter(0) == Byte.colon {
      out.add(position, position + 2, .operator)
      position += 2
      return true
    }
    let stop = endOfWord(position + 1)
    guard stop > position + 1, !Byte.isDigit(bytes[position + 1]) else { return false }
    if let before = byteBefore(position), Byte.isWord(before) { return false }
    out.add(position, stop, .constant)
    position = stop
    noteOperand()
    return true
  }

  /// `[name]` at the start of a line, outside arrays, is a section's heading.
  mutating func scanSection() -> Bool {
    guard grammar.traits.contains(.settings), stack.count == 1, stack[0].depth == 0, out.lastEnd == nil else {
      return false
    }
    var stop = bytes[position..<end].firstIndex(of: Byte.closeBracket).map { $0 + 1 } ?? end
    while stop < end, bytes[stop] == Byte.closeBracket { stop += 1 }
    out.add(position, stop, .heading)
    position = stop
    return true
  }
}
