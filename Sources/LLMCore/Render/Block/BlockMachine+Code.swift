extension BlockMachine {
  // MARK: Fences

  mutating func openFence(_ fence: Fence, _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ depth: Int) {
    if closesWrapping(fence, bytes, start) { return }
    if isFirstBlock, fence.language == "markdown", containers.isEmpty, leaf == .none {
      // The whole answer is wrapped in a fence, as some models do.
      (wrapping, isFirstBlock) = (fence, false)
      return
    }
    openLeaf(.fence, depth)
    self.fence = fence
    lexer = fence.language.isEmpty ? nil : setup.makeLexer(fence.language)
    startCode()
  }

  private mutating func closesWrapping(_ fence: Fence, _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Bool {
    guard let outer = wrapping, containers.isEmpty, outer.isClosed(by: bytes, from: start) else { return false }
    prepare(0)
    wrapping = nil
    return true
  }

  /// Code begins at the left edge, so that it copies as it is: only the bars of quotes stand before it.
  private mutating func startCode() {
    showDueBlank()
    noteMarked()
    if containers.contains(where: { if case .item = $0.kind { !$0.isMarked } else { false } }) {
      writer.openRow()
      writer.closeRow()
      commitRows()
      noteMarked()
    }
    let all = containers
    containers = containers.filter { if case .quote = $0.kind { true } else { false } }
    rebuildPrefix()
    writer.prefix.first = nil
    containers = all
  }

  mutating func fencedLine(_ cursor: LineCursor) {
    guard let fence else { return }
    var cursor = cursor
    let (indent, start) = cursor.indent
    if indent <= 3, fence.isClosed(by: cursor.bytes, from: start) { return closeLeaf() }
    cursor.skip(columns: min(indent, fence.indent))
    let (spaces, rest) = cursor.rest
    if spaces == 0 {
      codeLine(UnsafeBufferPointer(rebasing: rest))
    } else {
      ([UInt8](repeating: 0x20, count: spaces) + rest).withUnsafeBufferPointer { codeLine($0) }
    }
  }

  /// Writes a line of code, what was written of it already left out.
  private mutating func codeLine(_ line: UnsafeBufferPointer<UInt8>) {
    let written = min(codeWritten, line.count)
    if !writer.rowIsOpen { writer.openRow() }
    var column = 0
    if let spans = lexer?.spans(of: Array(line)), written == 0 {
      var offset = 0
      for span in spans where span.range.lowerBound >= offset && span.range.upperBound <= line.count {
        writer.code(line[offset..<span.range.lowerBound], .codeBlock, at: &column)
        writer.code(line[span.range], TextRole(span.kind), at: &column)
        offset = span.range.upperBound
      }
      writer.code(line[offset...], .codeBlock, at: &column)
    } else {
      writer.code(line[written...], .codeBlock, at: &column)
    }
    writer.closeRow()
    codeWritten = 0
    commitRows()
  }

  // MARK: Indented code

  mutating func indentedLine(_ cursor: LineCursor) {
    if writer.rowIsOpen == false, blankCodeLines == 0 { startCode() }
    for _ in 0..<blankCodeLines { codeLine(UnsafeBufferPointer(start: nil, count: 0)) }
    blankCodeLines = 0
    let (spaces, rest) = cursor.rest
    ([UInt8](repeating: 0x20, count: spaces) + rest).withUnsafeBufferPointer { codeLine($0) }
  }

  // MARK: Math

  /// `$$` and `\[`: math on lines of its own, shown as it stands.
  mutating func startMath(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ depth: Int) -> Bool {
    let isDollars = bytes[start...].starts(with: "$$".utf8)
    guard isDollars || bytes[start...].starts(with: "\\[".utf8) else { return false }
    let end = Array((isDollars ? "$$" : "\\]").utf8)
    let rest = bytes[(start + 2)...]
    if let close = Self.firstIndex(of: end, in: rest) {
      guard bytes[(close + 2)...].allSatisfy({ $0 <= 0x20 || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",") }),
        close > start + 2
      else { return false }
    } else if !rest.allSatisfy({ $0 <= 0x20 }), !isDollars {
      // An escaped bracket in prose.
      return false
    }
    openLeaf(.math, depth)
    mathEnd = end
    startCode()
    mathText(rest)
    return true
  }

  mutating func mathLine(_ cursor: LineCursor) {
    let (spaces, rest) = cursor.rest
    _ = spaces
    mathText(rest)
  }

  private mutating func mathText(_ text: UnsafeBufferPointer<UInt8>.SubSequence) {
    let close = Self.firstIndex(of: mathEnd, in: text)
    let content = text[..<(close ?? text.endIndex)]
    if content.contains(where: { $0 > 0x20 }) {
      var column = 0
      writer.openRow()
      writer.code(content, .math, at: &column)
      writer.closeRow()
      commitRows()
    }
    if close != nil { closeLeaf() }
  }

  private static func firstIndex(of mark: [UInt8], in text: UnsafeBufferPointer<UInt8>.SubSequence) -> Int? {
    text.indices.first { text[$0] == mark[0] && text[$0...].starts(with: mark) }
  }

  // MARK: HTML

  mutating func htmlLine(_ cursor: LineCursor) { htmlLine(cursor.bytes, cursor.offset) }

  mutating func htmlLine(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) {
    let line = UnsafeBufferPointer(rebasing: bytes[start...])
    let isLast = html.isEnded(by: line)
    if html == .mark(.comment) {
      if isLast, let end = InlineMarkup.ending("-->", line, 0) { htmlText(line[end...]) }
    } else {
      htmlText(line[...])
    }
    if isLast { closeLeaf() }
  }

  private mutating func htmlText(_ text: UnsafeBufferPointer<UInt8>.SubSequence) {
    guard let first = text.firstIndex(where: { $0 > 0x20 }) else { return }
    showDueBlank()
    if let summary = Self.summary(text[first...]) {
      writer.text("▸ ", TextStyle(.body, .bold))
      writer.text(summary, TextStyle(.body, .bold))
    } else if !Self.isDetails(text[first...]) {
      writer.text(text[first...], TextStyle(.html))
    }
    writer.finish()
    commitRows()
  }

  /// What `<summary>` on a line of its own says.
  private static func summary(_ text: UnsafeBufferPointer<UInt8>.SubSequence) -> UnsafeBufferPointer<UInt8>.SubSequence?
  {
    guard let start = firstIndex(of: Array("<summary>".utf8), in: text),
      text[..<start].allSatisfy({ $0 <= 0x20 }) || isDetails(text[..<start]),
      let end = firstIndex(of: Array("</summary>".utf8), in: text), end >= start + 9
    else { return nil }
    return text[(start + 9)..<end]
  }

  private static func isDetails(_ text: UnsafeBufferPointer<UInt8>.SubSequence) -> Bool {
    let word = text.filter { $0 > 0x20 }
    return word.elementsEqual("<details>".utf8) || word.elementsEqual("</details>".utf8)
      || word.elementsEqual("<detailsopen>".utf8)
  }

  // MARK: Ends

  /// Ends the block that lines are added to.
  mutating func closeLeaf() {
    switch leaf {
    case .none: return
    case .paragraph: return closeParagraph()
    case .table: closeTable()
    case .indented:
      // Blank lines at its end belong to no block.
      if blankCodeLines > 0 { (blankIsDue, blankDepth) = (true, containers.count) }
    case .fence, .html, .math: break
    }
    (leaf, fence, lexer, blankCodeLines) = (.none, nil, nil, 0)
    rebuildPrefix()
  }
}
