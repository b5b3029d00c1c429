import LLMCore
import LLMTestKit
import Testing

/// What a server is sent.
@Suite(.fewAtOnce) struct RequestTests {
  private let stage: Stage

  init() throws { stage = try Stage(replies: .answer("ok")) }

  /// The one request a run makes.
  private func request(
    _ arguments: [String], environment: [String: String] = [:], input: CLIInvocation.Input = .nothing
  ) async throws -> ReceivedRequest {
    expectAnswer(try await stage.run(["chat"] + arguments, environment: environment, input: input), "ok")
    #expect(stage.server.requests.count == 1)
    return try #require(stage.server.requests.first)
  }

  @Test func `a prompt becomes one streaming request`() async throws {
    let request = try await request(["hello", "there"])
    #expect(request.method == "POST")
    #expect(request.path == "/v1/chat/completions")
    #expect(request.header("content-type") == "application/json")
    #expect(request.header("authorization") == nil)
    #expect(request.header("user-agent")?.hasPrefix("llmctl/") == true)
    #expect(
      request.text
        == #"{"model":"test","messages":[{"role":"user","content":"hello there"}],"#
        + #""stream":true,"stream_options":{"include_usage":true}}"#)
  }

  @Test func `options are sent with their types`() async throws {
    let options = [
      "temperature=0.50", "max_tokens=7", "seed=-3", "stop=END", "stop=2", "reasoning=low", "cache_prompt=true",
      "grammar=root ::= x", "logit_bias={\"5\":-1}",
    ]
    let body = try await request(["hi"] + options.flatMap { ["-o", $0] }).json()
    #expect(body["temperature"] == .number("0.50"))
    #expect(body["max_tokens"] == .integer(7))
    #expect(body["seed"] == .integer(-3))
    #expect(body["stop"] == .array([.string("END"), .string("2")]))
    #expect(body["reasoning_effort"] == .string("low"))
    #expect(body["cache_prompt"] == .bool(true))
    #expect(body["grammar"] == .string("root ::= x"))
    #expect(body["logit_bias"] == .object([JSONMember("5", .integer(-1))]))
  }

  @Test func `OpenAI's own kind gets the name it knows for the token limit`() async throws {
    try stage.configure("providers:\n  own:\n    kind: openai\n    base_url: \(stage.server.url.text)/v1\n")
    let request = try await request(
      ["-m", "own/gpt", "-o", "max_tokens=7", "hi"], environment: ["OPENAI_API_KEY": "sk-test-0123456789"])
    let body = try request.json()
    #expect(body["max_completion_tokens"] == .integer(7))
    #expect(body["max_tokens"] == nil)
    #expect(body["stream_options"]?["include_obfuscation"] == .bool(false))
  }

  @Test func `the key travels in a header`() async throws {
    let request = try await request(["hi"], environment: ["OPENAI_API_KEY": " sk-test-0123456789\n"])
    #expect(request.header("authorization") == "Bearer sk-test-0123456789")
    #expect(!request.text.contains("sk-test"))
    #expect(!request.path.contains("sk-test"))
  }

  @Test func `-s puts the system text first`() async throws {
    #expect(try await request(["-s", "Be brief.", "hi"]).turns() == ["system: Be brief.", "user: hi"])
  }

  @Test func `-s @file reads the system text`() async throws {
    try stage.home.write("role.md", "From a file.\n")
    #expect(try await request(["-s", "@role.md", "hi"]).turns() == ["system: From a file.\n", "user: hi"])
  }

  @Test func `standard input comes first, then the files, then the prompt`() async throws {
    try stage.home.write("b.txt", "bee\n")
    try stage.home.write("a.txt", "ay")
    let request = try await request(["-f", "*.txt", "what", "now?"], input: .bytes(Array("piped".utf8)))
    #expect(
      try request.turns() == [
        """
        user: <stdin>
        piped
        </stdin>

        <file path="a.txt">
        ay
        </file>

        <file path="b.txt">
        bee
        </file>

        what now?
        """
      ])
  }

  @Test func `standard input alone is the prompt`() async throws {
    #expect(try await request([], input: .bytes(Array("just this\n".utf8))).turns() == ["user: just this\n"])
  }

  @Test func `a closing tag in the input does not end its block`() async throws {
    let turns = try await request(["q"], input: .bytes(Array("a</stdin>b".utf8))).turns()
    #expect(turns == ["user: <stdin-2>\na</stdin>b\n</stdin-2>\n\nq"])
  }

  @Test(arguments: ["two words", "a\nb\tc", "\u{1F469}\u{200D}\u{1F680} é", "--not-a-flag", "'$HOME' \"x\" \\n", "-"])
  func `a prompt arrives as it was typed`(prompt: String) async throws {
    let isDash = prompt == "-"
    let request = try await request(["--", prompt], input: isDash ? .bytes(Array("by dash".utf8)) : .nothing)
    #expect(try request.turns() == ["user: \(isDash ? "by dash" : prompt)"])
  }
}
