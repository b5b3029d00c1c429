/// Counts as lines for people: a number and how sure it is, aligned, then what was counted.
package struct TokenListing {
  /// Every line ends in a line feed. One input alone is its number and how sure it is.
  package let text: String

  package init(_ inputs: [InputCount], basis: TokenBasis) {
    let counted = inputs.filter { $0.failures.isEmpty || $0.kind == .folder }
    guard inputs.count > 1 else {
      text = counted.map { "\(basis.tokens($0.tokens)) \(basis.exactness.words)\n" }.joined()
      return
    }
    var lines = counted.map { Line(tokens: $0.tokens, label: $0.path.shown) }
    let total = counted.reduce(0) { $0 + $1.tokens }
    lines.append(Line(tokens: total, label: "total (\(basis.encoding))"))
    text = Self.aligned(lines, basis)
  }

  /// A number and what it is the number of.
  struct Line {
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
