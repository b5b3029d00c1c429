import LLMTestKit
import Testing

/// Help, the version and completion scripts.
@Suite(.fewAtOnce) struct HelpTests {
  private let cli: CLIFixture

  init() throws { cli = try CLIFixture() }

  @Test(arguments: [
    [], ["chat"], ["tokens"], ["replay"], ["replay", "list"], ["replay", "show"], ["config"], ["config", "show"],
    ["config", "path"], ["config", "validate"], ["auth"], ["auth", "login"], ["review"], ["review", "dismiss"],
  ])
  func `the help of a command is as recorded`(command: [String]) async throws {
    let result = try await cli.run(command + ["--help"])
    #expect(result.exitCode == 0)
    #expect(result.errorText == "")
    try Snapshot((["llmctl"] + command).joined(separator: "-") + ".txt").verify(result.outputText)
    // Nothing is as annoying as help that has to be scrolled sideways.
    #expect(result.outputText.split(separator: "\n").allSatisfy { $0.count <= 80 })
    #expect(cli.folder.contents() == [])
  }

  @Test(arguments: [["-h"], ["help"], []])
  func `all ways to ask for help lead there`(arguments: [String]) async throws {
    let help = try await cli.run(["--help"])
    let result = try await cli.run(arguments)
    #expect(result.exitCode == 0)
    #expect(result.outputText == help.outputText)
  }

  @Test func `help of a command comes by both spellings`() async throws {
    #expect(try await cli.run(["help", "chat"]).outputText == cli.run(["chat", "-h"]).outputText)
  }

  @Test func `the version names the program, a number and a commit`() async throws {
    let result = try await cli.run(["--version"])
    #expect(result.exitCode == 0)
    #expect(result.errorText == "")
    #expect(result.outputText.wholeMatch(of: /llmctl [0-9]+\.[0-9]+\.[0-9]+ \([0-9a-z-]+\)\n/) != nil, "\(result)")
  }

  @Test(arguments: [("bash", "#!/bin/bash\n"), ("zsh", "#compdef llmctl\n"), ("fish", "function __llmctl")])
  func `a completion script begins as its shell expects`(shell: String, start: String) async throws {
    let result = try await cli.run(["--generate-completion-script", shell])
    #expect(result.exitCode == 0)
    #expect(result.errorText == "")
    #expect(result.outputText.hasPrefix(start))
    for word in ["chat", "tokens", "replay", "config", "extract"] { #expect(result.outputText.contains(word)) }
    #expect(cli.folder.contents() == [])
  }

  @Test func `a shell nobody knows is told`() async throws {
    let result = try await cli.run(["--generate-completion-script", "tcsh"])
    expectFailure(result, 64, saying: "tcsh")
  }
}
