import Tokenizer

/// Counts one file, with memory that is new each time and then once more with what that pass remembers.
struct SpeedRun {
  let encoding: Encoding
  let path: String

  /// Passes that a median is taken of.
  private static let rounds = 9

  func report() throws {
    let text = MappedText.of(path)
    var (first, second) = ([Double](), [Double]())
    var tokens = 0
    for _ in 0..<Self.rounds {
      var counter = TokenCounter(encoding, specialTokens: .asText)
      tokens = try counter.count(text)
      counter = TokenCounter(encoding, specialTokens: .asText)
      first.append(try Stopwatch.time { try counter.count(text) }.seconds)
      second.append(try Stopwatch.time { try counter.count(text) }.seconds)
    }
    let whole = try Stopwatch.time { try encoding.encode(text, specialTokens: .asText).count }
    let numbers = [Stopwatch.median(first), Stopwatch.median(second), whole.seconds].map { String($0) }
    Main.say(([String(text.count), String(tokens)] + numbers).joined(separator: " "), to: 1)
  }
}

extension TokenCounter {
  /// The tokens of one text.
  func count(_ text: UnsafeRawBufferPointer) throws -> Int {
    try append(text)
    return try finish()
  }
}
