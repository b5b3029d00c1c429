import LLMCommands
import LLMCore
import LLMTestKit
import Testing

/// Words that are a query, and the one that is a command.
@Suite struct ModelsCommandTests {
  private static func command(_ arguments: String...) -> (any Runnable)? {
    guard case .command(let command) = CommandLineEntry.parse(["models"] + arguments, version: "test") else {
      return nil
    }
    return command
  }

  @Test func `words are a query, unless the first is update`() throws {
    #expect(try #require(Self.command("claude", "update") as? ModelsCommand).query == ["claude", "update"])
    #expect(try #require(Self.command("--", "update") as? ModelsCommand).query == ["update"])
    #expect(try #require(Self.command() as? ModelsCommand).query == [])
    let update = try #require(Self.command("update", "list.json", "--check") as? ModelsUpdateCommand)
    #expect((update.file, update.check, update.reset) == ("list.json", true, false))
    #expect(try #require(Self.command("update", "-", "--date", "2026-11-22") as? ModelsUpdateCommand).file == "-")
    #expect(try #require(Self.command("update", "--reset") as? ModelsUpdateCommand).reset)
  }

  @Test(arguments: [
    ["update"], ["update", "a", "b"], ["update", "--reset", "a"], ["update", "--reset", "--check"],
    ["update", "a", "--date", "yesterday"], ["update", "a", "--date", "2026-13-01"],
  ])
  func `what an update cannot be is refused`(arguments: [String]) throws {
    guard case .mistake(let error, _) = CommandLineEntry.parse(["models"] + arguments, version: "test") else {
      Issue.record("accepted \(arguments)")
      return
    }
    #expect(error.exitCode == .usage)
  }

  @Test func `a price can be required of a question and of a review`() throws {
    guard case .command(let chat) = CommandLineEntry.parse(["chat", "hi", "--require-price"], version: "test"),
      case .command(let review) = CommandLineEntry.parse(["review", "--require-price"], version: "test")
    else {
      Issue.record("no commands")
      return
    }
    #expect(try #require(chat as? ChatCommand).invocation.requiresPrice)
    #expect(try #require(review as? ReviewCommand).invocation.asking.requiresPrice)
  }
}
