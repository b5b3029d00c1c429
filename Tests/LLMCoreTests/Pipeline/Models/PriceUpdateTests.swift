import LLMCore
import LLMTestKit
import Testing

/// `llmctl models update`, and what becomes of prices behind it.
@Suite struct PriceUpdateTests {
  private static let kept = RawPath("/home/u/.local/share/llmctl/prices.bin")
  private static let list = ListSample.text(
    ListSample.model("gpt-4o", #","cache_read_input_token_cost":1e-06"#), ListSample.model("zz-new"),
    ListSample.model("zz-bad", #","input_cost_per_token":-1"#))

  /// A year after the snapshot of the table in the program.
  private static func stage(_ list: String = list, _ verbosity: Reporter.Verbosity = .normal) -> Stage {
    var stage = Stage()
    stage.environment = ["HOME": "/home/u"]
    stage.clock = ManualClock(now: ListSample.later)
    stage.tree = MemoryTree(texts: ["/list.json": list], input: list)
    stage.verbosity = verbosity
    return stage
  }

  private static func update(
    _ stage: Stage, _ path: String = "/list.json", day: UInt32? = nil, isTrial: Bool = false, asJSON: Bool = false
  ) throws(LLMError) -> ExitCode {
    try PriceUpdate(context: stage.context, reporter: stage.reporter)
      .run(path, day: day, isTrial: isTrial, asJSON: asJSON)
  }

  private static func models(_ stage: Stage, _ query: String) async throws -> JSONValue {
    let before = stage.console.output.count
    _ = try await ModelList(context: stage.context, reporter: stage.reporter, keyLabel: nil)
      .run([query], asksServers: false, asJSON: true)
    return try JSONReader.parse(Array(stage.console.output[before...]))
  }

  @Test(arguments: ["/list.json", "-"])
  func `a list counts from then on, and the program has the rest`(path: String) async throws {
    let stage = Self.stage()
    #expect(try Self.update(stage, path) == .complete)
    #expect(
      stage.console.outputText.hasPrefix(
        "2 models of 2027-11-20 are priced by this list: 0 up, 1 down, 0 otherwise changed, 1 new, "))
    #expect(stage.console.outputText.contains("1 without a price that makes sense left out; -v names them"))
    let listed = try await Self.models(stage, "openai/gpt-4o")
    let model = listed["models"]?.elements?.first { $0["name"]?.text == "openai/gpt-4o" }
    #expect(model?["usd_per_million_input"] == .number("2"))
    #expect(listed["prices_of"]?.text == "2027-11-20")
    #expect(listed["prices"]?["source"]?.text == "update")
    #expect(listed["prices"]?["program_snapshot"]?.text == PriceTable.compiledIn.snapshotDay)
    let other = try await Self.models(stage, "anthropic/claude-opus-4-5")
    #expect(other["models"]?.elements?.first?["usd_per_million_input"] == .number("5"))
  }

  @Test func `what is left out is named with -v`() throws {
    let stage = Self.stage(Self.list, .verbose)
    _ = try Self.update(stage)
    #expect(stage.console.notes.contains("llmctl: left out: zz-bad: the price for input is negative"))
  }

  @Test func `a trial shows each change and keeps nothing`() throws {
    let stage = Self.stage()
    #expect(try Self.update(stage, isTrial: true) == .complete)
    #expect(stage.console.outputText.contains("openai/zz-new"))
    #expect(stage.console.outputText.contains("2 models of 2027-11-20 would be priced by this list"))
    #expect(stage.tree[Self.kept] == nil)
  }

  @Test func `changes as JSON are exact`() throws {
    let stage = Self.stage()
    _ = try Self.update(stage, day: 20_271_101, asJSON: true)
    let json = try JSONReader.parse(stage.console.output)
    #expect(json["type"]?.text == "price_update")
    #expect((json["prices_of"]?.text, json["applied"]?.bool) == ("2027-11-01", true))
    #expect((json["counts"]?["down"]?.integer, json["left_out"]?.integer) == (1, 1))
    let change = json["changes"]?.elements?.first { $0["name"]?.text == "openai/gpt-4o" }
    #expect(change?["change"]?.text == "down")
    #expect(change?["usd_per_million_input_before"] == .number("2.5"))
    #expect(change?["usd_per_million_input"] == .number("2"))
  }

  @Test(arguments: ["not JSON", "{}", "[1]", ListSample.text(ListSample.model("x", #","input_cost_per_token":"no""#))])
  func `a file that holds no list is an error of data and changes nothing`(list: String) throws {
    let stage = Self.stage(list)
    stage.tree[Self.kept] = .file([1])
    let error = #expect(throws: LLMError.self) { try Self.update(stage) }
    #expect(error?.exitCode == .dataError)
    guard case .file([1])? = stage.tree[Self.kept] else {
      Issue.record("the file was changed")
      return
    }
  }

  @Test func `a file that is not there, and a day that is still to come`() {
    let missing = #expect(throws: LLMError.self) { try Self.update(Self.stage(), "/none") }
    #expect(missing?.exitCode == .noInput)
    let future = #expect(throws: LLMError.self) { try Self.update(Self.stage(), day: 20_280_101) }
    #expect(future?.exitCode == .usage)
  }

  @Test func `a list that is older than the program is kept and does not count`() async throws {
    let stage = Self.stage()
    _ = try Self.update(stage, day: 20_250_101)
    #expect(stage.console.notes.last?.hasPrefix("warning: the prices in the program are newer") == true)
    #expect(try await Self.models(stage, "openai/gpt-4o")["prices"]?["source"]?.text == "program")
  }

  @Test func `going back takes the file away, also where there is none`() async throws {
    let stage = Self.stage()
    _ = try Self.update(stage)
    for _ in 1...2 {
      let update = PriceUpdate(context: stage.context, reporter: stage.reporter)
      #expect(try update.reset(asJSON: false) == .complete)
      #expect(stage.tree[Self.kept] == nil)
    }
    #expect(try await Self.models(stage, "openai/gpt-4o")["prices"]?["source"]?.text == "program")
  }

  @Test(arguments: [0, 3, 100, -1])
  func `a damaged file is a warning, and the program's prices count`(place: Int) async throws {
    let stage = Self.stage()
    _ = try Self.update(stage)
    guard case .file(var bytes)? = stage.tree[Self.kept] else {
      Issue.record("nothing was kept")
      return
    }
    bytes[place < 0 ? bytes.count - 1 : place] ^= 1
    stage.tree[Self.kept] = .file(bytes)
    let listed = try await Self.models(stage, "openai/gpt-4o")
    #expect(listed["prices"]?["source"]?.text == "program")
    #expect(stage.console.notes.contains { $0.hasPrefix("warning: ") && $0.contains("it is damaged") })
  }

  @Test func `a count is priced by the list, and by the configuration before it`() throws {
    let stage = Self.stage()
    _ = try Self.update(stage)
    guard let file = stage.tree[Self.kept] else { throw LLMError(.internalError, "nothing was kept") }
    var scene = TokensScene(MemoryTree([RawPath("/a"): .file(Array("hello world".utf8)), Self.kept: file]))
    (scene.environment, scene.time) = (stage.environment, stage.clock)
    #expect(scene.run("/a") { $0.model = "gpt-4o" } == .complete)
    #expect(scene.console.outputText.contains("of openai/gpt-4o, $2.00 for a million tokens on 2027-11-20\n"))
    scene.files = MemoryFiles(texts: [SettingsScene.userFile: "prices:\n  gpt-4o: {input: 7}\n"])
    #expect(scene.run("/a") { $0.model = "gpt-4o" } == .complete)
    #expect(scene.console.outputText.hasSuffix("$7.00 for a million tokens by the configuration\n"))
  }

  @Test func `a price that leads nowhere is found before it is needed`() {
    let scene = ChatScene()
    scene.configure("prices:\n  gpt-4o: {input: 1}\n  own: {input: 1}\n")
    let error = #expect(throws: LLMError.self) {
      try SettingsListing(context: scene.stage.context).validate(asJSON: false)
    }
    #expect(error?.code == .configuration)
    #expect(
      error?.message
        == "\(SettingsScene.userFile):3: prices of 'own' need 'input' and 'output', since no list has the model")
  }
}
