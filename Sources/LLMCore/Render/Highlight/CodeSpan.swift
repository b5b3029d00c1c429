/// A stretch of one line of code that is drawn in one style. Bytes that no span covers are plain.
package struct CodeSpan: Equatable, Sendable {
  /// Offsets of bytes from the line's start; never empty.
  package var range: Range<Int>
  /// What stands there.
  package var kind: CodeKind

  /// A stretch of the line that is of one kind.
  package init(range: Range<Int>, kind: CodeKind) {
    (self.range, self.kind) = (range, kind)
  }
}

/// What a stretch of code is, as far as a reader cares. A `CodeTheme` gives each its style.
package enum CodeKind: UInt8, CaseIterable, Equatable, Sendable {
  case keyword, type, string, number, comment, function, property, constant, `operator`, punctuation, inserted, deleted,
    heading, plain
}
