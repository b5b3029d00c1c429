/// Rows that are written as they are.
extension RowWriter {
  /// Writes a row without text, the space at the end of its prefix left out.
  mutating func blankRow() {
    var bytes = prefix.rest.bytes
    while bytes.last == 0x20 { bytes.removeLast() }
    output.append(bytes)
    output.endRow()
  }

  /// Writes a whole row of one character.
  mutating func ruleRow(_ mark: String, _ style: TextStyle) {
    openRow()
    setStyle(style)
    for _ in 0..<max(3, (limit ?? 40) - prefix.rest.columns) { output.append(Array(mark.utf8)) }
    closeRow()
  }

  /// Writes part of a row of code: tabs as spaces to the next stop, no wrapping but in a preview. `column` is that in the
  /// code.
  mutating func code(_ bytes: UnsafeBufferPointer<UInt8>.SubSequence, _ role: TextRole, at column: inout Int) {
    let style = TextStyle(role, overlay)
    setStyle(style)
    if let codeLimit { return wrappedCode(bytes, style, at: &column, limit: max(1, codeLimit - prefix.rest.columns)) }
    var offset = bytes.startIndex
    while offset < bytes.endIndex {
      let start = offset
      while offset < bytes.endIndex, bytes[offset] &- 0x20 < 0x5F { offset &+= 1 }
      if offset > start {
        output.append(bytes[start..<offset])
        column += offset - start
      } else {
        offset += codeCharacter(bytes, offset, at: &column)
      }
    }
  }

  /// The same, broken where the row ends.
  private mutating func wrappedCode(
    _ bytes: UnsafeBufferPointer<UInt8>.SubSequence, _ style: TextStyle, at column: inout Int, limit: Int
  ) {
    var offset = bytes.startIndex
    while offset < bytes.endIndex {
      // Invisible characters are the widest: their names.
      if column > 0, column % limit == 0 || column % limit + (bytes[offset] < 0x80 ? 1 : 10) > limit {
        closeRow()
        openRow()
        setStyle(style)
        column = (column / limit + 1) * limit
      }
      if bytes[offset] &- 0x20 < 0x5F {
        output.append(bytes[offset])
        column += 1
        offset += 1
      } else {
        offset += codeCharacter(bytes, offset, at: &column)
      }
    }
  }

  /// Writes a tab or a character above ASCII. Returns how many bytes it took.
  private mutating func codeCharacter(
    _ bytes: UnsafeBufferPointer<UInt8>.SubSequence, _ offset: Int, at column: inout Int
  ) -> Int {
    guard bytes[offset] != 0x09 else {
      let width = 8 - column % 8
      for _ in 0..<width { output.append(0x20) }
      column += width
      return 1
    }
    let (code, length) = SafeUTF8.decode(UnsafeBufferPointer(rebasing: bytes), offset - bytes.startIndex)
    if InvisibleCharacter.use(of: code) != nil {
      output.extend { InvisibleCharacter.append(name: code, to: &$0) }
      column += 8
    } else {
      output.append(bytes[offset..<(offset + length)])
      column += code < 0x300 ? 1 : CharacterTraits(code).width
    }
    return length
  }
}
