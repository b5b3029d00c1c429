/// Counts tokens of texts that go to a model, before they go.
struct ReviewCounter: Sendable {
  let basis: TokenBasis

  /// The tokenizer of a model; of one that nobody knows, the standard one with room for what it can be wrong by.
  init(model: String) { basis = ModelTokenizers.basis(of: model) }

  /// Tokens of a text, and for the number and the frame that each line of a diff gets in a prompt. What is returned is for one
  /// task; tasks may share a memory.
  func counting(_ memory: TextCounter.Memory) -> (ArraySlice<UInt8>) -> Int {
    let counter = TextCounter(basis, special: .text, memory: memory)
    return { [basis] text in
      var lines = 0
      for byte in text where byte == 0x0A { lines += 1 }
      let tokens = Self.count(text, by: counter)
      return basis.tokens(tokens) + lines * Self.tokensPerLine
    }
  }

  /// Tokens of many texts, which have words in common.
  func count(_ texts: some Sequence<String>) -> Int {
    let counter = TextCounter(basis, special: .text, memory: TextCounter.Memory())
    return texts.reduce(0) { $0 + basis.tokens(Self.count(Array($1.utf8)[...], by: counter)) }
  }

  private static func count(_ text: ArraySlice<UInt8>, by counter: TextCounter) -> Int {
    text.withUnsafeBytes { bytes -> Int in
      // Special tokens are text here, so nothing is refused.
      do {
        try counter.append(bytes)
        return try counter.finish()
      } catch {
        return bytes.count
      }
    }
  }

  /// Of the number in front of a line.
  private static let tokensPerLine = 4
}
