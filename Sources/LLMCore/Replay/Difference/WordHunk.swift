/// Changed lines compared by words, readably.
struct WordHunk {
  /// What is kept, and then what goes and comes; each a range of pieces, and each may be empty.
  struct Part {
    /// In the old pieces.
    var kept: Range<Int>
    var old: Range<Int>
    var new: Range<Int>
  }

  let old: WordPieces
  let new: WordPieces
  /// In order; the last one may be only kept.
  private(set) var parts: [Part] = []
  let isExact: Bool
  /// Letters and numbers that are kept.
  private(set) var shared = 0

  init(_ old: WordPieces, _ new: WordPieces, _ table: inout SymbolTable) {
    (self.old, self.new) = (old, new)
    let difference = SequenceDifference(table.symbols(of: old), table.symbols(of: new))
    isExact = difference.isExact
    var end = 0
    for change in difference.changes {
      add(Part(kept: end..<change.old.lowerBound, old: change.old, new: change.new))
      end = change.old.upperBound
    }
    parts.append(
      Part(kept: end..<old.ends.count, old: old.ends.count..<old.ends.count, new: new.ends.count..<new.ends.count))
    trim()
    shared = parts.reduce(0) { $0 + old.weight(of: $1.kept) }
  }

  /// Adds a change, and joins it with those before as long as too little stands between them.
  private mutating func add(_ part: Part) {
    var part = part
    while let last = parts.last, isConfetti(part.kept, between: last, and: part) {
      parts.removeLast()
      part = Part(
        kept: last.kept, old: last.old.lowerBound..<part.old.upperBound, new: last.new.lowerBound..<part.new.upperBound)
    }
    parts.append(part)
  }

  /// What joined changes begin or end with on both sides was not changed after all.
  private mutating func trim() {
    for index in parts.indices {
      var part = parts[index]
      while let (before, after) = pair(part.old.first, part.new.first), isSame(before, after) {
        part.kept = part.kept.lowerBound..<part.kept.upperBound + 1
        (part.old, part.new) = (part.old.dropFirst(), part.new.dropFirst())
      }
      while index + 1 < parts.count, let (before, after) = pair(part.old.last, part.new.last), isSame(before, after) {
        parts[index + 1].kept = parts[index + 1].kept.lowerBound - 1..<parts[index + 1].kept.upperBound
        (part.old, part.new) = (part.old.dropLast(), part.new.dropLast())
      }
      parts[index] = part
    }
  }

  private func pair(_ old: Int?, _ new: Int?) -> (Int, Int)? {
    guard let old, let new else { return nil }
    return (old, new)
  }

  private func isSame(_ before: Int, _ after: Int) -> Bool {
    old.bytes(of: before..<before + 1).elementsEqual(new.bytes(of: after..<after + 1))
  }

  private func isConfetti(_ kept: Range<Int>, between left: Part, and right: Part) -> Bool {
    let weight = old.weight(of: kept)
    if weight == 0 { return !isBreak(kept, between: left, and: right) }
    let leftWeight = max(old.weight(of: left.old), new.weight(of: left.new))
    let rightWeight = max(old.weight(of: right.old), new.weight(of: right.new))
    return 2 * weight <= min(leftWeight, rightWeight)
  }

  /// A line end between two replacements shows which line replaces which.
  private func isBreak(_ kept: Range<Int>, between left: Part, and right: Part) -> Bool {
    guard !left.old.isEmpty, !left.new.isEmpty, !right.old.isEmpty, !right.new.isEmpty else { return false }
    return old.bytes(of: kept).contains(Byte.lineFeed)
  }
}

extension SymbolTable {
  /// A number for each piece.
  mutating func symbols(of pieces: WordPieces) -> [Int32] {
    pieces.ends.indices.map { symbol(of: pieces.bytes(of: $0..<$0 + 1)) }
  }
}
