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
    #expect(scene.text("\(Self.folder)/t/draft.yaml") == "usr: two")
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

  @Test func `a disk that is full is told, and no further number is tried`() throws {
    let scene = PromptScene(user: ["t/v1.yaml": "user: one\n"], edits: [{ $0.replacing("one", with: "two") }])
    scene.stage.tree.refusal = .failed("No space left on device")
    let error = #expect(throws: LLMError.self) { try scene.writing.edit("t", asJSON: false) }
    #expect(error?.message == "cannot write \(Self.folder)/t/v2.yaml: No space left on device")
    #expect(scene.text("\(Self.folder)/t/draft.yaml") == "user: two\n")
    scene.stage.tree.refusal = nil
    let names = try scene.stage.tree.entries(of: RawPath("\(Self.folder)/t")).map(\.name)
    #expect(Set(names) == [Array("v1.yaml".utf8), Array("draft.yaml".utf8)])
  }

  @Test func `what says nothing is no version and is not asked with`() async throws {
    let scene = PromptScene(user: ["t/v1.yaml": "user: one\n", "t/v2.yaml": ""])
    let error = await #expect(throws: LLMError.self) { _ = try await scene.chat("t") }
    #expect(error?.code == .inputInvalid && error?.message.hasSuffix("so it says nothing") == true)
    #expect(scene.stage.transport.calls.isEmpty)
  }

  @Test func `two do not edit one draft`() throws {
    let scene = PromptScene(user: ["t/v1.yaml": "user: one\n"])
    let first = scene
    var second = scene
    second.stage.terminal = FakeTerminal(edits: [{ _ in "user: theirs" }])
    let other = second
    var editing = first
    editing.stage.terminal = FakeTerminal(edits: [
      { text in
        let error = #expect(throws: LLMError.self) { try other.writing.edit("t", asJSON: false) }
        #expect(error?.message.hasSuffix("draft.yaml is being edited by another llmctl") == true)
        return text.replacing("one", with: "mine")
      }
    ])
    #expect(try editing.writing.edit("t", asJSON: false) == .complete)
    #expect(scene.text("\(Self.folder)/t/v2.yaml") == "user: mine\n")
    #expect(try other.writing.edit("t", asJSON: false) == .complete)
  }

  @Test func `a draft that cannot be read is not written over`() throws {
    let scene = PromptScene(user: ["t/v1.yaml": "user: one\n"], edits: [{ _ in "user: two" }])
    scene.stage.tree[RawPath("\(Self.folder)/t/draft.yaml")] = .special
    let error = #expect(throws: LLMError.self) { try scene.writing.edit("t", asJSON: false) }
    #expect(error?.message.hasSuffix("draft.yaml: is no regular file") == true)
  }

  @Test func `a draft that is too large for a template is gone on with`() throws {
    let long = "user: " + String(repeating: "x", count: 2 << 20)
    let scene = PromptScene(
      user: ["t/v1.yaml": "user: one\n"], answers: ["n"], edits: [{ _ in long }, { String($0.prefix(20)) }])
    let error = #expect(throws: LLMError.self) { try scene.writing.edit("t", asJSON: false) }
    #expect(error?.message.contains("it is kept in") == true)
    #expect(try scene.writing.edit("t", asJSON: false) == .complete)
    #expect(scene.text("\(Self.folder)/t/v2.yaml") == "user: xxxxxxxxxxxxxx\n")
  }

  @Test func `bytes are kept as the editor left them`() throws {
    var scene = PromptScene(user: ["t/v1.yaml": "user: |\r\n  one\r\n"])
    scene.stage.terminal = FakeTerminal(exactEdits: [{ $0 }])
    _ = try scene.writing.edit("t", asJSON: false)
    #expect(scene.text("\(Self.folder)/t/v2.yaml") == nil)
    scene.stage.terminal = FakeTerminal(answers: ["n"], exactEdits: [{ $0 + [0x20, 0x20, 0xFF, 0x0A] }])
    #expect(throws: LLMError.self) { try scene.writing.edit("t", asJSON: false) }
    guard case .file(let kept)? = scene.stage.tree[RawPath("\(Self.folder)/t/draft.yaml")] else {
      Issue.record("nothing was kept")
      return
    }
    #expect(kept.contains(0xFF))
    #expect(scene.text("\(Self.folder)/t/v2.yaml") == nil)
  }

  @Test func `a draft that becomes the original again is gone`() throws {
    let scene = PromptScene(
      user: ["t/v1.yaml": "user: one\n", "t/draft.yaml": "usr: two\n"], edits: [{ _ in "user: one\n" }])
    #expect(try scene.writing.edit("t", asJSON: false) == .complete)
    #expect(scene.text("\(Self.folder)/t/draft.yaml") == nil)
  }

  @Test func `a schema beside a template of one file comes along`() async throws {
    let scene = PromptScene(
      user: ["t.yaml": "user: one\nschema: form.json\n", "form.json": #"{"type":"object"}"#],
      edits: [{ $0.replacing("one", with: "two") }])
    #expect(try scene.writing.edit("t", asJSON: false) == .complete)
    #expect(scene.text("\(Self.folder)/t/form.json") == "{\"type\":\"object\"}\n")
    #expect(
      try TemplateLibrary(context: scene.stage.context).lineage("t").version(.number(2)).schema == ["type": "object"])
  }

  @Test(arguments: ["true", "7", "\"/etc/passwd\"", "[]"])
  func `a schema's file that is no schema is refused`(text: String) throws {
    let scene = PromptScene(user: ["t.yaml": "user: one\nschema: form.json\n", "form.json": text])
    let error = #expect(throws: LLMError.self) { try scene.number("t") }
    #expect(error?.message.hasSuffix("form.json is no JSON Schema: it must be an object") == true)
  }

  @Test(arguments: ["/project/.llmctl", "/project/.llmctl/prompts"])
  func `a template of the project is not written where a link leads`(link: String) throws {
    let scene = PromptScene()
    scene.stage.tree[RawPath("/home/u/elsewhere/prompts/x")] = .file([])
    scene.stage.tree[RawPath(link)] = .link("/home/u/elsewhere")
    let error = #expect(throws: LLMError.self) { try scene.writing.new("mine", inProject: true, asJSON: false) }
    #expect(error?.message == "\(link) leads out of the project")
  }

  @Test func `there is no number behind the last one`() throws {
    let scene = PromptScene(user: ["t/v99999999.yaml": "user: one\n"], edits: [{ _ in "user: two" }])
    let error = #expect(throws: LLMError.self) { try scene.writing.edit("t", asJSON: false) }
    #expect(error?.code == .usage)
    #expect(scene.text("\(Self.folder)/t/draft.yaml") == nil)
  }
}
