extension InlineParser {
  /// `*`, `_` and `~`.
  mutating func delimiterRun(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Int {
    let length = Self.run(bytes, offset)
    let end = offset + length
    if end == bytes.count, mayWait(offset) { return hide(bytes, from: offset) }
    let byte = bytes[offset]
    // One tilde means "about" far more often than it strikes something out.
    if byte == UInt8(ascii: "~"), length != 2 { return end }
    let before = offset > 0 ? SafeUTF8.decode(bytes, SafeUTF8.before(bytes, offset)).code : situation.previous
    let after = end < bytes.count ? SafeUTF8.decode(bytes, end).code : 0x20
    var node = InlineNode(.delimiter, offset, end)
    (node.character, node.remaining) = (byte, length)
    (node.canOpen, node.canClose) = Self.flanks(byte, before, after)
    add(node)
    delimiters.append(nodes.count - 1)
    return end
  }

  /// Emphasis that was open before the text.
  mutating func addCarried(_ carried: (character: UInt8, count: Int)) {
    var node = InlineNode(.delimiter, 0, 0)
    (node.character, node.remaining, node.canOpen) = (carried.character, carried.count, true)
    nodes.append(node)
    delimiters.append(nodes.count - 1)
  }

  /// What of that is not closed.
  var openCarried: [Paragraph.Carried] {
    nodes.prefix { $0.kind == .delimiter && $0.end == $0.start }.filter { $0.remaining > 0 }
      .map { Paragraph.Carried(character: $0.character, count: $0.remaining) }
  }

  /// Emphasis that the text leaves open.
  var openDelimiters: [Paragraph.Carried] {
    nodes.filter { $0.kind == .delimiter && $0.canOpen && $0.remaining > 0 && $0.end > $0.start }
      .map { Paragraph.Carried(character: $0.character, count: $0.remaining) }
  }

  private static func flanks(_ byte: UInt8, _ before: UInt32, _ after: UInt32) -> (canOpen: Bool, canClose: Bool) {
    let (spaceBefore, spaceAfter) = (Character.isSpace(before), Character.isSpace(after))
    let (markBefore, markAfter) = (Character.isPunctuation(before), Character.isPunctuation(after))
    let left = !spaceAfter && (!markAfter || spaceBefore || markBefore)
    let right = !spaceBefore && (!markBefore || spaceAfter || markAfter)
    guard byte == UInt8(ascii: "_") else { return (left, right) }
    return (left && (!right || markBefore), right && (!left || markAfter))
  }

  /// Finds the pairs among the delimiters from a place on, and takes them off the list.
  mutating func matchEmphasis(from first: Int) {
    defer { delimiters.removeSubrange(first...) }
    guard delimiters.count > first else { return }
    var openers: [Int] = []
    // Below these, no opener is left that could match a closer of the kind.
    var bottoms = [Int](repeating: 0, count: 18)
    for index in delimiters[first...] {
      if nodes[index].canClose { close(index, &openers, &bottoms) }
      if nodes[index].canOpen, nodes[index].remaining > 0 { openers.append(index) }
    }
  }

  private mutating func close(_ closer: Int, _ openers: inout [Int], _ bottoms: inout [Int]) {
    let length = nodes[closer].end - nodes[closer].start
    let class1 =
      nodes[closer].character == UInt8(ascii: "*") ? 0 : nodes[closer].character == UInt8(ascii: "_") ? 6 : 12
    let kind = class1 + (nodes[closer].canOpen ? 3 : 0) + length % 3
    while nodes[closer].remaining > 0 {
      var place = openers.count - 1
      while place >= bottoms[kind], !matches(openers[place], closer) { place -= 1 }
      guard place >= bottoms[kind] else {
        bottoms[kind] = openers.count
        return
      }
      let opener = openers[place]
      pair(opener, closer)
      openers.removeSubrange((nodes[opener].remaining > 0 ? place + 1 : place)...)
      for index in bottoms.indices { bottoms[index] = min(bottoms[index], openers.count) }
    }
  }

  private func matches(_ opener: Int, _ closer: Int) -> Bool {
    let (left, right) = (nodes[opener], nodes[closer])
    guard left.character == right.character else { return false }
    if left.character == UInt8(ascii: "~") { return left.remaining == 2 && right.remaining == 2 }
    guard left.canClose || right.canOpen else { return true }
    let (leftLength, rightLength) = (left.end - left.start, right.end - right.start)
    return (leftLength + rightLength) % 3 != 0 || (leftLength % 3 == 0 && rightLength % 3 == 0)
  }

  private mutating func pair(_ opener: Int, _ closer: Int) {
    let count = nodes[opener].remaining >= 2 && nodes[closer].remaining >= 2 ? 2 : 1
    nodes[opener].remaining -= count
    nodes[closer].remaining -= count
    let kind = Self.emphasis(nodes[opener].character, count)
    nodes[opener].opened += kind
    nodes[closer].closed += kind
  }

  static func emphasis(_ character: UInt8, _ count: Int) -> EmphasisCount {
    if character == UInt8(ascii: "~") { return EmphasisCount(strike: 1) }
    return count == 2 ? EmphasisCount(bold: 1) : EmphasisCount(italic: 1)
  }

  /// What an opener that was not closed yet is taken for.
  static func expected(_ node: InlineNode) -> EmphasisCount {
    if node.character == UInt8(ascii: "~") { return EmphasisCount(strike: 1) }
    return EmphasisCount(italic: node.remaining % 2 == 1 ? 1 : 0, bold: node.remaining >= 2 ? 1 : 0)
  }

  /// Delimiters and brackets that may yet be closed wait for more text.
  mutating func findLive() {
    guard !situation.isFinal else { return }
    for node in nodes where node.kind == .delimiter && node.canOpen && node.remaining > 0 && node.end > node.start {
      guard node.start >= situation.deadBefore else { continue }
      wait(from: node.start)
      break
    }
    for bracket in brackets where bracket.isActive && nodes[bracket.node].start >= situation.deadBefore {
      wait(from: nodes[bracket.node].start)
      break
    }
  }

  mutating func countDepths() {
    var depth = 0
    for index in nodes.indices {
      switch nodes[index].kind {
      case .delimiter: depth += nodes[index].opened.total - nodes[index].closed.total
      case .linkStart: depth += 1
      case .linkEnd: depth -= 1
      default: break
      }
      nodes[index].depth = depth
    }
  }
}
