import LLMCommands
import LLMCore
import LLMTestKit
import Testing

/// Flags become a plain value; nothing is opened.
@Suite struct ChatCommandTests {
  private static func invocation(_ arguments: String...) throws -> ChatInvocation {
    guard case .command(let command) = CommandLineEntry.parse(["chat"] + arguments, version: "test") else {
      throw ParseFailure()
    }
    if let question = command as? PlainQuestion { return question.invocation }
    guard let chat = command as? ChatCommand else { throw ParseFailure() }
    return chat.invocation
  }

  private struct ParseFailure: Error {}

  /// The message for arguments that make no sense; nil where they do.
  private static func mistake(_ arguments: String...) -> LLMError? {
    guard case .mistake(let error, _) = CommandLineEntry.parse(arguments, version: "test") else { return nil }
    return error
  }

  @Test func `words are the prompt and nothing else is set`() throws {
    var expected = ChatInvocation()
    expected.words = ["hello", "world"]
    #expect(try Self.invocation("hello", "world") == expected)
  }

  @Test(arguments: [[], ["hello"], ["two", "words"], ["help"], ["", "a", "é=b"], ["chat"], ["x -m y"], ["@file"]])
  func `words alone mean to the parser what they mean without it`(words: [String]) throws {
    guard case .command(let plain) = CommandLineEntry.parse(["chat"] + words, version: "test"),
      case .command(let parsed) = CommandLineEntry.parse(["chat"] + words + ["-o", "seed=1"], version: "test")
    else { throw ParseFailure() }
    var expected = try #require(parsed as? ChatCommand).invocation
    expected.options = []
    #expect(try #require(plain as? PlainQuestion).invocation == expected)
  }

  @Test(arguments: [["-"], ["hi", "-"], ["--", "x"], ["hi", "-n"], ["-q", "hi"]])
  func `what looks like an option goes through the parser`(arguments: [String]) throws {
    guard case .command(let command) = CommandLineEntry.parse(["chat"] + arguments, version: "test") else {
      throw ParseFailure()
    }
    #expect(command is ChatCommand)
  }

  @Test func `every flag lands in its place`() throws {
    let invocation = try Self.invocation(
      "-m", "a/b", "-s", "sys", "-f", "one", "-f", "-", "-o", "seed=1", "-o", "stop=x", "--tag", "k=v", "-c", "-n",
      "--no-stream", "--usage", "--reasoning", "stderr", "--json", "--", "-dash")
    #expect(invocation.words == ["-dash"])
    #expect(invocation.model == "a/b")
    #expect(invocation.system == "sys")
    #expect(invocation.paths == ["one", "-"])
    #expect(invocation.options == ["seed=1", "stop=x"])
    #expect(invocation.tags == ["k=v"])
    #expect(invocation.continuesLast)
    #expect(!invocation.isLogged)
    #expect(!invocation.streams)
    #expect(invocation.showsUsage)
    #expect(invocation.reasoning == .stderr)
    #expect(invocation.output == .json)
  }

  @Test func `x asks for the last code block`() throws {
    #expect(try Self.invocation("-x", "hi").output == .lastCodeBlock)
  }

  @Test(arguments: [["-x", "--json"], ["-c", "--conversation", "1"], ["-q", "-v"]])
  func `flags that contradict each other are refused`(flags: [String]) throws {
    guard case .mistake(let error, _) = CommandLineEntry.parse(["chat", "hi"] + flags, version: "test") else {
      Issue.record("accepted \(flags)")
      return
    }
    #expect(error.exitCode == .usage)
    #expect(error.message.contains("contradict"))
  }

  @Test func `an unknown flag points to the help of its command`() {
    let error = Self.mistake("chat", "--modle", "x")
    #expect(error?.exitCode == .usage)
    #expect(error?.message.contains("--modle") == true)
    #expect(error?.advice == "See 'llmctl chat --help'")
    #expect(error?.line.contains("\n") == false)
  }

  @Test func `a slip in a command's name is understood`() {
    #expect(Self.mistake("caht", "hi")?.advice == "Did you mean 'llmctl chat'?")
  }

  @Test func `the version is answered without parsing`() {
    guard case .text(let text) = CommandLineEntry.parse(["--version"], version: "llmctl 9") else {
      Issue.record("no text")
      return
    }
    #expect(text == "llmctl 9\n")
  }

  @Test(arguments: [
    [], ["--help"], ["chat", "--help"], ["replay", "--help"], ["help", "config", "show"], ["config", "-h"],
  ])
  func `help is a text for standard output`(arguments: [String]) {
    guard case .text(let text) = CommandLineEntry.parse(arguments, version: "test") else {
      Issue.record("no text for \(arguments)")
      return
    }
    #expect(text.contains("USAGE: llmctl"))
  }

  @Test func `errors before a command are JSON if JSON was asked for`() {
    guard case .mistake(_, let usesJSON) = CommandLineEntry.parse(["chat", "--json", "--nope"], version: "test") else {
      Issue.record("accepted")
      return
    }
    #expect(usesJSON)
  }

  @Test func `flags about thrift land in their places`() throws {
    let invocation = try Self.invocation("-m", "auto", "--task", "code", "--estimate", "--fit", "--compress", "hi")
    #expect(invocation.model == "auto")
    #expect(invocation.task == .code)
    #expect(invocation.estimates && invocation.fits && invocation.compresses)
    #expect(Self.mistake("chat", "--task", "cooking", "hi")?.code == .usage)
    for flag in ["--estimate", "--fit", "--compress"] {
      #expect(Self.mistake("chat", "--resume-partial", "last", flag)?.code == .usage)
    }
  }
}
