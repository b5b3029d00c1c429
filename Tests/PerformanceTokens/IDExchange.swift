import Glibc
import Tokenizer

/// Reads texts, each after its length, and answers with the number of tokens and the tokens. All numbers have 32 bits in
/// the machine's order.
struct IDExchange {
  let encoding: Encoding

  func run() throws {
    guard let input = fdopen(0, "r"), let output = fdopen(1, "w") else { exit(74) }
    let counter = TokenCounter(encoding, specialTokens: .asText)
    while let head = bytes(4, from: input) {
      let length = head.withUnsafeBytes { Int($0.loadUnaligned(as: UInt32.self)) }
      guard let text = bytes(length, from: input) else { exit(65) }
      let tokens = try encoding.encode(text, specialTokens: .asText)
      let middle = text.count / 2
      try counter.append(Array(text[..<middle]))
      try counter.append(Array(text[middle...]))
      // Two ways to count, each of its own code: both must agree with the tokens.
      let counts = [try encoding.count(text, specialTokens: .asText), try counter.finish()]
      guard counts.allSatisfy({ $0 == tokens.count }) else {
        Main.say("counted \(counts), encoded \(tokens.count): \(text)", to: 2)
        exit(70)
      }
      let answer = [UInt32(tokens.count)] + tokens
      answer.withUnsafeBytes { _ = fwrite($0.baseAddress, 1, $0.count, output) }
    }
    fclose(output)
  }

  private func bytes(_ count: Int, from input: UnsafeMutablePointer<FILE>) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    let read = bytes.withUnsafeMutableBytes { count == 0 ? 0 : fread($0.baseAddress, 1, count, input) }
    return read == count ? bytes : nil
  }
}
