/// Counts as lines for people: a number and how sure it is, aligned, then what was counted.
package struct TokenListing {
  /// Which lines there are.
  package enum View: Sendable, Equatable {
    /// One for each input, and the total. One input alone is its number and how sure it is.
    case inputs
    /// Folders and files down to a depth.
    case tree(depth: Int)
    /// So many files with the most tokens, and the total.
    case top(Int)
  }

  /// Every line ends in a line feed.
  package let text: String

  package init(_ inputs: [InputCount], as view: View, basis: TokenBasis) {
    let counted = inputs.filter { $0.failures.isEmpty || $0.kind == .folder }
    let total = Line(tokens: counted.reduce(0) { $0 + $1.tokens }, label: "total (\(basis.encoding))")
    switch view {
    case .inputs where inputs.count == 1:
      text = counted.map { "\(basis.tokens($0.tokens)) \(basis.exactness.words)\($0.isStopped ? ", at least" : "")\n" }
        .joined()
    case .inputs:
      text = Self.aligned(counted.map { Line(tokens: $0.tokens, label: $0.path.shown) } + [total], basis)
    case .tree(let depth):
      let lines = counted.flatMap { TokenTree($0).lines(depth: depth) }
      text = Self.aligned(lines + (inputs.count == 1 ? [] : [total]), basis)
    case .top(let count):
      let files = Self.largest(count, of: counted)
      text = Self.aligned(files.map { Line(tokens: $0.tokens, label: $0.path.shown) } + [total], basis)
    }
  }

  /// The files with the most tokens, of folders and inputs alike.
  static func largest(_ count: Int, of inputs: [InputCount]) -> [FileCount] {
    let files = inputs.flatMap { input in
      input.kind == .folder
        ? input.files
        : [FileCount(path: input.path, tokens: input.tokens, bytes: input.bytes, isCut: input.isCut)]
    }
    let sorted = files.sorted { $0.tokens == $1.tokens ? $0.path < $1.path : $0.tokens > $1.tokens }
    return Array(sorted.prefix(count))
  }

  /// A number and what it is the number of.
  struct Line: Equatable {
    var tokens: Int
    var label: String
  }

  /// The lines with their numbers at the right of a column.
  static func aligned(_ lines: [Line], _ basis: TokenBasis) -> String {
    let numbers = lines.map { String(basis.tokens($0.tokens)) }
    let width = numbers.map(\.utf8.count).max() ?? 0
    return zip(lines, numbers).map { line, number in
      let padding = String(repeating: " ", count: width - number.utf8.count)
      return "\(padding)\(number) \(basis.exactness.words)  \(SafeText.line(line.label).text)\n"
    }.joined()
  }
}
