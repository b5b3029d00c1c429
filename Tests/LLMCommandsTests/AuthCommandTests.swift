import LLMCore
import LLMTestKit
import Testing

@testable import LLMCommands

/// Flags of `llmctl auth` become plain values.
@Suite struct AuthCommandTests {
  private struct ParseFailure: Error {}

  private static func parse<Command>(_ arguments: [String], as type: Command.Type = Command.self) throws -> Command {
    guard case .command(let command) = CommandLineEntry.parse(["auth"] + arguments, version: "test"),
      let command = command as? Command
    else { throw ParseFailure() }
    return command
  }

  private static func mistake(_ arguments: String...) -> LLMError? {
    guard case .mistake(let error, _) = CommandLineEntry.parse(["auth"] + arguments, version: "test") else {
      return nil
    }
    return error
  }

  @Test func `login`() throws {
    var expected = LoginInvocation()
    #expect(try Self.parse(["login"], as: AuthLoginCommand.self).invocation == expected)
    expected.key = StoredKeyChoice(provider: "openai", label: "work", environment: "ci", host: "https://x.test")
    expected.readsInput = true
    expected.isTested = false
    expected.protection.keyFile = "/k"
    expected.usesJSON = true
    let words = [
      "login", "openai", "--label", "work", "--environment", "ci", "--host", "https://x.test", "--with-token",
      "--no-test", "--key-file", "/k", "--json",
    ]
    #expect(try Self.parse(words, as: AuthLoginCommand.self).invocation == expected)
  }

  @Test func `rotate and logout`() throws {
    let rotation = try Self.parse(["rotate", "p", "--retire", "--yes"], as: AuthRotateCommand.self).invocation
    #expect(rotation.isRetiring && rotation.isConfirmed && rotation.key.provider == "p")
    let logout = try Self.parse(["logout", "--all", "--yes"], as: AuthLogoutCommand.self).invocation
    #expect(logout.isForAll && logout.isConfirmed && logout.key.provider == nil)
  }

  @Test(arguments: [
    ([], PassphraseInvocation.Change.replace), (["--add"], .add), (["--add-key-file", "/k"], .addKeyFile("/k")),
    (["--add-command", "pass x"], .addCommand("pass x")), (["--remove", "ab"], .remove("ab")),
  ])
  func `passphrase`(words: [String], change: PassphraseInvocation.Change) throws {
    #expect(try Self.parse(["passphrase"] + words, as: AuthPassphraseCommand.self).invocation.change == change)
  }

  @Test func `import`() throws {
    let load = try Self.parse(["import", "--from", "aichat", "f", "--replace"], as: AuthImportCommand.self).invocation
    #expect(load.source == .aichat && load.path == "f" && load.replaces)
    #expect(try Self.parse(["import", "f"], as: AuthImportCommand.self).invocation.source == .backup)
  }

  @Test func `what contradicts itself is a mistake`() {
    for words in [
      ["login", "--key-file", "a", "--insecure-plaintext"], ["login", "--label", ""], ["rotate"],
      ["rotate", "p", "--retire", "--with-token"], ["passphrase", "--add", "--remove", "x"],
      ["passphrase", "--drop-unavailable"], ["import", "--from", "env", "f"], ["import", "--from", "other"],
      ["unlock", "--for", "15"], ["import", "--from", "llm", "--with-passphrase"], ["export"],
    ] {
      guard case .mistake(let error, _) = CommandLineEntry.parse(["auth"] + words, version: "test") else {
        Issue.record("\(words) is accepted")
        continue
      }
      #expect(error.code == .usage)
    }
  }

  @Test func `a key behind the provider is not repeated`() {
    let error = Self.mistake("login", "openai", "sk-proj-aaaaaaaaaaaaaaaaaaaaaaaa")
    #expect(error?.code == .usage)
    #expect(error?.line.contains("aaaa") == false)
  }

  @Test(arguments: [
    ("90s", 90), ("15m", 900), ("2h", 7200), ("1h30m", 5400), ("1H", 3600), ("24h", 86_400), ("1h1m1s", 3661),
  ])
  func `times that are told`(text: String, seconds: Int) {
    #expect(HoldTime(text)?.duration == .seconds(seconds))
  }

  @Test(arguments: ["", "15", "0m", "m", "1m1h", "1m1m", "25h", "-5m", "1.5h", "15 m", "99999999999999999999s", "1d"])
  func `times that are none`(text: String) { #expect(HoldTime(text) == nil) }
}
