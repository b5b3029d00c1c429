/// The functions, classes and headings of a file, found by a light look at its lines; and what it imports.
package struct SourceOutline: Sendable, Equatable {
  /// Something with a name that holds lines.
  package struct Symbol: Sendable, Equatable {
    /// Such as `parse`; of a heading the words.
    package var name: String
    /// The lines it holds, from 1 on, with the line that begins it.
    package var lines: ClosedRange<Int>
    /// How many others are around it.
    package var depth: Int
  }

  /// In the order of their first lines, outer ones before inner ones.
  package private(set) var symbols: [Symbol] = []
  /// The numbers of the lines that import something, from 1 on.
  package private(set) var imports: [Int] = []

  /// Reads a file's text; the language is told by the path. Takes time in proportion to the length.
  package init(path: [UInt8], text: ArraySlice<UInt8>) {}

  /// The symbols around a line, the outermost first.
  package func enclosing(line: Int) -> [Symbol] { symbols.filter { $0.lines.contains(line) } }

  /// The names around a line as one, such as `Parser.parse`; empty at the top of a file. For the identity of findings.
  package func symbolName(at line: Int) -> String { enclosing(line: line).map(\.name).joined(separator: ".") }
}
