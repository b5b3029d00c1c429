/// The words of a search, as SQLite's full text search takes them.
struct SearchWords {
  /// One for each word.
  let expressions: [String]

  /// Takes words apart at white space. Each is quoted, so that nothing in it is syntax; what SQLite takes for several words
  /// has to stand together. Of the last one, the beginning is enough.
  init(_ text: String) {
    var expressions = text.split(whereSeparator: \.isWhitespace).filter(Self.isSearchable).map { word in
      "\"" + String(word.map { $0 == "\"" ? " " : $0 }) + "\""
    }
    if let last = expressions.popLast() { expressions.append(last + "*") }
    self.expressions = expressions
  }

  /// Whether there is anything in it that is part of a word to SQLite's `unicode61` tokenizer.
  private static func isSearchable(_ word: Substring) -> Bool {
    word.unicodeScalars.contains { scalar in
      switch scalar.properties.generalCategory {
      case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
        .letterNumber, .otherNumber, .privateUse:
        true
      default: false
      }
    }
  }
}
