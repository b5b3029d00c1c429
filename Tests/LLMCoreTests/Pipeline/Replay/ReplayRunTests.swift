import LLMCore
import LLMTestKit
import Testing

/// Calls are made again with something changed, and nothing else.
@Suite struct ReplayRunTests {
  private static func answer(_ text: String) -> ScriptedTransport.Reply { .sse([Payload.text(text), Payload.stop]) }

  @Test func `the same call again`() async throws {
    let scene = ReplayScene(Self.answer("one"), Self.answer("two"))
    try await scene.ask("what?") {
      $0.options = ["temperature=0.5"]; $0.system = "be brief"
    }
    #expect(try await scene.run(.call("last")) == .complete)
    #expect(scene.bodies.count == 2)
    #expect(scene.bodies[0] == scene.bodies[1])
    #expect(scene.chat.output.hasSuffix("two"))
    let again = try #require(scene.records.last)
    #expect(again.intent.command == "replay")
    #expect(again.intent.replayOf == scene.records[0].id)
    #expect(again.outcome?.answer == "two")
    #expect(scene.chat.notes.contains { $0.contains("1 call of work/m1") })
    #expect(scene.chat.notes.contains { $0.contains("llmctl replay diff") })
  }

  @Test func `another model, system text and option`() async throws {
    let scene = ReplayScene(Self.answer("one"), Self.answer("two"))
    try await scene.ask("what?") {
      $0.options = ["temperature=0.5", "seed=7"]; $0.system = "be brief"
    }
    _ = try await scene.run(.call("last")) { invocation in
      invocation.asking.model = "work/m2"
      invocation.asking.system = "be long"
      invocation.asking.options = ["temperature=0.9"]
    }
    let request = try #require(scene.records.last?.intent.question?.request)
    #expect(request.model == "m2")
    #expect(request.messages == [Message(.system, "be long"), Message(.user, "what?")])
    #expect(request.options.map(\.name) == ["seed", "temperature"])
    #expect(request.options.last?.value == .number("0.9"))
  }

  @Test func `an empty system text is none`() async throws {
    let scene = ReplayScene(Self.answer("one"), Self.answer("two"))
    try await scene.ask("what?") { $0.system = "be brief" }
    _ = try await scene.run(.call("last")) { $0.asking.system = "" }
    #expect(scene.records.last?.intent.question?.request.messages == [Message(.user, "what?")])
  }

  @Test func `in another provider's language`() async throws {
    let claude = ScriptedTransport.Reply.sse([
      #"{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"bonjour"}}"#,
      #"{"type":"message_delta","delta":{"stop_reason":"end_turn"}}"#, #"{"type":"message_stop"}"#,
    ])
    let scene = ReplayScene(Self.answer("one"), claude)
    try await scene.ask("what?") { $0.system = "be brief" }
    #expect(try await scene.run(.call("last")) { $0.asking.model = "other/claude" } == .complete)
    #expect(scene.chat.stage.transport.calls[1].request.url.text == "https://other.test/v1/messages")
    #expect(scene.records.last?.outcome?.answer == "bonjour")
  }

  @Test func `a prompt changed in the editor`() async throws {
    var scene = ReplayScene(Self.answer("one"), Self.answer("two"))
    scene.chat.stage.console = RecordingConsole(errorIsTerminal: true)
    scene.chat.stage.terminal = FakeTerminal(edits: [{ $0.uppercased() }])
    try await scene.ask("what?")
    _ = try await scene.run(.call("last")) { $0.edits = true }
    #expect(scene.records.last?.intent.prompt == "WHAT?")
  }

  @Test func `models and repetitions side by side`() async throws {
    let scene = ReplayScene(
      Self.answer("one"), Self.answer("one"), Self.answer("two"), Self.answer("one"), Self.answer("two"))
    try await scene.ask("what?")
    let code = try await scene.run(.call("last")) { invocation in
      (invocation.models, invocation.times, invocation.jobs) = (["work/m1", "work/m2"], 2, 1)
    }
    #expect(code == .complete)
    #expect(scene.records.dropFirst().map(\.intent.modelAsked) == ["m1", "m1", "m2", "m2"])
    let output = scene.chat.output
    #expect(output.contains("the same"))
    #expect(output.contains("different"))
    #expect(scene.chat.notes.contains { $0.contains("4 calls of 2 models") })
  }

  @Test func `one object for programs`() async throws {
    let scene = ReplayScene(Self.answer("one"), Self.answer("two"))
    try await scene.ask("what?")
    _ = try await scene.run(.call("last")) { $0.asking.output = .json }
    let line = try #require(scene.chat.output.split(separator: "\n").last)
    let document = try JSONReader.parse(String(line.drop { $0 != "{" }))
    let call = try #require(document["calls"]?.elements?.first)
    #expect(call["replay_of"]?.text == scene.records[0].id.text)
    #expect(call["same_answer"] == .bool(false))
    #expect(call["call"]?["answer"]?.text == "two")
  }

  @Test func `a query runs the older calls first`() async throws {
    let scene = ReplayScene(Self.answer("1"), Self.answer("2"), Self.answer("3"), Self.answer("4"))
    for word in ["first", "second"] { try await scene.ask(word) }
    _ = try await scene.run(.query(CallQuery(limit: 2))) { $0.jobs = 1 }
    #expect(scene.records.dropFirst(2).compactMap(\.intent.prompt) == ["first", "second"])
  }

  @Test func `many calls are asked about at a terminal`() async throws {
    var scene = ReplayScene(Self.answer("1"))
    scene.chat.stage.console = RecordingConsole(errorIsTerminal: true)
    scene.chat.stage.terminal = FakeTerminal(answers: ["n"])
    try await scene.ask("what?")
    let failure = await scene.failure(.call("last")) { ($0.times, $0.isSure) = (5, false) }
    #expect(failure?.message == "nothing was asked")
    #expect(scene.chat.stage.terminal.questions == ["Make these 5 calls? [y/N] "])
    #expect(scene.bodies.count == 1)
  }

  @Test func `many calls need a yes where nobody can be asked`() async throws {
    let scene = ReplayScene(Self.answer("1"), Self.answer("2"))
    try await scene.ask("what?")
    let failure = await scene.failure(.call("last")) { ($0.times, $0.isSure) = (2, false) }
    #expect(failure?.code == .usage)
    #expect(scene.bodies.count == 1)
    #expect(try await scene.run(.call("last")) { $0.isSure = false } == .complete)
  }

  @Test func `answers that are not to be kept are shown all the same`() async throws {
    let scene = ReplayScene(Self.answer("one"), Self.answer("one"), Self.answer("two"))
    try await scene.ask("what?")
    _ = try await scene.run(.call("last")) { invocation in
      (invocation.times, invocation.jobs, invocation.asking.isLogged) = (2, 1, false)
      invocation.asking.output = .json
    }
    let line = try #require(scene.chat.output.split(separator: "\n").last)
    let document = try JSONReader.parse(String(line.drop { $0 != "{" }))
    let calls = try #require(document["calls"]?.elements)
    #expect(calls.map { $0["call"]?["answer"]?.text } == ["one", "two"])
    #expect(calls.map { $0["same_answer"] } == [.bool(true), .bool(false)])
    #expect(scene.records.last?.outcome?.answer == nil)
  }

  @Test func `a page that cannot be written is found out before anything is paid for`() async throws {
    let scene = ReplayScene(Self.answer("1"))
    try await scene.ask("what?")
    try scene.chat.stage.tree.create(RawPath("/pages/old.html"), [])
    let failure = await scene.failure(.call("last")) { $0.page = "/pages" }
    #expect(failure?.code == .cannotWrite)
    #expect(scene.bodies.count == 1)
  }

  @Test func `an estimate sends nothing`() async throws {
    let scene = ReplayScene(Self.answer("1"))
    try await scene.ask("what?")
    #expect(try await scene.run(.call("last")) { ($0.estimates, $0.times) = (true, 3) } == .complete)
    #expect(scene.chat.output.contains("3 calls of work/m1"))
    #expect(scene.bodies.count == 1)
  }

  @Test func `the schema of then holds now`() async throws {
    let scene = ReplayScene(
      Self.answer(#"{"n": 1}"#), Self.answer(#"{"n": "x"}"#), Self.answer(#"{"n": "x"}"#))
    try await scene.ask("what?") { ($0.schema, $0.reasks) = ("n int", 0) }
    let code = try await scene.run(.call("last")) { $0.asking.reasks = 0 }
    #expect(code == .dataError)
    #expect(scene.records.last?.outcome?.reading?["problems"] == .integer(1))
  }

  @Test func `another version of the template, filled as then`() async throws {
    var scene = ReplayScene(Self.answer("one"), Self.answer("two"), Self.answer("three"))
    let template = "parameters: {tone: {type: string, default: calm}}\n"
    let prompts = PromptScene(
      user: [
        "t/v1.yaml": template + "system: old\nuser: 'Be {{tone}}: {{input}}'",
        "t/v2.yaml": template + "system: new\noptions: {seed: 4}\nuser: 'Now {{tone}}: {{input}}'",
      ])
    (scene.chat.stage.tree, scene.chat.stage.state) = (prompts.stage.tree, prompts.stage.state)
    scene.chat.stage.environment.merge(prompts.stage.environment) { old, _ in old }
    try await scene.ask("hello") { ($0.template, $0.parameters) = ("t@v1", ["tone=kind"]) }
    #expect(scene.records[0].intent.promptVersion?.text == "t@v1")
    #expect(scene.records[0].intent.prompt == "Be kind: hello")
    _ = try await scene.run(.call("last")) { $0.asking.template = "t@v2" }
    let request = try #require(scene.records.last?.intent.question?.request)
    #expect(request.messages == [Message(.system, "new"), Message(.user, "Now kind: hello")])
    #expect(request.options == [JSONMember("seed", .integer(4))])
    #expect(scene.records.last?.intent.promptVersion?.text == "t@v2")
    // What is typed counts before what was then, and a replay of a replay knows both.
    _ = try await scene.run(.call("last")) { ($0.asking.template, $0.asking.parameters) = ("t@v1", ["tone=loud"]) }
    #expect(scene.records.last?.intent.prompt == "Be loud: hello")
    let stranger = await scene.failure(.call("last")) {
      ($0.asking.template, $0.asking.parameters) = ("t@v1", ["none=x"])
    }
    #expect(stranger?.message == "the template 't' has no parameter 'none'")
  }

  @Test func `calls of which nothing is known`() async throws {
    let scene = ReplayScene(Self.answer("1"))
    try await scene.ask("what?") { $0.isLogged = false }
    #expect(await scene.failure(.call("last"))?.message.hasPrefix("nobody knows what call") == true)
    #expect(await scene.failure(.call("zz"))?.message == "there is no call 'zz'")
    var query = CallQuery(limit: 9)
    query.model = "none"
    #expect(await scene.failure(.query(query))?.message == "no call fits")
  }

  @Test func `a conversation from its second turn on`() async throws {
    let scene = ReplayScene(
      Self.answer("a1"), Self.answer("a2"), Self.answer("a3"), Self.answer("b2"), Self.answer("b3"))
    try await scene.ask("q1")
    for word in ["q2", "q3"] { try await scene.ask(word) { $0.continuesLast = true } }
    let id = try #require(scene.records[0].intent.conversation)
    let code = try await scene.run(.conversation(id, fromTurn: 2)) { $0.asking.system = "anew" }
    #expect(code == .complete)
    let again = scene.records.suffix(2).compactMap(\.intent.question?.request.messages)
    #expect(
      again[0] == [Message(.system, "anew"), Message(.user, "q1"), Message(.assistant, "a1"), Message(.user, "q2")])
    #expect(again[1].dropFirst(4) == [Message(.assistant, "b2"), Message(.user, "q3")])
    let conversations = Set(scene.records.suffix(2).compactMap(\.intent.conversation))
    #expect(conversations.count == 1)
    #expect(!conversations.contains(id))
    #expect(await scene.failure(.conversation(id, fromTurn: 4))?.code == .usage)
  }
}
