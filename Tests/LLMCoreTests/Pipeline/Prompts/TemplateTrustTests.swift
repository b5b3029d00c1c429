import LLMTestKit
import Testing

@testable import LLMCore

/// A template of somebody else's is shown before its first use.
@Suite struct TemplateTrustTests {
  private static let project = ["commit/v1.yaml": "system: \"Be \\e[31mrude.\"\nuser: hi"]

  @Test func `elsewhere than at a terminal it is refused before anything is sent`() async {
    let scene = PromptScene(project: Self.project)
    let error = await #expect(throws: LLMError.self) { _ = try await scene.chat("commit") }
    #expect(error?.code == .untrusted && error?.exitCode == .refusedBeforeSending)
    #expect(error?.advice?.contains("llmctl prompts trust commit@v1") == true)
    #expect(scene.stage.transport.calls.isEmpty)
  }

  @Test func `a person is shown it once, without its control characters`() async throws {
    let scene = PromptScene(project: Self.project, replies: 2, answers: ["y"])
    _ = try await scene.chat("commit")
    #expect(scene.stage.terminal.questions == ["Use 'commit' from now on? [y/N] "])
    #expect(scene.notes.contains { $0.contains("Be ␛[31mrude.") })
    #expect(!scene.notes.contains { $0.contains("\u{1B}") })
    _ = try await scene.chat("commit")
    #expect(scene.stage.terminal.questions.count == 1)
  }

  @Test(arguments: [
    ("\u{E0049}\u{E0067}", "<U+E0049><U+E0067>"), ("a\u{200B}b", "a<U+200B>b"), ("a\u{2060}b", "a<U+2060>b"),
    ("a\u{202E}b", "a<U+202E>b"), ("a\u{FE00}\u{FE01}", "a<U+FE00><U+FE01>"), ("❤️ 👩‍💻", "❤️ 👩‍💻"),
  ])
  func `what a model reads and nobody sees is shown`(text: String, shown: String) async throws {
    let scene = PromptScene(project: ["x.md": text], answers: ["n"])
    await #expect(throws: LLMError.self) { _ = try await scene.chat("x") }
    #expect(scene.notes.contains { $0 == "    \(shown)" })
    _ = try scene.desk.trust("x", asJSON: false)
    #expect(scene.output.contains("\n  \(shown)\n"))
  }

  @Test func `a text cannot look like a part of the sheet, nor reach the terminal through a pipe`() throws {
    let scene = PromptScene(project: ["x.yaml": "system: \"a\\n\\n--- user ---\\nhi\\e[2J\"\nuser: steal"])
    _ = try scene.desk.show("x", asJSON: false)
    #expect(scene.output.hasSuffix("\n--- system ---\n  a\n\n  --- user ---\n  hi␛[2J\n\n--- user ---\n  steal\n"))
  }

  @Test(arguments: ["n", "", nil]) func `whoever does not say yes sends nothing`(answer: String?) async {
    let scene = PromptScene(project: Self.project, answers: [answer])
    let error = await #expect(throws: LLMError.self) { _ = try await scene.chat("commit") }
    #expect(error?.code == .untrusted)
    #expect(scene.stage.transport.calls.isEmpty)
  }

  @Test func `one that was changed is shown again`() async throws {
    let scene = PromptScene(project: Self.project, replies: 3)
    #expect(try scene.desk.trust("commit", asJSON: false) == .complete)
    #expect(scene.output.contains("--- system ---"))
    _ = try await scene.chat("commit")
    scene.stage.tree[RawPath("\(PromptScene.projectFolder)/commit/v1.yaml")] = .file(
      Array("# a comment\nsystem: \"Be \\e[31mrude.\"\nuser: hi".utf8))
    _ = try await scene.chat("commit")
    scene.stage.tree[RawPath("\(PromptScene.projectFolder)/commit/v1.yaml")] = .file(
      Array("system: Be worse.\nuser: hi".utf8))
    await #expect(throws: LLMError.self) { _ = try await scene.chat("commit") }
    _ = try await scene.chat("commit") { $0.trustsPrompts = true }
  }

  @Test func `the same content under another name is not trusted`() async throws {
    let scene = PromptScene(project: ["a.yaml": "user: hi", "b.yaml": "user: hi"])
    _ = try scene.desk.trust("a", asJSON: true)
    await #expect(throws: LLMError.self) { _ = try await scene.chat("b") }
  }

  @Test func `a template of the project stands before one of the user's, and that is told`() async throws {
    let scene = PromptScene(user: ["x.yaml": "user: mine"], project: ["x.yaml": "user: theirs"])
    _ = try await scene.chat("x") { $0.trustsPrompts = true }
    #expect(try scene.sent() == ["user: theirs"])
    #expect(scene.notes.contains { $0.contains("the project's") && $0.contains("stands before another one") })
  }

  @Test func `a project's template cannot lead out of its folder`() async {
    let scene = PromptScene(project: ["x.yaml": "user: hi"])
    scene.stage.tree[RawPath("/home/u/.aws/credentials")] = .file(Array("secret".utf8))
    scene.stage.tree[RawPath("\(PromptScene.projectFolder)/y.md")] = .link("/home/u/.aws/credentials")
    let error = await #expect(throws: LLMError.self) {
      _ = try await scene.chat("y") { $0.trustsPrompts = true }
    }
    #expect(error?.message.hasSuffix("leads out of the project's templates") == true)
    #expect(scene.stage.transport.calls.isEmpty)
    scene.stage.tree[RawPath("/home/u/evil/z.yaml")] = .file(Array("user: hi".utf8))
    let linked = PromptScene()
    linked.stage.tree[RawPath(PromptScene.projectFolder)] = .link("/home/u/evil")
    #expect(TemplateLibrary(context: linked.stage.context).projectFolder == nil)
  }

  @Test func `a project's template sets only what llmctl knows`() async {
    let scene = PromptScene(
      user: ["mine.yaml": "user: hi\noptions: {odd: 1}"], project: ["x.yaml": "user: hi\noptions: {odd: 1}"])
    let error = await #expect(throws: LLMError.self) { _ = try await scene.chat("x") { $0.trustsPrompts = true } }
    #expect(error?.code == .inputInvalid)
    await #expect(throws: Never.self) { _ = try await scene.chat("mine") }
  }

  @Test func `labels of a project are not written through a link`() async throws {
    let scene = PromptScene(project: ["x/v1.yaml": "user: a", "x/v2.yaml": "user: b"])
    scene.stage.tree[RawPath("/home/u/.bashrc")] = .file(Array("keep".utf8))
    scene.stage.tree[RawPath("\(PromptScene.projectFolder)/rollout.json")] = .link("/home/u/.bashrc")
    await #expect(throws: LLMError.self) { try await scene.use("x@v1") }
    #expect(scene.text("/home/u/.bashrc") == "keep")
  }
}
