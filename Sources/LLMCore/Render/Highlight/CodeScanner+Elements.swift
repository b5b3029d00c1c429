/// Elements among the expressions of JavaScript: `<Name key={value}>text {value}</Name>`.
extension CodeScanner {
  /// Opens the element whose `<` stands here; false where it is a sign of comparison or opens parameters of a type.
  mutating func openElement() -> Bool {
    guard let next = byteAfter(0), Byte.isLetter(next) || next == Byte.greater, stack.count < Self.depthLimit else {
      return false
    }
    let start = position + 1
    let stop = endOfElementName(start)
    // `<T,>(` and `<T extends …>(` are parameters.
    if stop < end, bytes[stop] == Byte.comma { return false }
    if stop < end, bytes[stop] == Byte.space, matches(Array("extends ".utf8), at: stop + 1) { return false }
    out.add(position, start, .punctuation)
    out.add(start, stop, Byte.isUppercase(next) ? .type : .keyword)
    position = stop
    stack.append(Frame(content: .tag))
    return true
  }

  private func endOfElementName(_ start: Int) -> Int {
    var stop = start
    while stop < end,
      Byte.isWord(bytes[stop]) || bytes[stop] == Byte.dot || bytes[stop] == Byte.minus
        || bytes[stop] == Byte.colon
    { stop += 1 }
    return stop
  }

  /// Reads attributes to the end of the tag or to a value in braces.
  mutating func scanTag() {
    let top = stack.count - 1
    while position < end {
      let byte = bytes[position]
      if byte == Byte.greater {
        out.add(position, position + 1, .punctuation)
        position += 1
        stack[top].content = .text
        return
      }
      if byte == Byte.slash, byteAfter(0) == Byte.greater {
        out.add(position, position + 2, .punctuation)
        position += 2
        return closeElement()
      }
      if byte == Byte.openBrace, stack.count < Self.depthLimit { return openValue() }
      let start = position
      if byte == Byte.quote || byte == Byte.apostrophe {
        position = bytes[(start + 1)..<end].firstIndex(of: byte).map { $0 + 1 } ?? end
        out.add(start, position, .string)
      } else if Byte.isWord(byte) {
        position = endOfElementName(start)
        out.add(start, position, .property)
      } else {
        position += 1
        out.add(start, position, byte == Byte.equals ? .operator : .plain)
      }
    }
  }

  /// Reads the text between tags to a tag or a value in braces.
  mutating func scanText() {
    while position < end {
      let byte = bytes[position]
      if byte == Byte.openBrace, stack.count < Self.depthLimit { return openValue() }
      if byte == Byte.less, byteAfter(0) == Byte.slash {
        let stop = endOfElementName(position + 2)
        out.add(position, position + 2, .punctuation)
        let isType = position + 2 < stop && Byte.isUppercase(bytes[position + 2])
        out.add(position + 2, stop, isType ? .type : .keyword)
        position = stop
        if position < end, bytes[position] == Byte.greater {
          out.add(position, position + 1, .punctuation)
          position += 1
        }
        return closeElement()
      }
      if byte == Byte.less, openElement() { return }
      position += 1
    }
  }

  private mutating func closeElement() {
    stack.removeLast()
    noteOperand()
  }

  private mutating func openValue() {
    out.add(position, position + 1, .punctuation)
    position += 1
    stack.append(Frame(content: .code, open: Byte.openBrace, close: Byte.closeBrace))
    expectsOperand = true
  }
}
