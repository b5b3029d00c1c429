import LLMCore
import LLMTestKit
import Testing

/// Flag over environment over project file over user file over default.
@Suite(.fewAtOnce) struct ConfigurationTests {
  private let stage: Stage

  init() throws { stage = try Stage(replies: .answer("ok")) }

  /// The model a run asks for.
  private func modelAsked(_ arguments: [String] = [], environment: [String: String] = [:]) async throws -> String? {
    expectAnswer(try await stage.run(["chat"] + arguments + ["hi"], environment: environment), "ok")
    return try stage.server.requests.last?.json()["model"]?.text
  }

  /// The lines of `config show --origin`.
  private func settings(environment: [String: String] = [:]) async throws -> [Substring] {
    let result = try await stage.run(["config", "show", "--origin"], environment: environment)
    #expect(result.exitCode == 0, "\(result)")
    #expect(result.errorText == "")
    return result.outputText.split(separator: "\n")
  }

  @Test func `a flag wins over the environment`() async throws {
    #expect(try await modelAsked(["-m", "openai/flag"], environment: ["LLMCTL_MODEL": "openai/env"]) == "flag")
  }

  @Test func `the environment wins over the project's file`() async throws {
    try stage.home.write(".llmctl.yaml", "model: openai/project\n")
    #expect(try await modelAsked(environment: ["LLMCTL_MODEL": "openai/env"]) == "env")
    let settings = try await settings(environment: ["LLMCTL_MODEL": "openai/env"])
    #expect(settings.contains("model: openai/env  # environment variable LLMCTL_MODEL"))
  }

  @Test func `the project's file wins over the user's`() async throws {
    try stage.home.write(".llmctl.yaml", "# ours\nmodel: openai/project\n")
    try stage.configure("model: openai/user\n")
    #expect(try await modelAsked(environment: ["LLMCTL_MODEL": ""]) == "project")
    let settings = try await settings(environment: ["LLMCTL_MODEL": ""])
    #expect(settings.contains("model: openai/project  # \(stage.home.path)/.llmctl.yaml:2"))
  }

  @Test func `the user's file wins over the default`() async throws {
    try stage.configure("timeouts:\n  head: 7.5\nmodel: openai/user\n")
    #expect(try await modelAsked(environment: ["LLMCTL_MODEL": ""]) == "user")
    let settings = try await settings(environment: ["LLMCTL_MODEL": ""])
    #expect(settings.contains("timeouts.head: 7.5  # \(stage.home.path)/.config/llmctl/config.yaml:2"))
    #expect(settings.contains("timeouts.connect: 5  # default"))
  }

  @Test func `options of all files come together, and the command line wins`() async throws {
    try stage.configure("options:\n  temperature: 0.1\n  top_p: 0.2\n  seed: 1\n")
    try stage.home.write(".llmctl.yaml", "options:\n  top_p: 0.5\n  seed: 2\n")
    expectAnswer(try await stage.run(["chat", "-o", "seed=3", "hi"]), "ok")
    let body = try #require(stage.server.requests.first).json()
    #expect(body["temperature"] == .number("0.1"))
    #expect(body["top_p"] == .number("0.5"))
    #expect(body["seed"] == .integer(3))
  }

  @Test func `a configured system text is used, and -s wins`() async throws {
    try stage.configure("system: Configured.\n")
    expectAnswer(try await stage.run(["chat", "hi"]), "ok")
    expectAnswer(try await stage.run(["chat", "-s", "Typed.", "hi"]), "ok")
    #expect(try stage.server.requests.map { try $0.turns().first } == ["system: Configured.", "system: Typed."])
  }

  @Test func `the project's file counts in the folders below it`() async throws {
    try stage.home.write("repo/.git/HEAD", "ref: refs/heads/main\n")
    try stage.home.write("repo/.llmctl.yaml", "model: openai/project\n")
    try stage.home.write("repo/deep/down/file", "")
    var invocation = stage.invocation(["chat", "hi"], environment: ["LLMCTL_MODEL": ""])
    invocation.workingDirectory = stage.home.path("repo/deep/down")
    expectAnswer(try await stage.cli.run(invocation), "ok")
    #expect(try stage.server.requests.first?.json()["model"]?.text == "project")
  }

  @Test func `a project's file cannot name a server`() async throws {
    try stage.home.write(
      ".llmctl.yaml", "model: evil/x\nproviders:\n  evil:\n    base_url: \(stage.server.url.text)/v1\n")
    expectFailure(
      try await stage.run(["chat", "hi"]), 78, saying: ".llmctl.yaml:2:", "project file cannot configure providers")
    #expect(stage.server.connectionCount == 0)
  }

  @Test(arguments: [
    ("model: [\n", "config.yaml", "line 2"), ("timeouts:\n  heed: 3\n", "config.yaml:2:", "Did you mean 'head'?"),
    ("\nmodle: x\n", "config.yaml:2:", "Did you mean 'model'?"), ("- a\n", "config.yaml:1:", "key: value"),
    ("model: a\nsystem: b\nmodel: c\n", "config.yaml", "twice"),
    ("providers:\n  a:\n    base_url: nonsense\n", "config.yaml:3:", "nonsense"),
    ("providers:\n  a:\n    kind: opnai\n", "config.yaml:3:", "Did you mean 'openai'?"),
    ("providers:\n  a:\n    kind: azure\n", "config.yaml:2:", "base_url"),
    ("timeouts:\n  head: soon\n", ":2:", "number of seconds"),
    ("options:\n  temperature: hot\n", "config.yaml:2", "hot"), ("timeouts:\n  head: -1\n", ":2:", "number of seconds"),
  ])
  func `a mistake in the file is named with its line`(yaml: String, place: String, words: String) async throws {
    try stage.configure(yaml)
    expectFailure(try await stage.run(["config", "validate"]), 78, saying: place, words)
    expectFailure(try await stage.run(["chat", "hi"]), 78, saying: place, words)
    #expect(stage.server.connectionCount == 0)
  }

  @Test func `a key in the file is refused and not repeated`() async throws {
    try stage.configure("providers:\n  a:\n    base_url: http://localhost/v1\n    api_key: canary-0123456789\n")
    let result = try await stage.run(["config", "validate"])
    expectFailure(result, 78, saying: "config.yaml:4:", "key_env")
    #expect(!result.errorText.contains("canary"))
  }

  @Test func `a password in a URL is refused and not repeated`() async throws {
    try stage.configure("providers:\n  a:\n    base_url: http://me:canary@127.0.0.1/v1\n")
    let result = try await stage.run(["config", "validate"])
    expectFailure(result, 78, saying: "config.yaml:3:", "user name, password or key")
    #expect(!result.errorText.contains("canary"), "\(result)")
  }

  @Test func `a valid file is said to be valid`() async throws {
    try stage.configure("model: openai/x\n")
    let path = stage.home.path(".config/llmctl/config.yaml")
    expectAnswer(try await stage.run(["config", "validate"]), "\(path): valid\n")
    expectAnswer(try await stage.run(["config", "path"]), "\(path)\n")
  }

  @Test func `the example of the help text is valid`() async throws {
    let help = try await stage.run(["config", "--help"]).outputText
    let example = help.split(separator: "\n", omittingEmptySubsequences: false)
      .drop { !$0.contains("A complete config.yaml") }.dropFirst().prefix { $0.hasPrefix("  ") }
    #expect(example.count > 10)
    try stage.configure(example.map { String($0.dropFirst(2)) }.joined(separator: "\n"))
    let result = try await stage.run(["config", "validate"])
    #expect(result.exitCode == 0, "\(result)")
  }
}
