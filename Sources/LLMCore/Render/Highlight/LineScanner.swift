/// A lexer of one family of languages: a value that is all it remembers from the lines before.
protocol LineScanner: Sendable {
  /// Adds the spans of a whole line, which has no line end, and goes on to the state behind it.
  mutating func scan(_ line: [UInt8], into writer: inout SpanWriter)
}
