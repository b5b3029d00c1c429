/// How much of a text that may go on is settled.
enum SettledText {
  /// A run without space that is longer than this is settled in its middle.
  static let longestWord = 128

  /// The offset up to which text is settled: outside of all spans, before everything that more text could change, and where
  /// a word ends.
  static func end(_ parser: InlineParser, _ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    let limit = min(parser.liveFrom, bytes.count)
    for index in parser.nodes.indices.reversed() {
      let node = parser.nodes[index]
      // Between nodes, a row may end at line ends only: a word may be of several nodes.
      guard node.start < limit, depth(before: index, parser) == 0 else { continue }
      switch node.kind {
      case .softBreak, .hardBreak:
        return node.start
      case .text:
        if let end = boundary(bytes, node.start, min(node.end, limit)) { return end }
      default: continue
      }
    }
    return limit > 2 * longestWord ? nodeBoundary(parser, before: limit - longestWord) : 0
  }

  /// The last place between nodes, where there is no space for too long.
  private static func nodeBoundary(_ parser: InlineParser, before limit: Int) -> Int {
    let index = parser.nodes.indices.last { parser.nodes[$0].start < limit && depth(before: $0, parser) == 0 }
    return index.map { parser.nodes[$0].start } ?? 0
  }

  private static func depth(before index: Int, _ parser: InlineParser) -> Int {
    index > 0 ? parser.nodes[index - 1].depth : 0
  }

  /// The last place in a stretch of text where a word ends.
  private static func boundary(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Int? {
    var offset = end
    var next: UInt32 = 0
    while offset > start {
      let place = SafeUTF8.before(bytes, offset)
      let (code, _) = SafeUTF8.decode(bytes, place)
      if code == 0x20 {
        var first = place
        while first > start, bytes[first - 1] == 0x20 { first -= 1 }
        return first
      }
      if offset < end, code >= 0x1100, next >= 0x1100, CharacterTraits(code).width == 2,
        CharacterTraits(next).width == 2,
        LineBreaking.isAllowed(after: code, before: next)
      {
        return offset
      }
      if end - offset > longestWord, place > start { return place }
      next = code
      offset = place
    }
    return nil
  }
}
