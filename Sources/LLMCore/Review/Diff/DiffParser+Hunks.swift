extension DiffParser {
  /// Reads the hunks that follow, each against as many parents as the head of the file says.
  mutating func readHunks(parents: Int) throws(DiffError) -> [Hunk] {
    var hunks: [Hunk] = []
    while HunkHead.begins(cursor) {
      guard let head = HunkHead(cursor) else { throw cursor.error(.malformedHunkHead) }
      guard head.old.count == parents else { throw cursor.error(.contradiction) }
      if let last = hunks.last {
        // With `-W`, git writes hunks that share lines of context; only their order can be relied on.
        let isBehind = head.new.start >= last.new.start && head.old[0].start >= last.old.start
        guard isBehind else { throw cursor.error(.disorderedHunks) }
      }
      hunks.append(parents == 1 ? try readHunk(head, head.old[0]) : try readCombinedHunk(head))
    }
    return hunks
  }

  /// Reads a hunk against one state of the file.
  private mutating func readHunk(_ head: HunkHead, _ old: Hunk.Extent) throws(DiffError) -> Hunk {
    let start = cursor.start
    cursor.advance()
    var (oldNumber, newNumber) = (old.first(inCombined: false), head.new.first(inCombined: false))
    let (oldEnd, newEnd) = (oldNumber + old.count, newNumber + head.new.count)
    lines.removeAll(keepingCapacity: true)
    while oldNumber < oldEnd || newNumber < newEnd {
      // An empty line is one of context whose space was lost, as with diff.suppressBlankEmpty.
      let marker = cursor.first ?? (cursor.isAtEnd ? 0 : UInt8(ascii: " "))
      let change: Hunk.Change
      switch marker {
      case UInt8(ascii: " ") where oldNumber < oldEnd && newNumber < newEnd: change = .context
      case UInt8(ascii: "+") where newNumber < newEnd: change = .added
      case UInt8(ascii: "-") where oldNumber < oldEnd: change = .removed
      case UInt8(ascii: "\\"):
        try readEndMark(isLast: isLast(oldNumber == oldEnd, newNumber == newEnd))
        continue
      default: throw cursor.error(cursor.isAtEnd ? .incompleteHunk : .unexpectedHunkLine)
      }
      lines.append(
        Hunk.Line(
          change, content: min(cursor.start + 1, cursor.end)..<cursor.end, old: oldNumber, new: newNumber,
          isInOld: change != .added))
      if change != .added { oldNumber += 1 }
      if change != .removed { newNumber += 1 }
      cursor.advance()
    }
    if cursor.first == UInt8(ascii: "\\") { try readEndMark(isLast: isLast(true, true)) }
    return Hunk(
      old: old, otherParents: [], new: head.new, heading: head.heading, lines: lines, range: start..<cursor.start)
  }

  /// Whether the line just read is the last of the sides it is in, given which of them have no more lines.
  private func isLast(_ oldIsDone: Bool, _ newIsDone: Bool) -> Bool {
    switch lines.last?.change {
    case .context: oldIsDone && newIsDone
    case .added: newIsDone
    case .removed: oldIsDone
    case nil: false
    }
  }

  /// Reads `\ No newline at end of file`, which may be in any language.
  private mutating func readEndMark(isLast: Bool) throws(DiffError) {
    guard isLast, let line = lines.indices.last, !lines[line].lacksLineFeed, cursor.starts(with: "\\ ") else {
      throw cursor.error(.misplacedEndMark)
    }
    lines[line].lacksLineFeed = true
    cursor.advance()
  }

  /// Reads a hunk against several states: each line begins with a column for each of them. The lines of the new side are as many
  /// as the head says. Those of the parents need not be, because git counts a line that two parents lost in different
  /// places for both and shows it for one (seen of git 2.39); removed lines at the end are known by their markers.
  private mutating func readCombinedHunk(_ head: HunkHead) throws(DiffError) -> Hunk {
    let start = cursor.start
    cursor.advance()
    let parents = head.old.count
    // Here the start is the first line's number even of no lines.
    var (oldNumber, newNumber) = (head.old[0].start, head.new.start)
    let newEnd = newNumber + head.new.count
    lines.removeAll(keepingCapacity: true)
    while true {
      if cursor.first == UInt8(ascii: "\\") {
        try readEndMark(isLast: true)
        continue
      }
      let markers = cursor.content.prefix(parents)
      let change = cursor.isAtEnd ? nil : CombinedMarkers.change(of: markers, parents)
      if newNumber == newEnd, change != .removed { break }
      guard let change else { throw cursor.error(cursor.isAtEnd ? .incompleteHunk : .unexpectedHunkLine) }
      let isInOld = markers.first.map { CombinedMarkers.isInParent($0, change) } ?? false
      lines.append(
        Hunk.Line(
          change, content: cursor.start + parents..<cursor.end, old: oldNumber, new: newNumber, isInOld: isInOld))
      if isInOld { oldNumber += 1 }
      if change != .removed { newNumber += 1 }
      cursor.advance()
    }
    return Hunk(
      old: head.old[0], otherParents: Array(head.old.dropFirst()), new: head.new, heading: head.heading,
      lines: lines, range: start..<cursor.start)
  }
}

/// The columns at the beginning of a combined diff's line.
enum CombinedMarkers {
  /// What became of a line with these columns; nil where they are none.
  static func change(of markers: ArraySlice<UInt8>, _ parents: Int) -> Hunk.Change? {
    var (came, went) = (false, false)
    for marker in markers {
      switch marker {
      case UInt8(ascii: "+"): came = true
      case UInt8(ascii: "-"): went = true
      case UInt8(ascii: " "): break
      default: return nil
      }
    }
    guard markers.count == parents, !(came && went) else { return nil }
    return went ? .removed : came ? .added : .context
  }

  /// Whether a parent has a line that is marked like this for it. Of a removed line those that have it say so; of the others,
  /// those that do not.
  static func isInParent(_ marker: UInt8, _ change: Hunk.Change) -> Bool {
    change == .removed ? marker == UInt8(ascii: "-") : marker == UInt8(ascii: " ")
  }
}
