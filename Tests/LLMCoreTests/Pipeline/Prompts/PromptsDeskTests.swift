import LLMTestKit
import Testing

@testable import LLMCore

/// What `llmctl prompts` prints.
@Suite struct PromptsDeskTests {
  @Test func `the list has every template with its versions, and why one cannot be used`() async throws {
    let scene = PromptScene(
      user: ["t/v1.yaml": "user: a", "t/v2.yaml": "description: \"A\\etest\"\nuser: b", "broken.yaml": "usr: x"],
      project: ["ours.md": "hello"])
    try await scene.use("t@v2") { $0.percent = nil }
    try await scene.use("t") { $0.split = "v1=30,v2=70" }
    _ = try scene.desk.list(asJSON: false)
    let lines = scene.output.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
    #expect(lines.first == "NAME VERSIONS IN USE FROM DESCRIPTION")
    #expect(lines.contains("t v1 v2 v2 70 %, v1 30 % yours A␛test"))
    #expect(lines.contains("ours v1 v1 the project's"))
    #expect(lines.contains { $0.hasPrefix("broken - ! ") && $0.contains("unknown member 'usr'") })
    #expect(lines.contains { $0.hasPrefix("commit v1 v1 built in") })
  }

  @Test func `the list is a document, too`() throws {
    let scene = PromptScene(user: ["t/v1.yaml": "user: a"])
    _ = try scene.desk.list(asJSON: true)
    let json = try JSONReader.parse(scene.output)
    #expect(json["version"] == .integer(1))
    #expect(json["type"]?.text == "prompts")
    let found = json["prompts"]?.elements?.first { $0["name"]?.text == "t" }
    #expect(found?["versions"] == .array([.integer(1)]))
    let used = found?["in_use"]?.elements?.first
    #expect(used?["number"] == .integer(1) && used?["percent"] == .integer(100))
    #expect(used?["origin"]?.text == "user")
    #expect(used?["hash"]?.text?.count == 64)
  }

  @Test func `the list tells of the version in use, and not of the newest`() async throws {
    let scene = PromptScene(user: ["t/v1.yaml": "description: old\nuser: a", "t/v2.yaml": "description: new\nuser: b"])
    try await scene.use("t@v1")
    _ = try scene.desk.list(asJSON: true)
    let found = try JSONReader.parse(scene.output)["prompts"]?.elements?.first { $0["name"]?.text == "t" }
    #expect(found?["in_use"]?.elements?.map { $0["description"]?.text } == ["old"])
    #expect(found?["in_use"]?.elements?.first?["path"]?.text?.hasSuffix("t/v1.yaml") == true)
  }

  @Test func `what lies about in the folder stops neither the list nor the check`() throws {
    let scene = PromptScene(user: ["t.yaml": "user: a", "kept/draft.yaml": "user: b", "notes/readme.txt": "x"])
    for (name, entry) in [
      ("pipe.yaml", MemoryTree.Entry.special), ("gone.yaml", .link("nowhere.yaml")), ("loop", .link("loop")),
      ("locked/v1.yaml", .unreadable(.notPermitted)), ("socket", .special), ("a.b.yaml", .file(Array("user: x".utf8))),
    ] { scene.stage.tree[RawPath("\(PromptScene.userFolder)/\(name)")] = entry }
    #expect(try scene.desk.list(asJSON: true) == .complete)
    let rows = try JSONReader.parse(scene.output)["prompts"]?.elements ?? []
    let problems = Dictionary(uniqueKeysWithValues: rows.map { ($0["name"]?.text ?? "", $0["problem"]?.text ?? "") })
    #expect(problems["t"] == "")
    #expect(problems["pipe"]?.hasSuffix("is no regular file") == true)
    #expect(problems["gone"]?.hasSuffix("no such file") == true)
    #expect(problems["loop"]?.hasSuffix("Too many levels of symbolic links") == true)
    #expect(problems["locked"]?.hasSuffix("permission denied") == true)
    for name in ["kept", "notes", "socket", "draft", "a.b"] { #expect(problems[name] == nil) }
    #expect(try scene.desk.lint([], asJSON: false) == .gateFailed)
    #expect(scene.output.contains("pipe.yaml: pipe: cannot read the template"))
  }

  @Test func `a folder of templates that is none says so`() throws {
    let scene = PromptScene()
    scene.stage.tree[RawPath(PromptScene.userFolder)] = .file([])
    _ = try scene.desk.list(asJSON: false)
    #expect(scene.notes == ["warning: \(PromptScene.userFolder) is no folder"])
    #expect(try scene.desk.lint([], asJSON: false) == .gateFailed)
    let error = #expect(throws: LLMError.self) { try scene.number("mine") }
    #expect(error?.message == "there is no template 'mine', and \(PromptScene.userFolder) is no folder")
  }

  @Test func `what means all versions takes none`() async throws {
    let scene = PromptScene(user: ["t/v1.yaml": "user: a", "t/v2.yaml": "user: b"])
    await #expect(throws: LLMError.self) { _ = try await scene.rollouts.rollBack("t@v2", label: nil, asJSON: false) }
    await #expect(throws: LLMError.self) { _ = try await scene.desk.compare("t@v1", days: 7, asJSON: false) }
    let error = #expect(throws: LLMError.self) { try scene.desk.diff("t@v1", "v2", nil, asJSON: false) }
    #expect(error?.code == .usage && error?.advice == "Write it as 'llmctl prompts diff t'")
  }

  @Test func `one version is shown in full`() throws {
    let scene = PromptScene(
      user: [
        "t/v1.yaml":
          "description: d\nsystem: s\nuser: u {{a}}\nparameters: {a: {type: integer, default: 2, description: How many}}"
      ])
    _ = try scene.desk.show("t@v1", asJSON: false)
    #expect(scene.output.contains("template      t@v1\ndescription   d\n"))
    #expect(scene.output.contains("parameter     a: integer = 2 - How many\n"))
    #expect(scene.output.hasSuffix("\n--- system ---\n  s\n\n--- user ---\n  u {{a}}\n"))
  }

  @Test func `a difference is told member by member, and word by word`() throws {
    let scene = PromptScene(
      user: [
        "t/v1.yaml": "model: a\nuser: |\n  one\n  two\n  three", "t/v2.yaml": "model: b\nuser: |\n  one\n  2\n  three",
      ])
    _ = try scene.desk.diff("t", nil, nil, asJSON: false)
    #expect(scene.output == "t@v1 -> v2\nmodel: a → b\nuser:\none\n[-two-]{+2+}\nthree\n")
    let other = PromptScene(user: ["t/v1.yaml": "user: a"])
    #expect(throws: LLMError.self) { try other.desk.diff("t", nil, nil, asJSON: false) }
  }

  @Test func `a difference is a document, too`() throws {
    let scene = PromptScene(user: ["t/v1.yaml": "user: a", "t/v2.yaml": "user: b"])
    _ = try scene.desk.diff("t", "v2", "v1", asJSON: true)
    let change = try JSONReader.parse(scene.output)["changes"]?.elements?.first
    #expect(change?["before"]?.text == "b")
    #expect(change?["after"]?.text == "a")
  }

  @Test func `mistakes are found in all versions, and decide the exit code`() throws {
    let scene = PromptScene(
      user: [
        "t/v1.yaml": "user: '{{x}}'", "t/v2.yaml": "user: a\nschema: {type: 7}",
        "t/v3.yaml": "user: a\nmodel: wrk/m1",
      ])
    #expect(try scene.desk.lint(["t"], asJSON: true) == .gateFailed)
    let rules = try JSONReader.parse(scene.output)["findings"]?.elements?.map { $0["rule"]?.text ?? "" }
    #expect(rules == ["undeclared-parameter", "schema", "unknown-model"])
    #expect(try scene.desk.lint(["commit", "review", "summary", "explain"], asJSON: false) == .complete)
  }

  @Test func `versions are compared by the calls of the ledger`() async throws {
    let scene = PromptScene(user: ["t/v1.yaml": "user: a", "t/v2.yaml": "user: b"], replies: 4)
    for version in ["t@v1", "t@v1", "t@v2", "t@v2"] { _ = try await scene.chat(version) }
    let before = scene.output.count
    _ = try await scene.desk.compare("t", days: 7, asJSON: false)
    let text = String(scene.output.dropFirst(before))
    #expect(text.contains("calls"))
    #expect(text.contains("100.0 % (34.2 to 100.0)"))
    #expect(text.contains("v2 beside v1:\n  done +0.0 points"))
    #expect(text.contains("may be chance"))
    let none = await #expect(throws: LLMError.self) {
      _ = try await scene.desk.compare("tt-unknown", days: 7, asJSON: false)
    }
    #expect(none?.code == .inputMissing)
  }

  @Test func `reviews are in the ledger under a version of their own`() {
    // Whoever changes the instructions of reviews counts ReviewPrompt.number up, and puts the new hash here.
    #expect(ReviewAsking.promptVersion.text == "review@v1")
    #expect(ReviewAsking.promptVersion.contentHash.prefix(12) == "7ac055a081f7")
  }
}
