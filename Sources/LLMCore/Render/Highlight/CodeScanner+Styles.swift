/// Style sheets: a word's meaning hangs on whether its statement is a declaration or a selector.
extension CodeScanner {
  mutating func finishStyleWord(_ start: Int) {
    if bytes[start] == Byte.minus, start + 1 < position, Byte.isDigit(bytes[start + 1]) {
      out.add(start, start + 1, .operator)
      position = start + 1
      return
    }
    if position - start == 1, bytes[start] == Byte.minus { return out.add(start, position, .operator) }
    if isDeclaration == nil { isDeclaration = isValue || findsDeclaration(start) }
    out.add(start, position, kindOfStyleWord(start))
    introduced = .plain
  }

  private func kindOfStyleWord(_ start: Int) -> CodeKind {
    let isCustom = position - start > 2 && bytes[start] == Byte.minus && bytes[start + 1] == Byte.minus
    if position < end, bytes[position] == Byte.openParenthesis { return .function }
    if isCustom { return .property }
    if isValue { return byteBefore(start) == Byte.exclamation ? .keyword : .constant }
    if isDeclaration == true { return .property }
    switch byteBefore(start) {
    case Byte.dot: return .type
    case Byte.colon: return .function
    case Byte.openBracket: return .property
    default: return .keyword
    }
  }

  /// Looks ahead to what ends the statement: a brace opens a rule, so what stands before it was a selector. Each
  /// statement is looked through once.
  private func findsDeclaration(_ start: Int) -> Bool {
    guard stack.count > 1 || stack[0].depth > 0 || bytes[start] == Byte.minus || byteBefore(start) == Byte.dollar else {
      return false
    }
    var hasColon = false
    for index in start..<end {
      switch bytes[index] {
      case Byte.openBrace: return false
      case Byte.semicolon, Byte.closeBrace: return hasColon
      case Byte.colon: hasColon = true
      default: break
      }
    }
    return hasColon
  }
}
