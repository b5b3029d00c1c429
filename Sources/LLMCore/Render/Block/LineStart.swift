/// What a line begins with, behind the markers of its containers and at most three columns of space.
enum LineStart {
  /// `#` to `######` and where the text begins.
  static func heading(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> (level: Int, text: Int)? {
    guard bytes[start] == UInt8(ascii: "#") else { return nil }
    let level = InlineParser.run(bytes, start)
    let end = start + level
    guard level <= 6, end == bytes.count || bytes[end] == 0x20 || bytes[end] == 0x09 else { return nil }
    return (level, LinkTarget.skipSpace(bytes, end))
  }

  /// A heading's text ends before the run of `#` that may close it.
  static func headingEnd(_ text: UnsafeBufferPointer<UInt8>.SubSequence) -> Int {
    func trimmed(_ end: Int) -> Int {
      var end = end
      while end > text.startIndex, text[end - 1] == 0x20 || text[end - 1] == 0x09 { end -= 1 }
      return end
    }
    let last = trimmed(text.endIndex)
    var end = last
    while end > text.startIndex, text[end - 1] == UInt8(ascii: "#") { end -= 1 }
    guard end < last, end == text.startIndex || text[end - 1] == 0x20 || text[end - 1] == 0x09 else { return last }
    return trimmed(end)
  }

  /// Three or more of `*`, `-` or `_`, and nothing else but space.
  static func isRule(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Bool {
    let mark = bytes[start]
    guard mark == UInt8(ascii: "*") || mark == UInt8(ascii: "-") || mark == UInt8(ascii: "_") else { return false }
    var count = 0
    for byte in bytes[start...] {
      if byte == mark {
        count += 1
      } else if byte != 0x20, byte != 0x09 {
        return false
      }
    }
    return count >= 3
  }

  /// A line of `=` or `-` below a heading; its level.
  static func underline(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
    let mark = bytes[start]
    guard mark == UInt8(ascii: "=") || mark == UInt8(ascii: "-") else { return nil }
    let end = start + InlineParser.run(bytes, start)
    guard bytes[end...].allSatisfy({ $0 == 0x20 || $0 == 0x09 }) else { return nil }
    return mark == UInt8(ascii: "=") ? 1 : 2
  }

  /// The marker of a list item, and how many bytes it takes.
  static func listMarker(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> (marker: ListMarker, length: Int)? {
    let first = bytes[start]
    var end = start + 1
    var marker = ListMarker(kind: first)
    if 0x30...0x39 ~= first {
      while end < bytes.count, 0x30...0x39 ~= bytes[end], end - start < 10 { end += 1 }
      guard end - start <= 9, end < bytes.count, bytes[end] == UInt8(ascii: ".") || bytes[end] == UInt8(ascii: ")")
      else { return nil }
      marker = ListMarker(kind: bytes[end], number: bytes[start..<end].reduce(0) { $0 * 10 + Int($1 & 15) })
      end += 1
    } else if first != UInt8(ascii: "-"), first != UInt8(ascii: "*"), first != UInt8(ascii: "+") {
      return nil
    }
    guard end == bytes.count || bytes[end] == 0x20 || bytes[end] == 0x09 else { return nil }
    return (marker, end - start)
  }

  /// `[^label]:`; the label and where the text begins.
  static func footnote(
    _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int
  ) -> (label: UnsafeBufferPointer<UInt8>.SubSequence, text: Int)? {
    guard bytes[start...].starts(with: "[^".utf8) else { return nil }
    var end = start + 2
    while end < bytes.count, bytes[end] > 0x20, bytes[end] != UInt8(ascii: "]") { end += 1 }
    guard end > start + 2, bytes[end...].starts(with: "]:".utf8) else { return nil }
    return (bytes[(start + 2)..<end], end + 2)
  }

  /// `[label]: address "title"` and nothing else.
  static func definition(
    _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int
  ) -> (label: UnsafeBufferPointer<UInt8>.SubSequence, address: [UInt8])? {
    guard bytes[start] == UInt8(ascii: "["), case .found(let close) = LinkTarget.label(bytes, start),
      close + 1 < bytes.count, bytes[close + 1] == UInt8(ascii: ":"), ReferenceTable.isLabel(bytes[(start + 1)..<close])
    else { return nil }
    let offset = LinkTarget.skipSpace(bytes, close + 2)
    guard offset < bytes.count else { return nil }
    // Behind the address the text must go on for it to be whole, so a line end is put there.
    let line = Array(bytes[offset...]) + [0x0A]
    return line.withUnsafeBufferPointer { line in
      guard case .found(let address, let end) = LinkTarget.destination(line, 0) else { return nil }
      var rest = LinkTarget.skipSpace(line, end)
      if rest < line.count, rest > end, "\"'(".utf8.contains(line[rest]) {
        guard case .found(let titleEnd) = LinkTarget.title(line, rest) else { return nil }
        rest = LinkTarget.skipSpace(line, titleEnd)
      }
      return rest == line.count ? (bytes[(start + 1)..<close], address) : nil
    }
  }
}

/// What stands before a list item.
struct ListMarker: Sendable, Equatable {
  /// The bullet, or the delimiter behind a number.
  var kind: UInt8
  var number: Int?

  init(kind: UInt8, number: Int? = nil) { (self.kind, self.number) = (kind, number) }
}
