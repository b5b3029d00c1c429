extension CodeScanner {
  /// Reads a number with its base, fraction, exponent, separators and suffix.
  mutating func scanNumber() {
    let start = position
    let base = bytes[start] == UInt8(ascii: "0") ? byteAfter(0).map(Byte.folded) : nil
    let isHexadecimal = base == UInt8(ascii: "x")
    let hasBase = isHexadecimal || base == UInt8(ascii: "b") || base == UInt8(ascii: "o")
    var hasFraction = bytes[start] == Byte.dot
    position += hasBase ? 2 : 1
    while position < end {
      let byte = bytes[position]
      if byte < 0x80, Byte.isWord(byte) {
        position += 1
        takeExponentSign(byte, isHexadecimal)
      } else if byte == Byte.dot, !hasFraction, !hasBase || isHexadecimal, isFraction() {
        hasFraction = true
        position += 1
      } else if joinsDigits(byte) {
        position += 1
      } else {
        if byte == Byte.percent, grammar.traits.contains(.styleSheet) { position += 1 }
        break
      }
    }
    out.add(start, position, .number)
    noteOperand()
  }

  private mutating func takeExponentSign(_ letter: UInt8, _ isHexadecimal: Bool) {
    let sign = isHexadecimal ? UInt8(ascii: "p") : UInt8(ascii: "e")
    guard Byte.folded(letter) == sign, position < end else { return }
    guard bytes[position] == Byte.plus || bytes[position] == Byte.minus else { return }
    if let digit = byteAfter(0), Byte.isDigit(digit) { position += 1 }
  }

  /// Whether the dot here belongs to the number, and is neither a range nor a member.
  private func isFraction() -> Bool {
    guard let next = byteAfter(0) else { return true }
    if Byte.isDigit(next) { return true }
    if grammar.traits.contains(.preprocessor) { return next != Byte.dot }
    return next != Byte.dot && !Byte.isWord(next)
  }

  /// C++'s `1'000'000`, and dates as in `1979-05-27T07:32:00Z`.
  private func joinsDigits(_ byte: UInt8) -> Bool {
    guard let next = byteAfter(0) else { return false }
    if byte == Byte.apostrophe { return grammar.traits.contains(.digitApostrophes) && Byte.isWord(next) }
    guard byte == Byte.minus || byte == Byte.colon, grammar.traits.contains(.dates) else { return false }
    return Byte.isDigit(next) && Byte.isDigit(bytes[position - 1])
  }
}
