import LLMTestKit
import Testing

@testable import LLMCore

/// Which version a name means: labels, shares, and going back.
@Suite struct RolloutDeskTests {
  private static let versions = ["t/v1.yaml": "user: one", "t/v2.yaml": "user: two", "t/v3.yaml": "user: three"]
  private static let file = "\(PromptScene.userFolder)/rollout.json"

  @Test func `a name means the newest until somebody says otherwise`() async throws {
    let scene = PromptScene(user: Self.versions)
    #expect(try scene.number("t") == 3)
    try await scene.use("t@v2")
    #expect(try scene.number("t") == 2)
    try await scene.use("t@v1") { $0.label = "staging" }
    #expect(try scene.number("t@staging") == 1)
    #expect(try scene.number("t") == 2)
    #expect(try scene.number("t@v3") == 3)
    #expect(scene.notes.contains("llmctl: t@production is v2, before v3"))
  }

  @Test func `a hash means the content`() throws {
    let scene = PromptScene(user: Self.versions)
    let hash = try TemplateLibrary(context: scene.stage.context).lineage("t").version(.number(2)).hash
    #expect(try scene.number("t@\(hash.prefix(8))") == 2)
    #expect(throws: LLMError.self) { try scene.number("t@000000") }
  }

  @Test func `rollback goes back, again and again`() async throws {
    let scene = PromptScene(user: Self.versions)
    for number in [1, 2, 3] { try await scene.use("t@v\(number)") }
    _ = try await scene.rollouts.rollBack("t", label: nil, asJSON: false)
    #expect(try scene.number("t") == 2)
    _ = try await scene.rollouts.rollBack("t", label: nil, asJSON: false)
    #expect(try scene.number("t") == 1)
    #expect(scene.notes.last == "llmctl: t@production is v1, before v2")
  }

  @Test func `a broken newest version is gone back from without any label`() async throws {
    let scene = PromptScene(user: Self.versions)
    _ = try await scene.rollouts.rollBack("t", label: nil, asJSON: true)
    #expect(try scene.number("t") == 2)
    #expect(try JSONReader.parse(scene.output)["now"]?["shares"]?["v2"] == .integer(100))
    let error = await #expect(throws: LLMError.self) {
      _ = try await scene.rollouts.rollBack("t", label: "staging", asJSON: false)
    }
    #expect(error?.code == .inputMissing)
  }

  @Test func `who gets a version keeps it while its share grows`() async throws {
    let scene = PromptScene(user: Self.versions)
    try await scene.use("t@v2")
    var before: Set<Int> = []
    for percent in [5, 20, 60] {
      try await scene.use("t@v3") { ($0.percent, $0.tag) = (percent, "customer") }
      let chosen = try Set(
        (0..<300).filter { try scene.number("t", tags: [JSONMember("customer", .string("c\($0)"))]) == 3 })
      #expect(before.isSubset(of: chosen))
      #expect(abs(chosen.count - 3 * percent) < 30)
      before = chosen
    }
  }

  @Test func `a user stays on a side, and without the tag it is the user who does`() async throws {
    var sides: Set<Int> = []
    for user in 0..<40 {
      var scene = PromptScene(user: Self.versions)
      scene.stage.environment["LOGNAME"] = "user\(user)"
      try await scene.use("t") { $0.split = "v1=50,v2=50" }
      let number = try scene.number("t")
      #expect(try scene.number("t", tags: [JSONMember("customer", .string("c"))]) == number)
      sides.insert(number)
    }
    #expect(sides == [1, 2])
  }

  @Test(arguments: [
    ("v1=50,v2=40", LLMError.Code.usage), ("v1=50,v9=50", .inputMissing), ("v1,v2", .usage), ("", .usage),
  ])
  func `shares that make no sense are refused`(split: String, code: LLMError.Code) async {
    let scene = PromptScene(user: Self.versions)
    let error = await #expect(throws: LLMError.self) { try await scene.use("t") { $0.split = split } }
    #expect(error?.code == code)
    #expect(scene.text(Self.file) == nil)
  }

  @Test func `a damaged file is told, and nothing is written over it`() async throws {
    let scene = PromptScene(user: Self.versions.merging(["rollout.json": "{\"version\":1"]) { $1 })
    let read = #expect(throws: LLMError.self) { try scene.number("t") }
    #expect(read?.code == .damaged && read?.message.contains("rollout.json") == true)
    await #expect(throws: LLMError.self) { try await scene.use("t@v1") }
    await #expect(throws: LLMError.self) { _ = try await scene.rollouts.rollBack("t", label: nil, asJSON: false) }
    #expect(scene.text(Self.file) == "{\"version\":1")
    #expect(try scene.number("t@v1") == 1)
  }

  @Test func `a label that stands for a version that is gone says so`() async throws {
    let scene = PromptScene(user: Self.versions)
    try await scene.use("t@v2")
    scene.stage.tree[RawPath("\(PromptScene.userFolder)/t/v2.yaml")] = nil
    let error = #expect(throws: LLMError.self) { try scene.number("t") }
    #expect(error?.message == "there is no v2 of the template 't', and it is in production")
    _ = try scene.desk.lint(["t"], asJSON: false)
    #expect(scene.output.contains("[missing-version]") && scene.output.contains("[version-gap]"))
  }

  @Test func `a version of the user's follows a built-in one`() async throws {
    let scene = PromptScene(user: ["commit/v2.yaml": "user: '{{input}}'"])
    #expect(try scene.number("commit") == 2)
    _ = try await scene.rollouts.rollBack("commit", label: nil, asJSON: false)
    #expect(try scene.number("commit") == 1)
    #expect(scene.text(Self.file) != nil)
  }

  @Test func `a newest version that cannot be used is not passed over`() throws {
    let scene = PromptScene(user: Self.versions.merging(["t/v4.yaml": "usr: x"]) { $1 })
    let error = #expect(throws: LLMError.self) { try scene.number("t") }
    #expect(error?.message.contains("v4.yaml:1: unknown member 'usr'") == true)
    #expect(try scene.number("t@v3") == 3)
  }

  @Test(arguments: [["t.md", "t/v1.yaml"], ["t/v1.md", "t/v1.yaml"]])
  func `two files of one number are not chosen between`(files: [String]) async throws {
    let scene = PromptScene(user: [files[0]: "one", files[1]: "user: two"])
    #expect(try scene.desk.lint(["t"], asJSON: false) == .gateFailed)
    #expect(scene.output.contains("are both v1 of 't'"))
    for reference in ["t", "t@v1"] {
      let error = await #expect(throws: LLMError.self) { _ = try await scene.chat(reference) }
      #expect(error?.code == .inputInvalid && error?.message.hasSuffix("are both v1 of 't'") == true)
    }
    #expect(scene.stage.transport.calls.isEmpty)
  }

  @Test func `a file of its own that cannot be read may be the newest`() throws {
    let scene = PromptScene(user: Self.versions.merging(["t.yaml": "version: 5\nusr: x"]) { $1 })
    let error = #expect(throws: LLMError.self) { try scene.number("t") }
    #expect(error?.message.contains("t.yaml:2: unknown member 'usr'") == true)
    #expect(try scene.number("t@v1") == 1)
  }

  @Test func `the sequence of the documentation works`() async throws {
    let scene = PromptScene(edits: [{ $0.replacing("Correct", with: "Improve") }])
    _ = try scene.writing.new("titles", inProject: false, asJSON: false)
    _ = try scene.writing.edit("titles", asJSON: false)
    #expect(
      scene.notes.last
        == "llmctl: '-t titles' means v2 now, since nobody said which is in use; 'llmctl prompts use titles@v1' keeps it at v1"
    )
    try await scene.use("titles@v2") { $0.percent = 10 }
    #expect(scene.notes.last == "llmctl: titles@production is v2 10 %, v1 90 %, before v1")
    _ = try await scene.rollouts.rollBack("titles", label: nil, asJSON: false)
    #expect(try scene.number("titles") == 1)
  }

  @Test(arguments: ["", "not a tag!", "a=b"]) func `what no call can have decides nothing`(tag: String) async {
    let scene = PromptScene(user: Self.versions)
    let error = await #expect(throws: LLMError.self) {
      try await scene.use("t@v3") { ($0.percent, $0.tag) = (10, tag) }
    }
    #expect(error?.code == .usage)
    let alone = await #expect(throws: LLMError.self) {
      try await scene.use("t") { ($0.split, $0.tag) = ("v1=100", "customer") }
    }
    #expect(alone?.code == .usage)
    #expect(scene.text(Self.file) == nil)
  }

  @Test func `a label that nobody has used has no other version to share with`() async {
    let scene = PromptScene(user: Self.versions)
    let error = await #expect(throws: LLMError.self) {
      try await scene.use("t@v2") { ($0.percent, $0.label) = (50, "staging") }
    }
    #expect(error?.code == .usage && error?.advice?.hasSuffix("--split v2=50,v1=50") == true)
  }
}
