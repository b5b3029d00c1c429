extension BlockMachine {
  /// A cell set in a column: its rows and the columns each takes.
  private struct SetCell {
    var rows: [[UInt8]]
    var widths: [Int]

    var width: Int { widths.max() ?? 0 }
  }

  /// Opens a table where the line below a possible header makes it one.
  mutating func startTable(_ header: [UInt8], _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Bool {
    guard let table = TableBlock(header: header, delimiters: bytes[start...]) else { return false }
    paragraph.heldLine = nil
    prepare(containers.count)
    (leaf, hasRecord) = (.table, false)
    self.table = table
    return true
  }

  /// Adds a row. Returns whether the line is one.
  mutating func tableLine(_ cursor: LineCursor) -> Bool {
    let (indent, start) = cursor.indent
    let bytes = cursor.bytes
    guard indent <= 3, bytes[start...].contains(UInt8(ascii: "|")), bytes[start] != UInt8(ascii: ">"),
      LineStart.heading(bytes, start) == nil, LineStart.listMarker(bytes, start) == nil,
      Fence(bytes, start, indent: indent) == nil
    else { return false }
    guard let layout = table?.layout, let table else {
      self.table?.add(bytes[start...])
      if self.table?.isFull == true { settleTable() }
      return true
    }
    tableRow(table.fitted(TableBlock.cells(bytes[start...])), table, layout)
    commitRows()
    return true
  }

  mutating func closeTable() {
    if isPreview, table?.layout == nil { previewTable() } else { settleTable() }
    (leaf, table) = (.none, nil)
    rebuildPrefix()
  }

  /// Settles the columns by the rows that came, and writes those.
  mutating func settleTable() {
    guard let table, table.layout == nil else { return }
    showDueBlank()
    let header = table.header.map { set($0, .tableHeader, nil) }
    let rows = table.rows.map { $0.map { set($0, .body, nil) } }
    var natural = header.map(\.width)
    for row in rows {
      for (column, cell) in row.enumerated() { natural[column] = max(natural[column], cell.width) }
    }
    let limit = setup.fullLimit.map { max(8, $0 - writer.prefix.rest.columns) }
    let layout = TableLayout(natural: natural.map { max($0, 1) }, limit: limit)
    switch layout {
    case .columns(let widths):
      tableHead(header, table, widths)
      for (cells, row) in zip(rows, table.rows) { columnRow(row, cells, .body, table.alignments, widths) }
    case .records: for row in table.rows { recordRow(row, table) }
    }
    self.table?.layout = layout
    self.table?.forgetRows()
    commitRows()
  }

  private mutating func tableHead(_ header: [SetCell], _ table: TableBlock, _ widths: [Int]) {
    columnRow(table.header, header, .tableHeader, table.alignments, widths)
    writer.openRow()
    writer.setStyle(TextStyle(.tableBorder, writer.overlay))
    let (line, cross) = setup.palette.isPlain ? ("-", "-+-") : ("─", "─┼─")
    for (column, width) in widths.enumerated() {
      if column > 0 { writer.output.append(Array(cross.utf8)) }
      for _ in 0..<width { writer.output.append(Array(line.utf8)) }
    }
    writer.closeRow()
  }

  /// Writes a row of a table whose columns are settled.
  private mutating func tableRow(_ cells: [[UInt8]], _ table: TableBlock, _ layout: TableLayout) {
    switch layout {
    case .columns(let widths): columnRow(cells, cells.map { set($0, .body, nil) }, .body, table.alignments, widths)
    case .records: recordRow(cells, table)
    }
  }

  private mutating func recordRow(_ cells: [[UInt8]], _ table: TableBlock) {
    if hasRecord { writer.blankRow() }
    hasRecord = true
    for (header, cell) in zip(table.header, cells) {
      writeInline(header, .tableHeader)
      writer.text(":", TextStyle(.tableHeader))
      writer.space(.plain)
      writeInline(cell, .body)
      writer.finish()
    }
  }

  private mutating func columnRow(
    _ cells: [[UInt8]], _ natural: [SetCell], _ role: TextRole, _ alignments: [TableBlock.Alignment], _ widths: [Int]
  ) {
    // Only cells that are wider than their column are set again.
    let set = natural.indices.map {
      natural[$0].width <= widths[$0] ? natural[$0] : self.set(cells[$0], role, widths[$0])
    }
    let height = set.map(\.rows.count).max() ?? 0
    let bar = setup.palette.isPlain ? "|" : "│"
    for row in 0..<max(1, height) {
      writer.openRow()
      var due = 0
      for (column, cell) in set.enumerated() {
        if column > 0 {
          writer.output.append([UInt8](repeating: 0x20, count: due + 1))
          writer.setStyle(TextStyle(.tableBorder, writer.overlay))
          writer.output.append(Array(bar.utf8))
          writer.setStyle(.plain)
          due = 1
        }
        guard row < cell.rows.count else {
          due += widths[column]
          continue
        }
        let space = max(0, widths[column] - cell.widths[row])
        let before = alignments[column] == .left ? 0 : alignments[column] == .right ? space : space / 2
        writer.output.append([UInt8](repeating: 0x20, count: due + before))
        writer.output.append(cell.rows[row])
        due = space - before
      }
      writer.closeRow()
    }
  }

  // MARK: Cells

  /// The rows of a cell in a column of some width, or as wide as it is.
  private mutating func set(_ text: [UInt8], _ role: TextRole, _ width: Int?) -> SetCell {
    if let cell = plainCell(text, role, width) { return cell }
    swap(&writer, &cellWriter)
    swap(&writer.links, &cellWriter.links)
    (writer.limit, writer.overlay, writer.rowWidths) = (width, cellWriter.overlay, [])
    writer.output.discard()
    writeInline(text, role)
    writer.finish()
    let cell = SetCell(
      rows: writer.output.bytes.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast().map { Array($0) },
      widths: writer.rowWidths ?? [])
    swap(&writer.links, &cellWriter.links)
    swap(&writer, &cellWriter)
    return cell
  }

  /// A cell of words only, as most are; nil for others.
  private func plainCell(_ text: [UInt8], _ role: TextRole, _ width: Int?) -> SetCell? {
    guard text.count <= width ?? .max else { return nil }
    var last: UInt8 = 0x20
    for byte in text {
      guard 0x20...0x7E ~= byte, !InlineParser.isSpecial(byte), byte != 0x20 || last != 0x20 else { return nil }
      last = byte
    }
    let style = TextStyle(role, writer.overlay)
    guard !setup.palette.isInvisible(style), !text.isEmpty else { return SetCell(rows: [text], widths: [text.count]) }
    var row: [UInt8] = []
    setup.palette.select(style, into: &row)
    row += text
    setup.palette.reset(into: &row)
    return SetCell(rows: [row], widths: [text.count])
  }

  private mutating func writeInline(_ text: [UInt8], _ role: TextRole) {
    var writing = InlineWriter(hyperlinks: setup.hyperlinks, base: TextStyle(role))
    Self.write(text, InlineParser.Situation(), .max, expects: false, &writing, &inline, &writer)
  }

  /// The lines as they came, the last that fit below a count of them.
  private mutating func previewTable() {
    guard let table else { return }
    showDueBlank()
    let room = setup.tailRows - 1
    var lines = table.lines[...]
    if lines.count > room {
      var count: [UInt8] = []
      Decimal.append(UInt32(clamping: table.rows.count), to: &count)
      writer.text("⋯ table, ", TextStyle(.faint))
      writer.text(count, TextStyle(.faint))
      writer.text(" rows", TextStyle(.faint))
      writer.finish()
      lines = lines.suffix(max(0, room - 1))
    }
    for line in lines {
      let width = (setup.fullLimit ?? 80) - writer.prefix.rest.columns
      line.withUnsafeBufferPointer { bytes in
        writer.openRow()
        var column = 0
        writer.code(bytes[..<cutOffset(bytes, width: max(1, width))], .faint, at: &column)
        writer.closeRow()
      }
    }
  }
}
