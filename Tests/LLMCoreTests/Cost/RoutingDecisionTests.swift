import LLMTestKit
import Testing

@testable import LLMCore

/// Which model is the cheapest of those that fit.
@Suite struct RoutingDecisionTests {
  private let terms = CallTerms(at: AccountingTrapTests.noon)

  private func needs(_ change: (inout RoutingNeeds) -> Void = { _ in }) -> RoutingNeeds {
    var needs = RoutingNeeds(usualOutput: 1000, terms: terms)
    change(&needs)
    return needs
  }

  /// A model with rates in dollars for a million tokens.
  private func candidate(
    _ name: String, _ input: UInt32 = 1, _ output: UInt32 = 4, window: Int? = 100_000, cap: Int? = 10_000,
    tokens: Int = 1000, _ change: (inout RoutingCandidate) -> Void = { _ in }
  ) -> RoutingCandidate {
    var rates = RateCard()
    rates[.input] = Money(picodollars: input * 1_000_000)
    rates[.output] = Money(picodollars: output * 1_000_000)
    var price = ModelPrice(name: name, match: .exact, variants: [PriceVariant(rates: rates, source: .litellm)])
    (price.contextWindow, price.outputCap) = (window, cap)
    var capabilities = ModelCapabilities()
    capabilities.window = window
    var candidate = RoutingCandidate(name: name, capabilities: capabilities, price: price, promptTokens: tokens)
    change(&candidate)
    return candidate
  }

  private func decide(_ candidates: [RoutingCandidate], _ needs: RoutingNeeds? = nil) -> RoutingDecision {
    RoutingDecision(among: candidates, for: needs ?? self.needs())
  }

  @Test func `the cheapest by what it will probably cost`() {
    let decision = decide([candidate("a/dear", 3, 15), candidate("b/cheap", 1, 4), candidate("c/middle", 2, 5)])
    #expect(decision.chosen?.name == "b/cheap")
    #expect(decision.chosen?.expected == Money(decimal: "0.005"))
    #expect(decision.offers.map(\.name) == ["b/cheap", "c/middle", "a/dear"])
    #expect(decision.reason == "cheapest of 3 that fit: $0.0050")
  }

  @Test func `the length of the prompt decides which is cheaper`() {
    let (short, long) = (10, 50_000)
    for (tokens, name) in [(short, "dear-input"), (long, "dear-output")] {
      let decision = decide([
        candidate("dear-input", 8, 2, tokens: tokens), candidate("dear-output", 1, 40, tokens: tokens),
      ])
      #expect(decision.chosen?.name == name)
    }
  }

  @Test func `of two that cost the same, the better one`() {
    let decision = decide([candidate("a/x") { $0.quality = 50 }, candidate("b/y") { $0.quality = 80 }])
    #expect(decision.chosen?.name == "b/y")
  }

  @Test func `a price that nobody knows is never the cheapest`() {
    let decision = decide([candidate("a/free") { $0.price = nil }, candidate("b/dear", 30, 60)])
    #expect(decision.chosen?.name == "b/dear")
    #expect(decision.drops == [RoutingDecision.Drop(name: "a/free", obstacle: .unpriced)])
    #expect(decision.reason == "the only one that fits: $0.0900; 1 without a known price")
  }

  @Test func `what runs on this machine costs nothing`() {
    let local = candidate("local/m") {
      ($0.price, $0.isLocal) = (nil, true)
    }
    #expect(decide([local, candidate("b/cheap")]).chosen?.name == "local/m")
    #expect(decide([local]).reason == "the only one that fits: it costs nothing")
    #expect(decide([local], needs { $0.leastQuality = 60 }).drops.first?.obstacle == .quality(40))
    let priced = candidate("local/m") {
      $0.isLocal = true
      $0.price?.match = .configured
    }
    #expect(decide([priced]).chosen?.expected == Money(decimal: "0.005"))
    let better = candidate("local/m") { ($0.price, $0.isLocal, $0.quality) = (nil, true, 70) }
    #expect(decide([better], needs { $0.leastQuality = 60 }).chosen?.name == "local/m")
  }

  @Test func `the prompt has to fit with room for an answer`() {
    #expect(decide([candidate("a/x", window: 2000, tokens: 1500)]).chosen != nil)
    #expect(decide([candidate("a/x", window: 2000, tokens: 1501)]).drops.first?.obstacle == .window(2000))
    #expect(decide([candidate("a/x", window: 3000, tokens: 2500)], needs { $0.outputLimit = 500 }).chosen != nil)
    #expect(decide([candidate("a/x", window: nil, tokens: 1_000_000)]).chosen != nil)
    #expect(decide([candidate("a/x", window: 2000, tokens: 9000)], needs { $0.shortensPrompt = true }).chosen != nil)
    // An estimate counts with the most that it can be.
    let unsure = candidate("a/x", window: 2000, tokens: 1400) { $0.mostPromptTokens = 1800 }
    #expect(decide([unsure]).chosen == nil)
  }

  @Test(arguments: RoutingNeeds.Ability.allCases)
  func `a model without an ability is dropped, and one that has it is not`(ability: RoutingNeeds.Ability) {
    let able = candidate("b/able", 9, 9) {
      $0.capabilities.seesImages = true
      $0.capabilities.readsDocuments = true
      $0.capabilities.takesTools = true
      $0.capabilities.schema = .schema
      $0.capabilities.thinking = .effort
    }
    let decision = decide([candidate("a/unable"), able], needs { $0.abilities = [ability] })
    #expect(decision.chosen?.name == "b/able")
    #expect(decision.drops.map(\.obstacle) == [.lacks(ability)])
  }

  @Test func `quality is what is configured, else the tier of the price`() {
    let candidates = [candidate("small", 1, 1), candidate("middle", 2, 4), candidate("large", 3, 15)]
    let expected: [(Int, String?)] = [(30, "small"), (46, "middle"), (60, "middle"), (61, "large"), (80, nil)]
    for (least, name) in expected {
      #expect(decide(candidates, needs { $0.leastQuality = least }).chosen?.name == name)
    }
    let said = candidate("small", 1, 1) { $0.quality = 95 }
    #expect(decide([said], needs { $0.leastQuality = 90 }).chosen?.name == "small")
  }

  @Test func `a limit of money is held against the worst case of all calls`() throws {
    // 1,000 tokens for $0.001, and 10,000 tokens of answer at most for $0.04.
    let one = candidate("a/x")
    #expect(decide([one], needs { $0.maxCost = Money(decimal: "0.041") }).chosen != nil)
    let worst = try #require(Money(decimal: "0.041"))
    #expect(
      decide([one], needs { $0.maxCost = Money(decimal: "0.0409") }).drops.first?.obstacle == .tooDear(worst))
    #expect(
      decide(
        [one],
        needs {
          $0.maxCost = Money(decimal: "0.041")
          $0.calls = 2
        }
      ).chosen == nil)
    let endless = candidate("a/x", cap: nil)
    #expect(decide([endless], needs { $0.maxCost = Money(decimal: "100") }).drops.first?.obstacle == .unlimited)
    #expect(decide([endless]).chosen != nil)
  }

  @Test func `a conversation keeps its model as long as it fits`() {
    let candidates = [candidate("a/cheap"), candidate("b/dear", 5, 20)]
    let kept = decide(candidates, needs { $0.preferred = "b/dear" })
    #expect(kept.chosen?.name == "b/dear")
    #expect(kept.isKept)
    let small = [candidate("a/cheap"), candidate("b/dear", 5, 20, window: 1000)]
    let changed = decide(small, needs { $0.preferred = "b/dear" })
    #expect(changed.chosen?.name == "a/cheap")
    #expect(!changed.isKept)
  }

  @Test func `what cannot be asked is said by kinds`() {
    let decision = decide([
      candidate("a") { $0.obstacle = .noKey }, candidate("b", window: 100), candidate("c", window: 200),
      candidate("d") { $0.price?.retirement = 20200101 }, candidate("e") { $0.price?.mode = .embedding },
    ])
    #expect(decision.chosen == nil)
    #expect(
      decision.reason == "1 without a key, 2 too small a window, 1 no longer served, 1 for other things than text")
  }

  @Test func `nothing at all is no choice`() {
    #expect(decide([]).chosen == nil)
    #expect(decide([]).reason == "")
  }

  @Test func `the choice does not depend on the order in which models are named`() {
    var generator = SeededRandom(seed: 3)
    for _ in 0..<200 {
      let candidates = (0..<6).map { number in
        candidate("m\(number)", UInt32(generator.below(3) + 1), UInt32(generator.below(3) + 1))
      }
      let chosen = decide(candidates).chosen
      #expect(decide(candidates.shuffled(using: &generator)).chosen == chosen)
      #expect(decide(candidates).offers.allSatisfy { $0.expected >= chosen?.expected ?? .zero })
    }
  }
}

/// Price as a stand-in for quality.
@Suite struct PriceTierTests {
  private func tier(_ model: String) throws -> PriceTier {
    let price = try #require(PriceTable.compiledIn.price(of: model))
    return try #require(PriceTier(of: price, under: CallTerms(at: AccountingTrapTests.noon)))
  }

  @Test func `within a maker's models, the dearer ones stand higher`() throws {
    #expect(try [tier("gpt-5.4-nano"), tier("gpt-5.4-mini"), tier("gpt-5.4")] == [.small, .middle, .large])
    #expect(
      try [tier("claude-haiku-4-5"), tier("claude-sonnet-4-5"), tier("claude-opus-4-5")] == [.middle, .large, .largest])
  }

  @Test func `an old model with a small window was dear once, and is not good for that`() throws {
    #expect(try tier("gpt-4") <= .small)
  }
}
