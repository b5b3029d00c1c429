extension BlockMachine {
  /// Makes place for a new block inside the first so many containers.
  mutating func prepare(_ depth: Int) {
    closeLeaf()
    close(to: depth)
  }

  /// Opens a leaf there.
  mutating func openLeaf(_ kind: Leaf, _ depth: Int) {
    prepare(depth)
    noteContent()
    if siblings.count > containers.count { siblings.removeSubrange(containers.count...) }
    leaf = kind
    isFirstBlock = false
  }

  /// The containers have a line with something in it.
  func hasUnmarked() -> Bool { containers.contains { !$0.isMarked } }

  mutating func noteContent() {
    for index in containers.indices { containers[index].hasContent = true }
  }

  mutating func push(_ container: Container) {
    noteMarked()
    noteContent()
    showDueBlank()
    isFirstBlock = false
    containers.append(container)
    // Only its part is added: building all of the prefix for each of many containers would take long.
    var first = writer.prefix.first ?? writer.prefix.rest
    append(container, isMarking: true, to: &first)
    append(container, isMarking: false, to: &writer.prefix.rest)
    writer.prefix.first = first
  }

  mutating func pushItem(_ marker: ListMarker, indent: Int) {
    var marker = marker
    let depth = containers.count
    while siblings.count <= depth { siblings.append(nil) }
    if let last = siblings[depth], last.kind == marker.kind, let number = last.number { marker.number = number + 1 }
    siblings[depth] = marker
    siblings.removeSubrange((depth + 1)...)
    let items = containers.count { if case .item = $0.kind { true } else { false } }
    var container = Container(kind: .item(indent: indent), depth: items)
    container.marker = Self.shown(marker, depth: items, isPlain: setup.palette.isPlain)
    container.markerColumns = displayWidth(of: container.marker)
    push(container)
  }

  private static func shown(_ marker: ListMarker, depth: Int, isPlain: Bool) -> [UInt8] {
    guard let number = marker.number else {
      return Array((isPlain ? "- " : depth == 0 ? "• " : depth == 1 ? "◦ " : "▪ ").utf8)
    }
    var result: [UInt8] = []
    Decimal.append(UInt32(clamping: number), to: &result)
    return result + [marker.kind, 0x20]
  }

  mutating func close(to depth: Int) {
    guard depth < containers.count else { return }
    noteMarked()
    if hasUnmarkedItem(from: depth) {
      // An item without text is its marker.
      writer.openRow()
      writer.closeRow()
      commitRows()
      noteMarked()
    }
    containers.removeSubrange(depth...)
    blankDepth = min(blankDepth, depth)
    rebuildPrefix()
  }

  private func hasUnmarkedItem(from depth: Int) -> Bool {
    containers[depth...].contains { container in
      if case .item = container.kind { !container.isMarked } else { false }
    }
  }

  /// Where the writer used the prefix with the markers, they are on the screen.
  func markersAreShown() -> Bool { writer.prefix.first == nil }

  mutating func noteMarked() {
    guard markersAreShown() else { return }
    for index in containers.indices { containers[index].isMarked = true }
  }

  mutating func rebuildPrefix() {
    writer.prefix.rest = prefix { _ in false }
    writer.prefix.first = hasUnmarked() ? prefix { !$0.isMarked } : nil
  }

  /// What rows begin with, with the markers of some containers.
  private func prefix(marking isMarking: (Container) -> Bool) -> RowPrefix.Part {
    var part = RowPrefix.Part()
    for container in containers { append(container, isMarking: isMarking(container), to: &part) }
    return part
  }

  private func append(_ container: Container, isMarking: Bool, to part: inout RowPrefix.Part) {
    // However deep blocks are nested, half of the row is for text.
    let limit = (setup.proseLimit ?? 80) / 2
    switch container.kind {
    case .quote:
      guard part.columns + 2 <= limit else { return }
      append(setup.palette.isPlain ? "> " : "│ ", .quoteBar, to: &part)
      part.columns += 2
    case .item:
      let indent = setup.isNarrow ? min(2, container.markerColumns) : container.markerColumns
      if isMarking {
        guard part.columns + container.markerColumns <= limit * 2 - 2 else { return }
        append(container.marker, container.markerRole, to: &part)
        part.columns += container.markerColumns
      } else if part.columns + indent <= limit {
        part.bytes += [UInt8](repeating: 0x20, count: indent)
        part.columns += indent
      }
    }
  }

  private func append(_ text: String, _ role: TextRole, to part: inout RowPrefix.Part) {
    append(Array(text.utf8), role, to: &part)
  }

  private func append(_ text: [UInt8], _ role: TextRole, to part: inout RowPrefix.Part) {
    let style = TextStyle(role)
    let isInvisible = setup.palette.isInvisible(style)
    if !isInvisible { setup.palette.select(style, into: &part.bytes) }
    part.bytes += text
    if !isInvisible { setup.palette.reset(into: &part.bytes) }
  }

  /// Shows the blank line that came before the block that begins now.
  mutating func showDueBlank() {
    guard blankIsDue else { return }
    blankIsDue = false
    let saved = writer.prefix
    let all = containers
    containers.removeSubrange(min(blankDepth, all.count)...)
    containers = containers.filter { if case .quote = $0.kind { true } else { false } }
    writer.prefix = RowPrefix(first: nil, rest: prefix { _ in false })
    containers = all
    writer.blankRow()
    writer.prefix = saved
    writer.output.commit()
  }

  /// Makes the rows that were written final.
  mutating func commitRows() {
    hasRows = true
    if setup.isAppendOnly { writer.output.commitPart() } else { writer.output.commit() }
  }
}
