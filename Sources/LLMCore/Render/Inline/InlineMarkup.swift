/// Markup within paragraphs that needs no matching: tags, comments, addresses, math.
enum InlineMarkup {
  enum Angle {
    case none, incomplete
    /// `<https://…>` or `<name@host>`: where it ends.
    case address(Int)
    case comment(Int)
    case tag(Int)
  }

  /// Which mark ends the markup that begins at an offset, as a bit; nil where that is not told by a mark alone.
  static func endMark(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> UInt8? {
    guard start + 2 < bytes.count else { return nil }
    switch (bytes[start + 1], bytes[start + 2]) {
    case (UInt8(ascii: "?"), _): return 1
    case (UInt8(ascii: "!"), UInt8(ascii: "-")): return 2
    case (UInt8(ascii: "!"), UInt8(ascii: "[")): return 4
    case (UInt8(ascii: "!"), let letter) where isLetter(letter): return 8
    default: return nil
    }
  }

  enum Span {
    case none, incomplete
    case found(Int)
  }

  // MARK: Angle brackets

  static func angle(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Angle {
    guard start + 1 < bytes.count else { return .incomplete }
    let next = bytes[start + 1]
    if next == UInt8(ascii: "!") { return declaration(bytes, start) }
    if next == UInt8(ascii: "?") { return ending("?>", bytes, start + 2).map { .tag($0) } ?? .incomplete }
    if next == UInt8(ascii: "/") { return closingTag(bytes, start) }
    if isAddressStart(next) {
      switch address(bytes, start) {
      case .found(let end): return .address(end)
      case .incomplete: return .incomplete
      case .none: break
      }
    }
    return isLetter(next) ? openingTag(bytes, start) : .none
  }

  private static func declaration(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Angle {
    let rest = bytes[(start + 2)...]
    if rest.starts(with: "--".utf8) { return ending("-->", bytes, start + 4).map { .comment($0) } ?? .incomplete }
    if rest.starts(with: "[CDATA[".utf8) { return ending("]]>", bytes, start + 9).map { .tag($0) } ?? .incomplete }
    guard let first = rest.first else { return .incomplete }
    if "--".utf8.starts(with: rest) || "[CDATA[".utf8.starts(with: rest) { return .incomplete }
    guard isLetter(first) else { return .none }
    return ending(">", bytes, start + 2).map { .tag($0) } ?? .incomplete
  }

  /// Where the next occurrence of some bytes ends.
  static func ending(_ mark: StaticString, _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
    let mark = UnsafeBufferPointer(start: mark.utf8Start, count: mark.utf8CodeUnitCount)
    var offset = start
    while offset + mark.count <= bytes.count {
      if bytes[offset] == mark[0], bytes[offset...].starts(with: mark) { return offset + mark.count }
      offset += 1
    }
    return nil
  }

  private static func closingTag(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Angle {
    var offset = start + 2
    guard offset < bytes.count else { return .incomplete }
    guard isLetter(bytes[offset]) else { return .none }
    while offset < bytes.count, isTagName(bytes[offset]) { offset += 1 }
    offset = LinkTarget.skipSpace(bytes, offset)
    guard offset < bytes.count else { return .incomplete }
    return bytes[offset] == UInt8(ascii: ">") ? .tag(offset + 1) : .none
  }

  private static func openingTag(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Angle {
    var offset = start + 1
    while offset < bytes.count, isTagName(bytes[offset]) { offset += 1 }
    while offset < bytes.count {
      let gap = LinkTarget.skipSpace(bytes, offset)
      guard gap < bytes.count else { return .incomplete }
      if bytes[gap] == UInt8(ascii: ">") { return .tag(gap + 1) }
      if bytes[gap] == UInt8(ascii: "/") {
        guard gap + 1 < bytes.count else { return .incomplete }
        return bytes[gap + 1] == UInt8(ascii: ">") ? .tag(gap + 2) : .none
      }
      guard gap > offset else { return .none }
      switch attribute(bytes, gap) {
      case .none: return .none
      case .incomplete: return .incomplete
      case .found(let end): offset = end
      }
    }
    return .incomplete
  }

  /// `name`, `name=value`, `name="value"`.
  private static func attribute(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Span {
    guard isLetter(bytes[start]) || "_:".utf8.contains(bytes[start]) else { return .none }
    var offset = start
    while offset < bytes.count, isTagName(bytes[offset]) || "_:.".utf8.contains(bytes[offset]) { offset += 1 }
    let equals = LinkTarget.skipSpace(bytes, offset)
    guard equals < bytes.count else { return .incomplete }
    guard bytes[equals] == UInt8(ascii: "=") else { return .found(offset) }
    offset = LinkTarget.skipSpace(bytes, equals + 1)
    guard offset < bytes.count else { return .incomplete }
    if "\"'".utf8.contains(bytes[offset]) {
      guard let close = bytes[(offset + 1)...].firstIndex(of: bytes[offset]) else { return .incomplete }
      return .found(close + 1)
    }
    let valueStart = offset
    while offset < bytes.count, bytes[offset] > 0x20, !"\"'=<>`".utf8.contains(bytes[offset]) { offset += 1 }
    return offset > valueStart ? .found(offset) : .none
  }

  /// `<scheme:…>` and `<name@host>`.
  private static func address(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Span {
    var offset = start + 1
    while offset < bytes.count, offset - start <= LinkAddress.sizeLimit {
      let byte = bytes[offset]
      if byte == UInt8(ascii: ">") {
        let content = bytes[(start + 1)..<offset]
        return isScheme(content) || isMail(content) ? .found(offset + 1) : .none
      }
      if byte <= 0x20 || byte == UInt8(ascii: "<") { return .none }
      offset += 1
    }
    return offset - start > LinkAddress.sizeLimit ? .none : .incomplete
  }

  private static func isScheme(_ content: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    guard let colon = content.firstIndex(of: UInt8(ascii: ":")), let first = content.first, isLetter(first) else {
      return false
    }
    let scheme = content[..<colon]
    return 2...32 ~= scheme.count
      && scheme.allSatisfy { isTagName($0) || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: ".") }
  }

  private static func isMail(_ content: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    let parts = content.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return false }
    return parts[0].allSatisfy { isTagName($0) || ".!#$%&'*+/=?^_`{|}~".utf8.contains($0) }
      && parts[1].allSatisfy { isTagName($0) || $0 == UInt8(ascii: ".") }
  }

  private static func isAddressStart(_ byte: UInt8) -> Bool { isTagName(byte) || ".!#$%&'*+_".utf8.contains(byte) }

  static func isLetter(_ byte: UInt8) -> Bool { 0x61...0x7A ~= byte | 0x20 }

  static func isTagName(_ byte: UInt8) -> Bool { isLetter(byte) || 0x30...0x39 ~= byte || byte == UInt8(ascii: "-") }

  // MARK: Math

  /// `$x^2$`: no space inside next to the dollars, no digit behind the last. Money is none: "$5 and $10".
  static func math(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Span {
    guard start + 1 < bytes.count else { return .incomplete }
    guard bytes[start + 1] > 0x20, bytes[start + 1] != UInt8(ascii: "$") else { return .none }
    var offset = start + 1
    while offset < bytes.count {
      if bytes[offset] == UInt8(ascii: "\\") {
        offset += 2
        continue
      }
      if bytes[offset] == UInt8(ascii: "$") {
        let isMoney = offset + 1 < bytes.count && (0x30...0x39 ~= bytes[offset + 1])
        return bytes[offset - 1] > 0x20 && !isMoney ? .found(offset + 1) : .none
      }
      offset += 1
    }
    return .incomplete
  }

  // MARK: Addresses as they stand

  /// The address around a colon or at a `w`: `http://…`, `https://…`, `www.…`, as GFM's extended autolinks. `first` is where
  /// the text begins that it may be in.
  static func bareAddress(
    _ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int, from first: Int, previous: UInt32
  ) -> (start: Int, end: Int)? {
    let start: Int
    if bytes[offset] == UInt8(ascii: ":") {
      guard bytes[offset...].starts(with: "://".utf8) else { return nil }
      if offset - 5 >= first, bytes[(offset - 5)...].starts(with: "https".utf8) {
        start = offset - 5
      } else if offset - 4 >= first, bytes[(offset - 4)...].starts(with: "http".utf8) {
        start = offset - 4
      } else {
        return nil
      }
      guard offset + 3 < bytes.count, bytes[offset + 3] > 0x20 else { return nil }
    } else {
      guard bytes[offset...].starts(with: "www.".utf8), offset + 4 < bytes.count, isTagName(bytes[offset + 4]) else {
        return nil
      }
      start = offset
    }
    let before = start > 0 ? UInt32(bytes[start - 1]) : previous
    guard Character.isSpace(before) || before >= 0x80 || "*_~(".utf8.contains(UInt8(before)) else { return nil }
    let last = addressEnd(bytes, offset)
    guard last - offset <= LinkAddress.sizeLimit else { return nil }
    let end = trimmed(bytes, start, last)
    return end > offset + 3 ? (start, end) : nil
  }

  /// Where an address ends at the latest: at space, `<` or punctuation of East Asian scripts.
  private static func addressEnd(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    var end = start
    while end < bytes.count, end - start <= LinkAddress.sizeLimit, bytes[end] > 0x20, bytes[end] != UInt8(ascii: "<") {
      let (code, length) = SafeUTF8.decode(bytes, end)
      if 0x3000...0x303F ~= code || 0xFF01...0xFF1F ~= code { break }
      end += length
    }
    return end
  }

  /// Whether more text could make the address go on where punctuation behind it was left out.
  static func isTrimmed(_ bytes: UnsafeBufferPointer<UInt8>, _ end: Int) -> Bool {
    addressEnd(bytes, end) == bytes.count
  }

  /// Leaves out punctuation at the end, and parentheses that were opened before the address.
  private static func trimmed(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ last: Int) -> Int {
    var end = last
    var surplus = 0
    for byte in bytes[start..<last] { surplus += byte == UInt8(ascii: ")") ? 1 : byte == UInt8(ascii: "(") ? -1 : 0 }
    while end > start {
      let byte = bytes[end - 1]
      if byte == UInt8(ascii: ")") {
        guard surplus > 0 else { break }
        surplus -= 1
      } else if !"?!.,:*_~'\";".utf8.contains(byte) {
        break
      }
      end -= 1
    }
    return end
  }
}
