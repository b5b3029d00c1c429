/// What the beginning of a line tells of the whole line.
enum LineProbe {
  enum Kind {
    /// Too little to tell.
    case unknown
    /// Text of a paragraph, whatever follows.
    case text
    case heading
    /// A line that is taken as a whole.
    case other
  }

  /// Looks behind the markers of containers.
  static func kind(_ bytes: UnsafeBufferPointer<UInt8>, inParagraph: Bool, mayBeTable: Bool) -> Kind {
    var offset = 0
    while offset < bytes.count {
      let first = LinkTarget.skipSpace(bytes, offset)
      guard first < bytes.count else { return .unknown }
      if first - offset >= 4, !inParagraph { return .other }
      offset = first
      if bytes[offset] == UInt8(ascii: ">") {
        offset += 1
      } else if let (_, length) = LineStart.listMarker(bytes, offset) {
        offset += length
      } else {
        return content(bytes, offset, mayBeTable: mayBeTable)
      }
    }
    return .unknown
  }

  private static func content(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, mayBeTable: Bool) -> Kind {
    let rest = bytes[start...]
    switch bytes[start] {
    case UInt8(ascii: "#"):
      if LineStart.heading(bytes, start) != nil { return hasWord(rest) ? .heading : .unknown }
    case UInt8(ascii: "`"), UInt8(ascii: "~"):
      let run = InlineParser.run(bytes, start)
      if start + run == bytes.count { return .unknown }
      if run >= 3 { return .other }
    case UInt8(ascii: "<"), UInt8(ascii: "|"), UInt8(ascii: "="): return .other
    case UInt8(ascii: "$"), UInt8(ascii: "\\"):
      guard start + 1 < bytes.count else { return .unknown }
      if bytes[start + 1] == UInt8(ascii: "$") || bytes[start + 1] == UInt8(ascii: "[") { return .other }
    case UInt8(ascii: "["):
      switch LinkTarget.label(bytes, start) {
      case .incomplete: return .unknown
      case .found(let end):
        guard end + 1 < bytes.count else { return .unknown }
        if bytes[end + 1] == UInt8(ascii: ":") { return .other }
      case .none: break
      }
    case 0x30...0x39:
      let digits = rest.prefix { 0x30...0x39 ~= $0 }.endIndex
      if digits == bytes.count || digits + 1 == bytes.count { return .unknown }
    default: break
    }
    if mayBeTable, rest.contains(UInt8(ascii: "|")) { return .other }
    return hasWord(rest) ? .text : .unknown
  }

  private static func hasWord(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    bytes.contains { InlineMarkup.isLetter($0) || 0x30...0x39 ~= $0 || $0 >= 0x80 }
  }

  /// Whether a line so far is nothing but what markers are made of.
  static func isMarkup(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    bytes.allSatisfy { 0x30...0x39 ~= $0 || " \t>-+*_=#`~|:.)[]".utf8.contains($0) }
  }
}
