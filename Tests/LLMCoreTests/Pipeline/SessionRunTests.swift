import LLMTestKit
import Testing

@testable import LLMCore

/// Conversations at a terminal, among fakes: what is typed, sent, kept and shown.
@Suite struct SessionRunTests {
  private static func says(_ text: String) -> ScriptedTransport.Reply { .sse([Payload.text(text), Payload.stop]) }

  /// A person types these lines, then Ctrl-D.
  private func scene(
    _ replies: [ScriptedTransport.Reply], _ lines: [String], edits: [@Sendable (String) -> String?] = []
  ) -> ChatScene {
    scene(replies, entries: lines.map { .text($0) }, edits: edits)
  }

  private func scene(
    _ replies: [ScriptedTransport.Reply], entries: [LineEntry], edits: [@Sendable (String) -> String?] = []
  ) -> ChatScene {
    var scene = ChatScene(words: "")
    scene.stage = Stage(transport: ScriptedTransport(replies))
    scene.stage.environment = ["HOME": "/home/u", "LLMCTL_MAX_WAIT": "0", "TERM": "xterm"]
    scene.stage.console = RecordingConsole(outputIsTerminal: true)
    scene.stage.terminal = FakeTerminal(entries, edits: edits)
    scene.configure("providers:\n  work: {base_url: 'https://api.test/v1', models: [m1, m2], window: 4000}\n")
    return scene
  }

  /// The messages of each request that was sent, as `role: content`.
  private func sent(_ scene: ChatScene) throws -> [[String]] {
    try scene.stage.transport.calls.map { call in
      let messages = try JSONReader.parse(call.request.body)["messages"]?.elements ?? []
      return messages.map { "\($0["role"]?.text ?? "?"): \($0["content"]?.text ?? "(parts)")" }
    }
  }

  @Test func `turns go along with the next question, and Ctrl-D leaves`() async throws {
    let scene = scene([Self.says("one"), Self.says("two")], ["first", "second"])
    #expect(try await scene.run() == .complete)
    #expect(
      try sent(scene) == [["user: first"], ["user: first", "assistant: one", "user: second"]])
    #expect(scene.output.contains("one") && scene.output.contains("two"))
    #expect(scene.stage.terminal.prompts.first?.left.text == "m1 ▸ ")
  }

  @Test func `Ctrl-C twice on an empty line leaves as an interruption`() async throws {
    let scene = scene([], entries: [.interrupted(draft: "some"), .interrupted(draft: ""), .interrupted(draft: "")])
    #expect(try await scene.run() == .interrupted)
    #expect(scene.stage.terminal.prompts.count == 3)
  }

  @Test func `another entry in between forgets the first Ctrl-C`() async throws {
    let scene = scene([], entries: [.interrupted(draft: ""), .text("/show"), .interrupted(draft: "")])
    #expect(try await scene.run() == .complete)
  }

  @Test func `undo, edit and retry branch the conversation`() async throws {
    let scene = scene(
      [Self.says("1"), Self.says("2"), Self.says("3"), Self.says("4"), Self.says("5")],
      ["a", "b", "/undo", "c", "/edit 2", "/retry work/m2"], edits: [{ $0 + "!" }])
    #expect(try await scene.run() == .complete)
    #expect(
      try sent(scene) == [
        ["user: a"], ["user: a", "assistant: 1", "user: b"], ["user: a", "assistant: 1", "user: c"], ["user: a!"],
        ["user: a!"],
      ])
    #expect(scene.body.contains(#""model":"m2""#))
    // All that was asked is still in the ledger.
    #expect(scene.stage.ledger.records.count == 5)
  }

  @Test func `an editor that fails changes nothing`() async throws {
    let scene = scene([Self.says("1")], ["a", "/edit"], edits: [{ _ in nil }])
    #expect(try await scene.run() == .complete)
    #expect(scene.stage.transport.calls.count == 1)
    #expect(scene.notes.contains { $0.contains("nothing was changed") })
  }

  @Test func `compact sums up older turns in sight, and goes on after the summary`() async throws {
    let scene = scene(
      [Self.says("1"), Self.says("2"), Self.says("3"), Self.says("the sum"), Self.says("4")],
      ["a", "b", "c", "/compact 1", "d"])
    #expect(try await scene.run() == .complete)
    let last = try #require(try sent(scene).last)
    #expect(last.count == 5)
    #expect(last[0].contains("the sum") && last[1].hasPrefix("assistant: "))
    #expect(last[2...] == ["user: c", "assistant: 3", "user: d"])
    #expect(scene.output.contains("the sum"))
    #expect(scene.notes.contains { $0.contains("summed up 2 turns") })
  }

  @Test func `compact drop needs no call`() async throws {
    let scene = scene([Self.says("1"), Self.says("2"), Self.says("3")], ["a", "b", "/compact drop 1", "c"])
    #expect(try await scene.run() == .complete)
    #expect(try sent(scene).last == ["user: b", "assistant: 2", "user: c"])
  }

  @Test func `a question that does not fit is not sent, and stays in the editor`() async throws {
    let long = String(repeating: "word ", count: 4000)
    let scene = scene([], [long])
    #expect(try await scene.run() == .complete)
    #expect(scene.stage.transport.calls.isEmpty)
    #expect(scene.notes.contains { $0.contains("does not fit") && $0.contains("/compact") })
    #expect(scene.stage.terminal.drafts.last == long)
  }

  @Test func `without a log the conversation lives in memory`() async throws {
    var scene = scene([Self.says("1"), Self.says("2"), Self.says("3")], ["a", "b", "/undo", "c", "/save x"])
    scene.invocation.isLogged = false
    #expect(try await scene.run() == .complete)
    #expect(try sent(scene).last == ["user: a", "assistant: 1", "user: c"])
    #expect(scene.stage.ledger.records.allSatisfy { $0.intent.prompt == nil })
    #expect(scene.notes.contains { $0.contains("--no-log") })
  }

  @Test func `attachments go along once`() async throws {
    let scene = scene([Self.says("1"), Self.says("2")], ["/attach /docs/a.txt", "what is it?", "and now?"])
    scene.stage.files["/docs/a.txt"] = .file(Array("content".utf8))
    #expect(try await scene.run() == .complete)
    let first = try #require(try sent(scene).first?.last)
    #expect(first.contains("content") && first.hasSuffix("what is it?"))
    #expect(try sent(scene).last?.last == "user: and now?")
  }

  @Test func `a mentioned file and an image go along as what they are`() async throws {
    let scene = scene([Self.says("1")], ["see @/docs/shot.png and me@example.org"])
    scene.stage.files["/docs/shot.png"] = .file([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 9])
    #expect(try await scene.run() == .complete)
    let parts = try #require(
      try JSONReader.parse(Array(scene.body.utf8))["messages"]?.elements?.last?["content"]?.elements)
    #expect(parts.map { $0["type"]?.text } == ["text", "image_url"])
    #expect(parts.last?["image_url"]?["url"]?.text?.hasPrefix("data:image/png;base64,iVBOR") == true)
  }

  @Test func `system, set and model change the next question only`() async throws {
    let scene = scene(
      [Self.says("1"), Self.says("2")],
      ["/system be brief", "/set temperature=0.5 seed=1", "a", "/set seed=", "/system -", "/model work/m2", "b"])
    #expect(try await scene.run() == .complete)
    #expect(try sent(scene) == [["system: be brief", "user: a"], ["user: a", "assistant: 1", "user: b"]])
    let bodies = scene.stage.transport.calls.map { String(decoding: $0.request.body, as: UTF8.self) }
    #expect(bodies[0].contains(#""temperature":0.5"#) && bodies[0].contains(#""seed":1"#))
    #expect(!bodies[1].contains("seed") && bodies[1].contains(#""model":"m2""#))
  }

  @Test func `conversations are named, listed, searched and resumed`() async throws {
    let scene = scene(
      [Self.says("cats purr"), Self.says("dogs bark"), Self.says("more")],
      ["what do cats do?", "/save cats", "/new", "what do dogs do?", "/sessions purr", "/resume 1", "more"])
    #expect(try await scene.run() == .complete)
    #expect(
      try sent(scene).last == ["user: what do cats do?", "assistant: cats purr", "user: more"])
    #expect(scene.output.contains("cats: "))
  }

  @Test func `an error is told and the session goes on`() async throws {
    let scene = scene(
      [.json(500, "{}"), Self.says("2")], ["a", "/nonsense", "/undo 5", "/code", "/resume nothing", "b"])
    #expect(try await scene.run() == .complete)
    #expect(try sent(scene).last == ["user: b"])
    #expect(scene.notes.contains { $0.contains("there is no command /nonsense") })
  }

  @Test func `exports never replace a file`() async throws {
    let scene = scene([Self.says("1")], ["a", "/export md /docs/c.md", "/export md /docs/c.md", "/export xml"])
    #expect(try await scene.run() == .complete)
    #expect(scene.notes.contains("llmctl: wrote /docs/c.md"))
    #expect(scene.notes.contains { $0.contains("cannot write /docs/c.md") })
    #expect(scene.notes.contains { $0.contains("'xml' is no format") })
  }

  @Test func `code blocks are printed, and the clipboard is the terminal's where there is no other`() async throws {
    let scene = scene([Self.says("```sh\nls\n```\nand\n```py\nx\n```\n")], ["a", "/code 1", "/copy code"])
    #expect(try await scene.run() == .complete)
    #expect(scene.output.contains("ls\n"))
    #expect(scene.output.contains("\u{1B}]52;c;\(Base64.encode(Array("x\n".utf8)))\u{07}"))
  }
}
