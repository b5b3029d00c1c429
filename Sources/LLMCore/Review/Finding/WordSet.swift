/// The words of a message, to tell whether two messages say the same in other words.
struct WordSet: Sendable, Equatable {
  private static let limit = 200
  /// Words that say nothing about code.
  private static let fillers: Set<String> = [
    "the", "and", "for", "this", "that", "with", "from", "are", "can", "could", "may", "might", "should", "will",
    "would",
    "not", "but", "which", "when", "where", "here", "there", "has", "have", "been", "being", "was", "were", "its",
    "into",
    "because", "instead", "code", "line", "use", "using", "used", "consider", "potential", "potentially", "possible",
  ]

  private let words: Set<String>

  /// Letters and digits in a row, in lower case, cut to their first five letters so that endings do not count; the first 200.
  init(_ message: String) {
    var words: Set<String> = []
    var word = ""
    func end() {
      if word.utf8.count > 2, !Self.fillers.contains(word) { words.insert(String(word.prefix(5))) }
      word = ""
    }
    for scalar in message.unicodeScalars {
      if words.count == Self.limit { break }
      let properties = scalar.properties
      if properties.isAlphabetic || properties.numericType != nil {
        if word.utf8.count < 64 { word += properties.lowercaseMapping }
      } else {
        end()
      }
    }
    end()
    self.words = words
  }

  /// How many of the words of both are shared, from 0 to 1 (Jaccard's index); 0 where one has none.
  func similarity(to other: WordSet) -> Double {
    let shared = words.intersection(other.words).count
    let all = words.count + other.words.count - shared
    return all == 0 ? 0 : Double(shared) / Double(all)
  }

  /// From which similarity on two messages about the same code say the same.
  static let alike = 0.4

  func isAlike(_ other: WordSet) -> Bool { similarity(to: other) >= Self.alike }
}
