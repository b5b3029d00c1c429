import LLMTestKit
import Testing

@testable import LLMCore

/// `chat -t`: what is asked, by whom, and what the ledger knows of it.
@Suite struct ChatTemplateTests {
  private static let haiku = """
    system: You write {{form}}s.
    model: work/m7
    options: {temperature: 0.9, seed: 1}
    parameters: {topic: {}, form: {values: [haiku, limerick], default: haiku}}
    examples: [{user: the sea, assistant: waves}]
    user: Write about {{topic}}.
    """

  @Test func `a template is the question, and the ledger knows its version`() async throws {
    let scene = PromptScene(user: ["haiku/v1.yaml": Self.haiku])
    #expect(try await scene.chat("haiku") { $0.parameters = ["topic=rain"] } == .complete)
    #expect(
      try scene.sent() == [
        "system: You write haikus.", "user: the sea", "assistant: waves", "user: Write about rain.",
      ])
    #expect(try scene.sent("model")?.text == "m7")
    #expect(try scene.sent("temperature") == .number("0.9"))
    let version = try #require(scene.stage.intent?.promptVersion)
    #expect(version.text == "haiku@v1")
    #expect(version.contentHash.count == 64)
    #expect(scene.stage.intent?.prompt == "Write about rain.")
  }

  @Test func `flags win over the template, the template over the configuration`() async throws {
    let scene = PromptScene(user: ["haiku.yaml": Self.haiku])
    scene.stage.files[SettingsScene.userFile] = .file(
      Array(
        """
        model: work/m1
        system: configured
        options: {temperature: 0.1, top_p: 0.5}
        providers:
          work: {base_url: 'https://api.test/v1'}
        """.utf8))
    _ = try await scene.chat("haiku") { invocation in
      invocation.parameters = ["topic=rain"]
      (invocation.model, invocation.options) = ("work/m9", ["seed=2"])
    }
    #expect(try scene.sent("model")?.text == "m9")
    #expect(try scene.sent("temperature") == .number("0.9"))
    #expect(try scene.sent("seed") == .integer(2))
    #expect(try scene.sent("top_p") == .number("0.5"))
    #expect(try scene.sent().first == "system: You write haikus.")
  }

  @Test func `another system text is another content under the same number`() async throws {
    let scene = PromptScene(user: ["haiku.yaml": Self.haiku], replies: 2)
    _ = try await scene.chat("haiku") { $0.parameters = ["topic=rain"] }
    let first = try #require(scene.stage.ledger.records.last?.intent.promptVersion)
    _ = try await scene.chat("haiku") { ($0.parameters, $0.system) = (["topic=rain"], "Shout.") }
    #expect(try scene.sent().first == "system: Shout.")
    let second = try #require(scene.stage.ledger.records.last?.intent.promptVersion)
    #expect(second.number == first.number)
    #expect(second.contentHash != first.contentHash)
  }

  @Test func `a system text of a template is never taken for a file's name`() async throws {
    let scene = PromptScene(user: ["t.yaml": "system: '@/etc/passwd'\nuser: hi"])
    _ = try await scene.chat("t")
    #expect(try scene.sent().first == "system: @/etc/passwd")
  }

  @Test func `a role takes the words as they are`() async throws {
    let scene = PromptScene(user: ["pirate.yaml": "system: Talk like a pirate."])
    _ = try await scene.chat("pirate") { $0.words = ["hello"] }
    #expect(try scene.sent() == ["system: Talk like a pirate.", "user: hello"])
    let error = await #expect(throws: LLMError.self) { _ = try await scene.chat("pirate") }
    #expect(error?.message == "there is nothing to ask")
  }

  @Test func `a schema of the template binds the answer`() async throws {
    let scene = PromptScene(
      user: ["x/v1.yaml": "user: hi\nschema: form.json", "x/form.json": #"{"type":"object","required":["a"]}"#])
    _ = try await scene.chat("x") { $0.reasks = 0 }
    #expect(try scene.sent("response_format")?["json_schema"] != nil || scene.sent().first?.contains("\"a\"") == true)
    let error = await #expect(throws: LLMError.self) { _ = try await scene.chat("x") { $0.output = .lastCodeBlock } }
    #expect(error?.code == .usage)
  }

  @Test func `names and versions that there are not name the nearest`() async {
    let scene = PromptScene(user: ["haiku/v1.yaml": Self.haiku, "haiku/v3.yaml": Self.haiku])
    let name = await #expect(throws: LLMError.self) { _ = try await scene.chat("haikku") }
    #expect(name?.code == .inputMissing && name?.advice == "Did you mean 'haiku'?")
    let number = await #expect(throws: LLMError.self) { _ = try await scene.chat("haiku@v2") }
    #expect(number?.advice == "There is v1, v3")
    let label = await #expect(throws: LLMError.self) { _ = try await scene.chat("haiku@staging") }
    #expect(label?.message == "the template 'haiku' has no label 'staging'")
  }

  @Test func `the estimate of a template sends nothing`() async throws {
    let scene = PromptScene(user: ["t.yaml": "user: hi"])
    _ = try await scene.chat("t") { $0.estimates = true }
    #expect(scene.stage.transport.calls.isEmpty)
    #expect(scene.output.contains("tokens of prompt"))
  }

  @Test func `what comes with the program can be asked with at once`() async throws {
    var scene = PromptScene()
    scene.stage.input = ScriptedInput(.bytes(Array("+added\n".utf8)), isTerminal: false)
    _ = try await scene.chat("commit")
    #expect(
      try scene.sent().last == """
        user: Write the commit message for this diff, in this language: English

        <stdin>
        +added
        </stdin>
        """)
    #expect(scene.stage.intent?.promptVersion?.text == "commit@v1")
  }

  @Test func `a conversation at the terminal begins with a role, and the ledger knows it until it is changed`()
    async throws
  {
    var scene = PromptScene(user: ["pirate.yaml": "system: Arr.\nexamples: [{user: a, assistant: b}]"], replies: 2)
    scene.stage.console = RecordingConsole(outputIsTerminal: true)
    scene.stage.environment["TERM"] = "xterm"
    scene.stage.terminal = FakeTerminal([.text("hello"), .text("/system Hm."), .text("more")])
    _ = try await scene.chat("pirate")
    #expect(
      try scene.sent() == ["system: Hm.", "user: a", "assistant: b", "user: hello", "assistant: yes", "user: more"])
    let versions = scene.stage.ledger.records.map(\.intent.promptVersion)
    #expect(versions.map { $0?.text } == ["pirate@v1", "pirate@v1"])
    #expect(versions.first??.contentHash != versions.last??.contentHash)
  }
}
