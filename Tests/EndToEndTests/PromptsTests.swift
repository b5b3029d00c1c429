import LLMCore
import LLMTestKit
import Testing

/// Templates from the file to the request and the ledger, as the binary does it.
@Suite(.fewAtOnce) struct PromptsTests {
  private static let folder = ".config/llmctl/prompts"
  private let stage: Stage

  init() throws { stage = try Stage(replies: .answer("ok")) }

  /// The messages of the newest request, as `role: content`.
  private func messages() throws -> [String] {
    let body = try #require(stage.server.requests.last).json()
    return (body["messages"]?.elements ?? []).map { "\($0["role"]?.text ?? "?"): \($0["content"]?.text ?? "")" }
  }

  private func version() async throws -> String? {
    let version = try await stage.calls().first?["prompt_version"]
    return version?["name"]?.text.map { "\($0)@v\(version?["number"]?.integer ?? 0)" }
  }

  @Test func `a built-in template takes a diff, and the ledger has its version and hash`() async throws {
    let result = try await stage.run(
      ["chat", "-t", "commit", "-p", "style=plain"], input: .bytes(Array("+a line\n".utf8)))
    expectAnswer(result, "ok")
    let messages = try messages()
    #expect(messages.first?.contains("Its style is plain:") == true)
    #expect(messages.last?.hasSuffix("<stdin>\n+a line\n</stdin>") == true)
    let call = try #require(try await stage.calls().first)
    #expect(call["prompt_version"]?["name"]?.text == "commit")
    #expect(call["prompt_version"]?["hash"]?.text?.count == 64)
    let sheet = try await stage.run(["replay", "show", "last"])
    #expect(sheet.outputText.contains("template      commit@v1 ("))
  }

  @Test func `a template without input is a question, also at a terminal`() async throws {
    try stage.home.write(
      "\(Self.folder)/hello.md", "---\nparameters: {who: {default: Ann}}\n---\nSay hello to {{who}}.")
    let result = try await stage.cli.run(stage.invocation(["chat", "-q", "-t", "hello"]).inTerminal())
    #expect(result.exitCode == 0, "\(result)")
    #expect(try messages() == ["user: Say hello to Ann."])
  }

  @Test func `new, edit, diff, use and rollback`() async throws {
    #expect(try await stage.run(["prompts", "new", "t"]).exitCode == 0)
    let edited = try await stage.run(
      ["prompts", "edit", "t"], environment: ["EDITOR": "sed -i s/Correct/Improve/", "PATH": "/usr/bin:/bin"])
    #expect(edited.exitCode == 0, "\(edited)")
    let difference = try await stage.run(["prompts", "diff", "t"])
    #expect(difference.outputText.contains("Correct") && difference.outputText.contains("Improve"))
    expectAnswer(try await stage.run(["chat", "-t", "t", "teh"]), "ok")
    #expect(try await version() == "t@v2")
    #expect(try await stage.run(["prompts", "rollback", "t"]).exitCode == 0)
    expectAnswer(try await stage.run(["chat", "-t", "t", "teh"]), "ok")
    #expect(try await version() == "t@v1")
    #expect(try await stage.run(["prompts", "use", "t@v2", "--label", "staging"]).exitCode == 0)
    expectAnswer(try await stage.run(["chat", "-t", "t@staging", "teh"]), "ok")
    #expect(try await version() == "t@v2")
    let comparison = try await stage.run(["prompts", "compare", "t", "--json"]).json()
    #expect(comparison["versions"]?.elements?.map { $0["calls"]?.integer } == [1, 2])
    #expect(try await stage.run(["prompts", "compare", "t"]).outputText.contains("v2 beside v1:"))
  }

  @Test func `the sequence of the documentation, from a new template to the way back`() async throws {
    for arguments in [
      ["new", "titles"], ["edit", "titles"], ["diff", "titles", "v1", "v2"], ["lint", "titles"],
      ["use", "titles@v2", "--percent", "10"], ["compare", "titles"], ["rollback", "titles"],
    ] {
      let result = try await stage.run(
        ["prompts"] + arguments,
        environment: ["EDITOR": "sed -i s/Correct/Improve/", "PATH": "/usr/bin:/bin"])
      #expect(result.exitCode == 0, "\(arguments) \(result)")
    }
    expectAnswer(try await stage.run(["chat", "-q", "-t", "titles", "teh"]), "ok")
    #expect(try await version() == "titles@v1")
  }

  @Test func `an editor is told what a file is, and what it leaves alone is no version`() async throws {
    try stage.home.write("\(Self.folder)/t/v1.yaml", "user: |\r\n  one\r\n")
    let same = try await stage.run(["prompts", "edit", "t"], environment: ["EDITOR": "true", "PATH": "/usr/bin:/bin"])
    #expect(same.exitCode == 0 && same.errorText.contains("nothing was changed"), "\(same)")
    let named = try await stage.run(
      ["prompts", "edit", "t"],
      environment: ["EDITOR": "f() { case $1 in *.yaml) echo 'user: two' > $1;; esac; }; f", "PATH": "/usr/bin:/bin"])
    #expect(named.exitCode == 0, "\(named)")
    #expect(try String(decoding: stage.home.read("\(Self.folder)/t/v2.yaml"), as: UTF8.self) == "user: two\n")
  }

  @Test func `a few hundred bytes of aliases stop no command`() async throws {
    var text = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n"
    for level in 1...9 {
      text += "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ",") + "]\n"
    }
    try stage.home.write("\(Self.folder)/bomb.yaml", text + "? *a9\n: 1\n")
    let result = try await stage.run(["prompts", "show", "bomb"])
    #expect(result.exitCode == 65)
    #expect(result.errorText.contains("bomb.yaml:1: YAML anchors and aliases are not supported"))
  }

  @Test func `a template of the project is not used before it was shown`() async throws {
    try stage.home.write(".llmctl/prompts/commit.yaml", "system: \"\\e[2Jevil\"\nuser: hi")
    let refused = try await stage.run(["chat", "-t", "commit"])
    #expect(refused.exitCode == 3, "\(refused)")
    #expect(refused.errorText.contains("llmctl prompts trust commit@v1"))
    #expect(stage.server.requests.isEmpty)
    let trusted = try await stage.run(["prompts", "trust", "commit"])
    #expect(trusted.exitCode == 0, "\(trusted)")
    expectAnswer(try await stage.run(["chat", "-q", "-t", "commit"]), "ok")
    try stage.home.write(".llmctl/prompts/commit.yaml", "system: worse\nuser: hi")
    #expect(try await stage.run(["chat", "-t", "commit"]).exitCode == 3)
    expectAnswer(try await stage.run(["chat", "-q", "-t", "commit", "--trust-prompts"]), "ok")
  }

  @Test func `mistakes are told with their line, and lint finds what reads well and does not work`() async throws {
    try stage.home.write("\(Self.folder)/bad.yaml", "user: a\nmodle: x")
    let result = try await stage.run(["chat", "-t", "bad"])
    #expect(result.exitCode == 65)
    #expect(result.errorText.contains("bad.yaml:2: unknown member 'modle' of a template. Did you mean 'model'?"))
    try stage.home.write("\(Self.folder)/loose.yaml", "user: '{{x}}'")
    let lint = try await stage.run(["prompts", "lint", "loose", "--json"])
    #expect(lint.exitCode == 1)
    #expect(try lint.json()["findings"]?.elements?.first?["rule"]?.text == "undeclared-parameter")
    #expect(try await stage.run(["prompts", "lint", "commit"]).exitCode == 0)
  }

  @Test func `labels that many processes set at once are all there`() async throws {
    try stage.home.write("\(Self.folder)/t/v1.yaml", "user: one")
    try await withThrowingTaskGroup(of: Int32?.self) { group in
      for number in 0..<12 {
        group.addTask { [stage] in
          try await stage.run(["prompts", "use", "t@v1", "--label", "label\(number)"]).exitCode
        }
      }
      for try await code in group { #expect(code == 0) }
    }
    let shown = try await stage.run(["prompts", "show", "t", "--json"]).json()
    #expect(shown["labels"]?.elements?.count == 12)
  }

  @Test func `a damaged file of labels stops a name, and is not written over`() async throws {
    try stage.home.write("\(Self.folder)/t/v1.yaml", "user: one")
    try stage.home.write("\(Self.folder)/rollout.json", "{")
    let result = try await stage.run(["chat", "-t", "t"])
    #expect(result.exitCode == 65)
    #expect(result.errorText.contains("rollout.json"))
    #expect(try await stage.run(["prompts", "use", "t@v1"]).exitCode == 65)
    expectAnswer(try await stage.run(["chat", "-t", "t@v1"]), "ok")
  }
}
