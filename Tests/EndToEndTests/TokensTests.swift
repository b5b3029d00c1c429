import Glibc
import LLMCore
import LLMTestKit
import Testing

/// `llmctl tokens` as a shell runs it.
@Suite(.fewAtOnce) struct TokensTests {
  private let cli: CLIFixture

  init() throws { cli = try CLIFixture() }

  @Test func `one file is one number`() async throws {
    try cli.folder.write("a.txt", "hello world")
    let result = try await cli.run(["tokens", "a.txt"])
    #expect(result.exitCode == 0)
    #expect(result.outputText == "2 exact\n")
    #expect(result.errorText == "")
  }

  @Test func `standard input is counted, also with options and without a home`() async throws {
    let plain = try await cli.run(["tokens"], input: .bytes(Array("hello world".utf8)))
    #expect(plain.outputText == "2 exact\n")
    let piped = try await cli.run(
      ["tokens", "-e", "cl100k_base", "-"], environment: ["HOME": ""], input: .bytes(Array("hello world".utf8)))
    #expect(piped.outputText == "2 exact\n")
    #expect(piped.exitCode == 0)
  }

  @Test func `what was asked for by name and cannot be read is 66, and the rest is counted`() async throws {
    try cli.folder.write("a.txt", "hello world")
    let result = try await cli.run(["tokens", "a.txt", "nowhere.txt"])
    #expect(result.exitCode == 66)
    #expect(result.outputText.contains("2 exact  a.txt"))
    #expect(result.errorText.contains("cannot read nowhere.txt: no such file"))
  }

  @Test func `a device without end needs a limit, and is told to be cut`() async throws {
    let result = try await cli.run(["tokens", "--limit", "64K", "/dev/zero"])
    #expect(result.exitCode == 4)
    #expect(result.outputText == "32768 exact\n")
    #expect(result.errorText.contains("/dev/zero is longer than the limit and was cut"))
  }

  @Test func `names are shown so that no terminal is steered and no line is broken`() async throws {
    #expect(mkdir(cli.folder.path("d"), 0o700) == 0)
    try cli.folder.write("d/new\nline", "q")
    try cli.folder.write("d/\u{1B}[2Jgone", "w")
    let result = try await cli.run(CLIInvocation(["tokens", "--top", "9", "d"]).inTerminal())
    #expect(result.exitCode == 0)
    #expect(!result.screenText.contains("\u{1B}[2J"))
    #expect(result.screenText.contains(#"d/new\nline"#))
  }

  /// A tokenizer of bytes that merges one pair.
  private static let tokenizer: String = {
    let printable = Array(0x21...0x7E) + Array(0xA1...0xAC) + Array(0xAE...0xFF)
    let others = (0..<256).filter { !printable.contains($0) }.indices.map { 0x100 + $0 }
    let characters = (printable + others).compactMap { Unicode.Scalar(UInt32($0)) }
    let vocabulary = characters.enumerated().map { index, character in
      JSONMember(String(character), .integer(index))
    }
    let model = JSONValue.object([
      JSONMember("type", .string("BPE")), JSONMember("vocab", .object(vocabulary + [JSONMember("he", .integer(256))])),
      JSONMember("merges", .array([.string("h e")])),
    ])
    let step = JSONValue.object([
      JSONMember("type", .string("ByteLevel")), JSONMember("add_prefix_space", .bool(false)),
    ])
    return JSONWriter.text(of: .object([JSONMember("model", model), JSONMember("pre_tokenizer", step)]))
  }()

  @Test func `a local model's tokenizer counts, from its compiled form too`() async throws {
    try cli.folder.write("a.txt", "hello")
    try cli.folder.write("model/tokenizer.json", Self.tokenizer)
    for _ in 0..<2 {
      let result = try await cli.run(["tokens", "-e", "model", "a.txt"])
      #expect(result.outputText == "4 exact\n", "\(result)")
      #expect(result.exitCode == 0)
    }
    try cli.folder.write("model/tokenizer.json", #"{"model":{"type":"Unigram"}}"#)
    let refused = try await cli.run(["tokens", "-e", "model", "a.txt"])
    #expect(refused.exitCode == 65)
    #expect(refused.errorText.contains(#"the model type "Unigram" is not supported"#))
    #expect(try await cli.run(["tokens", "-e", "nowhere/tokenizer.json", "a.txt"]).exitCode == 66)
    #expect(try await cli.run(["tokens", "-e", "/dev/zero", "a.txt"]).exitCode == 66)
  }

  @Test func `a budget is a gate`() async throws {
    try cli.folder.write("a.txt", "hello world")
    #expect(try await cli.run(["tokens", "--budget", "2", "a.txt"]).exitCode == 0)
    let over = try await cli.run(["tokens", "--budget", "1", "a.txt"])
    #expect(over.exitCode == 1)
    #expect(over.outputText == "2 exact\n")
    #expect(over.errorText.contains("over the budget of 1"))
  }

  @Test func `a shortened text is its own bytes`() async throws {
    try cli.folder.write("a.txt", "naïve café, hello world")
    let result = try await cli.run(["tokens", "--truncate", "3", "a.txt"])
    #expect(result.exitCode == 0)
    #expect(!result.outputText.isEmpty)
    #expect("naïve café, hello world".hasPrefix(result.outputText))
  }

  @Test func `a mistake in the options is 64 and points to the help`() async throws {
    let result = try await cli.run(["tokens", "--no-such", "a.txt"])
    #expect(result.exitCode == 64)
    #expect(result.errorText.contains("llmctl tokens --help"))
  }

  @Test func `a model without a public tokenizer is an estimate that says so`() async throws {
    try cli.folder.write("a.txt", "hello world")
    let result = try await cli.run(["tokens", "-m", "claude-opus-4-7", "a.txt"])
    #expect(result.outputText.contains("estimate ±"))
    #expect(result.errorText.contains("not public"))
    let json = try await cli.run(["tokens", "-m", "claude-opus-4-7", "--json", "a.txt"])
    #expect(json.outputText.contains(#""exactness":"estimate","error_percent":"#))
  }
}
