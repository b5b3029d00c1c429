import LLMCore
import LLMTestKit
import Testing

/// What `replay` and `config` print.
@Suite struct ListingTests {
  private static func stage() async throws -> Stage {
    let stage = Stage()
    for prompt in ["one", "two"] {
      let intent = CallIntent(command: "chat", provider: "p", modelAsked: "m", requestBytes: 1, prompt: prompt)
      let id = try await stage.ledger.open(intent)
      try await stage.ledger.close(id, CallOutcome(verdict: .done, exitCode: .complete, totalTime: 1, answer: "yes"))
    }
    return stage
  }

  @Test func `calls as a table, the newest first`() async throws {
    let stage = try await Self.stage()
    #expect(try await CallListing(context: stage.context).list(CallQuery(limit: 1), asJSON: false) == .complete)
    let lines = stage.console.outputText.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines.last?.hasPrefix("000002 ") == true)
  }

  @Test func `calls as JSON`() async throws {
    let stage = try await Self.stage()
    _ = try await CallListing(context: stage.context).list(CallQuery(limit: 9), asJSON: true)
    let json = try JSONReader.parse(stage.console.outputText)
    #expect(json["version"] == .integer(1))
    #expect(json["type"] == .string("calls"))
    #expect(json["calls"]?.elements?.map { $0["id"]?.text?.last } == ["2", "1"])
    #expect(json["calls"]?.elements?.first?["prompt"] == nil)
  }

  @Test func `one call, as a sheet and as JSON`() async throws {
    let stage = try await Self.stage()
    _ = try await CallListing(context: stage.context).show("last", asJSON: false)
    #expect(stage.console.outputText.contains("\n--- prompt ---\ntwo\n\n--- answer ---\nyes\n"))
    #expect(stage.console.outputText.hasSuffix("\nthe recording was pruned, or never made\n"))
    _ = try await CallListing(context: stage.context).show("01TESTCALL0000000000000001", asJSON: true)
    let ending = #""prompt":"one","answer":"yes","tool_calls":[],"replays":[],"recording":null,"is_damaged":false}"#
    #expect(stage.console.outputText.hasSuffix(ending + "\n"))
  }

  @Test func `calls that are not there`() async throws {
    let stage = try await Self.stage()
    let listing = CallListing(context: stage.context)
    let ambiguous = await #expect(throws: LLMError.self) { try await listing.show("01", asJSON: false) }
    #expect(ambiguous?.message == "'01' fits several ids; give more of it")
    let unknown = await #expect(throws: LLMError.self) { try await listing.show("zz", asJSON: false) }
    #expect(unknown?.message == "there is no call 'zz'")
    #expect(unknown?.code == .inputMissing)
    let empty = await #expect(throws: LLMError.self) {
      try await CallListing(context: Stage().context).show("last", asJSON: false)
    }
    #expect(empty?.message == "there is no call yet")
    stage.ledger.fail(with: .unavailable("disk"))
    await #expect(throws: LLMError.self) { try await listing.list(CallQuery(limit: 1), asJSON: false) }
  }

  private static func scene(_ configuration: String?) -> ChatScene {
    let scene = ChatScene()
    scene.stage.files[SettingsScene.userFile] = configuration.map { .file(Array($0.utf8)) }
    return scene
  }

  @Test func `settings with and without their origins`() throws {
    let scene = Self.scene("model: m\n")
    let listing = SettingsListing(context: scene.stage.context)
    #expect(try listing.show(withOrigins: false, asJSON: false) == .complete)
    #expect(scene.output.hasPrefix("model: m\ntimeouts.connect: 5\n"))
    let before = scene.output.count
    _ = try listing.show(withOrigins: true, asJSON: false)
    #expect(
      scene.output.dropFirst(before).hasPrefix(
        "model: m  # \(SettingsScene.userFile):1\ntimeouts.connect: 5  # default\n"))
  }

  @Test func `settings as JSON`() throws {
    let scene = Self.scene("model: m\n")
    _ = try SettingsListing(context: scene.stage.context).show(withOrigins: false, asJSON: true)
    let start = #"{"version":1,"type":"settings","settings":[{"key":"model","value":"m","origin":"#
    #expect(scene.output.hasPrefix(start + "\"\(SettingsScene.userFile):1\"},"))
  }

  @Test func `the path`() throws {
    let scene = Self.scene(nil)
    _ = try SettingsListing(context: scene.stage.context).path(asJSON: false)
    #expect(scene.output == "\(SettingsScene.userFile)\n")
    let error = #expect(throws: LLMError.self) { try SettingsListing(context: Stage().context).path(asJSON: false) }
    #expect(error?.code == .configuration)
  }

  @Test func `files that are fine, and none at all`() throws {
    let fine = Self.scene("options: {seed: 1}\n")
    #expect(try SettingsListing(context: fine.stage.context).validate(asJSON: false) == .complete)
    #expect(fine.output == "\(SettingsScene.userFile): valid\n")
    let none = Self.scene(nil)
    _ = try SettingsListing(context: none.stage.context).validate(asJSON: false)
    #expect(none.output == "no configuration file; defaults and environment only\n")
    _ = try SettingsListing(context: none.stage.context).validate(asJSON: true)
    #expect(none.output.hasSuffix(#"{"version":1,"type":"validation","files":[],"valid":true}"# + "\n"))
  }

  @Test func `an option with a wrong value is found`() {
    let scene = Self.scene("options: {temprature: 1}\n")
    let error = #expect(throws: LLMError.self) {
      try SettingsListing(context: scene.stage.context).validate(asJSON: false)
    }
    #expect(error?.code == .configuration)
    #expect(error?.message == "\(SettingsScene.userFile):1: unknown option 'temprature'")
    #expect(error?.advice == "Did you mean 'temperature'?")
  }
}
