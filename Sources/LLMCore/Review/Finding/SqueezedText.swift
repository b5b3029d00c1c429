/// Code without the white space that formatters change: between two characters of words any run of it is one space, elsewhere it
/// is nothing. Indentation, spaces around operators and the wrapping of lines make no difference, words stay apart.
struct SqueezedText {
  /// Where a line that is not blank begins in `bytes`.
  struct TextStart {
    let offset: Int
    /// The place of the line among those that were appended.
    let line: Int
  }

  /// A byte no UTF-8 has: nothing is found across it.
  static let gap: UInt8 = 0xFF

  private(set) var bytes: [UInt8] = []
  private(set) var starts: [TextStart] = []
  private var lineCount = 0

  /// Lines squeezed, as bytes.
  static func bytes(of lines: [[UInt8]]) -> [UInt8] {
    var squeezed = SqueezedText()
    for line in lines { squeezed.append(line) }
    return squeezed.bytes
  }

  /// Lines squeezed, as text.
  static func text(of lines: [[UInt8]]) -> String { bytes(of: lines).asText }

  /// Appends a line; a line end is white space.
  mutating func append(_ line: some Sequence<UInt8>) {
    var isAfterSpace = true
    var isBlank = true
    for byte in line {
      if byte.isBlank {
        isAfterSpace = true
        continue
      }
      if isAfterSpace, byte.isWordPart, bytes.last?.isWordPart ?? false, bytes.last != Self.gap { bytes.append(0x20) }
      if isBlank { starts.append(TextStart(offset: bytes.count, line: lineCount)) }
      (isAfterSpace, isBlank) = (false, false)
      bytes.append(byte)
    }
    lineCount += 1
  }

  /// Separates what comes from what was: the lines between were not shown.
  mutating func appendGap() { bytes.append(Self.gap) }

  /// The line that begins at a place in `starts`, without what stands between it and the next.
  func line(at place: Int) -> ArraySlice<UInt8> {
    let end = place + 1 < starts.count ? starts[place + 1].offset : bytes.count
    var line = bytes[starts[place].offset..<end]
    while let last = line.last, last == 0x20 || last == Self.gap { line.removeLast() }
    return line
  }

  /// Which line, of those that are not blank, has the byte at an offset: its place in `starts`.
  func start(before offset: Int) -> Int {
    var low = 0
    var high = starts.count
    while low < high {
      let middle = (low + high) / 2
      if starts[middle].offset <= offset { low = middle + 1 } else { high = middle }
    }
    return max(0, low - 1)
  }
}

extension UInt8 {
  /// Space, tab, and the controls that end lines and pages.
  var isBlank: Bool { self == 0x20 || (0x09...0x0D).contains(self) }

  /// ASCII letters, digits and `_`, and all parts of other characters.
  var isWordPart: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...0xFF:
      true
    default: false
    }
  }
}
