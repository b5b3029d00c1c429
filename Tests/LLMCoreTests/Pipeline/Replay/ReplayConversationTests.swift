import LLMCore
import LLMTestKit
import Testing

/// A conversation is asked again: what nobody changed is as it was, and every turn follows on what was really said.
@Suite struct ReplayConversationTests {
  private static func answer(_ text: String) -> ScriptedTransport.Reply { .sse([Payload.text(text), Payload.stop]) }

  private static let template = "parameters: {topic: {values: [cats, dogs]}}\n"

  /// `chat -t greet@v1 -p topic=cats`, then `chat -c 'second turn'`.
  private static func scene(_ replies: String...) async throws -> ReplayScene {
    var scene = ReplayScene((["a1", "a2"] + replies).map(answer))
    let prompts = PromptScene(
      user: [
        "greet/v1.yaml": template
          + "system: Old {{topic}}\nexamples: [{user: e1, assistant: f1}]\nuser: 'Greet {{topic}}'",
        "greet/v2.yaml": template
          + "system: New {{topic}}\nexamples: [{user: e2, assistant: f2}]\nuser: 'Hail {{topic}}'",
      ])
    (scene.chat.stage.tree, scene.chat.stage.state) = (prompts.stage.tree, prompts.stage.state)
    scene.chat.stage.environment.merge(prompts.stage.environment) { old, _ in old }
    try await scene.ask("") { ($0.words, $0.template, $0.parameters) = ([], "greet@v1", ["topic=cats"]) }
    try await scene.ask("second turn") { $0.continuesLast = true }
    return scene
  }

  private static func requests(_ scene: ReplayScene) -> [[Message]] {
    scene.records.dropFirst(2).compactMap(\.intent.question?.request.messages)
  }

  private static func said(_ texts: String...) -> [Message] {
    texts.enumerated().map { Message($0.offset % 2 == 0 ? .user : .assistant, $0.element) }
  }

  @Test func `another version has its own examples, and the second turn follows on its prompt`() async throws {
    let scene = try await Self.scene("b1", "b2")
    let id = try #require(scene.records[0].intent.conversation)
    #expect(try await scene.run(.conversation(id, fromTurn: 1)) { $0.asking.template = "greet@v2" } == .complete)
    let again = Self.requests(scene)
    try #require(again.count == 2)
    #expect(again[0] == [Message(.system, "New cats")] + Self.said("e2", "f2", "Hail cats"))
    #expect(again[1] == [Message(.system, "New cats")] + Self.said("Hail cats", "b1", "second turn"))
  }

  @Test func `from the second turn on a version is a role, filled as the first turn was`() async throws {
    let scene = try await Self.scene("b2")
    let id = try #require(scene.records[0].intent.conversation)
    _ = try await scene.run(.conversation(id, fromTurn: 2)) { $0.asking.template = "greet@v2" }
    #expect(
      Self.requests(scene) == [[Message(.system, "New cats")] + Self.said("Greet cats", "a1", "second turn")])
  }

  @Test func `with another system text nothing else changes`() async throws {
    let scene = try await Self.scene("b1", "b2")
    let id = try #require(scene.records[0].intent.conversation)
    _ = try await scene.run(.conversation(id, fromTurn: 1)) { $0.asking.system = "anew" }
    let again = Self.requests(scene)
    try #require(again.count == 2)
    #expect(again[0] == [Message(.system, "anew")] + Self.said("e1", "f1", "Greet cats"))
    #expect(again[1] == [Message(.system, "anew")] + Self.said("Greet cats", "b1", "second turn"))
  }

  @Test func `many calls are asked about, and told in the order of their ways`() async throws {
    var scene = try await Self.scene("b1", "b2")
    scene.chat.stage.console = RecordingConsole(errorIsTerminal: true)
    scene.chat.stage.terminal = FakeTerminal(answers: ["n", "y"])
    let id = try #require(scene.records[0].intent.conversation)
    let conversation = ReplayInvocation.Source.conversation(id, fromTurn: 1)
    #expect(await scene.failure(conversation) { $0.isSure = false }?.message == "nothing was asked")
    #expect(scene.bodies.count == 2)
    #expect(try await scene.run(conversation) { $0.isSure = false } == .complete)
    #expect(scene.chat.stage.terminal.questions.last == "Make these 2 calls? [y/N] ")
  }

  @Test func `placeholders for secrets are told`() async throws {
    let scene = ReplayScene(Self.answer("a1"), Self.answer("b1"))
    try await scene.ask("keep ghp_16C7e42F292c6912E7710c838347Ae178B4a")
    let id = try #require(scene.records[0].intent.conversation)
    _ = try await scene.run(.conversation(id, fromTurn: 1))
    #expect(scene.chat.notes.contains { $0.contains("placeholders are sent in the place of secrets") })
  }
}
