import LLMTestKit
import Testing

@testable import LLMCore

/// `-m auto`: the model is chosen by its price, and the choice is told.
@Suite struct RoutingRunTests {
  private static let answer = ScriptedTransport.Reply.sse([Payload.text("yes"), Payload.stop])
  private static let models = """
    providers:
      openai: {kind: openai, key_env: KEY, models: [gpt-5.4, gpt-5.4-mini, gpt-5.4-nano]}

    """

  private func scene(
    _ replies: Int = 1, _ yaml: String = Self.models, _ change: (inout ChatScene) -> Void = { _ in }
  ) -> ChatScene {
    var scene = ChatScene(Array(repeating: Self.answer, count: replies))
    scene.stage.environment["KEY"] = "sk-test"
    scene.configure(yaml)
    scene.invocation.model = "auto"
    change(&scene)
    return scene
  }

  private func model(_ scene: ChatScene) throws -> String? {
    try JSONReader.parse(Array(scene.body.utf8))["model"]?.text
  }

  @Test func `the cheapest that is good enough is asked, and why is told`() async throws {
    let scene = scene()
    #expect(try await scene.run() == .complete)
    #expect(try model(scene) == "gpt-5.4-nano")
    #expect(scene.notes == ["llmctl: auto: openai/gpt-5.4-nano (cheapest of 3 that fit: $0.0008)"])
  }

  @Test(arguments: [
    (TaskClass.code, nil, "gpt-5.4-mini"), (.reasoning, nil, "gpt-5.4"), (.summary, nil, "gpt-5.4-nano"),
    (.chat, 70, "gpt-5.4"), (.reasoning, 1, "gpt-5.4-nano"),
  ])
  func `a task says how good it has to be, and a flag counts more`(
    task: TaskClass, least: Int?, expected: String
  ) async throws {
    let scene = scene {
      $0.invocation.task = task
      $0.invocation.perseverance.minQuality = least
    }
    _ = try await scene.run()
    #expect(try model(scene) == expected)
  }

  @Test func `the configuration says which models a task may have, and how good they are`() async throws {
    let scene = scene(
      1,
      Self.models + """
        tasks:
          chat: {quality: 80, models: [gpt-5.4, fast]}
        aliases: {fast: openai/gpt-5.4-mini}
        capabilities: {openai/gpt-5.4: {quality: 70}, gpt-5.4-mini: {quality: 85}}
        """)
    _ = try await scene.run()
    #expect(try model(scene) == "gpt-5.4-mini")
    #expect(
      scene.notes == [
        "llmctl: auto: openai/gpt-5.4-mini (the only one that fits: $0.0027; 1 below the quality asked for)"
      ])
  }

  @Test func `it may be the configured model, and an alias`() async throws {
    for (yaml, name) in [("model: auto\n", nil), ("aliases: {cheap: auto}\n", "cheap")] {
      let scene = scene(1, Self.models + yaml) { $0.invocation.model = name }
      _ = try await scene.run()
      #expect(try model(scene) == "gpt-5.4-nano")
    }
  }

  @Test func `a key that is missing, a price that nobody knows, a window that is too small`() async throws {
    let scene = scene(
      1,
      """
      providers:
        openai: {kind: openai, key_env: KEY, models: [gpt-5.4-mini]}
        anthropic: {kind: anthropic, key_env: NONE, models: [claude-haiku-4-5]}
        work: {base_url: 'https://api.test/v1', models: [m1]}
        small: {base_url: 'http://127.0.0.1:1/v1', models: [tiny], window: 300}
      """
    ) {
      $0.invocation.words = [String(repeating: "word ", count: 400)]
      $0.stage.verbosity = .verbose
    }
    _ = try await scene.run()
    #expect(try model(scene) == "gpt-5.4-mini")
    #expect(
      scene.notes.contains {
        $0.hasSuffix("; 1 without a key, 1 without a known price, 1 too small a window)")
      }, "\(scene.notes)")
    #expect(scene.notes.contains("llmctl: auto: not small/tiny: too small a window (300 tokens)"))
    #expect(scene.notes.contains("llmctl: auto: not work/m1: without a known price"))
    #expect(scene.stage.transport.calls.count == 1)
  }

  @Test func `a provider with a key and no models has its usual ones in the choice`() async throws {
    let scene = scene(1, "") {
      $0.stage.environment["OPENAI_API_KEY"] = "sk-test"
      $0.invocation.task = .reasoning
    }
    _ = try await scene.run()
    #expect(try model(scene) == "gpt-5.4")
  }

  @Test func `the usual models of known providers have prices, so that they can be chosen`() {
    for provider in KnownProvider.all {
      for model in provider.models + provider.otherModels {
        #expect(PriceTable.compiledIn.price(of: model, provider: provider.name) != nil, "\(provider.name)/\(model)")
      }
    }
  }

  @Test func `where none fits, nothing is sent, and the error says what would help`() async throws {
    let dear = scene { $0.invocation.maxCost = Money(decimal: "0.0001") }
    #expect(await dear.failure()?.code == .budget)
    let modest = scene { $0.invocation.perseverance.minQuality = 100 }
    #expect(await modest.failure()?.code == .configuration)
    let long = scene { $0.invocation.words = [String(repeating: "word ", count: 1_200_000)] }
    #expect(await long.failure()?.code == .contextOverflow)
    let keyless = scene { $0.stage.environment["KEY"] = nil }
    #expect(await keyless.failure()?.code == .noCredential)
    for scene in [dear, modest, long, keyless] {
      #expect(scene.stage.transport.calls.isEmpty)
      #expect(scene.stage.ledger.records.isEmpty)
    }
  }

  @Test func `without a provider there is nobody to choose from`() async throws {
    let scene = scene(0, "")
    #expect(await scene.failure()?.code == .noCredential)
  }

  @Test func `a conversation keeps its model while it fits`() async throws {
    var scene = scene(3) { $0.invocation.task = .code }
    _ = try await scene.run()
    #expect(try model(scene) == "gpt-5.4-mini")
    scene.invocation.continuesLast = true
    scene.invocation.task = nil
    scene.stage.console = RecordingConsole()
    _ = try await scene.run()
    #expect(try model(scene) == "gpt-5.4-mini")
    #expect(scene.notes == [])
    scene.invocation.perseverance.minQuality = 70
    _ = try await scene.run()
    #expect(try model(scene) == "gpt-5.4")
  }

  @Test func `the chosen model's fallbacks stand in as always`() async throws {
    var scene = scene(
      1,
      Self.models + """
        fallbacks: {openai/gpt-5.4-nano: [openai/gpt-5.4-mini]}
        """)
    scene.stage = {
      var stage = Stage(transport: ScriptedTransport([.json(500, "{}"), Self.answer]))
      stage.environment = scene.stage.environment
      stage.files = scene.stage.files
      return stage
    }()
    _ = try await scene.run()
    #expect(try model(scene) == "gpt-5.4-mini")
  }

  // MARK: Estimates

  @Test func `an estimate tells the choice and the price, and sends nothing`() async throws {
    let scene = scene(0) { $0.invocation.estimates = true }
    #expect(try await scene.run() == .complete)
    #expect(scene.stage.transport.calls.isEmpty)
    #expect(scene.stage.ledger.records.isEmpty)
    #expect(
      scene.output == """
        openai/gpt-5.4-nano, task chat
        5 tokens of prompt exact, of a window of 272,000
        about $0.0008 with an answer of 600 tokens
        at most $0.1600 without asking again

        """)
  }

  @Test func `an estimate as JSON`() async throws {
    let scene = scene(0) {
      $0.invocation.estimates = true
      $0.invocation.output = .json
      $0.invocation.options = ["max_tokens=100"]
    }
    #expect(try await scene.run() == .complete)
    let value = try JSONReader.parse(Array(scene.output.utf8))
    #expect(value["type"]?.text == "chat_estimate")
    #expect(value["model"]?.text == "gpt-5.4-nano")
    #expect(value["typical_answer_tokens"]?.integer == 100)
    #expect(value["typical_usd"] == .number("0.000126"))
    #expect(value["exactness"]?.text == "exact")
  }

  @Test func `of a model without a price, the estimate says so`() async throws {
    let scene = scene(0, "providers:\n  work: {base_url: 'https://api.test/v1', models: [m1]}\n") {
      $0.invocation.model = nil
      $0.invocation.estimates = true
    }
    _ = try await scene.run()
    #expect(
      scene.output.contains("about nobody knows how much with an answer of 600 tokens\nat most nobody knows how much\n")
    )
  }
}
