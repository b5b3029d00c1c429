extension BlockMachine {
  // MARK: Lines of text

  /// What a line that follows a line of the same paragraph may make of it. Returns whether it did.
  mutating func continueParagraph(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Bool {
    if let header = paragraph.heldLine, startTable(header, bytes, start) { return true }
    guard let level = LineStart.underline(bytes, start) else { return false }
    guard !paragraph.isOutgrown else {
      if level == 1 || !LineStart.isRule(bytes, start) { return false }
      prepare(containers.count)
      rule()
      return true
    }
    underlined(level)
    return true
  }

  /// The open paragraph turns out to be a heading.
  private mutating func underlined(_ level: Int) {
    releaseHeldLine()
    paragraph.trimEnd()
    let text = paragraph.source
    guard !text.isEmpty else { return }
    writer.withdraw()
    writer.prefix.first = paragraph.firstPrefix
    writeHeading(text, level)
    (leaf, paragraph) = (.none, Paragraph())
  }

  mutating func headingLine(_ bytes: UnsafeBufferPointer<UInt8>, _ heading: (level: Int, text: Int)) {
    showDueBlank()
    let text = bytes[min(heading.text, bytes.count)...]
    if partial == .heading {
      // Its line is still being received.
      beginText(Self.role(ofHeading: heading.level))
      return add(text)
    }
    let end = LineStart.headingEnd(text)
    writeHeading(Array(text[..<end]), heading.level)
  }

  private mutating func writeHeading(_ text: [UInt8], _ level: Int) {
    beginText(Self.role(ofHeading: level))
    if setup.palette.isPlain {
      writer.text([UInt8](repeating: UInt8(ascii: "#"), count: level), TextStyle(paragraph.role))
      writer.space(TextStyle(paragraph.role))
    }
    text.withUnsafeBufferPointer { add($0[...]) }
    closeParagraph()
  }

  private static func role(ofHeading level: Int) -> TextRole {
    level == 1 ? .heading1 : level == 2 ? .heading2 : .heading
  }

  mutating func rule() {
    showDueBlank()
    writer.ruleRow(setup.palette.isPlain ? "-" : "─", TextStyle(.rule))
    commitRows()
  }

  /// Adds a line to the open paragraph, or opens one.
  mutating func paragraphLine(_ cursor: LineCursor) {
    var cursor = cursor
    cursor.skipSpace()
    let text = cursor.bytes[cursor.offset...]
    if leaf != .paragraph {
      openLeaf(.paragraph, containers.count)
      showDueBlank()
      beginText(.body)
    } else {
      releaseHeldLine()
    }
    if partial != .paragraph, text.count <= Self.longestPending, text.contains(UInt8(ascii: "|")),
      paragraph.heldLine == nil,
      !setup.isAppendOnly || text.first == UInt8(ascii: "|")
    {
      paragraph.heldLine = Array(text)
      return
    }
    paragraph.startLine()
    add(text)
  }

  /// A line that was no header of a table is text.
  mutating func releaseHeldLine() {
    guard let line = paragraph.heldLine else { return }
    paragraph.heldLine = nil
    paragraph.startLine()
    line.withUnsafeBufferPointer { add($0[...]) }
  }

  mutating func beginText(_ role: TextRole) {
    leaf = .paragraph
    paragraph = Paragraph()
    paragraph.role = role
    paragraph.firstPrefix = writer.prefix.first
    if role != .body || setup.isAppendOnly { paragraph.outgrow() }
  }

  mutating func closeParagraph() {
    releaseHeldLine()
    paragraph.trimEnd()
    if isPreview {
      previewParagraph()
    } else {
      writePending(paragraph.situation(isFinal: true), upTo: .max, expects: false)
    }
    writer.finish()
    commitRows()
    writer.links.clear()
    (leaf, paragraph) = (.none, Paragraph())
  }

  // MARK: Settling

  /// Gives the writer what more text cannot change.
  mutating func settle() {
    guard !isPreview else { return }
    guard paragraph.pending.count >= paragraph.nextLook else { return }
    guard setup.isAppendOnly || paragraph.pending.count >= setup.lineStep else { return }
    while true {
      let end = writePending(paragraph.situation(isFinal: false), upTo: nil, expects: false)
      paragraph.drop(end)
      if end > 0 { paragraph.carried = inline.openCarried }
      if setup.isAppendOnly, let next = paragraph.pending.first, next <= 0x20 { writer.endWord() }
      if paragraph.isOutgrown { commitRows() }
      let live = inline.liveFrom - end
      guard isTooMuch(live) else { break }
      // What has been open for too long stays text; so does what was opened soon after, lest this takes a step for each.
      paragraph.deadBefore = live + max(1, (paragraph.pending.count - live) / 2)
    }
    if paragraph.pending.count > Self.longestPending { writeDead() }
    // The longer the text that waits, the more of it has to come, so that each byte is parsed a few times only.
    let waiting = paragraph.pending.count
    paragraph.nextLook = waiting + max(setup.isAppendOnly ? 1 : setup.lineStep, waiting > 512 ? waiting / 8 : 0)
  }

  /// So much of a paragraph is held back at most.
  static let longestPending = 4096

  /// Adds text to the paragraph, settling it on the way: no parse goes over more than a few thousand bytes.
  mutating func add(_ text: UnsafeBufferPointer<UInt8>.SubSequence) {
    var rest = text
    while rest.count > Self.longestPending {
      var end = rest.startIndex + Self.longestPending / 4
      while end < rest.endIndex, rest[end] & 0xC0 == 0x80 { end += 1 }
      paragraph.append(rest[..<end])
      settle()
      rest = rest[end...]
    }
    paragraph.append(rest)
    settle()
  }

  /// Parses the pending text and writes it up to an offset, or as far as it is settled. Returns where that is.
  @discardableResult
  mutating func writePending(_ situation: InlineParser.Situation, upTo limit: Int?, expects: Bool) -> Int {
    var writing = InlineWriter(hyperlinks: setup.hyperlinks, base: TextStyle(paragraph.role))
    writing.tags = paragraph.tags
    let end = Self.write(paragraph.pending, situation, limit, expects: expects, &writing, &inline, &writer)
    paragraph.tags = writing.tags
    return end
  }

  @discardableResult
  static func write(
    _ text: [UInt8], _ situation: InlineParser.Situation, _ limit: Int?, expects: Bool, _ writing: inout InlineWriter,
    _ parser: inout InlineParser, _ writer: inout RowWriter
  ) -> Int {
    text.withUnsafeBufferPointer { bytes in
      parser.parse(bytes, situation)
      let end = limit.map { min($0, bytes.count) } ?? SettledText.end(parser, bytes)
      if end > 0 || limit != nil { writing.write(&parser, bytes, upTo: end, expects: expects, to: &writer) }
      return end
    }
  }

  /// Whether more is held back than the tail shows. Rows that are only held because they may become a heading are given up.
  private mutating func isTooMuch(_ live: Int) -> Bool {
    let pending = paragraph.pending.count
    guard live < pending else {
      giveUpHeading(rows: 0)
      return false
    }
    guard pending <= Self.longestPending else { return true }
    guard let limit = setup.proseLimit, !setup.isAppendOnly else { return false }
    if writer.output.heldRows + 2 + pending * 2 / limit <= setup.tailRows, !paragraph.pending.contains(0x0A) {
      return false
    }
    var preview = self
    preview.isPreview = true
    // Without the rows there are, which would be copied.
    preview.writer.output.discard()
    preview.previewParagraph()
    preview.writer.finish()
    let rows = preview.writer.output.heldRows
    giveUpHeading(rows: rows)
    return rows > setup.tailRows
  }

  /// Commits the rows of a paragraph that would not fit in the tail with those that follow.
  private mutating func giveUpHeading(rows: Int) {
    guard !paragraph.isOutgrown, writer.output.heldRows + max(rows, 1) > setup.tailRows else { return }
    paragraph.outgrow()
    commitRows()
  }

  /// Writes all of the pending text as it looks now.
  mutating func previewParagraph() {
    var situation = paragraph.situation(isFinal: false)
    situation.showsHidden = showsHidden
    let count = paragraph.pending.count
    writePending(situation, upTo: .max, expects: true)
    if let hidden = inline.hiddenFrom { hiddenLength = count - hidden }
  }

  // MARK: Definitions

  /// Link reference definitions and footnotes. Returns whether the line begins one.
  mutating func startDefinition(
    _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ depth: Int, _ interrupts: Bool
  ) -> Bool {
    if let (label, text) = LineStart.footnote(bytes, start) {
      prepare(depth)
      var container = Container(kind: .item(indent: 4))
      container.marker = [UInt8(ascii: "[")] + label + Array("] ".utf8)
      container.markerColumns = displayWidth(of: container.marker)
      container.markerRole = .footnote
      push(container)
      var cursor = LineCursor(bytes)
      cursor.skip(bytes: text)
      cursor.skipSpace()
      if cursor.offset < bytes.count { paragraphLine(cursor) }
      return true
    }
    guard !interrupts, leaf != .paragraph || depth < containers.count,
      let (label, address) = LineStart.definition(bytes, start)
    else { return false }
    prepare(depth)
    noteContent()
    isFirstBlock = false
    inline.references.define(label, address)
    return true
  }
}
