import LLMCommands
import LLMCore
import LLMTestKit
import Testing

/// `llmctl prompts`, and `-t` and `-p` of chat, as plain values.
@Suite struct PromptsCommandTests {
  private struct ParseFailure: Error {}

  private static func command<Command>(_ arguments: String..., as type: Command.Type) throws -> Command {
    guard case .command(let command) = CommandLineEntry.parse(arguments, version: "test"),
      let command = command as? Command
    else { throw ParseFailure() }
    return command
  }

  private static func mistake(_ arguments: String...) -> String? {
    guard case .mistake(let error, _) = CommandLineEntry.parse(arguments, version: "test") else { return nil }
    return error.message
  }

  @Test func `a template and its values land in their places`() throws {
    let chat = try Self.command(
      "chat", "-t", "commit@v2", "-p", "style=plain", "--param", "n=1=2", "--trust-prompts", as: ChatCommand.self)
    #expect(chat.invocation.template == "commit@v2")
    #expect(chat.invocation.parameters == ["style=plain", "n=1=2"])
    #expect(chat.invocation.trustsPrompts)
    #expect(try Self.command("chat", "-o", "seed=1", "hi", as: ChatCommand.self).invocation.template == nil)
  }

  @Test func `values need a template, and what broke off takes none`() {
    #expect(Self.mistake("chat", "-p", "a=b", "hi") == "-p belongs to -t")
    #expect(Self.mistake("chat", "--trust-prompts", "hi") == "--trust-prompts belongs to -t")
    #expect(Self.mistake("chat", "--resume-partial", "-t", "x") == "--resume-partial takes no template")
  }

  @Test func `use says what stands for what`() throws {
    let use = try Self.command(
      "prompts", "use", "commit@v4", "--percent", "10", "--by-tag", "customer", "--label", "staging",
      as: PromptsCommand.Use.self)
    var expected = RolloutDesk.Wish()
    (expected.reference, expected.percent, expected.tag, expected.label) = ("commit@v4", 10, "customer", "staging")
    #expect(use.wish == expected)
    #expect(
      try Self.command("prompts", "use", "commit", "--split", "v1=50,v2=50", as: PromptsCommand.Use.self).wish.split
        == "v1=50,v2=50")
  }

  @Test(arguments: [
    ["--percent", "0"], ["--percent", "101"], ["--split", "v1=50,v2=50"], ["--by-tag", "k"],
    ["--split", "v1=100", "--percent", "5"],
  ])
  func `shares that contradict each other are refused`(flags: [String]) {
    guard case .mistake = CommandLineEntry.parse(["prompts", "use", "commit@v4"] + flags, version: "test") else {
      Issue.record("\(flags) is taken")
      return
    }
  }

  @Test func `every verb is there`() throws {
    for arguments in [
      ["list"], ["show", "x"], ["new", "x"], ["edit", "x"], ["diff", "x"], ["diff", "x", "v1", "v2"], ["lint"],
      ["lint", "x", "y@v2"], ["rollback", "x"], ["compare", "x"], ["trust", "x"],
    ] {
      guard case .command = CommandLineEntry.parse(["prompts"] + arguments, version: "test") else {
        Issue.record("prompts \(arguments) cannot be parsed")
        continue
      }
    }
    #expect(Self.mistake("prompts", "rolback", "x") != nil)
  }
}
