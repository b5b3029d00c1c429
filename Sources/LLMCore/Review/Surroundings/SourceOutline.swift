/// The functions, classes and headings of a file, found by a light look at its lines; and what it imports.
///
/// It is no parser: what it cannot make out it leaves out, and a wrong guess costs a model some context and nothing else.
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
  /// The numbers of the lines that import something, from 1 on, at most `mostImports`.
  package private(set) var imports: [Int] = []

  /// Lines that are worth showing along with each hunk.
  package static let mostImports = 40
  /// Symbols of a file that are kept.
  static let mostSymbols = 20_000
  /// How many may be around each other; what is deeper is no code that people write.
  static let deepest = 64
  /// Bytes of a name.
  static let longestName = 120

  /// Reads a file's text; the language is told by the path. Takes time in proportion to the length.
  package init(path: [UInt8], text: ArraySlice<UInt8>) {
    guard let language = OutlineLanguage.of(path: path) else { return }
    let lines = text.split(separator: Byte.lineFeed, omittingEmptySubsequences: false)
    switch language.family {
    case .braces: symbols = BraceOutline.symbols(in: lines, language)
    case .indentation(let hasEnd): symbols = IndentedOutline.symbols(in: lines, language, hasEnd: hasEnd)
    case .keys: symbols = IndentedOutline.keys(in: lines)
    case .headings: symbols = HeadingOutline.headings(in: lines)
    case .sections: symbols = HeadingOutline.sections(in: lines)
    }
    symbols.sort { ($0.lines.lowerBound, $0.depth) < ($1.lines.lowerBound, $1.depth) }
    imports = ImportLines.numbers(in: lines, language)
  }

  /// The symbols around a line, the outermost first.
  package func enclosing(line: Int) -> [Symbol] { symbols.filter { $0.lines.contains(line) } }

  /// The names around a line as one, such as `Parser.parse`; empty at the top of a file. For the identity of findings.
  package func symbolName(at line: Int) -> String { enclosing(line: line).map(\.name).joined(separator: ".") }

  /// The name of what begins in a heading of git, such as `func parse(_ text: String) {`: for files whose text is not at hand.
  package static func symbolName(inHeading heading: ArraySlice<UInt8>, path: [UInt8]) -> String {
    let open = Array(heading.prefix(1024)) + Array(" {\n".utf8)
    return SourceOutline(path: path, text: open[...]).symbols.first?.name ?? ""
  }
}
