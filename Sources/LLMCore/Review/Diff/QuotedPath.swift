/// Paths in double quotes with C's escapes, as git and diff write odd ones.
enum QuotedPath {
  /// Reads a quoted path at an offset; nil where there is none. `end` is the offset behind the closing quote.
  static func read(_ bytes: [UInt8], in range: Range<Int>) -> (path: [UInt8], end: Int)? {
    guard !range.isEmpty, bytes[range.lowerBound] == UInt8(ascii: "\"") else { return nil }
    var path: [UInt8] = []
    var at = range.lowerBound + 1
    while at < range.upperBound {
      switch bytes[at] {
      case UInt8(ascii: "\""): return (path, at + 1)
      case UInt8(ascii: "\\"):
        guard let (byte, length) = escape(bytes, in: at..<range.upperBound) else { return nil }
        path.append(byte)
        at += length
      case let byte:
        path.append(byte)
        at += 1
      }
    }
    return nil
  }

  private static func escape(_ bytes: [UInt8], in range: Range<Int>) -> (byte: UInt8, length: Int)? {
    guard range.count > 1 else { return nil }
    let letter = bytes[range.lowerBound + 1]
    if let pair = letters.first(where: { $0.letter == letter }) { return (pair.byte, 2) }
    guard range.count > 3 else { return nil }
    var value = 0
    for digit in bytes[range.lowerBound + 1...range.lowerBound + 3] {
      guard (0x30...0x37).contains(digit) else { return nil }
      value = value << 3 | Int(digit - 0x30)
    }
    return UInt8(exactly: value).map { ($0, 4) }
  }

  private static let letters: [(letter: UInt8, byte: UInt8)] = [
    (UInt8(ascii: "a"), 0x07), (UInt8(ascii: "b"), 0x08), (UInt8(ascii: "t"), 0x09), (UInt8(ascii: "n"), 0x0A),
    (UInt8(ascii: "v"), 0x0B), (UInt8(ascii: "f"), 0x0C), (UInt8(ascii: "r"), 0x0D), (UInt8(ascii: "\""), 0x22),
    (UInt8(ascii: "\\"), 0x5C),
  ]

  /// A path as git writes it: in quotes where it has a byte that must be escaped.
  static func written(_ path: [UInt8], quoting: DiffWriter.Quoting) -> [UInt8] {
    let escapesHighBytes = quoting == .nonASCII || String(validating: path, as: UTF8.self) == nil
    func mustBeEscaped(_ byte: UInt8) -> Bool {
      byte < 0x20 || byte == 0x7F || byte == 0x22 || byte == 0x5C || byte >= 0x80 && escapesHighBytes
    }
    guard path.contains(where: mustBeEscaped) else { return path }
    var text: [UInt8] = [0x22]
    for byte in path {
      if !mustBeEscaped(byte) {
        text.append(byte)
      } else if let pair = letters.first(where: { $0.byte == byte }) {
        text += [0x5C, pair.letter]
      } else {
        text += [0x5C, 0x30 + (byte >> 6), 0x30 + (byte >> 3 & 7), 0x30 + (byte & 7)]
      }
    }
    return text + [0x22]
  }
}
