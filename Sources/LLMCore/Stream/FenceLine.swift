/// What is known of a line that may be a fence, byte by byte.
struct FenceLine: Sendable {
  private enum State { case prefix, bullet, digits(Int), fence, info }

  private var state = State.prefix
  /// The byte that the fence is made of, and how many there are.
  private(set) var mark: UInt8 = 0
  private(set) var length = 0
  /// What stands behind the fence.
  private var info: [UInt8] = []
  /// How far the fence is indented, behind the last quote mark. List markers count as the space they take.
  private(set) var columns = 0
  private(set) var quotes = 0
  /// How many bytes at the start of a line of a block belong to what the block stands in.
  private(set) var stripped = 0

  private var strippedQuotes = 0

  /// Whether nothing but white space stands behind the fence.
  var isBare: Bool { info.allSatisfy { $0 <= 0x20 } }

  /// Whether the info string names Markdown.
  var saysMarkdown: Bool {
    let word = info.drop { $0 <= 0x20 }.prefix { $0 > 0x20 }.map { $0 | 0x20 }
    return word.elementsEqual("markdown".utf8) || word.elementsEqual("md".utf8)
  }

  // MARK: Outside of blocks

  /// Takes a byte of a line outside of blocks; false once the line cannot be a fence.
  mutating func takeOutside(_ byte: UInt8) -> Bool {
    switch state {
    case .prefix: return takePrefix(byte)
    case .bullet:
      state = .prefix
      return isBlank(byte) && takePrefix(byte)
    case .digits(let count):
      columns += 1
      if isDigit(byte), count < 9 {
        state = .digits(count + 1)
      } else if byte == UInt8(ascii: ".") || byte == UInt8(ascii: ")") {
        state = .bullet
      } else {
        return false
      }
      return true
    case .fence: return takeFence(byte)
    case .info: return takeInfo(byte)
    }
  }

  private mutating func takePrefix(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "\t"): indent(byte)
    case UInt8(ascii: ">"):
      quotes += 1
      columns = -1
    case UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "+"):
      columns += 1
      state = .bullet
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      columns += 1
      state = .digits(1)
    case UInt8(ascii: "`"), UInt8(ascii: "~"):
      columns = max(columns, 0)
      (mark, length, state) = (byte, 1, .fence)
    default: return false
    }
    return true
  }

  private mutating func takeFence(_ byte: UInt8) -> Bool {
    if byte == mark {
      length += 1
      return true
    }
    guard length >= 3 else { return false }
    state = .info
    return takeInfo(byte)
  }

  /// An info string behind backticks has none itself: a line like "```x```" is a piece of code in prose.
  private mutating func takeInfo(_ byte: UInt8) -> Bool {
    guard byte != mark || mark != UInt8(ascii: "`") else { return false }
    info.append(byte)
    return true
  }

  // MARK: In a block

  /// Takes a byte of a line in a block; false once the line is no fence. What the block stands in is counted in `stripped`.
  mutating func takeInside(_ byte: UInt8, mark: UInt8, indentation: Int, quotes: Int) -> Bool {
    switch state {
    case .prefix:
      if byte == UInt8(ascii: ">"), self.quotes < quotes {
        self.quotes += 1
        columns = -1
        stripped += 1
        strippedQuotes = stripped
      } else if isBlank(byte) {
        indent(byte)
        if self.quotes < quotes || columns <= indentation { stripped += 1 }
        return self.quotes < quotes || columns < indentation + 4
      } else if byte == mark {
        (self.mark, length, state) = (byte, 1, .fence)
      } else {
        // The white space of a line without its quote mark is the line's own.
        if self.quotes < quotes { stripped = strippedQuotes }
        return false
      }
      return true
    case .fence: return takeFence(byte)
    default: return takeInfo(byte)
    }
  }

  // MARK: Bytes

  /// A tab goes to the next column that four divides.
  private mutating func indent(_ byte: UInt8) {
    columns += byte == UInt8(ascii: "\t") ? 4 - max(columns, 0) % 4 : 1
  }

  private func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
  private func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
