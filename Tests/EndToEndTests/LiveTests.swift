import Glibc
import LLMCore
import LLMTestKit
import Testing

/// The binary against a real llama-server.
///
/// The model is a small base model, so the tests say nothing about what it answers.
@Suite(.serialized, .fewAtOnce, .enabled(if: LiveServer.address != nil, "LLMCTL_TEST_SERVER is not set"))
struct LiveTests {
  /// Makes the model talk until it is stopped.
  private static let endless = ["-o", "ignore_eos=true", "-o", "seed=1"]

  private let cli: CLIFixture

  init() throws { cli = try CLIFixture() }

  private func invocation(_ arguments: [String]) -> CLIInvocation {
    CLIInvocation(
      arguments,
      environment: ["OPENAI_BASE_URL": (LiveServer.address ?? "") + "/v1", "LLMCTL_MODEL": "openai/gemma-3-270m"],
      limit: .seconds(120))
  }

  private func run(_ arguments: [String]) async throws -> CLIResult { try await cli.run(invocation(arguments)) }

  /// The newest row of the ledger.
  private func lastCall() async throws -> JSONValue { try await run(["replay", "show", "last", "--json"]).json() }

  /// How many requests the server is at work on.
  private func busySlots() async throws -> Int {
    let shell = try CLIFixture(binary: "/bin/sh")
    let result = try await shell.run(
      ["-c", "curl --silent --fail $SERVER/slots"],
      environment: ["SERVER": LiveServer.address ?? "", "PATH": "/usr/bin:/bin"])
    let slots = try #require(try result.json().elements, "\(result)")
    return slots.count { $0["is_processing"]?.bool == true }
  }

  @Test func `an answer streams, and its tokens are counted`() async throws {
    let result = try await run(["chat", "--usage", "-o", "max_tokens=400", "-o", "seed=3", "Once upon a time"])
    #expect(result.exitCode == 0 || result.exitCode == 4, "\(result)")
    #expect(!result.output.isEmpty)
    #expect(result.lines("usage").count == 1)
    let call = try await lastCall()
    #expect(call["usage"]?["input_tokens"]?.integer ?? 0 > 0)
    #expect(call["usage"]?["output_tokens"]?.integer ?? 0 > 0)
    #expect(call["finish_reason"]?.text == (result.exitCode == 0 ? "stop" : "length"))
    #expect(call["answer"]?.text == result.outputText)
    #expect(call["answer_bytes"] == .integer(result.output.count))
    #expect(call["time_to_first_token_ms"]?.integer ?? .max < call["total_ms"]?.integer ?? 0)
  }

  @Test func `commit messages are classified, or nothing is printed`() async throws {
    let shell = try CLIFixture(binary: "/bin/sh")
    let result = try await shell.run(
      [
        "-c",
        """
        printf 'Add a flag\\nMend the parser\\nWords\\n' | "$LLMCTL" chat -o max_tokens=300 -o temperature=0 \
          --schema 'items [{type enum(feat,fix,other), subject string}]' 'classify'
        """,
      ],
      environment: [
        "LLMCTL": cli.binary, "HOME": cli.folder.path, "PATH": "/usr/bin:/bin",
        "OPENAI_BASE_URL": (LiveServer.address ?? "") + "/v1", "LLMCTL_MODEL": "openai/gemma-3-270m",
      ])
    guard result.exitCode == 0 else {
      // What does not fit ends with 65, what the limit cut with 4, and neither prints anything.
      #expect(result.exitCode == 65 || result.exitCode == 4, "\(result)")
      #expect(result.output.isEmpty)
      return
    }
    let items = try #require(try result.json()["items"]?.elements)
    #expect(items.allSatisfy { ["feat", "fix", "other"].contains($0["type"]?.text ?? "") })
    #expect(items.allSatisfy { $0["subject"]?.text != nil })
  }

  @Test func `a stop word ends the answer before it`() async throws {
    let result = try await run(
      ["chat", "-o", "stop=7", "-o", "temperature=0", "-o", "max_tokens=100", "1, 2, 3, 4, 5, 6,"])
    #expect(result.exitCode == 0, "\(result)")
    #expect(!result.outputText.contains("7"))
    #expect(try await lastCall()["finish_reason"]?.text == "stop")
  }

  @Test func `the token limit makes a partial answer`() async throws {
    let result = try await run(["chat", "-o", "max_tokens=5", "Once upon a time"] + Self.endless)
    #expect(result.exitCode == 4)
    #expect(!result.output.isEmpty)
    #expect(result.errorLines.count == 1)
    #expect(result.errorText.contains("token limit"))
    #expect(try await lastCall()["usage"]?["output_tokens"]?.integer == 5)
  }

  @Test func `-c sends the conversation along`() async throws {
    #expect(try await run(["chat", "-o", "max_tokens=20", "My name is Ada."] + Self.endless).exitCode == 4)
    let first = try await lastCall()
    #expect(try await run(["chat", "-c", "-o", "max_tokens=5", "And yours?"] + Self.endless).exitCode == 4)
    let second = try await lastCall()
    #expect(second["conversation"] == first["conversation"])
    let before = try #require(first["usage"]?["input_tokens"]?.integer)
    #expect(try #require(second["usage"]?["input_tokens"]?.integer) > before + 15)
  }

  @Test(arguments: [[], ["--no-stream"]])
  func `--json tells the same with and without a stream`(flags: [String]) async throws {
    let result = try await run(["chat", "--json", "-o", "max_tokens=8", "Once upon"] + Self.endless + flags)
    #expect(result.exitCode == 4, "\(result)")
    let document = try result.json()
    #expect(document["outcome"]?.text == "partial")
    #expect(document["finish_reason"]?.text == "length")
    #expect(document["text"]?.text?.isEmpty == false)
    #expect(document["usage"]?["output_tokens"]?.integer == 8)
    #expect(document["model_served"]?.text?.isEmpty == false)
  }

  @Test func `Ctrl-C stops the server's work`() async throws {
    let process = try cli.start(invocation(["chat", "-o", "max_tokens=4000", "Once upon a time"] + Self.endless))
    #expect(try await Monotonic.wait(atMost: .seconds(60)) { !process.captured(.output).isEmpty })
    #expect(try await busySlots() > 0)
    process.signal(SIGINT)
    let result = try await process.wait()
    #expect(result.status == .signalled(SIGINT), "\(result)")
    #expect(!result.output.isEmpty)
    let deadline = Monotonic.now() + .seconds(10)
    while try await busySlots() > 0, Monotonic.now() < deadline {}
    #expect(try await busySlots() == 0)
    #expect(try await lastCall()["answer"]?.text == result.outputText)
  }

  @Test func `a reader that has seen enough stops the server's work`() async throws {
    var invocation = invocation(["chat", "-o", "max_tokens=4000", "Once upon a time"] + Self.endless)
    invocation.output = .closedPipe
    #expect(try await cli.run(invocation).exitCode == 0)
    let deadline = Monotonic.now() + .seconds(10)
    while try await busySlots() > 0, Monotonic.now() < deadline {}
    #expect(try await busySlots() == 0)
  }

  @Test func `a prompt that does not fit is told as such`() async throws {
    let prompt = String(repeating: "one two three four ", count: 5000)
    var invocation = invocation(["chat"])
    invocation.input = .bytes(Array(prompt.utf8))
    expectFailure(try await cli.run(invocation), 65, saying: "context", "larger context window")
  }

  @Test func `two at once both get their answer`() async throws {
    async let left = run(["chat", "-o", "max_tokens=40", "Once upon a time"] + Self.endless)
    async let right = run(["chat", "-o", "max_tokens=40", "It was a dark night"] + Self.endless)
    for result in try await [left, right] {
      #expect(result.exitCode == 4, "\(result)")
      #expect(!result.output.isEmpty)
    }
    let calls = try await run(["replay", "list", "--json"]).json()["calls"]?.elements
    #expect(calls?.map { $0["usage"]?["output_tokens"]?.integer } == [40, 40])
  }

  @Test func `the server's first model is found where none is named`() async throws {
    var invocation = invocation(["chat", "-o", "max_tokens=3", "Once"] + Self.endless)
    invocation.environment["LLMCTL_MODEL"] = nil
    let result = try await cli.run(invocation)
    #expect(result.exitCode == 4)
    #expect(result.errorText.contains("no model is named; asking "))
  }

  @Test func `a model the server does not have is its business`() async throws {
    // llama-server answers whatever it is asked for; the record must say who really answered.
    let result = try await run(["chat", "-m", "openai/other", "-o", "max_tokens=3", "Once"] + Self.endless)
    #expect(result.exitCode == 4)
    #expect(try await lastCall()["model"]?.text == "other")
    #expect(try await lastCall()["model_served"]?.text?.isEmpty == false)
  }

  @Test(.enabled(if: Tmux.isInstalled, "needs tmux"))
  func `a conversation at a terminal: ask, stop, go on, leave`() async throws {
    let environment = ["OPENAI_BASE_URL": (LiveServer.address ?? "") + "/v1", "LLMCTL_MODEL": "openai/gemma"]
    let terminal = try await Tmux(cli, environment: environment)
    func isReady(_ rows: [String]) -> Bool { rows.last?.hasPrefix("gemma ▸") ?? false }
    try await terminal.enter("\"$LLMCTL\" chat -o ignore_eos=true -o seed=1")
    try await terminal.wait("the prompt") { isReady($0) }
    try await terminal.enter("Once upon a time")
    try await terminal.wait("some rows of the answer") { $0.count > 8 }
    try await terminal.press("C-c")
    try await terminal.wait("the prompt") { isReady($0) && $0.contains { $0.contains("what came was kept") } }
    try await terminal.enter("/set max_tokens=20")
    try await terminal.wait("the next prompt") { rows in rows.count { $0.hasPrefix("gemma ▸") } == 3 && isReady(rows) }
    try await terminal.enter("And then?")
    // The server of a llama.cpp told how large the window is, and the provider counted the tokens.
    try await terminal.wait("the second answer") { isReady($0) && $0.contains { $0.contains("20 out") } }
    try await terminal.press("C-d")
    try await terminal.enter("echo left with $?")
    try await terminal.wait("the shell") { $0.contains("left with 0") }
    await terminal.stop()
    let calls = try await run(["replay", "list", "--json"]).json()
    #expect(calls["calls"]?.elements?.count == 2)
  }

}
