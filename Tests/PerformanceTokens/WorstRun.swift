import Tokenizer

/// Counts texts that are hard to count, each beside prose, and says how many times slower than prose they are.
struct WorstRun {
  let encoding: Encoding
  /// A file with prose.
  let path: String

  /// Passes that a median is taken of.
  private static let rounds = 5
  /// Bytes of each text.
  private static let length = 3_000_000

  func report() throws {
    let prose = UnsafeRawBufferPointer(rebasing: MappedText.of(path).prefix(Self.length))
    for kind in AdversarialText.allCases {
      let text = kind.bytes(Self.length)
      var (ours, beside) = ([Double](), [Double]())
      var tokens = 0
      // In turn, so that whatever else the machine does slows down both.
      for _ in 0..<Self.rounds {
        beside.append(try firstPass(prose).seconds / Double(prose.count))
        let pass = try text.withUnsafeBytes(firstPass)
        ours.append(pass.seconds / Double(text.count))
        tokens = pass.value
      }
      let (slow, quick) = (Stopwatch.median(ours), Stopwatch.median(beside))
      let numbers = [String(tokens), String(1e-6 / slow), String(1e-6 / quick), String(slow / quick)]
      Main.say(([kind.rawValue] + numbers).joined(separator: "\t"), to: 1)
    }
  }

  private func firstPass(_ text: UnsafeRawBufferPointer) throws -> (value: Int, seconds: Double) {
    let counter = TokenCounter(encoding, specialTokens: .asText)
    return try Stopwatch.time { try counter.count(text) }
  }
}
