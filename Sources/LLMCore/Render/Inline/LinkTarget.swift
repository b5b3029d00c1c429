/// What stands behind the text of a link.
enum LinkTarget {
  enum Parsed {
    case none, incomplete
    /// The address as meant, and where the link ends.
    case found([UInt8], Int)
  }

  enum Label {
    case none, incomplete
    /// Where its `]` is.
    case found(Int)
  }

  /// `(address "title")`, from its parenthesis on.
  static func parse(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Parsed {
    var offset = skipSpace(bytes, start + 1)
    guard offset < bytes.count else { return .incomplete }
    guard case .found(let address, let end) = destination(bytes, offset) else {
      return bytes[offset] == UInt8(ascii: ")") ? .found([], offset + 1) : destination(bytes, offset)
    }
    offset = skipSpace(bytes, end)
    guard offset < bytes.count else { return .incomplete }
    if offset > end, "\"'(".utf8.contains(bytes[offset]) {
      switch title(bytes, offset) {
      case .none: return .none
      case .incomplete: return .incomplete
      case .found(let titleEnd): offset = skipSpace(bytes, titleEnd)
      }
      guard offset < bytes.count else { return .incomplete }
    }
    return bytes[offset] == UInt8(ascii: ")") ? .found(address, offset + 1) : .none
  }

  /// Parentheses in an address nest no deeper: each `(` looks for its end.
  private static let deepestParentheses = 8

  /// An address in angle brackets, or one without spaces and with balanced parentheses. At the end of the text the latter is
  /// incomplete.
  static func destination(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Parsed {
    if bytes[start] == UInt8(ascii: "<") { return angled(bytes, start) }
    var depth = 0
    var offset = start
    while offset < bytes.count {
      let byte = bytes[offset]
      if offset - start > LinkAddress.sizeLimit { return .none }
      if byte == UInt8(ascii: "\\"), offset + 1 < bytes.count, Character.isPunctuation(bytes[offset + 1]) {
        offset += 2
        continue
      }
      if byte <= 0x20 { break }
      if byte == UInt8(ascii: "(") {
        depth += 1
        if depth > deepestParentheses { return .none }
      }
      if byte == UInt8(ascii: ")") {
        if depth == 0 { break }
        depth -= 1
      }
      offset += 1
    }
    guard offset < bytes.count else { return .incomplete }
    guard depth == 0, offset > start else { return .none }
    return .found(unescaped(bytes[start..<offset]), offset)
  }

  private static func angled(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Parsed {
    var offset = start + 1
    while offset < bytes.count, offset - start <= LinkAddress.sizeLimit {
      switch bytes[offset] {
      case UInt8(ascii: ">"): return .found(unescaped(bytes[(start + 1)..<offset]), offset + 1)
      case UInt8(ascii: "<"), 0x0A: return .none
      case UInt8(ascii: "\\"): offset += 2
      default: offset += 1
      }
    }
    return offset - start > LinkAddress.sizeLimit ? .none : .incomplete
  }

  /// A title in quotes or parentheses; where it ends.
  static func title(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Label {
    let close = bytes[start] == UInt8(ascii: "(") ? UInt8(ascii: ")") : bytes[start]
    var offset = start + 1
    while offset < bytes.count, offset - start <= LinkAddress.sizeLimit {
      if bytes[offset] == close { return .found(offset + 1) }
      if close == UInt8(ascii: ")"), bytes[offset] == UInt8(ascii: "(") { return .none }
      offset += bytes[offset] == UInt8(ascii: "\\") ? 2 : 1
    }
    return offset - start > LinkAddress.sizeLimit ? .none : .incomplete
  }

  /// A label in brackets, from its `[` on.
  static func label(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Label {
    var offset = start + 1
    while offset < bytes.count, offset - start <= 1000 {
      switch bytes[offset] {
      case UInt8(ascii: "]"): return .found(offset)
      case UInt8(ascii: "["): return .none
      case UInt8(ascii: "\\"): offset += 2
      default: offset += 1
      }
    }
    return offset - start > 1000 ? .none : .incomplete
  }

  static func skipSpace(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    var offset = start
    while offset < bytes.count, bytes[offset] <= 0x20 { offset += 1 }
    return offset
  }

  /// Text with its backslash escapes and entities resolved.
  static func unescaped(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> [UInt8] {
    guard text.contains(UInt8(ascii: "\\")) || text.contains(UInt8(ascii: "&")) else { return Array(text) }
    let bytes = UnsafeBufferPointer(rebasing: text)
    var result: [UInt8] = []
    var offset = 0
    while offset < bytes.count {
      if bytes[offset] == UInt8(ascii: "\\"), offset + 1 < bytes.count, Character.isPunctuation(bytes[offset + 1]) {
        result.append(bytes[offset + 1])
        offset += 2
      } else if bytes[offset] == UInt8(ascii: "&"), case .character(let code, let end) = Entity.parse(bytes, offset) {
        TextSanitizer.append(code, to: &result)
        offset = end
      } else {
        result.append(bytes[offset])
        offset += 1
      }
    }
    return result
  }
}
