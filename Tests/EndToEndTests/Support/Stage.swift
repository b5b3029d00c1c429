import LLMCore
import LLMTestKit
import Testing

/// Where a test plays: the binary in a scratch home, and a server of the test's own that it is pointed at.
final class Stage: Sendable {
  /// Runs the binary.
  let cli: CLIFixture
  /// What the binary asks.
  let server: FaultServer

  /// A server that answers as the script says, on the loopback or on a unix socket in the home.
  init(unixSocket name: String? = nil, _ script: @escaping FaultServer.Script) throws {
    cli = try CLIFixture()
    server = try FaultServer.start(unixSocket: name.map(cli.folder.path), script)
  }

  /// A server that gives the first reply to the first request and so on, and goes on giving the last one.
  convenience init(replies: [FaultStep]...) throws {
    try self.init { request in replies[min(request.index, replies.count - 1)] }
  }

  deinit { server.stop() }

  /// The home and working directory of every run.
  var home: ScratchFolder { cli.folder }

  /// The whole environment, but for `HOME`. Nothing is waited for or tried again, unless a test asks for it.
  var surroundings: [String: String] {
    ["OPENAI_BASE_URL": server.url.text + "/v1", "LLMCTL_MODEL": "openai/test", "LLMCTL_MAX_WAIT": "0"]
  }

  /// A command line, ready to be run or changed.
  func invocation(
    _ arguments: [String], environment: [String: String] = [:], input: CLIInvocation.Input = .nothing
  ) -> CLIInvocation {
    CLIInvocation(
      arguments, environment: surroundings.merging(environment) { _, own in own }, input: input, limit: .seconds(60))
  }

  /// Runs a command line to its end.
  func run(
    _ arguments: [String], environment: [String: String] = [:], input: CLIInvocation.Input = .nothing
  ) async throws -> CLIResult {
    try await cli.run(invocation(arguments, environment: environment, input: input))
  }

  /// Runs a script of the shell, which finds the binary as `$LLMCTL`.
  func shell(_ script: String, environment: [String: String] = [:]) async throws -> CLIResult {
    let shell = try CLIFixture(binary: "/bin/sh")
    let own = ["LLMCTL": cli.binary, "PATH": "/usr/bin:/bin", "HOME": home.path].merging(environment) { _, own in own }
    var invocation = invocation(["-c", script], environment: own)
    invocation.workingDirectory = home.path
    return try await shell.run(invocation)
  }

  /// Writes the user's configuration file.
  func configure(_ yaml: String) throws { try home.write(".config/llmctl/config.yaml", yaml) }

  /// The ledger's rows, the newest first, as `replay list` tells them.
  func calls() async throws -> [JSONValue] {
    let result = try await run(["replay", "list", "--json", "--limit", "1000"])
    try #require(result.exitCode == 0, "\(result)")
    return try JSONReader.parse(result.output)["calls"]?.elements ?? []
  }
}
