import LLMTestKit
import Testing

@testable import LLMCore

/// Whole runs of `llmctl replay suite` among fakes.
@Suite struct SuiteRunTests {
  /// A run of the suite `/project/s.yaml`, which a provider without a key is asked for.
  private struct Scene {
    var chat: ChatScene
    var invocation = SuiteInvocation()
    var templates: (any SuiteTemplates)?

    init(_ yaml: String, _ replies: [ScriptedTransport.Reply], tree: MemoryTree = MemoryTree()) {
      chat = ChatScene(replies)
      chat.stage.tree = tree
      tree[RawPath("s.yaml")] = .file(Array(yaml.utf8))
      invocation.paths = ["s.yaml"]
      invocation.jobs = 1
      invocation.asking.caching.mode = .never
    }

    func run() async throws(LLMError) -> ExitCode {
      try await SuiteRun(context: chat.stage.context, reporter: chat.stage.reporter, templates: templates)
        .run(invocation)
    }

    func failure() async -> LLMError? {
      do throws(LLMError) {
        _ = try await run()
        return nil
      } catch { return error }
    }

    func text(of path: String) -> String? {
      guard case .file(let bytes)? = chat.stage.tree[RawPath(path)] else { return nil }
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  private static let yaml = """
    name: capitals
    defaults: {system: Be brief.}
    cases:
      - {name: France, prompt: 'Capital of France?', assert: {contains: Paris}}
      - {name: Italy, prompt: 'Capital of Italy?', assert: {equals: Rome, finish: stop}}

    """

  private static func says(_ text: String) -> ScriptedTransport.Reply { .sse([Payload.text(text), Payload.stop]) }

  private static let down = ScriptedTransport.Reply.json(500, "{}")

  @Test func `a suite that passes`() async throws {
    let scene = Scene(Self.yaml, [Self.says("It is Paris."), Self.says(" Rome\n")])
    #expect(try await scene.run() == .complete)
    #expect(scene.chat.output.contains("capitals (s.yaml)\n"))
    #expect(scene.chat.output.contains("2 pass in "))
    #expect(scene.chat.notes.first?.hasPrefix("llmctl: capitals: 2 answers of work/m1, about") == true)
    let intents = scene.chat.stage.ledger.records.map(\.intent)
    #expect(intents.map(\.command) == ["replay", "replay"])
    #expect(intents.map(\.prompt) == ["Capital of France?", "Capital of Italy?"])
    #expect(intents[0].system == "Be brief.")
    #expect(intents[0].tags == [JSONMember("suite", "capitals")])
  }

  @Test func `a case that fails makes the gate say no, and is explained`() async throws {
    let scene = Scene(Self.yaml, [Self.says("London"), Self.says("Rome")])
    #expect(try await scene.run() == .gateFailed)
    #expect(scene.chat.output.contains("FAIL France\n  answer 1, call 01TESTCALL"))
    #expect(scene.chat.output.contains(#"    contains "Paris": the answer is "London""#))
  }

  @Test func `what passed before and fails now is a regression, as often as it is asked`() async throws {
    let tree = MemoryTree()
    func code(_ capital: String, seconds: Int, accepts: Bool = false) async throws -> ExitCode {
      var scene = Scene(Self.yaml, [Self.says("Paris"), Self.says(capital)], tree: tree)
      scene.chat.stage.clock = ManualClock(
        monotonic: .seconds(100), now: Timestamp(milliseconds: 1_763_694_245_678 + Int64(seconds) * 1000))
      scene.invocation.gate = SuiteGate([.regress])
      scene.invocation.accepts = accepts
      return try await scene.run()
    }
    #expect(try await code("Rome", seconds: 0) == .complete)
    #expect(try await code("Milan", seconds: 1) == .gateFailed)
    // The run that failed excuses nobody.
    #expect(try await code("Milan", seconds: 2) == .gateFailed)
    #expect(try await code("Milan", seconds: 3, accepts: true) == .gateFailed)
    #expect(try await code("Milan", seconds: 4) == .complete)
  }

  @Test func `what was only tried is not what later runs are compared with`() async throws {
    let tree = MemoryTree()
    var tried = Scene(Self.yaml, [Self.says("Paris"), Self.says("Rome")], tree: tree)
    tried.invocation.asking.options = ["seed=1"]
    #expect(try await tried.run() == .complete)
    let runs = try #require(SuiteRunFolder(context: tried.chat.stage.context, suite: "s.yaml"))
    let run = try #require(runs.newest { _ in true }).run
    #expect(run.isFinished && !run.isAccepted)
    #expect(runs.accepted() == nil)
  }

  @Test func `a provider that is down is an error, and only that is asked again`() async throws {
    let tree = MemoryTree()
    let first = Scene(Self.yaml, [Self.down, Self.says("Rome")], tree: tree)
    #expect(try await first.run() == .unavailable)
    #expect(first.chat.output.contains("1 pass, 1 error"))
    var second = Scene(Self.yaml, [Self.says("Paris")], tree: tree)
    second.invocation.retriesErrors = true
    #expect(try await second.run() == .complete)
    #expect(second.chat.output.contains("2 pass in "))
    #expect(second.chat.stage.transport.calls.count == 1)
  }

  @Test func `a run with an error in it is not what later runs are compared with`() async throws {
    let tree = MemoryTree()
    func run(_ capital: ScriptedTransport.Reply, seconds: Int, accepts: Bool = false) async throws -> (ExitCode, Scene)
    {
      var scene = Scene(Self.yaml, [capital, Self.says("Rome")], tree: tree)
      scene.chat.stage.clock = ManualClock(
        monotonic: .seconds(100), now: Timestamp(milliseconds: 1_763_694_245_678 + Int64(seconds) * 1000))
      scene.invocation.gate = SuiteGate([.regress])
      scene.invocation.accepts = accepts
      return (try await scene.run(), scene)
    }
    #expect(try await run(Self.says("London"), seconds: 0, accepts: true).0 == .gateFailed)
    // What fails since long is no regression when the provider is there again.
    #expect(try await run(Self.down, seconds: 1).0 == .unavailable)
    let (code, scene) = try await run(Self.down, seconds: 2, accepts: true)
    #expect(code == .unavailable)
    #expect(scene.chat.notes.contains { $0.contains("later runs are not compared with this one of 'capitals'") })
    #expect(try await run(Self.says("London"), seconds: 3).0 == .complete)
  }

  @Test func `a report that cannot be written is found before anything is asked`() async {
    var scene = Scene(Self.yaml, [])
    scene.chat.stage.tree[RawPath("/out/old")] = .file([])
    for path in ["/nowhere/r.xml", "/out"] {
      scene.invocation.reports = [.init(.junit, path: path)]
      #expect(await scene.failure()?.code == .cannotWrite)
    }
    for paths in [["s.yaml"], ["/out/r", "/out/r"]] {
      scene.invocation.reports = paths.map { .init(.json, path: $0) }
      #expect(await scene.failure()?.code == .usage)
    }
    #expect(scene.chat.stage.transport.calls.isEmpty)
  }

  @Test func `a suite that is named twice, and two of one name, are asked for nothing`() async {
    var scene = Scene(Self.yaml, [])
    scene.invocation.paths = ["s.yaml", "s.yaml"]
    #expect(await scene.failure()?.code == .usage)
    scene.chat.stage.tree[RawPath("t.yaml")] = .file(Array(Self.yaml.utf8))
    scene.invocation.paths = ["s.yaml", "t.yaml"]
    #expect(await scene.failure()?.message == "two suites are named 'capitals': s.yaml and t.yaml")
    #expect(scene.chat.stage.transport.calls.isEmpty)
  }

  @Test func `a baseline without the suite is told`() async throws {
    var scene = Scene(Self.yaml, [Self.says("Paris"), Self.says("Rome")])
    let report = #"{"version":1,"type":"suite_report","suites":[]}"#
    scene.chat.stage.tree[RawPath("/b.json")] = .file(Array(report.utf8))
    scene.invocation.baseline = "/b.json"
    #expect(try await scene.run() == .complete)
    #expect(scene.chat.notes.contains { $0.contains("'capitals' is not in the baseline /b.json") })
  }

  @Test func `a changed case is another run`() async throws {
    let tree = MemoryTree()
    _ = try await Scene(Self.yaml, [Self.down, Self.says("Rome")], tree: tree).run()
    var changed = Scene(Self.yaml.replacing("Capital of Italy", with: "Main town of Italy"), [], tree: tree)
    changed.invocation.retriesErrors = true
    #expect(await changed.failure()?.code == .inputMissing)
    // An empty line above changes nothing that is asked.
    var moved = Scene("\n" + Self.yaml, [Self.says("Paris")], tree: tree)
    moved.invocation.retriesErrors = true
    #expect(try await moved.run() == .complete)
  }

  @Test func `an estimate sends nothing`() async throws {
    var scene = Scene(Self.yaml, [])
    scene.invocation.asking.estimates = true
    scene.invocation.repetitions = 3
    #expect(try await scene.run() == .complete)
    #expect(
      scene.chat.output.hasPrefix(
        "capitals: 6 answers of work/m1, about nobody knows how much, at most any amount without asking again\n"))
  }

  @Test func `money that cannot be held is not spent`() async throws {
    var scene = Scene(Self.yaml, [])
    scene.invocation.asking.maxCost = Money(usd: "0.01")
    #expect(await scene.failure()?.code == .budget)
    scene.chat.configure(
      "providers:\n  work: {base_url: 'https://api.test/v1', models: [m1]}\nprices:\n  work/m1: {input: 1, output: 1000}\n"
    )
    scene.invocation.asking.options = ["max_tokens=100"]
    #expect(await scene.failure()?.message.contains("--max-cost allows $0.0100") == true)
    #expect(scene.chat.stage.transport.calls.isEmpty)
  }

  @Test func `a limit is one for all suites together`() async throws {
    var scene = Scene(Self.yaml, [])
    scene.chat.configure(
      "providers:\n  work: {base_url: 'https://api.test/v1', models: [m1]}\nprices:\n  work/m1: {input: 0, output: 100}\n"
    )
    scene.chat.stage.tree[RawPath("t.yaml")] = .file(Array(Self.yaml.replacing("capitals", with: "towns").utf8))
    // Two answers of a hundred tokens for each suite, a cent an answer.
    scene.invocation.asking.options = ["max_tokens=100"]
    scene.invocation.asking.maxCost = Money(usd: "0.03")
    scene.invocation.paths = ["s.yaml", "t.yaml"]
    #expect(await scene.failure()?.message == "this run could cost up to $0.0400, and --max-cost allows $0.0300")
    #expect(scene.chat.stage.transport.calls.isEmpty)
  }

  @Test func `what a judge is shown besides the answer is part of what a run can cost`() async throws {
    func most(_ rubric: String) async throws -> Money {
      var scene = Scene("cases:\n- {name: a, prompt: p, assert: [{judge: \(rubric)}]}\n", [])
      scene.chat.configure(
        "providers:\n  work: {base_url: 'https://api.test/v1', models: [m1]}\nprices:\n  work/m1: {input: 100, output: 0}\n"
      )
      scene.invocation.asking.options = ["max_tokens=10"]
      scene.invocation.asking.estimates = true
      scene.invocation.format = .json
      #expect(try await scene.run() == .complete)
      let most = try JSONReader.parse(scene.chat.output)["suites"]?.elements?.first?["worst_case_usd"]
      guard case .number(let digits)? = most else { throw LLMError(.malformed, "no amount") }
      return try #require(Money(decimal: digits))
    }
    // Forty thousand letters are ten thousand tokens, counted twice for safety, a hundredth of a cent each.
    let difference = try await most(String(repeating: "x", count: 40_000)) - most("x")
    #expect(
      difference >= Money(femtodollars: 1_990_000_000_000_000)
        && difference <= Money(femtodollars: 2_010_000_000_000_000))
  }

  @Test func `another schema in a file is another run`() async throws {
    let tree = MemoryTree()
    let yaml = "cases:\n- {name: a, prompt: p, assert: [{json_schema: out.json}]}\n"
    func scene(_ schema: String, _ replies: [ScriptedTransport.Reply]) -> Scene {
      let scene = Scene(yaml, replies, tree: tree)
      scene.chat.stage.files["out.json"] = .file(Array(schema.utf8))
      return scene
    }
    #expect(try await scene(#"{"type":"object"}"#, [Self.down]).run() == .unavailable)
    var changed = scene(#"{"type":"array"}"#, [])
    changed.invocation.retriesErrors = true
    #expect(await changed.failure()?.code == .inputMissing)
  }

  @Test func `what an answer costs is held against the limit of its case`() async throws {
    let yaml =
      "cases:\n- {name: a, prompt: p, assert: {max_cost: 0.000009}}\n- {name: b, prompt: p, assert: {max_cost: 0.000010}}\n"
    let reply = ScriptedTransport.Reply.sse([Payload.text("x"), Payload.stop, Payload.usage])
    let scene = Scene(yaml, [reply, reply])
    // 7 tokens of prompt and 3 of the answer, at a dollar for a million.
    scene.chat.configure(
      "providers:\n  work: {base_url: 'https://api.test/v1', models: [m1]}\nprices:\n  work/m1: {input: 1, output: 1}\n"
    )
    #expect(try await scene.run() == .gateFailed)
    #expect(scene.chat.output.contains("max_cost $0.000009: it cost $0.00001"))
    #expect(scene.chat.output.contains("1 pass, 1 fail"))
  }

  @Test func `a refusal and an answer that was cut are looked at`() async throws {
    let yaml =
      "cases:\n- {name: a, prompt: p, assert: {finish: content_filter}}\n- {name: b, prompt: p, assert: {finish: length}}\n"
    let filtered = #"{"choices":[{"index":0,"delta":{},"finish_reason":"content_filter"}]}"#
    let scene = Scene(
      yaml, [.sse([Payload.text("I"), filtered]), .sse([Payload.text("half"), Payload.length])])
    #expect(try await scene.run() == .complete)
  }

  @Test func `a judge is asked with what was answered, and costs apart`() async throws {
    let yaml = "cases:\n- {name: a, prompt: 'Say hello', assert: [{judge: Is it polite?, min: 0.7}]}\n"
    let scene = Scene(yaml, [Self.says("Hello!"), Self.says(#"{"reason":"curt","mark":6}"#)])
    #expect(try await scene.run() == .gateFailed)
    #expect(scene.chat.output.contains(#"judge 0.70 "Is it polite?": 0.60, curt"#))
    let asked = scene.chat.body
    #expect(asked.contains("Say hello") && asked.contains("Hello!") && asked.contains("Is it polite?"))
  }

  @Test func `a key never shows in a report or a kept run`() async throws {
    let key = "canary-key-0123456789"
    var scene = Scene(Self.yaml, [Self.says("Paris \(key)"), Self.says(key)])
    scene.chat.stage.keysInPlay.add(Secret(copying: key))
    scene.invocation.reports = [
      .init(.json, path: "/out/r.json"), .init(.junit, path: "/out/r.xml"), .init(.jsonl, path: "/out/r.jsonl"),
    ]
    scene.chat.stage.tree[RawPath("/out/old")] = .file([])
    #expect(try await scene.run() == .gateFailed)
    #expect(!scene.chat.output.contains(key))
    for path in ["/out/r.json", "/out/r.xml", "/out/r.jsonl"] {
      #expect(scene.text(of: path)?.contains("masked") == true)
      #expect(scene.text(of: path)?.contains(key) == false)
    }
    let kept = try #require(SuiteRunFolder(context: scene.chat.stage.context, suite: "s.yaml")?.newest { _ in true })
    #expect(kept.run.results[0].answer.text == "Paris [masked]")
  }

  @Test func `a secret of a prompt is asserted, and shows in no report`() async throws {
    let secret = "ghp_16C7e42F292c6912E7710c838347Ae178B4a"
    let yaml = """
      cases:
      - name: told
        prompt: Say \(secret)
        assert: [{contains: \(secret)}, {contains: "x \(secret)"}]

      """
    var scene = Scene(yaml, [Self.says("it is \(secret)")])
    scene.invocation.reports = [
      .init(.json, path: "/out/r.json"), .init(.junit, path: "/out/r.xml"), .init(.jsonl, path: "/out/r.jsonl"),
    ]
    scene.chat.stage.tree[RawPath("/out/old")] = .file([])
    #expect(try await scene.run() == .gateFailed)
    let kept = try #require(SuiteRunFolder(context: scene.chat.stage.context, suite: "s.yaml")?.newest { _ in true })
    #expect(kept.run.results[0].outcomes.map(\.state) == [.held, .broken])
    #expect(kept.run.results[0].answer.text == "it is [[SECRET github-token 1]]")
    #expect(!scene.chat.output.contains(secret) && scene.chat.output.contains("[[SECRET"))
    for path in ["/out/r.json", "/out/r.xml", "/out/r.jsonl"] {
      #expect(scene.text(of: path)?.contains("[[SECRET") == true)
      #expect(scene.text(of: path)?.contains(secret) == false)
    }
  }

  @Test func `files and schemas are looked for beside the suite`() async throws {
    let yaml = "cases:\n- {name: a, prompt: Sum it up, files: [data/x.txt], assert: [{json_schema: out.json}]}\n"
    var scene = Scene("", [Self.says(#"{"a": 1}"#)])
    scene.chat.stage.tree[RawPath("suites/t.yaml")] = .file(Array(yaml.utf8))
    scene.chat.stage.files["suites/data/x.txt"] = .file(Array("forty-two".utf8))
    scene.chat.stage.files["suites/out.json"] = .file(Array(#"{"type":"object"}"#.utf8))
    scene.invocation.paths = ["suites/t.yaml"]
    #expect(try await scene.run() == .complete)
    #expect(scene.chat.body.contains("forty-two"))
  }

  @Test func `a template that is not there is a mistake`() async {
    var scene = Scene(Self.yaml, [])
    scene.invocation.template = "ask@v2"
    let failure = await scene.failure()
    #expect(failure?.code == .inputMissing)
    #expect(
      failure?.message.contains("the case 'France' (s.yaml:4) cannot be asked: there is no template 'ask'") == true)
  }

  /// A template that says how to answer.
  private struct OneTemplate: SuiteTemplates {
    func turn(
      of reference: String, parameters: [JSONMember], prompt: String?
    ) async throws(LLMError) -> TemplatedTurn {
      var turn = TemplatedTurn(prompt: "Q: \(prompt ?? "")")
      turn.system = "by \(reference)"
      turn.version = PromptVersion(name: "ask", number: 2, contentHash: "h")
      return turn
    }
  }

  @Test func `a template that was typed is tried in place of what the cases say`() async throws {
    var scene = Scene(Self.yaml, [Self.says("Paris"), Self.says("Rome")])
    scene.templates = OneTemplate()
    scene.invocation.template = "ask@v2"
    #expect(try await scene.run() == .complete)
    let intent = try #require(scene.chat.stage.ledger.records.first?.intent)
    #expect(intent.system == "by ask@v2")
    #expect(intent.prompt == "Q: Capital of France?")
    #expect(intent.promptVersion?.text == "ask@v2")
  }

  @Test func `a suite that is not there, and a filter that nothing fits`() async {
    var scene = Scene(Self.yaml, [])
    scene.invocation.filters = ["Spain"]
    #expect(await scene.failure()?.code == .inputMissing)
    scene.invocation.paths = ["nowhere.yaml"]
    #expect(await scene.failure()?.code == .inputMissing)
  }
}

/// Runs of `llmctl replay export` among fakes.
@Suite struct CallExportTests {
  private func ledger() async throws -> MemoryLedger {
    let ledger = MemoryLedger()
    for (number, command) in ["chat", "chat", "replay"].enumerated() {
      let intent = CallIntent(
        command: command, provider: "work", modelAsked: "m1", requestBytes: 1,
        tags: number == 0 ? [JSONMember("team", "a")] : [], prompt: "question \(number)")
      let id = try await ledger.open(intent)
      try await ledger.close(
        id, CallOutcome(verdict: .done, exitCode: .complete, totalTime: 1, answer: "answer \(number)"))
    }
    return ledger
  }

  private func export(
    _ stage: Stage, _ change: (inout ExportInvocation) -> Void = { _ in }
  ) async throws(LLMError) -> RegressionSuite {
    var invocation = ExportInvocation()
    change(&invocation)
    _ = try await CallExport(context: stage.context, reporter: stage.reporter).run(invocation)
    return try SuiteReader.read(stage.console.output, path: "s.yaml")
  }

  private func stage() async throws -> Stage {
    var stage = Stage()
    stage.ledger = try await ledger()
    return stage
  }

  @Test func `calls become cases, the oldest first, without what suites asked`() async throws {
    let suite = try await export(try await stage())
    #expect(suite.cases.map(\.question.prompt) == ["question 0", "question 1"])
    #expect(suite.cases[0].expected == "answer 0")
  }

  @Test func `only calls with a tag, and only so many`() async throws {
    #expect(try await export(try await stage()) { $0.tags = ["team=a"] }.cases.map(\.question.prompt) == ["question 0"])
    #expect(try await export(try await stage()) { $0.limit = 1 }.cases.map(\.question.prompt) == ["question 1"])
    await #expect(throws: LLMError.self) { try await export(try await stage()) { $0.tags = ["team=b"] } }
  }

  @Test func `calls by their ids`() async throws {
    #expect(
      try await export(try await stage()) { $0.references = ["last"] }.cases.map(\.question.prompt) == ["question 2"])
    await #expect(throws: LLMError.self) { try await export(try await stage()) { $0.references = ["01NONE"] } }
  }

  @Test func `a file that is there is not replaced`() async throws {
    let stage = try await stage()
    var invocation = ExportInvocation()
    invocation.output = "/project/new.yaml"
    let export = CallExport(context: stage.context, reporter: stage.reporter)
    #expect(try await export.run(invocation) == .complete)
    guard case .file(let bytes)? = stage.tree[RawPath("/project/new.yaml")] else {
      throw LLMError(.inputMissing, "no file")
    }
    #expect(try SuiteReader.read(bytes, path: "/project/new.yaml").name == "new")
    await #expect(throws: LLMError.self) { try await export.run(invocation) }
  }
}
