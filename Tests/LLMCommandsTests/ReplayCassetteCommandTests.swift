import LLMCommands
import LLMCore
import Testing

/// Files, flags and what stands behind `--`.
@Suite struct ReplayCassetteCommandTests {
  private static func parse(_ arguments: [String]) -> CommandLineEntry.Request {
    CommandLineEntry.parse(["replay"] + arguments, version: "test")
  }

  @Test func `the program keeps its flags`() throws {
    guard
      case .command(let record) = Self.parse([
        "record", "--to", "c.yaml", "--mode", "once", "--match", "order", "--", "pytest", "-q", "--json", "--", "x",
      ])
    else {
      Issue.record("no command")
      return
    }
    let command = try #require(record as? ReplayRecordCommand)
    #expect(command.command == ["pytest", "-q", "--json", "--", "x"])
    #expect((command.to, command.mode, command.playing.match, command.common.json) == ("c.yaml", .once, .order, false))
  }

  @Test func `a file to play and a program`() throws {
    guard case .command(let play) = Self.parse(["play", "c.yaml", "--timing", "recorded", "--", "sh", "-c", "exit 3"])
    else {
      Issue.record("no command")
      return
    }
    let command = try #require(play as? ReplayPlayCommand)
    #expect((command.source, command.command) == ("c.yaml", ["sh", "-c", "exit 3"]))
    #expect(command.playing.timing == .recorded)
  }

  @Test(arguments: [
    ["record", "--", "x"], ["record", "--to", "f"], ["record", "--to", "f", "x"], ["record", "--to", "", "--", "x"],
    ["record", "--to", "f", "--mode", "never", "--", "x"], ["play", "f", "--speed", "2", "--", "x"],
    ["play", "f", "--match", "luck", "--", "x"], ["record", "--to", "f", "--mode", "all", "--repeat", "--", "x"],
    ["record", "--to", "f", "--mode", "all", "--all-used", "--", "x"],
    ["record", "--to", "f", "--mode", "new", "--match", "order", "--", "x"],
  ])
  func `what makes no sense is a usage error`(arguments: [String]) {
    guard case .mistake(let error, _) = Self.parse(arguments) else {
      Issue.record("accepted \(arguments)")
      return
    }
    #expect(error.exitCode == .usage)
  }
}
