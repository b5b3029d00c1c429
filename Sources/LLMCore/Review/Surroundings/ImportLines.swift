/// The lines by which a file brings in others.
enum ImportLines {
  /// Their numbers, from 1 on, with the lines of lists in parentheses or braces.
  static func numbers(in lines: [ArraySlice<UInt8>], _ language: OutlineLanguage) -> [Int] {
    guard !language.imports.isEmpty else { return [] }
    let openings = language.imports.map { Array($0.utf8) }
    var numbers: [Int] = []
    var closing: UInt8?
    var isInComment = false
    for (index, line) in lines.enumerated() {
      guard numbers.count < SourceOutline.mostImports else { break }
      if let mark = closing {
        numbers.append(index + 1)
        if line.contains(mark) { closing = nil }
        continue
      }
      let text = line.drop(while: Byte.isBlank)
      if isInComment || text.starts(with: "/*".utf8) {
        isInComment = !line.hasCommentEnd
        continue
      }
      guard let opening = openings.first(where: { text.starts(with: $0) }), isImport(text, opening) else { continue }
      numbers.append(index + 1)
      closing = unclosed(text)
    }
    return numbers
  }

  /// A variable is an import where it is what was required.
  private static func isImport(_ text: ArraySlice<UInt8>, _ opening: [UInt8]) -> Bool {
    let start = text.prefix(200)
    switch String(decoding: opening, as: UTF8.self) {
    case "const ", "var ", "let ", "local ": return contains(start, "require(") || contains(start, "require ")
    case "from ": return contains(start, " import")
    default: return true
    }
  }

  private static func contains(_ text: ArraySlice<UInt8>, _ word: String) -> Bool {
    let word = Array(word.utf8)
    return text.indices.contains { text[$0] == word[0] && text[$0...].starts(with: word) }
  }

  /// What must come before the list that is open at the end of a line is complete; nil where none is.
  private static func unclosed(_ text: ArraySlice<UInt8>) -> UInt8? {
    let pairs: [(UInt8, UInt8)] = [(Byte.openParenthesis, Byte.closeParenthesis), (Byte.openBrace, Byte.closeBrace)]
    return pairs.first { open, close in text.contains(open) && !text.contains(close) }?.1
  }
}

extension ArraySlice<UInt8> {
  fileprivate var hasCommentEnd: Bool {
    indices.contains { self[$0] == Byte.star && self[$0...].starts(with: "*/".utf8) }
  }
}
