/// Keeps the rows on the screen that are not final: commits rows above them and redraws what changed, without ever moving
/// above the first of them.
///
/// The cursor stays at the end of the last row of the tail. Rows are erased one by one (EL): erasing to the end of the
/// screen (ED) makes tmux copy what is erased into its history.
struct TailPainter: Sendable {
  /// What is on the screen below the committed rows.
  private(set) var drawn: [[UInt8]] = []
  private(set) var cursorIsHidden = false

  /// The bytes that commit rows, each ended by a line feed, and show others below them.
  mutating func paint(committed: [UInt8], tail: [[UInt8]]) -> [UInt8] {
    var (same, start) = unchanged(committed, tail)
    var skipped = tailDrawn(same, committed)
    if same < drawn.count, skipped > 0, skipped == tail.count {
      // Rows below the last one vanish: it is written again, so that the cursor comes to stand at its end.
      (same, skipped) = (same - 1, skipped - 1)
    }
    defer { drawn = tail }
    var result: [UInt8] = []
    if same == drawn.count {
      let isDone = start == committed.count && tail.count == skipped
      if isDone, drawn.isEmpty || !tail.isEmpty || committed.isEmpty { return [] }
      if !drawn.isEmpty { result.append(0x0A) }
      write(committed, from: start, tail, skipping: skipped, to: &result)
    } else if same == drawn.count - 1, let suffix = suffix(of: drawn[same], committed, start, tail, skipped) {
      result = suffix
    } else {
      result += "\u{1B}[?2026h\r\u{1B}[2K".utf8
      for _ in (same + 1)..<drawn.count { result += "\u{1B}[A\u{1B}[2K".utf8 }
      write(committed, from: start, tail, skipping: skipped, to: &result)
      result += "\u{1B}[?2026l".utf8
    }
    return hidingCursor(result)
  }

  /// Leaves the tail where it is, and goes to a fresh row.
  mutating func freeze() -> [UInt8] {
    guard !drawn.isEmpty else { return [] }
    drawn = []
    return [0x0A]
  }

  /// Shows the cursor, if it was hidden.
  mutating func showCursor() -> [UInt8] {
    guard cursorIsHidden else { return [] }
    cursorIsHidden = false
    return Array("\u{1B}[?25h".utf8)
  }

  private mutating func hidingCursor(_ bytes: [UInt8]) -> [UInt8] {
    guard !cursorIsHidden, !bytes.isEmpty else { return bytes }
    cursorIsHidden = true
    return Array("\u{1B}[?25l".utf8) + bytes
  }

  /// How many of the drawn rows stay as they are, and where the committed rows begin that are to be written.
  private func unchanged(_ committed: [UInt8], _ tail: [[UInt8]]) -> (rows: Int, start: Int) {
    var (rows, start) = (0, 0)
    var place = 0
    while rows < drawn.count {
      if start < committed.count {
        guard let end = committed[start...].firstIndex(of: 0x0A), committed[start..<end].elementsEqual(drawn[rows])
        else { break }
        start = end + 1
      } else {
        guard place < tail.count, tail[place] == drawn[rows] else { break }
        place += 1
      }
      rows += 1
    }
    return (rows, start)
  }

  /// How many rows of the tail are among the first rows that stay.
  private func tailDrawn(_ same: Int, _ committed: [UInt8]) -> Int {
    var count = 0
    for byte in committed where byte == 0x0A {
      count += 1
      if count >= same { return 0 }
    }
    return same - count
  }

  private func write(
    _ committed: [UInt8], from start: Int, _ tail: [[UInt8]], skipping count: Int, to result: inout [UInt8]
  ) {
    result += committed[start...]
    var isFirst = true
    for row in tail.dropFirst(count) {
      if !isFirst { result.append(0x0A) }
      result += row
      isFirst = false
    }
  }

  /// What is to be written when the last row drawn only grew.
  private func suffix(
    of last: [UInt8], _ committed: [UInt8], _ start: Int, _ tail: [[UInt8]], _ place: Int
  ) -> [UInt8]? {
    var result: [UInt8] = []
    if start < committed.count {
      guard committed[start...].starts(with: last) else { return nil }
      write(committed, from: start + last.count, tail, skipping: 0, to: &result)
      return result
    }
    guard place < tail.count, tail[place].starts(with: last) else { return nil }
    result += tail[place][last.count...]
    for row in tail.dropFirst(place + 1) { result += [0x0A] + row }
    return result
  }
}
