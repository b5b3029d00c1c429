import LLMCore
import LLMTestKit
import Testing

/// `llmctl tokens -e MODEL.gguf` beside the `/tokenize` of a real llama-server that has the same model.
@Suite(.fewAtOnce, .enabled(if: LiveServer.model != nil, "LLMCTL_TEST_MODEL is not set"))
struct LiveTokensTests {
  private let cli: CLIFixture

  init() throws { cli = try CLIFixture() }

  /// Words and characters of many scripts, and what a tokenizer may stumble over.
  private static let words = [
    "the ", "quick", " Fox", "don't", "3.14159 ", "\n\n", "  \t", "日本語", "漢字かな交じり", "한국어", " Привет", "नमस्ते", "ไทย",
    "👍🏽", "👨‍👩‍👧", "e\u{301}", "\u{200B}", "\u{FEFF}", "▁", " ▁ ", "<0x41>", "<bos>", "<start_of_turn>", "\u{3000}",
    "\u{10FFFF}",
    "\u{1}", "ﷺ", "\u{E000}", "[multimodal]", "     ", "aaaaaaaaaaaaaaaaaaaaaaaa",
  ]

  @Test(arguments: [false, true])
  func `a model's file gives the tokens that the server gives`(special: Bool) async throws {
    let model = try #require(LiveServer.model)
    let shell = try CLIFixture(binary: "/bin/sh")
    var random = SystemRandomNumberGenerator()
    for _ in 0..<150 {
      var text = ""
      for _ in 0..<Int.random(in: 1...25, using: &random) {
        let scalar = Unicode.Scalar(UInt32.random(in: 0x20...0x2FFFF, using: &random)) ?? " "
        text += Int.random(in: 0..<4, using: &random) == 0 ? String(scalar) : Self.words.randomElement() ?? ""
      }
      let ours = try await cli.run(
        ["tokens", "-e", model, "--ids", "--json", "--special", special ? "allow" : "text"],
        input: .bytes(Array(text.utf8)))
      #expect(ours.exitCode == 0, "\(ours)")
      let body = JSONValue.object([
        JSONMember("content", .string(text)), JSONMember("add_special", .bool(false)),
        JSONMember("parse_special", .bool(special)),
      ])
      let theirs = try await shell.run(
        ["-c", "curl --silent --fail --data-binary @- $SERVER/tokenize"],
        environment: ["SERVER": LiveServer.address ?? "", "PATH": "/usr/bin:/bin"],
        input: .bytes(JSONWriter.bytes(of: body)))
      #expect(try ours.json()["ids"] == theirs.json()["tokens"], "\(text.debugDescription)")
    }
  }
}
