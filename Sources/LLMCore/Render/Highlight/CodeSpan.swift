/// What a stretch of source code is, as far as its colour is concerned.
package enum CodeKind: UInt8, Sendable, CaseIterable {
  case plain
  case keyword, type, string, number, comment, function, property, constant, `operator`, punctuation
  /// Lines of a change, and its headings.
  case inserted, deleted, heading
}

/// A stretch of one line of code that has one colour.
package struct CodeSpan: Sendable, Equatable {
  /// Offsets of bytes in the line.
  package var range: Range<Int>
  package var kind: CodeKind

  package init(range: Range<Int>, kind: CodeKind) { (self.range, self.kind) = (range, kind) }
}

/// Tells the parts of code apart, line after line: what one line leaves open is carried to the next.
package protocol LineLexer: Sendable {
  /// The parts of the next line, which comes without its line feed: rising, without overlap, gaps being plain.
  mutating func spans(of line: [UInt8]) -> [CodeSpan]
}
