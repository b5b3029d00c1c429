/// Two texts by words: first by lines, then by words where lines differ, so that a changed word in a long answer is one changed word.
///
/// What stays between two changes is kept only where it says something. A blank, a comma or a short word that two long
/// changes happen to share would cut both into confetti, so it counts as changed with them.
package struct WordDifference: Sendable, Equatable {
  /// What became of a stretch of text.
  package enum Fate: Sendable { case kept, removed, added }

  /// A stretch of text.
  package struct Segment: Sendable, Equatable {
    package let fate: Fate
    package let text: String

    package init(_ fate: Fate, _ text: String) { (self.fate, self.text) = (fate, text) }
  }

  /// All of both texts, in order: what is kept and removed makes the old text, what is kept and added the new one. Of a
  /// replacement, what is removed comes first.
  package let segments: [Segment]
  /// Whether the search was not cut short. Where it was, the segments are right, and there may be fewer changes.
  package let isExact: Bool
  /// How many letters and numbers are in both, and how many in each.
  package let shared: Int
  package let oldWeight: Int
  package let newWeight: Int

  package init(_ old: String, _ new: String) {
    let lines = LinePair(old, new)
    let difference = SequenceDifference(lines.old.symbols, lines.new.symbols)
    var table = SymbolTable()
    var joiner = SegmentJoiner()
    var isExact = difference.isExact
    var (oldLine, shared, oldWeight, newWeight) = (0, 0, 0, 0)
    func keep(through end: Int) {
      let weight = WordPieces(lines.old.bytes(of: oldLine..<end)).weight
      (shared, oldWeight, newWeight) = (shared + weight, oldWeight + weight, newWeight + weight)
      joiner.append(.kept, lines.old.bytes(of: oldLine..<end))
    }
    for change in Self.hunks(difference.changes, lines) {
      keep(through: change.old.lowerBound)
      let hunk = WordHunk(
        WordPieces(lines.old.bytes(of: change.old)), WordPieces(lines.new.bytes(of: change.new)), &table)
      for part in hunk.parts {
        joiner.append(.kept, hunk.old.bytes(of: part.kept))
        joiner.append(.removed, hunk.old.bytes(of: part.old))
        joiner.append(.added, hunk.new.bytes(of: part.new))
      }
      shared += hunk.shared
      oldWeight += hunk.old.weight
      newWeight += hunk.new.weight
      isExact = isExact && hunk.isExact
      oldLine = change.old.upperBound
    }
    keep(through: lines.old.ends.count)
    segments = joiner.finished
    (self.isExact, self.shared, self.oldWeight, self.newWeight) = (isExact, shared, oldWeight, newWeight)
  }

  /// Whether both texts are the same, byte by byte.
  package var isEmpty: Bool { !segments.contains { $0.fate != .kept } }

  /// How much of both is the same, in thousandths: 2 · shared ÷ (old + new), counted in letters and numbers (the Sørensen–Dice
  /// coefficient). Of texts without any, 1000 where they are the same, and else 0.
  package var similarity: Int {
    guard oldWeight + newWeight > 0 else { return isEmpty ? 1000 : 0 }
    return 2000 * shared / (oldWeight + newWeight)
  }

  // MARK: Hunks

  /// Lines with fewer letters and numbers hold nothing together: blank lines, lone braces.
  private static let weakWeight = 3
  /// Hunks are joined over weak lines while they have no more bytes than this.
  private static let joinedBytes = 64 << 10

  /// The changed lines; those that have nothing but weak lines between them are one hunk, because such lines are alike
  /// whatever stands around them, and the words may say better what belongs together.
  private static func hunks(
    _ changes: [SequenceDifference.Replacement], _ lines: LinePair
  ) -> [SequenceDifference.Replacement] {
    var hunks: [SequenceDifference.Replacement] = []
    for change in changes {
      if let last = hunks.last {
        let between = lines.old.bytes(of: last.old.upperBound..<change.old.lowerBound)
        let joined = SequenceDifference.Replacement(
          old: last.old.lowerBound..<change.old.upperBound, new: last.new.lowerBound..<change.new.upperBound)
        let size = lines.old.bytes(of: joined.old).count + lines.new.bytes(of: joined.new).count
        let isWeak = between.count { Byte.isWord($0) } < weakWeight
        if isWeak, size <= joinedBytes {
          hunks[hunks.count - 1] = joined
          continue
        }
      }
      hunks.append(change)
    }
    return hunks
  }
}

/// Puts stretches of bytes together that have the same fate.
private struct SegmentJoiner {
  private var segments: [WordDifference.Segment] = []
  private var fate = WordDifference.Fate.kept
  private var bytes: [UInt8] = []

  mutating func append(_ next: WordDifference.Fate, _ more: ArraySlice<UInt8>) {
    guard !more.isEmpty else { return }
    if next != fate { flush() }
    fate = next
    bytes += more
  }

  private mutating func flush() {
    if !bytes.isEmpty { segments.append(WordDifference.Segment(fate, String(decoding: bytes, as: UTF8.self))) }
    bytes.removeAll(keepingCapacity: true)
  }

  var finished: [WordDifference.Segment] {
    var copy = self
    copy.flush()
    return copy.segments
  }
}
