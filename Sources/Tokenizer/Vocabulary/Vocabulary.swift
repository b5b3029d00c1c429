internal import CVocabulary

/// The tokens of a language model and how they merge. A value that threads share.
public struct Vocabulary: Sendable {
  let tables: VocabularyTables

  /// The vocabulary of GPT-4o and later, compiled in.
  static let o200k = compiledIn(llmctl_vocabulary_o200k_base)
  /// The vocabulary of GPT-3.5 and GPT-4, compiled in.
  static let cl100k = compiledIn(llmctl_vocabulary_cl100k_base)

  private static func compiledIn(_ image: (UnsafeMutablePointer<Int>?) -> UnsafeRawPointer?) -> Vocabulary {
    var size = 0
    let start = image(&size)
    guard let tables = VocabularyTables(UnsafeRawBufferPointer(start: start, count: size)) else {
      fatalError("the compiled-in vocabulary is not of this version; run scripts/vocabulary.py")
    }
    return Vocabulary(tables: tables)
  }
}
