import LLMCore
import Testing

/// A short document with the kind of every byte below it: lines of code and lines of letters take turns.
struct CodeSheet: Sendable, CustomTestStringConvertible {
  let language: String
  let name: String
  let text: String

  init(_ language: String, _ name: String, _ text: String) {
    (self.language, self.name, self.text) = (language, name, text)
  }

  var testDescription: String { "\(language): \(name)" }

  /// The sheet's code with the letters that the lexer finds.
  var lexed: String {
    guard var lexer = CodeLexer(language: language) else { return "no lexer for \(language)" }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    var rows: [String] = []
    for index in stride(from: 0, to: lines.count, by: 2) {
      let line = String(lines[index])
      rows += [line, Self.letters(lexer.spans(of: Array(line.utf8)), count: line.utf8.count)]
    }
    return rows.joined(separator: "\n")
  }

  /// One letter for a byte; blanks at the end are left out.
  static func letters(_ spans: [CodeSpan], count: Int) -> String {
    var row = [Character](repeating: " ", count: count)
    for span in spans { for index in span.range { row[index] = letter(span.kind) } }
    while row.last == " " { row.removeLast() }
    return String(row)
  }

  private static func letter(_ kind: CodeKind) -> Character {
    switch kind {
    case .keyword: "k"
    case .type: "t"
    case .string: "s"
    case .number: "n"
    case .comment: "c"
    case .function: "f"
    case .property: "p"
    case .constant: "o"
    case .operator: "x"
    case .punctuation: "."
    case .inserted: "+"
    case .deleted: "-"
    case .heading: "h"
    case .plain: " "
    }
  }
}
