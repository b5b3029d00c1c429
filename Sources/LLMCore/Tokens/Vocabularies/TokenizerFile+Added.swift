internal import Tokenizer

extension TokenizerFile {
  /// The tokens that are looked for in text. Throws ``VocabularyError`` for what would be found differently.
  func addedTokens(_ preparation: TextPreparation) throws(VocabularyError) -> [AddedToken] {
    var tokens: [AddedToken] = []
    try VocabularyCompiler.checkLengths(added.lazy.map(\.content.utf8))
    for entry in added where !entry.content.isEmpty {
      guard let id = TokenID(exactly: entry.id), id < .max - 1 else {
        throw VocabularyError("added token \(entry.content) has no valid number")
      }
      if let flag = ["single_word", "lstrip", "rstrip"].first(where: entry.flags.contains) {
        throw VocabularyError("added token \(entry.content) has the flag \(flag), which is not supported")
      }
      if entry.flags.contains("normalized") { try checkNormalized(entry, preparation) }
      tokens.append(AddedToken(id: id, spelling: entry.content, isSpecial: entry.flags.contains("special")))
    }
    try checkOrder()
    return tokens
  }

  /// A token that is looked for in normalized text is looked for in the text as it stands, which must be the same.
  private func checkNormalized(_ entry: AddedEntry, _ preparation: TextPreparation) throws(VocabularyError) {
    let hasSpace = entry.content.unicodeScalars.contains { $0 == " " || $0 == "\u{2581}" }
    guard preparation.prefix != .always, !preparation.composes, !(hasSpace && preparation.hasVisibleSpaces) else {
      throw VocabularyError("added token \(entry.content) has the flag normalized, which is not supported here")
    }
  }

  /// Tokens that are not normalized are looked for first, then the others in what is left. We look for all at once, which
  /// is the same unless one of the latter has one of the former in it or ends with its beginning.
  private func checkOrder() throws(VocabularyError) {
    var first: Set<[UInt8]> = []
    var beginnings: Set<[UInt8]> = []
    for entry in added where !entry.flags.contains("normalized") {
      let bytes = Array(entry.content.utf8)
      first.insert(bytes)
      for end in bytes.indices.dropFirst() { beginnings.insert(Array(bytes[..<end])) }
    }
    guard !first.isEmpty else { return }
    for entry in added where entry.flags.contains("normalized") {
      let bytes = Array(entry.content.utf8)
      for start in bytes.indices {
        let hasOneInIt = (start + 1..<bytes.count + 1).contains { first.contains(Array(bytes[start..<$0])) }
        guard !hasOneInIt, start == 0 || !beginnings.contains(Array(bytes[start...])) else {
          throw VocabularyError("added token \(entry.content) overlaps with another that is looked for before it")
        }
      }
    }
  }
}
