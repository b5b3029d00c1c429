import LLMTestKit
import Testing

@testable import LLMCore

/// New templates and new versions; nothing that was kept is ever changed.
@Suite struct TemplateWritingTests {
  private static let folder = PromptScene.userFolder

  @Test func `a new template is one that can be asked with`() async throws {
    let scene = PromptScene()
    #expect(try scene.writing.new("mine", inProject: false, asJSON: false) == .complete)
    #expect(scene.text("\(Self.folder)/mine/v1.yaml")?.hasPrefix("# A template for llmctl.") == true)
    #expect(scene.text("\(Self.folder)/mine/draft.yaml") == nil)
    #expect(scene.notes == ["llmctl: mine@v1 is \(Self.folder)/mine/v1.yaml"])
    _ = try await scene.chat("mine") { $0.words = ["teh text"] }
    #expect(try scene.sent().last == "user: Correct this text. Answer in English.\n\nteh text")
    #expect(throws: LLMError.self) { try scene.writing.new("mine", inProject: false, asJSON: false) }
  }

  @Test func `one for the project is not shown to whoever made it`() async throws {
    let scene = PromptScene()
    _ = try scene.writing.new("ours", inProject: true, asJSON: true)
    #expect(try JSONReader.parse(scene.output)["path"]?.text == "\(PromptScene.projectFolder)/ours/v1.yaml")
    #expect(try await scene.chat("ours") { $0.words = ["x"] } == .complete)
  }

  @Test func `what is edited becomes the next version, and the old one stays`() throws {
    let scene = PromptScene(
      user: ["t/v1.yaml": "user: one\n", "t/v2.yaml": "user: two\n"], edits: [{ $0.replacing("two", with: "three") }])
    #expect(try scene.writing.edit("t", asJSON: false) == .complete)
    #expect(scene.text("\(Self.folder)/t/v2.yaml") == "user: two\n")
    #expect(scene.text("\(Self.folder)/t/v3.yaml") == "user: three\n")
    #expect(scene.text("\(Self.folder)/t/draft.yaml") == nil)
    #expect(try scene.number("t") == 3)
  }

  @Test func `an older version can be begun from, and a label keeps what it stands for`() async throws {
    let scene = PromptScene(
      user: ["t/v1.yaml": "user: one", "t/v2.yaml": "user: two"], edits: [{ $0.replacing("one", with: "uno") }])
    try await scene.use("t@v2")
    _ = try scene.writing.edit("t@v1", asJSON: false)
    #expect(scene.text("\(Self.folder)/t/v3.yaml") == "user: uno\n")
    #expect(try scene.number("t") == 2)
    #expect(scene.notes.last == "llmctl: '-t t' still means v2; 'llmctl prompts use t@v3' changes that")
  }

  @Test func `a file of its own and a built-in template go on in a folder`() throws {
    let scene = PromptScene(
      user: ["t.md": "---\nversion: 4\n---\nhello"],
      edits: [{ $0.replacing("hello", with: "bye") }, { $0.replacing("72 characters", with: "60 characters") }])
    _ = try scene.writing.edit("t", asJSON: false)
    #expect(scene.text("\(Self.folder)/t/v5.md") == "---\nversion: 5\n---\nbye\n")
    _ = try scene.writing.edit("commit", asJSON: false)
    #expect(scene.text("\(Self.folder)/commit/v2.md")?.contains("60 characters") == true)
    #expect(try scene.number("commit") == 2)
  }

  @Test func `nothing changed is no version`() throws {
    let scene = PromptScene(user: ["t/v1.yaml": "user: one\n"], edits: [{ $0 }])
    _ = try scene.writing.edit("t", asJSON: false)
    #expect(scene.text("\(Self.folder)/t/v2.yaml") == nil)
    let failing = PromptScene(user: ["t/v1.yaml": "user: one\n"], edits: [{ _ in nil }])
    #expect(throws: LLMError.self) { try failing.writing.edit("t", asJSON: false) }
  }

  @Test func `a text with mistakes is kept, and gone on with`() throws {
    let scene = PromptScene(
      user: ["t/v1.yaml": "user: one\n"], answers: ["n"],
      edits: [{ _ in "usr: two" }, { $0.replacing("usr", with: "user") }])
    let error = #expect(throws: LLMError.self) { try scene.writing.edit("t", asJSON: false) }
    #expect(error?.message.contains("draft.yaml") == true)
    #expect(scene.text("\(Self.folder)/t/draft.yaml") == "usr: two\n")
    #expect(scene.text("\(Self.folder)/t/v2.yaml") == nil)
    #expect(try scene.writing.edit("t", asJSON: false) == .complete)
    #expect(scene.text("\(Self.folder)/t/v2.yaml") == "user: two\n")
    #expect(scene.text("\(Self.folder)/t/draft.yaml") == nil)
  }

  @Test func `a mistake can be mended at once`() throws {
    let scene = PromptScene(
      user: ["t/v1.yaml": "user: one\n"], answers: [""],
      edits: [{ _ in "user: x\nschema: '{'" }, { _ in "user: x\nschema: a, b int" }])
    #expect(try scene.writing.edit("t", asJSON: false) == .complete)
    #expect(scene.text("\(Self.folder)/t/v2.yaml") == "user: x\nschema: a, b int\n")
  }

  @Test func `a version that another process made meanwhile is not written over`() throws {
    let scene = PromptScene(user: ["t/v1.yaml": "user: one\n"])
    let tree = scene.stage.tree
    var other = scene
    other.stage.terminal = FakeTerminal(edits: [
      { text in
        tree[RawPath("\(Self.folder)/t/v2.md")] = .file(Array("theirs".utf8))
        return text.replacing("one", with: "mine")
      }
    ])
    _ = try other.writing.edit("t", asJSON: false)
    #expect(scene.text("\(Self.folder)/t/v2.md") == "theirs")
    #expect(scene.text("\(Self.folder)/t/v3.yaml") == "user: mine\n")
  }

  @Test func `a template of the project of the same name does not stand in the way of one's own`() throws {
    let scene = PromptScene(project: ["mine.yaml": "user: theirs"])
    #expect(try scene.writing.new("mine", inProject: false, asJSON: false) == .complete)
    #expect(scene.text("\(Self.folder)/mine/v1.yaml") != nil)
    #expect(throws: FileError.self) { try scene.stage.tree.entries(of: RawPath(PromptScene.trustFolder)) }
  }

  @Test func `without a terminal only an editor that was named is run`() throws {
    var scene = PromptScene(user: ["t/v1.yaml": "user: one\n"], edits: [{ $0.replacing("one", with: "two") }])
    scene.stage.input = ScriptedInput(.bytes([]), isTerminal: false)
    let error = #expect(throws: LLMError.self) { try scene.writing.edit("t", asJSON: false) }
    #expect(error?.code == .usage && error?.advice?.contains("v2.yaml") == true)
    scene.stage.environment["EDITOR"] = "ed"
    #expect(try scene.writing.edit("t", asJSON: false) == .complete)
  }
}
