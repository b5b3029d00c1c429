import LLMCore
import LLMTestKit
import Testing

/// The binary and a real llama-server, in the three languages that it speaks.
///
/// The model is a small base model, so the tests say nothing about what it answers.
@Suite(.serialized, .fewAtOnce, .enabled(if: LiveServer.address != nil, "LLMCTL_TEST_SERVER is not set"))
struct LiveDialectTests {
  /// Makes the model talk until the limit.
  private static let endless = ["-o", "ignore_eos=true", "-o", "seed=1"]
  /// The kinds of providers, one for each language.
  private static let kinds = ["llama-server", "anthropic", "responses"]

  private let cli: CLIFixture

  init() throws {
    cli = try CLIFixture()
    let providers = Self.kinds.map { kind in
      "  \(kind):\n    kind: \(kind)\n    base_url: \(LiveServer.address ?? "")/v1\n    needs_key: false\n"
    }
    try cli.folder.write(".config/llmctl/config.yaml", "providers:\n" + providers.joined())
  }

  private func run(_ kind: String, _ arguments: [String]) async throws -> CLIResult {
    try await cli.run(
      CLIInvocation(
        ["chat", "-m", "\(kind)/gemma-3-270m"] + arguments, environment: ["LLMCTL_MAX_WAIT": "0"],
        limit: .seconds(120)))
  }

  private func lastCall() async throws -> JSONValue {
    try await cli.run(CLIInvocation(["replay", "show", "last", "--json"], limit: .seconds(20))).json()
  }

  @Test(arguments: kinds, [[], ["--no-stream"]])
  func `the limit cuts an answer, and its tokens are counted`(kind: String, flags: [String]) async throws {
    let result = try await run(kind, ["-o", "max_tokens=6", "Once upon a time"] + Self.endless + flags)
    #expect(result.exitCode == 4, "\(result)")
    #expect(!result.output.isEmpty)
    #expect(result.errorText.contains("token limit"))
    let call = try await lastCall()
    #expect(call["finish_reason"]?.text == "length")
    #expect(call["usage"]?["output_tokens"]?.integer == 6)
    #expect(call["usage"]?["input_tokens"]?.integer ?? 0 > 0)
    #expect(call["model_served"]?.text?.isEmpty == false)
  }

  @Test(arguments: kinds) func `a stop word ends the answer`(kind: String) async throws {
    let result = try await run(
      kind, ["-o", "stop=7", "-o", "temperature=0", "-o", "max_tokens=60", "1, 2, 3, 4, 5, 6,"])
    #expect(result.exitCode == 0, "\(result)")
    #expect(!result.outputText.contains("7"))
  }

  @Test(arguments: kinds) func `the system text goes along`(kind: String) async throws {
    let short = try await run(kind, ["-o", "max_tokens=2", "Once"] + Self.endless)
    #expect(short.exitCode == 4, "\(short)")
    let before = try #require(try await lastCall()["usage"]?["input_tokens"]?.integer)
    let long = try await run(
      kind, ["-s", "one two three four five six seven eight", "-o", "max_tokens=2", "Once"] + Self.endless)
    #expect(long.exitCode == 4, "\(long)")
    #expect(try #require(try await lastCall()["usage"]?["input_tokens"]?.integer) > before)
  }

  @Test(arguments: kinds) func `a prompt that does not fit is told as such`(kind: String) async throws {
    let prompt = String(repeating: "one two three four ", count: 5000)
    var invocation = CLIInvocation(["chat", "-m", "\(kind)/gemma-3-270m"], limit: .seconds(60))
    invocation.input = .bytes(Array(prompt.utf8))
    expectFailure(try await cli.run(invocation), 65, saying: "context", "larger context window")
  }
}
