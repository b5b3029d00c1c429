import Glibc
import Tokenizer

/// Counts one file, with memory that is new each time and then once more with what that pass remembers.
struct SpeedRun {
  let encoding: Encoding
  let path: String

  /// Passes that a median is taken of.
  private static let rounds = 9

  func report() throws {
    guard let text = mapped() else {
      Main.say("\(path): cannot be read", to: 2)
      exit(66)
    }
    var (first, second) = ([Double](), [Double]())
    var tokens = 0
    for _ in 0..<Self.rounds {
      var counter = TokenCounter(encoding, specialTokens: .asText)
      (tokens, _) = try timed { try counter.count(text) }
      counter = TokenCounter(encoding, specialTokens: .asText)
      first.append(try timed { try counter.count(text) }.seconds)
      second.append(try timed { try counter.count(text) }.seconds)
    }
    let whole = try timed { try encoding.encode(text, specialTokens: .asText).count }
    let line =
      [String(text.count), String(tokens)] + [median(first), median(second), whole.seconds].map { String($0) }
    Main.say(line.joined(separator: " "), to: 1)
  }

  private func timed(_ body: () throws -> Int) rethrows -> (tokens: Int, seconds: Double) {
    let start = ContinuousClock.now
    let tokens = try body()
    let elapsed = ContinuousClock.now - start
    return (tokens, Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18)
  }

  private func median(_ seconds: [Double]) -> Double { seconds.sorted()[seconds.count / 2] }

  /// The file's bytes, read before the clock starts. They stay for as long as the program runs.
  private func mapped() -> UnsafeRawBufferPointer? {
    let file = open(path, O_RDONLY)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_size > 0,
      let start = mmap(nil, Int(status.st_size), PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0), start != MAP_FAILED
    else { return nil }
    return UnsafeRawBufferPointer(start: start, count: Int(status.st_size))
  }
}

extension TokenCounter {
  /// The tokens of one text.
  func count(_ text: UnsafeRawBufferPointer) throws -> Int {
    try append(text)
    return try finish()
  }
}
