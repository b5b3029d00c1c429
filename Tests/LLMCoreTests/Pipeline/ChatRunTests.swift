import LLMCore
import LLMTestKit
import Testing

/// What is asked, by flags, conversation, environment and files.
@Suite struct ChatRunTests {
  private static let answer = ScriptedTransport.Reply.sse([Payload.text("yes"), Payload.stop])
  private static let tail = #""stream":true,"stream_options":{"include_usage":true}"#

  private static func body(_ model: String, _ messages: String, _ options: String = "") -> String {
    #"{"model":""# + model + #"","messages":["# + messages + "]," + tail + options + "}"
  }

  @Test func `a plain question`() async throws {
    let scene = ChatScene(Self.answer)
    #expect(try await scene.run() == .complete)
    #expect(scene.body == Self.body("m1", #"{"role":"user","content":"hi"}"#))
    #expect(scene.output == "yes")
    #expect(scene.notes == [])
    #expect(scene.stage.intent?.prompt == "hi")
    #expect(scene.stage.intent?.system == nil)
    #expect(scene.stage.outcome?.answer == "yes")
  }

  @Test func `flags over configuration`() async throws {
    var scene = ChatScene(Self.answer)
    scene.configure(
      """
      model: other/x
      system: configured
      options: {temperature: 0.1, seed: 7}
      providers:
        work: {base_url: 'https://api.test/v1', models: [m1]}
        other: {base_url: 'https://other.test'}
      """)
    scene.invocation.model = "work/m2"
    scene.invocation.system = "typed"
    scene.invocation.options = ["temperature=0.9"]
    scene.invocation.tags = ["a=1", "a=2"]
    _ = try await scene.run()
    #expect(
      scene.body
        == Self.body(
          "m2", #"{"role":"system","content":"typed"},{"role":"user","content":"hi"}"#, #","seed":7,"temperature":0.9"#)
    )
    #expect(scene.stage.intent?.tags == [JSONMember("a", .string("2"))])
  }

  @Test func `configuration where no flag speaks`() async throws {
    let scene = ChatScene(Self.answer)
    scene.configure("system: configured\nproviders:\n  work: {base_url: 'https://api.test/v1', models: [m1]}\n")
    _ = try await scene.run()
    #expect(scene.body == Self.body("m1", #"{"role":"system","content":"configured"},{"role":"user","content":"hi"}"#))
  }

  @Test func `c goes on with model, system and messages, and keeps the conversation`() async throws {
    var scene = ChatScene(Self.answer, Self.answer, Self.answer)
    scene.invocation.model = "work/m7"
    scene.invocation.system = "first system"
    _ = try await scene.run()
    scene.invocation = ChatInvocation()
    scene.invocation.words = ["and", "now?"]
    scene.invocation.continuesLast = true
    _ = try await scene.run()
    let system = #"{"role":"system","content":"first system"},"#
    let turns = #"{"role":"user","content":"hi"},{"role":"assistant","content":"yes"},"#
    #expect(scene.body == Self.body("m7", system + turns + #"{"role":"user","content":"and now?"}"#))
    let records = scene.stage.ledger.records
    #expect(records.map(\.intent.conversation) == [records[0].id.text, records[0].id.text])
    #expect(scene.notes == [])

    scene.invocation.system = "second system"
    scene.invocation.model = "m1"
    _ = try await scene.run()
    #expect(scene.body.hasPrefix(#"{"model":"m1","messages":[{"role":"system","content":"second system"}"#))
  }

  @Test func `an incomplete last turn is told`() async throws {
    var scene = ChatScene(.sse([Payload.text("ye"), Payload.length]), Self.answer)
    #expect(try await scene.run() == .partial)
    scene.invocation.continuesLast = true
    _ = try await scene.run()
    #expect(scene.notes.contains("llmctl: the last turn of this conversation has no complete answer"))
    #expect(scene.body.contains(#"{"role":"assistant","content":"ye"}"#))
  }

  @Test func `a conversation that is not there`() async {
    var scene = ChatScene()
    scene.invocation.continuesLast = true
    let none = await scene.failure()
    #expect(none?.code == .inputMissing)
    #expect(none?.message == "there is no conversation to go on with")
    scene.invocation.conversation = "xyz"
    #expect(await scene.failure()?.message == "there is no conversation 'xyz'")
    scene.stage.ledger.fail(with: .unavailable("locked"))
    #expect(await scene.failure()?.message.hasPrefix("cannot go on with a conversation: the ledger") == true)
  }

  @Test func `mistakes are found before anything is sent`() async {
    var scene = ChatScene()
    scene.invocation.options = ["temperature=hot"]
    #expect(await scene.failure()?.code == .usage)
    scene.invocation.options = []
    scene.invocation.tags = ["=x"]
    #expect(await scene.failure()?.code == .usage)
    scene.invocation.tags = []
    scene.configure("options: {temperature: hot}\nproviders:\n  p: {base_url: 'http://x'}\n")
    scene.invocation.model = "p/m"
    let configured = await scene.failure()
    #expect(configured?.code == .configuration)
    #expect(configured?.message.hasPrefix("\(SettingsScene.userFile):1: ") == true)
    scene.invocation.words = []
    #expect(await scene.failure()?.message == "there is nothing to ask")
    #expect(scene.stage.transport.calls.isEmpty)
    #expect(scene.stage.ledger.records.isEmpty)
  }

  @Test func `the system text may stand in a file, the prompt may come from a pipe`() async throws {
    var scene = ChatScene(Self.answer, words: "")
    scene.stage.files["sys.txt"] = .file(Array("from a file".utf8))
    scene.stage.input = ScriptedInput("from a pipe")
    scene.invocation.system = "@sys.txt"
    _ = try await scene.run()
    let system = #"{"role":"system","content":"from a file"},"#
    #expect(scene.body == Self.body("m1", system + #"{"role":"user","content":"from a pipe"}"#))
  }

  @Test func `a key that would travel in the clear is warned of`() async throws {
    var scene = ChatScene(Self.answer)
    scene.configure("providers:\n  work: {base_url: 'http://10.0.0.1/v1', key_env: K, models: [m1]}\n")
    scene.stage.environment["K"] = "the-key-itself"
    _ = try await scene.run()
    #expect(scene.notes == ["warning: the key for 'work' travels unencrypted to http://10.0.0.1"])
    #expect(
      scene.stage.transport.calls.first?.request.headers.contains(HTTPHeader("authorization", "Bearer the-key-itself"))
        == true)
    #expect(
      scene.stage.transport.calls.first?.request.headers.contains(HTTPHeader("user-agent", "llmctl/1.2.3")) == true)
  }
}
