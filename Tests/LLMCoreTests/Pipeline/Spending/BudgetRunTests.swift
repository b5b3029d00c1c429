import LLMCore
import LLMTestKit
import Testing

/// Budgets as a call meets them. The model costs a dollar for a thousand tokens of the prompt, and ten for a thousand of the answer.
@Suite struct BudgetRunTests {
  private static let usage = #"{"choices":[],"usage":{"prompt_tokens":10,"completion_tokens":20}}"#
  private static let answer = ScriptedTransport.Reply.sse([Payload.text("yes"), Payload.stop, usage])

  private static func scene(
    _ budgets: [Budget], _ replies: ScriptedTransport.Reply..., configuration: String = ""
  ) -> ChatScene {
    var scene = ChatScene(replies)
    scene.configure(
      """
      providers:
        work: {base_url: 'https://api.test/v1', models: [m1, small]}
      prices:
        work/m1: {input: 1000, output: 10000}
        work/small: {input: 1, output: 10}
      \(configuration)
      """)
    scene.stage.files["/home/u/.config/llmctl/budgets.json"] = .file(BudgetCodec.encode(budgets))
    scene.invocation.options = ["max_tokens=100"]
    return scene
  }

  private static func day(_ usd: String, _ scope: SpendScope = .everything) throws -> Budget {
    Budget(unit: .day, scope: scope, limit: .money(try #require(Money(usd: usd))))
  }

  @Test func `a call is charged what it cost, with the price used`() async throws {
    let scene = try Self.scene([Self.day("5")], Self.answer)
    #expect(try await scene.run() == .complete)
    let charge = try #require(scene.stage.outcome?.charge)
    #expect(charge.basis == .told)
    #expect(charge.amount == Money(decimal: "0.21"))
    #expect(charge.explanation["source"]?.text == "configuration")
    #expect(charge.explanation["lines"]?.elements?.count == 2)
  }

  @Test func `a call that could cost more than is left is refused, and nothing is sent`() async throws {
    let scene = try Self.scene([Self.day("0.50")])
    #expect(try await scene.run() == .refusedBeforeSending)
    #expect(scene.stage.transport.calls.isEmpty)
    let note = try #require(scene.notes.last)
    #expect(note.contains("this could cost up to $1.0"))
    #expect(note.contains("the budget 'day' has $0.5000 left of $0.5000"))
    #expect(note.contains("it begins anew at 20"))
    #expect(scene.stage.outcome?.charge?.basis == .free)
  }

  @Test func `what was spent before counts`() async throws {
    let scene = try Self.scene([Self.day("1.20")], Self.answer, Self.answer)
    #expect(try await scene.run() == .complete)
    #expect(try await scene.run() == .refusedBeforeSending)
    #expect(scene.notes.last?.contains("has $0.9900 left of $1.20") == true)
  }

  @Test(
    "A budget is about the calls that it names",
    arguments: [
      (SpendScope(model: "m1"), false), (SpendScope(provider: "work"), false), (SpendScope(command: "chat"), false),
      (SpendScope(tag: "team=core"), false), (SpendScope(model: "other"), true), (SpendScope(command: "review"), true),
      (SpendScope(tag: "team=web"), true), (SpendScope(repository: "/elsewhere"), true),
      (SpendScope(provider: "work", model: "small"), true),
    ])
  func scopes(scope: SpendScope, isAllowed: Bool) async throws {
    var scene = try Self.scene([Self.day("0.10", scope)], Self.answer)
    scene.invocation.tags = ["team=core"]
    #expect(try await scene.run() == (isAllowed ? .complete : .refusedBeforeSending))
  }

  @Test func `a soft budget warns and lets calls through`() async throws {
    var budget = try Self.day("0.10")
    budget.isHard = false
    let scene = Self.scene([budget], Self.answer, Self.answer)
    #expect(try await scene.run() == .complete)
    #expect(try await scene.run() == .complete)
    #expect(scene.notes.contains { $0.contains("budget 'day' is over: $0.2100 of $0.1000") })
  }

  @Test func `from four fifths on there is a warning`() async throws {
    let scene = try Self.scene([Self.day("0.26")], Self.answer, Self.answer)
    // Its worst case does not fit, so the warning is told by a softer one beside it.
    var soft = try Self.day("0.25", SpendScope(provider: "work"))
    soft.isHard = false
    scene.stage.files["/home/u/.config/llmctl/budgets.json"] = .file(BudgetCodec.encode([soft]))
    #expect(try await scene.run() == .complete)
    #expect(!scene.notes.contains { $0.contains("budget") })
    #expect(try await scene.run() == .complete)
    #expect(scene.notes.contains { $0.contains("budget 'day of provider work' is 84 % used") })
  }

  @Test func `an answer without a limit gets one that the budget can bear`() async throws {
    var scene = try Self.scene([Self.day("100")], Self.answer)
    scene.invocation.options = []
    #expect(try await scene.run() == .complete)
    // A tenth of the budget, less twice the tokens of the prompt, at a cent for a token.
    let limit = try #require(try JSONReader.parse(Array(scene.body.utf8))["max_tokens"]?.integer)
    #expect((990..<1000).contains(limit))
  }

  @Test func `a budget of tokens`() async throws {
    let budget = Budget(unit: .hour, limit: .tokens(130))
    let scene = Self.scene([budget], Self.answer, Self.answer)
    #expect(try await scene.run() == .complete)
    #expect(try await scene.run() == .refusedBeforeSending)
    #expect(scene.notes.last?.contains("the budget 'tokens an hour' has 100 tokens left of 130 tokens") == true)
  }

  @Test func `a cheaper model takes over where the budget says so`() async throws {
    var budget = try Self.day("0.50")
    budget.overrun = .reduced("work/small")
    let scene = Self.scene([budget], Self.answer)
    #expect(try await scene.run() == .complete)
    #expect(scene.body.contains(#""model":"small""#))
    #expect(scene.notes.contains { $0.contains("asking work/small") })
    #expect(scene.stage.outcome?.servedBy == "work/small")
    #expect(scene.stage.outcome?.charge?.amount == Money(decimal: "0.00021"))
  }

  @Test func `an earlier answer is shown where the budget says so`() async throws {
    var budget = try Self.day("1.20")
    budget.overrun = .kept
    let scene = Self.scene([budget], Self.answer)
    #expect(try await scene.run() == .complete)
    #expect(try await scene.run() == .complete)
    #expect(scene.output == "yesyes")
    #expect(scene.stage.transport.calls.count == 1)
  }

  @Test func `a model without a price cannot be held within a budget of money`() async throws {
    var scene = try Self.scene([Self.day("5")])
    scene.invocation.model = "work/unheard-of"
    #expect(try await scene.run() == .refusedBeforeSending)
    #expect(scene.notes.last?.contains("nobody knows what work/unheard-of costs") == true)
  }

  @Test func `without a ledger no hard budget is kept, so nothing is sent`() async throws {
    let scene = try Self.scene([Self.day("5")])
    scene.stage.ledger.fail(with: .unavailable("the disk is full"))
    #expect(try await scene.run() == .refusedBeforeSending)
    #expect(scene.stage.transport.calls.isEmpty)
    #expect(scene.notes.last?.contains("the budget 'day' cannot be kept") == true)
  }

  @Test(
    "Budgets that cannot be read hold everything back",
    arguments: [
      "{", #"{"version":2,"budgets":[]}"#, #"{"version":1,"budgets":[{"unit":"day","usd":5,"limt":3}]}"#,
      #"{"version":1,"budgets":[{"unit":"fortnight","usd":5}]}"#, #"{"version":1,"budgets":[{"unit":"day"}]}"#,
      #"{"version":1,"budgets":[{"unit":"day","usd":"5"}]}"#, #"{"version":1,"budgets":[{"unit":"day","usd":-5}]}"#,
    ])
  func damaged(text: String) async throws {
    let scene = Self.scene([])
    scene.stage.files["/home/u/.config/llmctl/budgets.json"] = .file(Array(text.utf8))
    #expect(await scene.failure()?.code == .configuration)
    #expect(scene.stage.transport.calls.isEmpty)
  }

  @Test func `budgets are read as they were written`() throws {
    var first = try Self.day("0.000000000000001", SpendScope(provider: "p", model: "m", command: "c"))
    first.overrun = .reduced("a/b")
    first.isHard = false
    first.warnsAt = 1
    var second = Budget(unit: .month, scope: SpendScope(repository: "/r", branch: "b", tag: "k=v"), limit: .tokens(7))
    second.overrun = .kept
    #expect(try BudgetCodec.decode(BudgetCodec.encode([first, second])) == [first, second])
  }

  @Test func `the switch stops calls before anything is sent`() async throws {
    let scene = Self.scene([])
    scene.stage.tree[RawPath("/home/u/.config/llmctl/stop")] = .file([])
    #expect(try await scene.run() == .refusedBeforeSending)
    #expect(scene.notes.last?.contains("all calls are stopped") == true)
    var other = Self.scene([])
    other.stage.environment["LLMCTL_STOP"] = "1"
    #expect(try await other.run() == .refusedBeforeSending)
    #expect(other.stage.outcome?.errorCode == "stopped")
    var off = Self.scene([], Self.answer)
    off.stage.environment["LLMCTL_STOP"] = "0"
    #expect(try await off.run() == .complete)
  }
}
