/// Counts tokens of texts that go to a model, before they go.
struct ReviewCounter: Sendable {
  /// Of an encoding that is only near the model's: counts are raised by as much.
  private static let unknownPermille = 1_300

  let basis: TokenBasis

  /// The tokenizer of a model; of one that nobody knows, the standard one with room for what it can be wrong by.
  init(model: String) {
    if case .known(let basis) = ModelTokenizers.tokenizer(of: model) {
      self.basis = basis
    } else {
      basis = .estimate(
        TokenBasis.standard.encoding, permille: Self.unknownPermille, percent: 30,
        reason: "the tokenizer of \(model) is not known")
    }
  }

  /// Tokens of a text, and for the number and the frame that each line of a diff gets in a prompt. What is returned is for one
  /// task; tasks may share a memory.
  func counting(_ memory: TextCounter.Memory) -> (ArraySlice<UInt8>) -> Int {
    let counter = TextCounter(basis, special: .text, memory: memory)
    return { [basis] text in
      var lines = 0
      for byte in text where byte == 0x0A { lines += 1 }
      let tokens = text.withUnsafeBytes { bytes -> Int in
        // Special tokens are text here, so nothing is refused.
        do {
          try counter.append(bytes)
          return try counter.finish()
        } catch {
          return bytes.count
        }
      }
      return basis.tokens(tokens) + lines * Self.tokensPerLine
    }
  }

  /// Of the number in front of a line.
  private static let tokensPerLine = 4
}
