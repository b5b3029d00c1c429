/// Shells: words are commands, options, assignments or arguments by where they stand.
extension CodeScanner {
  mutating func finishShellWord(_ start: Int, _ hash: UInt32) {
    let announced = introduced
    introduced = .plain
    let isCommand = expectsOperand
    expectsOperand = false
    if announced != .plain {
      out.add(start, position, announced)
    } else if bytes[start] == Byte.minus {
      out.add(start, position, position - start > 1 ? .constant : .operator)
    } else if !bytes[start..<position].contains(where: { !Byte.isDigit($0) }) {
      out.add(start, position, .number)
    } else if isCommand {
      finishCommand(start, hash)
    } else if bytes[start..<position].elementsEqual("in".utf8) {
      out.add(start, position, .keyword)
    }
  }

  private mutating func finishCommand(_ start: Int, _ hash: UInt32) {
    let next: UInt8 = position < end ? bytes[position] : 0
    let role = grammar.words.role(of: bytes, from: start, to: position, hash: hash)
    switch role {
    case .keyword: expectsOperand = true
    case .declaresFunction: introduced = .function
    // `sudo`, `env` and the like run what comes next.
    case .function: expectsOperand = true
    default: break
    }
    if next == Byte.equals {
      finishAssignment(start)
    } else if role != .none {
      out.add(start, position, role.kind)
    } else if next == Byte.closeParenthesis, stack.count == 1, stack[0].depth == 0 {
      out.add(start, position, .string)
    } else {
      out.add(start, position, .function)
    }
  }

  /// `NAME=value`: behind the value the command is still to come.
  private mutating func finishAssignment(_ start: Int) {
    out.add(start, position, .property)
    out.add(position, position + 1, .operator)
    position += 1
    let value = position
    while position < end, grammar.classes[Int(bytes[position])] & Grammar.Class.wordPart != 0 { position += 1 }
    if position > value, !bytes[value..<position].contains(where: { !Byte.isDigit($0) }) {
      out.add(value, position, .number)
    }
    expectsOperand = true
  }

  mutating func scanShellOperator(_ byte: UInt8) {
    switch byte {
    case Byte.bar, Byte.backtick: expectsOperand = true
    case Byte.ampersand: expectsOperand = byteBefore(position) != Byte.greater && byteAfter(0) != Byte.greater
    case Byte.exclamation, Byte.equals: break
    // A prompt that was copied with its command.
    case Byte.dollar where position == lineStart: break
    case Byte.backslash:
      escapesLineEnd = position + 1 == end
      let stop = min(position + 2, end)
      out.add(position, position + 1, .operator)
      position = stop
      return
    default: expectsOperand = false
    }
    out.add(position, position + 1, .operator)
    position += 1
  }

  /// Whether a command may begin behind a bracket, comma or semicolon.
  func expectsCommand(behind byte: UInt8) -> Bool {
    switch byte {
    case Byte.semicolon, Byte.closeParenthesis: true
    // `((` is arithmetic, `=(` a list, and braces inside a word list words.
    case Byte.openParenthesis: byteBefore(position) != Byte.openParenthesis && byteBefore(position) != Byte.equals
    case Byte.openBrace: byteBefore(position).map(Byte.isBlank) ?? true
    default: false
    }
  }

  /// `$name`, `${…}`, `$(…)`.
  mutating func scanExpansion() -> Bool {
    guard let next = byteAfter(0) else { return false }
    let isAssigned = isAssigned(position)
    if next == Byte.openBrace || next == Byte.openParenthesis, stack.count < Self.depthLimit {
      out.add(position, position + 2, .punctuation)
      position += 2
      let close = next == Byte.openBrace ? Byte.closeBrace : Byte.closeParenthesis
      stack.append(Frame(content: .code, open: next, close: close, isAssigned: isAssigned))
      expectsOperand = next == Byte.openParenthesis
      if next == Byte.openBrace { scanParameter() }
      return true
    }
    guard let stop = endOfVariable(position) else { return false }
    out.add(position, stop, .property)
    position = stop
    noteOperand()
    expectsOperand = isAssigned
    return true
  }

  /// Whether the value that begins here is a variable's, so that the command is still to come.
  func isAssigned(_ start: Int) -> Bool {
    grammar.traits.contains(.shell) && expectsOperand && byteBefore(start) == Byte.equals
  }

  /// The name behind `${`, with the sign that may stand before it: `${#name}`, `${!name}`.
  mutating func scanParameter() {
    expectsOperand = false
    if position < end, bytes[position] == Byte.hash || bytes[position] == Byte.exclamation {
      out.add(position, position + 1, .operator)
      position += 1
    }
    let name = endOfWord(position)
    out.add(position, name, .property)
    // `${name:-default}`
    var stop = name
    if stop < end, bytes[stop] == Byte.colon { stop += 1 }
    if stop < end, "-=+?".utf8.contains(bytes[stop]) { stop += 1 }
    out.add(name, stop, .operator)
    position = stop
  }
}
