/// Tells what stands in a block of code, line by line; what a line leaves open (comments, strings, heredocs) is carried to
/// the next. A value: a copy goes on from where it was taken.
///
/// Time is linear in the bytes of a line, whatever they are, and no bytes can make it fail.
package struct CodeLexer: LineLexer {
  private var scanner: any LineScanner

  /// Starts a block in the language that a fence's info string names, `swift` or `py title="x"`; nil for one that is not
  /// known.
  package init?(language infoString: String) {
    guard let language = CodeLanguage(infoString: infoString) else { return nil }
    scanner = language.makeScanner()
  }

  /// The spans of the block's next line, from left to right, none overlapping. A line end that is part of the line is
  /// left out of account; bytes that no span covers are plain.
  package mutating func spans(of line: [UInt8]) -> [CodeSpan] {
    var spans: [CodeSpan] = []
    appendSpans(of: line, to: &spans)
    return spans
  }

  /// The same behind what an array holds already, which saves making one for each line.
  package mutating func appendSpans(of line: [UInt8], to spans: inout [CodeSpan]) {
    var writer = SpanWriter(appendingTo: spans)
    spans = []
    if let last = line.last, last == Byte.lineFeed || last == Byte.carriageReturn {
      scanner.scan(Self.withoutLineEnd(line), into: &writer)
    } else {
      scanner.scan(line, into: &writer)
    }
    spans = writer.spans
  }

  private static func withoutLineEnd(_ line: [UInt8]) -> [UInt8] {
    var end = line.count
    if line[end - 1] == Byte.lineFeed { end -= 1 }
    if end > 0, line[end - 1] == Byte.carriageReturn { end -= 1 }
    return Array(line[..<end])
  }
}
