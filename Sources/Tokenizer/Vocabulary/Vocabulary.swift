internal import CVocabulary

/// The tokens of a language model and how they merge. A value that threads share.
public struct Vocabulary: Sendable {
  let tables: VocabularyTables
  /// The model's numbers for the tokens, when they are not ours.
  var map: TokenMap?
  /// Keeps the memory of tables that are not compiled in.
  var owner: (any Sendable & AnyObject)?

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

extension Vocabulary {
  /// The number above those that the model has for tokens.
  var idLimit: TokenID { TokenID(map?.limit ?? tables.tokenCount) }

  /// The model's number of a token of ours.
  func id(of number: TokenID) -> TokenID { map.map { $0.ids[Int(number)] } ?? number }

  /// Our number of the model's token, nil when there is none.
  func number(of id: TokenID) -> TokenID? {
    if let map { return map.number(of: id) }
    return id < tables.tokenCount ? id : nil
  }

  /// Appends the model's numbers of tokens of ours.
  func appendIDs(of numbers: UnsafeBufferPointer<TokenID>, to ids: inout [TokenID]) {
    guard let map else { return ids.append(contentsOf: numbers) }
    for number in numbers { ids.append(map.ids[Int(number)]) }
  }
}
