import LLMCore
import LLMTestKit

/// Makes up calls: a handful of models, some projects with branches, conversations of several turns, now and then a failure.
struct CallMaker {
  private static let models = [
    ("openai", "gpt-5", 1_250_000, 10_000_000), ("openai", "gpt-5-mini", 250_000, 2_000_000),
    ("anthropic", "claude-sonnet-4-5", 3_000_000, 15_000_000), ("gemini", "gemini-2.5-flash", 300_000, 2_500_000),
    ("anthropic", "claude-haiku-4-5", 1_000_000, 5_000_000),
  ]
  private static let projects = ["/src/shop", "/src/shop-api", "/src/billing", "/src/infra", "/src/website", ""]
  private static let branches = ["main", "main", "feature/search", "fix/login"]

  private var random: SeededRandom
  private var conversations: [String] = []
  private var startsConversation = true

  init(seed: UInt64) { random = SeededRandom(seed: seed) }

  private mutating func next(_ bound: Int) -> Int { Int(random.next() % UInt64(bound)) }

  /// Where in the time a call stands, from 0 to 1: evenly, which makes the most rows of sums.
  func share(_ number: Int, of calls: Int) -> Double { Double(number) / Double(calls) }

  mutating func call() -> (CallIntent, CallOutcome) {
    let (provider, model, input, output) = Self.models[min(next(7), 4)]
    let project = Self.projects[next(Self.projects.count)]
    startsConversation = conversations.isEmpty || next(3) > 0
    var intent = CallIntent(
      command: next(4) == 0 ? "review" : "chat", provider: provider, modelAsked: model, requestBytes: 4000,
      contentHash: nil, tags: next(10) == 0 ? [JSONMember("team", .string(next(2) == 0 ? "core" : "web"))] : [],
      repository: project.isEmpty ? nil : project, branch: project.isEmpty ? nil : Self.branches[next(4)],
      conversation: startsConversation ? nil : conversations[next(conversations.count)])
    intent.prompt = "What is wrong with the function below, and what would you write instead?"
    let usage = Usage(uncachedInput: 200 + next(6000), cacheRead: next(3) == 0 ? 1024 : 0, textOutput: 50 + next(900))
    let amount =
      Money(picodollars: UInt32(input)) * (usage.uncachedInput ?? 0)
      + Money(picodollars: UInt32(output)) * (usage.textOutput ?? 0)
    let hasFailed = next(50) == 0
    var outcome = CallOutcome(
      verdict: hasFailed ? .failed : .done, exitCode: hasFailed ? .unavailable : .complete,
      errorCode: hasFailed ? "overload" : nil, usage: hasFailed ? Usage() : usage, modelServed: model, httpStatus: 200,
      timeToFirstToken: 300 + next(900), totalTime: 800 + next(9000), responseBytes: 3000, answerBytes: 1200,
      answer: hasFailed ? nil : "The loop ends one element too early; compare with the end of the range instead.")
    outcome.charge =
      hasFailed
      ? Charge(.free)
      : Charge(
        .told, amount: amount, usage: usage,
        explanation: .object([JSONMember("model", .string("\(provider)/\(model)"))]))
    return (intent, outcome)
  }

  /// Some conversations are gone on with.
  mutating func remember(_ id: CallID) {
    guard startsConversation else { return }
    if conversations.count < 200 { conversations.append(id.text) } else { conversations[next(200)] = id.text }
  }
}
