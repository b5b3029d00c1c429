import LLMCommands
import LLMCore
import Testing

/// What is typed to look at calls and to make them again.
@Suite struct ReplayCallCommandTests {
  private static func parse(_ arguments: [String]) -> CommandLineEntry.Request {
    CommandLineEntry.parse(["replay"] + arguments, version: "test")
  }

  @Test(
    "What would be taken for everything, or does nothing, is refused",
    arguments: [
      ["run", "--where-text", ""], ["run", "--where-text", " "], ["run", "--where-model", ""], ["run", ""],
      ["run", "--where-command", ""], ["run", "--where-prompt", ""], ["run", "--conversation", ""],
      ["run", "last", "--models", "a,,b"], ["run", "last", "-m", ""], ["run", "last", "--no-history"],
      ["run", "last", "--usage", "--times", "2"], ["run", "last", "--usage", "--models", "a,b"],
      ["run", "--failed", "--usage"], ["run", "--since", "1d", "--until", "2d"], ["list", "-m", ""],
      ["list", "--since", "1d", "--until", "1d"], ["list", "--outcome", "closed"], ["play", "last", "--json"],
      ["play", "last", "--no-history"], ["play", "last", "--speed", "1e-300"], ["play", "last", "--speed", "0"],
      ["play", "last", "--speed", "nan"], ["play", "last", "--speed", "0x1p2"], ["play", "last", "--speed", ""],
      ["show", "last", "--json", "--sent"], ["show", "last", "--json", "--timeline"],
      ["show", "last", "--json", "--received", "--attempt", "1"],
    ])
  func refused(arguments: [String]) {
    if case .command = Self.parse(arguments) { Issue.record("\(arguments) is taken") }
  }

  @Test(
    "The rest is taken",
    arguments: [
      ["run", "last", "--usage"], ["run", "--since", "2d", "--until", "1d"], ["run", "last", "--models", "a, b"],
      ["list", "--outcome", "interrupted,failed"], ["list", "--outcome", "open"], ["list", "--until", "1d"],
      ["play", "last", "--speed", "0.001"], ["play", "last", "--speed", "max"], ["show", "last", "--json"],
    ])
  func taken(arguments: [String]) {
    guard case .command = Self.parse(arguments) else {
      Issue.record("\(arguments) is refused")
      return
    }
  }
}
