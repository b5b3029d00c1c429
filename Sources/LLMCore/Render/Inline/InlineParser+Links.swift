extension InlineParser {
  mutating func openBracket(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int, isImage: Bool) -> Int {
    let end = offset + (isImage ? 2 : 1)
    if !isImage, end < bytes.count, bytes[end] == UInt8(ascii: "^"), let next = footnote(bytes, offset) { return next }
    add(InlineNode(.bracket, offset, end))
    lastBracket = nodes.count - 1
    brackets.append(Bracket(node: nodes.count - 1, delimiters: delimiters.count, isImage: isImage))
    return end
  }

  /// `[^label]`; nil where it is none.
  private mutating func footnote(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Int? {
    var end = offset + 2
    while end < bytes.count, bytes[end] != UInt8(ascii: "]") {
      guard bytes[end] > 0x20, bytes[end] != UInt8(ascii: "["), end - offset < 64 else { return nil }
      end += 1
    }
    guard end < bytes.count else { return mayWait(offset) ? hide(bytes, from: offset) : nil }
    guard end > offset + 2 else { return nil }
    addContent(.footnote, offset, offset + 2, end, end + 1)
    return end + 1
  }

  mutating func closeBracket(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Int {
    guard let bracket = brackets.last else { return offset + 1 }
    guard bracket.isActive else {
      brackets.removeLast()
      return offset + 1
    }
    let start = nodes[bracket.node].start
    let next = offset + 1
    if next == bytes.count, mayWait(start) { return pendingLink(bytes, bracket, offset) }
    if next < bytes.count, bytes[next] == UInt8(ascii: "(") {
      switch LinkTarget.parse(bytes, next) {
      case .found(let address, let end):
        makeLink(bracket, address, offset, end)
        return end
      case .incomplete:
        if mayWait(start) { return pendingLink(bytes, bracket, offset) }
      case .none: break
      }
    }
    return closeReference(bytes, bracket, offset)
  }

  /// `[text][label]`, `[label][]` and `[label]`.
  private mutating func closeReference(
    _ bytes: UnsafeBufferPointer<UInt8>, _ bracket: Bracket, _ offset: Int
  ) -> Int {
    let start = nodes[bracket.node].end
    var (labelStart, labelEnd, end) = (start, offset, offset + 1)
    if end < bytes.count, bytes[end] == UInt8(ascii: "[") {
      switch LinkTarget.label(bytes, end) {
      case .found(let close):
        if close > end + 1 { (labelStart, labelEnd) = (end + 1, close) }
        end = close + 1
      case .incomplete:
        if mayWait(nodes[bracket.node].start) { return pendingLink(bytes, bracket, offset) }
      case .none: break
      }
    }
    // A label has no brackets in it.
    let label = labelStart != start || bracket.node == lastBracket ? bytes[labelStart..<labelEnd] : bytes[start..<start]
    if let address = references.address(of: label) {
      makeLink(bracket, address, offset, end)
      return end
    }
    // A label of another pair of brackets may be one by itself.
    brackets.removeLast()
    addText(upTo: offset)
    guard ReferenceTable.isLabel(label) else { return offset + 1 }
    addContent(.unresolved, offset, labelStart, labelEnd, offset + 1)
    return offset + 1
  }

  /// A link whose address has not come: its text is shown as a link already.
  private mutating func pendingLink(
    _ bytes: UnsafeBufferPointer<UInt8>, _ bracket: Bracket, _ offset: Int
  ) -> Int {
    wait(from: nodes[bracket.node].start)
    hiddenFrom = min(hiddenFrom ?? offset, offset)
    makeLink(bracket, [], offset, bytes.count)
    return bytes.count
  }

  private mutating func makeLink(_ bracket: Bracket, _ address: [UInt8], _ offset: Int, _ end: Int) {
    addText(upTo: offset)
    matchEmphasis(from: bracket.delimiters)
    links.append(address)
    nodes[bracket.node].kind = .linkStart
    nodes[bracket.node].value = UInt32(links.count - 1)
    var node = InlineNode(.linkEnd, offset, end)
    node.value = UInt32(links.count - 1)
    add(node)
    brackets.removeLast()
    guard !bracket.isImage else { return }
    for index in brackets.indices where !brackets[index].isImage { brackets[index].isActive = false }
  }
}
