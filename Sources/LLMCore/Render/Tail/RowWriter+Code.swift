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
    if let codeLimit { return wrappedCode(bytes, style, at: &column, limit: codeLimit) }
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

  /// The same, broken where the row ends: also within what stands for a tab or for an invisible character, which may be wider
  /// than the row.
  private mutating func wrappedCode(
    _ bytes: UnsafeBufferPointer<UInt8>.SubSequence, _ style: TextStyle, at column: inout Int, limit: Int
  ) {
    var offset = bytes.startIndex
    while offset < bytes.endIndex {
      if bytes[offset] == 0x09 {
        for _ in 0..<(8 - column % 8) { wrapped(byte: 0x20, style, at: &column, limit) }
        offset += 1
      } else if bytes[offset] < 0x80 {
        wrapped(byte: bytes[offset], style, at: &column, limit)
        offset += 1
      } else {
        let (code, length) = SafeUTF8.decode(UnsafeBufferPointer(rebasing: bytes), offset - bytes.startIndex)
        if InvisibleCharacter.use(of: code) != nil {
          var name: [UInt8] = []
          InvisibleCharacter.append(name: code, to: &name)
          for byte in name { wrapped(byte: byte, style, at: &column, limit) }
        } else {
          let width = code < 0x300 ? 1 : CharacterTraits(code).width
          makeRoom(width, style, limit)
          output.append(bytes[offset..<(offset + length)])
          column += width
          self.column += width
        }
        offset += length
      }
    }
  }

  private mutating func wrapped(byte: UInt8, _ style: TextStyle, at column: inout Int, _ limit: Int) {
    makeRoom(1, style, limit)
    output.append(byte)
    column += 1
    self.column += 1
  }

  /// Goes to the next row where a character does not fit in this one.
  private mutating func makeRoom(_ width: Int, _ style: TextStyle, _ limit: Int) {
    guard column + width > limit, column > prefix.rest.columns else { return }
    closeRow()
    openRow()
    setStyle(style)
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
