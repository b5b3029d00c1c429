import Glibc
import LLMTestKit
import Testing

/// What is wrong before anything is sent.
@Suite(.fewAtOnce) struct UsageTests {
  private let stage: Stage

  init() throws { stage = try Stage(replies: .answer("must not be asked for")) }

  private func expectNothingWasSent() { #expect(stage.server.connectionCount == 0) }

  @Test(arguments: [
    (["chat", "--bogus", "hi"], "'--bogus'"), (["chat", "--jsno", "hi"], "Did you mean '--json'?"),
    (["chat", "-c", "--conversation", "x", "hi"], "contradict"),
    (["chat", "-q", "-v", "hi"], "contradict"), (["chat", "-o", "temperature", "hi"], "-o name=value"),
    (["chat", "-o", "temperature=warm", "hi"], "number from 0.0 to 2.0"),
    (["chat", "-o", "temprature=1", "hi"], "Did you mean 'temperature'?"), (["chat", "-o", "max_tokens=0", "hi"], "0"),
    (["chat", "-o", "reasoning=alot", "hi"], "one of none, minimal"), (["chat", "-o", "model=x", "hi"], "in charge"),
    (["chat", "-o", "n=2", "hi"], "in charge"), (["chat", "--tag", "novalue", "hi"], "--tag key=value"),
    (["chat"], "nothing to ask"), (["chat", ""], "nothing to ask"), (["chat", "-"], "nothing to ask"),
    (["chat", "-m"], "-m"), (["chat", "--reasoning", "loud", "hi"], "loud"),
    (["replay", "list", "--limit", "0"], "--limit"), (["replay", "list", "--limit", "many"], "many"),
  ])
  func `a wrong command line is said in one line`(arguments: [String], words: String) async throws {
    expectFailure(try await stage.run(arguments), 64, saying: words)
    expectNothingWasSent()
  }

  @Test func `a sentence that ends in a question mark gets no full stop behind it`() async throws {
    let result = try await stage.run(["chat", "--jsno", "hi"])
    #expect(!result.errorText.contains("?."), "\(result)")
  }

  @Test(arguments: [
    ("cht", "Did you mean 'llmctl chat'?"), ("confg", "Did you mean 'llmctl config'?"), ("xyzzy", "llmctl --help"),
  ])
  func `a slip in a subcommand is mended`(name: String, words: String) async throws {
    expectFailure(try await stage.run([name]), 64, saying: "'\(name)'", words)
  }

  @Test func `a slip in a subcommand's subcommand is mended too`() async throws {
    expectFailure(try await stage.run(["replay", "lst"]), 64, saying: "'lst'", "Did you mean 'llmctl replay list'?")
  }

  @Test(arguments: [
    (["-f", "missing.txt", "hi"], "missing.txt: no such file"),
    (["-f", "*.nothing", "hi"], "no file matches *.nothing"),
    (["-f", ".", "hi"], "is a directory"), (["-s", "@missing.md", "hi"], "missing.md: no such file"),
    (["-c", "hi"], "no conversation to go on with"), (["--conversation", "nope", "hi"], "no conversation 'nope'"),
  ])
  func `an input that is missing is named`(arguments: [String], words: String) async throws {
    expectFailure(try await stage.run(["chat"] + arguments), 66, saying: words)
    expectNothingWasSent()
  }

  @Test func `an answer to a call that is not there is missing input`() async throws {
    expectFailure(try await stage.run(["replay", "show"]), 66, saying: "there is no call yet")
    expectFailure(try await stage.run(["replay", "show", "zzz"]), 66, saying: "no call 'zzz'")
  }

  @Test func `binary input is refused`() async throws {
    try stage.home.write("image.png", [0x89, 0x50, 0x4E, 0x47, 0, 1, 2, 0xFF])
    expectFailure(try await stage.run(["chat", "-f", "image.png", "hi"]), 65, saying: "image.png is binary")
    expectFailure(
      try await stage.run(["chat", "hi"], input: .bytes([0x61, 0, 0x62])), 65, saying: "standard input is binary")
    expectNothingWasSent()
  }

  @Test func `a full device is told and not taken for success`() async throws {
    let stage = try Stage(replies: .answer("lost"))
    var invocation = stage.invocation(["chat", "hi"])
    invocation.output = .file("/dev/full")
    expectFailure(try await stage.cli.run(invocation), 73, saying: "cannot write", "No space left on device")
    invocation.arguments = ["chat", "--json", "hi"]
    #expect(try await stage.cli.run(invocation).exitCode == 73)
    invocation.arguments = ["replay", "list"]
    expectFailure(try await stage.cli.run(invocation), 73, saying: "No space left on device")
    invocation.arguments = ["--help"]
    expectFailure(try await stage.cli.run(invocation), 73, saying: "No space left on device")
  }
}
