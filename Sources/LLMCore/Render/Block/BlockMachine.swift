/// Takes an answer line by line and writes its blocks as rows. What it commits depends on the bytes alone: not on how they
/// came, nor when.
struct BlockMachine: Sendable {
  /// The block that lines are added to.
  enum Leaf: Sendable { case none, paragraph, fence, table, html, math, indented }

  /// How a line is shown that is not complete.
  enum PartialLine: Sendable { case none, paragraph, heading }

  var setup: RenderSetup
  var writer: RowWriter
  /// Sets the cells of tables.
  var cellWriter: RowWriter
  var inline = InlineParser()
  var containers: [Container] = []
  var leaf = Leaf.none
  var paragraph = Paragraph()
  var fence: Fence?
  var lexer: (any LineLexer)?
  var table: TableBlock?
  /// A record of the table was written.
  var hasRecord = false
  var html = HTMLBlock.blankLine
  var mathEnd: [UInt8] = []
  /// Blank lines in indented code that may be at its end.
  var blankCodeLines = 0
  /// The last list item at each depth, for numbers that go on.
  var siblings: [ListMarker?] = []
  /// A blank line came since the last row, which shows when another row follows.
  var blankIsDue = false
  var blankDepth = 0
  var hasRows = false
  /// The fence around an answer that is Markdown as a whole: as if it were not there.
  var wrapping: Fence?
  var isFirstBlock = true
  var partial = PartialLine.none
  /// Bytes of the line of code being received that are written.
  var codeWritten = 0
  /// This is a copy that shows what is not committed: nothing is settled, and what is open is shown as it will be.
  var isPreview = false
  var showsHidden = false
  /// How far from the end something begins that is not shown.
  var hiddenLength: Int?

  init(_ setup: RenderSetup) {
    self.setup = setup
    writer = RowWriter(palette: setup.palette, limit: setup.proseLimit)
    cellWriter = RowWriter(palette: setup.palette, limit: nil)
  }

  /// Blocks nested deeper are text: each level costs time on every line.
  static let deepest = 40

  // MARK: Lines

  /// Takes a whole line, without its line feed.
  mutating func line(_ bytes: UnsafeBufferPointer<UInt8>) {
    var cursor = LineCursor(bytes)
    let matched = matchContainers(&cursor)
    let isWithin = matched == containers.count
    if isWithin, continueLeaf(bytes, &cursor) { return }
    if cursor.isBlank { return blankLine(matched) }
    if !isWithin, leaf != .paragraph { closeLeaf() }
    startBlocks(bytes, &cursor, matched)
  }

  /// Goes through the containers that the line belongs to, and gives how many those are.
  func matchContainers(_ cursor: inout LineCursor) -> Int {
    for (index, container) in containers.enumerated() {
      let (indent, end) = cursor.indent
      switch container.kind {
      case .quote:
        guard indent <= 3, end < cursor.bytes.count, cursor.bytes[end] == UInt8(ascii: ">") else { return index }
        cursor.skip(columns: indent)
        cursor.skip(bytes: 1)
        if cursor.indent.columns > 0 { cursor.skip(columns: 1) }
      case .item(let needed):
        if end == cursor.bytes.count {
          // An item that begins with a blank line is over at the second one.
          guard container.hasContent else { return index }
          cursor.skip(columns: min(indent, needed))
        } else {
          guard indent >= needed else { return index }
          cursor.skip(columns: needed)
        }
      }
    }
    return containers.count
  }

  /// Gives the line to a block in which nothing else can begin. Returns whether it took the line.
  private mutating func continueLeaf(_ bytes: UnsafeBufferPointer<UInt8>, _ cursor: inout LineCursor) -> Bool {
    switch leaf {
    case .none, .paragraph: return false
    case .fence: fencedLine(cursor)
    case .math: mathLine(cursor)
    case .html:
      if case .blankLine = html, cursor.isBlank { return false }
      htmlLine(cursor)
    case .table:
      guard !cursor.isBlank, tableLine(cursor) else { return false }
    case .indented:
      if cursor.isBlank {
        blankCodeLines += 1
        return true
      }
      guard cursor.indent.columns >= 4 else { return false }
      cursor.skip(columns: 4)
      indentedLine(cursor)
    }
    return true
  }

  private mutating func blankLine(_ matched: Int) {
    closeLeaf()
    // A quote ends at a line without its mark; items go on.
    if let quote = containers[matched...].firstIndex(where: { if case .quote = $0.kind { true } else { false } }) {
      close(to: quote)
    }
    if matched < containers.count, !containers[matched].hasContent { close(to: matched) }
    if hasRows, !blankIsDue {
      blankIsDue = true
      blankDepth = containers.count
    }
    blankDepth = min(blankDepth, containers.count)
  }

  /// Opens the blocks that the rest of the line begins, and gives its text to the last of them.
  private mutating func startBlocks(
    _ bytes: UnsafeBufferPointer<UInt8>, _ cursor: inout LineCursor, _ matched: Int
  ) {
    var depth = matched
    while true {
      let (indent, start) = cursor.indent
      guard start < bytes.count else {
        // An item that begins with a blank line.
        return
      }
      let interrupts = leaf == .paragraph && depth == containers.count
      if indent >= 4 {
        guard leaf != .paragraph, containers.isEmpty else { break }
        cursor.skip(columns: 4)
        openLeaf(.indented, depth)
        return indentedLine(cursor)
      }
      cursor.skip(columns: indent)
      if bytes[start] == UInt8(ascii: ">"), containers.count < Self.deepest {
        prepare(depth)
        cursor.skip(bytes: 1)
        if cursor.indent.columns > 0 { cursor.skip(columns: 1) }
        push(Container(kind: .quote))
        depth = containers.count
        continue
      }
      if startLeaf(bytes, start, indent, depth, interrupts) { return }
      guard containers.count < Self.deepest, let (marker, length) = LineStart.listMarker(bytes, start),
        startItem(&cursor, marker, length, leading: indent, depth, interrupts)
      else { break }
      depth = containers.count
    }
    // Text goes on in an open paragraph, even where the markers of its containers are missing.
    if leaf != .paragraph || depth > matched { prepare(depth) }
    paragraphLine(cursor)
  }

  /// Opens a block of one line or one in which no others begin. Returns whether there is one.
  private mutating func startLeaf(
    _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ indent: Int, _ depth: Int, _ interrupts: Bool
  ) -> Bool {
    if interrupts, continueParagraph(bytes, start) { return true }
    switch bytes[start] {
    case UInt8(ascii: "#"):
      guard let heading = LineStart.heading(bytes, start) else { return false }
      openLeaf(.none, depth)
      headingLine(bytes, heading)
    case UInt8(ascii: "`"), UInt8(ascii: "~"):
      guard let fence = Fence(bytes, start, indent: indent) else { return false }
      openFence(fence, bytes, start, depth)
    case UInt8(ascii: "<"):
      let block = HTMLBlock(bytes, start, inParagraph: leaf == .paragraph)
      guard let block else { return false }
      openLeaf(.html, depth)
      html = block
      htmlLine(bytes, start)
    case UInt8(ascii: "*"), UInt8(ascii: "-"), UInt8(ascii: "_"):
      guard LineStart.isRule(bytes, start) else { return false }
      openLeaf(.none, depth)
      rule()
    case UInt8(ascii: "$"), UInt8(ascii: "\\"):
      return startMath(bytes, start, depth)
    case UInt8(ascii: "["):
      return startDefinition(bytes, start, depth, interrupts)
    default: return false
    }
    return true
  }

  /// Opens a list item. Returns whether the marker is one here.
  private mutating func startItem(
    _ cursor: inout LineCursor, _ marker: ListMarker, _ length: Int, leading: Int, _ depth: Int, _ interrupts: Bool
  ) -> Bool {
    var ahead = cursor
    ahead.skip(bytes: length)
    let space = ahead.indent
    let isBlank = space.end == cursor.bytes.count
    if interrupts, isBlank || (marker.number ?? 1) != 1 { return false }
    prepare(depth)
    let columnBefore = cursor.column
    cursor = ahead
    cursor.skip(columns: isBlank || space.columns > 4 ? 1 : space.columns)
    // The space before the marker counts too, and was skipped already.
    pushItem(marker, indent: leading + (isBlank ? length + 1 : cursor.column - columnBefore))
    if isBlank { cursor.skip(columns: space.columns) }
    return true
  }
}
