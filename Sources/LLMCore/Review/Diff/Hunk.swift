/// Lines of a file that changed, with some around them.
package struct Hunk: Sendable, Equatable {
  /// Some lines of a file, as the head of a hunk says it.
  package struct Extent: Sendable, Hashable {
    /// The number of the first line, from 1; where there are none, of the line before, which may be 0. In a combined diff, where there
    /// are none, of the line behind.
    package var start: Int
    package var count: Int

    package init(start: Int, count: Int) { (self.start, self.count) = (start, count) }

    /// The number of its first line, or of the line that would be the first.
    func first(inCombined isCombined: Bool) -> Int { count == 0 && !isCombined ? start + 1 : start }

    /// Lines from a first one on.
    init(first: Int, count: Int, inCombined isCombined: Bool) {
      (start, self.count) = (count == 0 && !isCombined ? first - 1 : first, count)
    }
  }

  package var old: Extent
  /// In the second parent and those behind it, of a combined diff; empty otherwise.
  package var otherParents: [Extent]
  package var new: Extent
  /// What the head says behind its second `@@`, without the space before it.
  package var heading: Range<Int>
  package var lines: [Line]
  /// All its lines in the diff's bytes, the head among them; of a part of a hunk, those of the whole.
  package var range: Range<Int>

  /// What became of a line.
  package enum Change: UInt8, Sendable, Hashable {
    case context
    /// In the new side only; of a combined diff, in the new side and not in each of the parents.
    case added
    /// Not in the new side; of a combined diff, in one of the parents at least.
    case removed
  }

  /// A line of a hunk. Small, because there are many.
  package struct Line: Sendable, Hashable {
    private let start: UInt32
    private let length: UInt32
    private let old: UInt32
    private let new: UInt32
    /// What became of it.
    package let change: Change
    private let isInOld: Bool
    /// Whether the file ends with it and without a line feed.
    package internal(set) var lacksLineFeed = false

    /// A line with this content; the numbers are those it has, or would have where it is not there.
    init(_ change: Change, content: Range<Int>, old: Int, new: Int, isInOld: Bool) {
      self.change = change
      self.isInOld = isInOld
      start = UInt32(truncatingIfNeeded: content.lowerBound)
      length = UInt32(truncatingIfNeeded: content.count)
      self.old = UInt32(truncatingIfNeeded: old)
      self.new = UInt32(truncatingIfNeeded: new)
    }

    /// Where its content stands in the diff's bytes, without marker and line feed; a carriage return is content.
    package var content: Range<Int> { Int(start)..<Int(start) + Int(length) }

    /// Its number in the new side; nil for one that was removed.
    package var newNumber: Int? { change == .removed ? nil : Int(new) }

    /// Its number in the old side (the first parent); nil for one that is not there.
    package var oldNumber: Int? { isInOld ? Int(old) : nil }

    /// The numbers that the next line of each side has from here on, this one included where it is there.
    package var position: (old: Int, new: Int) { (Int(old), Int(new)) }
  }

  /// How many of its lines came.
  package var addedCount: Int { lines.reduce(0) { $0 + ($1.change == .added ? 1 : 0) } }

  /// How many of its lines went.
  package var removedCount: Int { lines.reduce(0) { $0 + ($1.change == .removed ? 1 : 0) } }

  /// The parents its lines are marked for: 1, except in a combined diff.
  package var parents: Int { 1 + otherParents.count }

  /// Whether its lines are marked for several parents.
  package var isCombined: Bool { !otherParents.isEmpty }
}
