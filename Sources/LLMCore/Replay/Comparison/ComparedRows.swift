/// Two texts as rows that stand beside each other: a row ends where a line ends that both texts share, so what belongs together
/// stays together however long it is on either side.
package struct ComparedRows: Sendable, Equatable {
  /// What stands beside each other, without the line feed that ended it.
  package struct Row: Sendable, Equatable {
    /// What is kept, removed and added, in order.
    package var segments: [WordDifference.Segment] = []

    package var isKept: Bool { !segments.contains { $0.fate != .kept } }

    /// What one side shows.
    package func side(_ fate: WordDifference.Fate) -> [WordDifference.Segment] {
      segments.filter { $0.fate == .kept || $0.fate == fate }
    }
  }

  package enum Item: Sendable, Equatable {
    case row(Row)
    /// Rows that are the same on both sides, far from what differs.
    case omitted([Row])
  }

  package private(set) var items: [Item] = []
  /// Bytes at the end that are not in the rows, because they were more than asked for.
  package private(set) var cutBytes = 0

  /// - Parameters:
  ///   - context: how many rows that are the same are shown around those that differ; nil for all.
  ///   - limit: bytes of all rows together.
  package init(_ difference: WordDifference, context: Int? = nil, limit: Int = .max) {
    let rows = rows(of: difference, limit: limit)
    guard let context else {
      items = rows.map(Item.row)
      return
    }
    var start = 0
    while start < rows.count {
      guard rows[start].isKept else {
        items.append(.row(rows[start]))
        start += 1
        continue
      }
      let end = rows[start...].firstIndex { !$0.isKept } ?? rows.count
      let head = start == 0 ? 0 : min(context, end - start)
      let tail = end == rows.count ? 0 : min(context, end - start - head)
      let omitted = start + head..<end - tail
      // A single row takes no more room than words about it.
      let isWorthIt = omitted.count > 1
      items += rows[start..<(isWorthIt ? omitted.lowerBound : end)].map(Item.row)
      if isWorthIt {
        items.append(.omitted(Array(rows[omitted])))
        items += rows[omitted.upperBound..<end].map(Item.row)
      }
      start = end
    }
  }

  private mutating func rows(of difference: WordDifference, limit: Int) -> [Row] {
    var rows: [Row] = []
    var row = Row()
    var room = limit
    var isRowOpen = false
    for segment in difference.segments {
      let text = shortened(segment.text, to: &room)
      guard segment.fate == .kept else {
        if !text.isEmpty { row.segments.append(WordDifference.Segment(segment.fate, text)) }
        isRowOpen = isRowOpen || !text.isEmpty
        continue
      }
      var rest = text.unicodeScalars[...]
      while let end = rest.firstIndex(of: "\n") {
        if end > rest.startIndex { row.segments.append(WordDifference.Segment(.kept, String(rest[..<end]))) }
        rows.append(row)
        (row, isRowOpen) = (Row(), false)
        rest = rest[rest.index(after: end)...]
      }
      if !rest.isEmpty {
        row.segments.append(WordDifference.Segment(.kept, String(rest)))
        isRowOpen = true
      }
    }
    if isRowOpen { rows.append(row) }
    return rows
  }

  /// As much of a text as there is room for, in whole characters.
  private mutating func shortened(_ text: String, to room: inout Int) -> String {
    let count = text.utf8.count
    if count <= room {
      room -= count
      return text
    }
    var end = text.utf8.index(text.startIndex, offsetBy: room)
    while end > text.startIndex, text.utf8[end] & 0xC0 == 0x80 { end = text.utf8.index(before: end) }
    let start = text[..<end]
    cutBytes += count - start.utf8.count
    room = 0
    return String(start)
  }
}
