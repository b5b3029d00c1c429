/// One file as a change leaves it, as far as the reviewer was shown it: what quotes are proven against.
package struct NewSide: Sendable, Equatable {
  /// How a line came to be shown, from the least to the most a finding may be about it.
  package enum LineKind: Sendable, Comparable {
    /// Shown around the change (the enclosing function, imports): nothing may be found here.
    case surrounding
    /// An unchanged line of a hunk.
    case context
    /// A line that the change adds.
    case added
  }

  /// One line.
  package struct Line: Sendable, Equatable {
    /// Counted from 1.
    package let number: Int
    /// As the model was shown it, with a carriage return if it has one, without the line feed.
    package let bytes: [UInt8]
    package let kind: LineKind
    /// Whether it is the last line of the file and no line feed ends it.
    package let isUnterminated: Bool
    /// Whether the file has just these bytes. A line with a secret or with hidden characters is shown otherwise, and no patch can
    /// be made of it.
    package let isExact: Bool

    package init(
      _ number: Int, _ bytes: [UInt8], _ kind: LineKind, isUnterminated: Bool = false, isExact: Bool = true
    ) {
      self.number = number
      self.bytes = bytes
      self.kind = kind
      (self.isUnterminated, self.isExact) = (isUnterminated, isExact)
    }

    /// Whether the change adds the line.
    package var isAdded: Bool { kind == .added }
  }

  package let path: RawPath
  /// The path before a rename or a copy; nil where it is the same.
  package let oldPath: RawPath?
  /// In ascending order of their numbers, each number once. Numbers that are left out were not shown.
  package let lines: [Line]
  /// Lines that only the old side has, without their line feeds: quotes of them are told apart from inventions.
  package let removedLines: [[UInt8]]

  /// Lines out of order, and repeated numbers, are put right: of two lines with one number the one that says more counts.
  package init(path: RawPath, oldPath: RawPath? = nil, lines: [Line], removedLines: [[UInt8]] = []) {
    self.path = path
    self.oldPath = oldPath == path ? nil : oldPath
    self.removedLines = removedLines
    self.lines = Self.isAscending(lines) ? lines : Self.ordered(lines)
  }

  /// One side for each path: several pieces of a file become one, in the place of the first.
  package static func joined(_ sides: [NewSide]) -> [NewSide] {
    var order: [RawPath] = []
    var byPath: [RawPath: NewSide] = [:]
    for side in sides {
      guard let first = byPath[side.path] else {
        order.append(side.path)
        byPath[side.path] = side
        continue
      }
      byPath[side.path] = NewSide(
        path: side.path, oldPath: first.oldPath, lines: first.lines + side.lines,
        removedLines: first.removedLines + side.removedLines)
    }
    return order.compactMap { byPath[$0] }
  }

  private static func isAscending(_ lines: [Line]) -> Bool {
    zip(lines, lines.dropFirst()).allSatisfy { $0.number < $1.number }
  }

  private static func ordered(_ lines: [Line]) -> [Line] {
    var byNumber: [Int: Line] = [:]
    for line in lines where byNumber[line.number].map({ $0.kind < line.kind }) ?? true { byNumber[line.number] = line }
    return byNumber.values.sorted { $0.number < $1.number }
  }

  /// Where the line with this number stands in `lines`; nil where it was not shown.
  package func index(ofLine number: Int) -> Int? {
    var low = 0
    var high = lines.count
    while low < high {
      let middle = (low + high) / 2
      if lines[middle].number < number { low = middle + 1 } else { high = middle }
    }
    return low < lines.count && lines[low].number == number ? low : nil
  }

  /// The lines of a range of numbers; nil where one of them was not shown.
  package func lines(numbered range: ClosedRange<Int>) -> ArraySlice<Line>? {
    guard let first = index(ofLine: range.lowerBound), range.count <= lines.count - first,
      lines[first + range.count - 1].number == range.upperBound
    else { return nil }
    return lines[first..<first + range.count]
  }
}
