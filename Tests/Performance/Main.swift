import Glibc
import LLMCore
import LLMTestKit

/// Measures the release binary beside curl, in one run against one server, and prints the ratios.
///
///     llmctl-bench BINARY [first-byte|flood|memory]…
@main
enum Main {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    guard let binary = arguments.first else {
      print("usage: llmctl-bench BINARY [first-byte|flood|memory]…")
      exit(64)
    }
    let chosen = arguments.dropFirst()
    let isChosen = { (name: String) in chosen.isEmpty || chosen.contains(name) }
    let home = try ScratchFolder()
    // It is removed when nobody holds it any more.
    defer { withExtendedLifetime(home) {} }
    let contest = Contest(binary: binary, home: home.path)
    if isChosen("first-byte") { try contest.firstByte(rounds: 60) }
    if isChosen("flood") {
      try DecoderRace.run(chunks: 200_000)
      try contest.flood(chunks: 200_000)
    }
    if isChosen("memory") { try contest.memory(bytes: 1 << 30) }
  }
}
