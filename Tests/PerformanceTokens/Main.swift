// Counts corpora and says how fast, or encodes texts for whoever compares the tokens with another tokenizer's.
//
//   llmctl-bench-tokens speed ENCODING FILE…   one line per file: bytes, tokens, seconds of the passes
//   llmctl-bench-tokens worst ENCODING FILE    one line per text that is hard to count: name, tokens, MB/s, MB/s of the
//                                              prose in the file beside it, how many times slower than that it is
//   llmctl-bench-tokens ids ENCODING           texts from standard input, tokens to standard output
//
// `scripts/bench-tokens.sh` runs the first beside other programs, and the second; `scripts/conformance.sh` the third beside
// tiktoken.
import Glibc
import Tokenizer

@main
struct Main {
  static func main() throws {
    let words = CommandLine.arguments
    guard words.count > 2, let encoding = Encoding.named(words[2]) else {
      return complain("speed|worst|ids ENCODING …")
    }
    switch words[1] {
    case "speed": for path in words.dropFirst(3) { try SpeedRun(encoding: encoding, path: path).report() }
    case "worst":
      guard words.count > 3 else { return complain("worst ENCODING FILE") }
      try WorstRun(encoding: encoding, path: words[3]).report()
    case "ids": try IDExchange(encoding: encoding).run()
    default: complain("no such thing to do: \(words[1])")
    }
  }

  private static func complain(_ message: String) {
    say("llmctl-bench-tokens: \(message)", to: 2)
    exit(64)
  }

  /// Writes a line to a descriptor.
  static func say(_ line: String, to descriptor: Int32) {
    _ = Array("\(line)\n".utf8).withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
  }
}
