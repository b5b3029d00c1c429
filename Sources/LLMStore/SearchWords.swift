import LLMCore

/// The words of a search, as SQLite's full text search takes them.
struct SearchWords {
  /// One for each word as it stands.
  let whole: [String]
  /// The same, but of the last word the beginning is enough.
  let begun: [String]

  /// So many letters of a word say something: what begins with fewer is half of all words, and takes long to look for.
  private static let leastBeginning = 3

  /// Takes words apart at white space. Each is quoted, so that nothing in it is syntax; what SQLite takes for several words
  /// has to stand together.
  init(_ text: String) {
    let words = text.split(whereSeparator: \.isWhitespace).filter { CallQuery.canLook(for: String($0)) }
    let expressions = words.map { word in "\"" + String(word.map { $0 == "\"" ? " " : $0 }) + "\"" }
    whole = expressions
    begun = expressions.dropLast() + (expressions.last.map { [$0 + "*"] } ?? [])
    hasTellingEnd = (words.last?.count ?? 0) >= Self.leastBeginning
  }

  /// Whether the last word is long enough to be looked for as a beginning.
  let hasTellingEnd: Bool
}
