import LLMCore
import Testing

/// What holds of every price in the table.
@Suite struct PriceTableTests {
  private let table = PriceTable.compiledIn

  private var models: [ModelPrice] { (0..<table.modelCount).map { table.model($0) } }

  /// The names of the models of which something does not hold. One expectation for all of them: there are thousands.
  private func offenders(_ holds: (ModelPrice) -> Bool) -> [String] { models.filter { !holds($0) }.map(\.name) }

  @Test func `names are sorted, each once, in small letters, and lead to a model`() {
    let names = (0..<table.nameCount).map { table.name($0) }
    #expect(names.count > 5000)
    #expect(table.modelCount > 3000)
    #expect(zip(names, names.dropFirst()).filter { !$0.utf8.lexicographicallyPrecedes($1.utf8) }.map(\.0) == [])
    #expect(names.filter { $0.isEmpty || $0 != $0.lowercased() } == [])
    #expect(names.filter { table.price(of: $0)?.match != .exact } == [])
  }

  @Test func `every model is found by its own name, which has its provider`() {
    #expect(offenders { table.price(of: $0.name) == $0 && $0.name.contains("/") } == [])
  }

  @Test func `no model that costs has a rate of zero, and none is beyond reason`() throws {
    // A thousand dollars for a million tokens; a tenth of a cent.
    let (largest, smallest) = (try #require(Money(decimal: "0.001")), try #require(Money(decimal: "1e-9")))
    let odd = offenders { model in
      model.variants.allSatisfy { variant in
        let rates = BilledKind.allCases.compactMap { variant.rates[$0] }
        if model.name.hasSuffix(":free") { return rates.allSatisfy { $0 == .zero } }
        return rates.allSatisfy { $0 > .zero && $0 <= largest } && variant.rates[.input].map { $0 >= smallest } ?? false
      }
    }
    #expect(odd == [])
    #expect(
      offenders { model in
        model.variants.allSatisfy { ($0.rates[.output] != nil) == (model.mode != .embedding) }
      } == [])
  }

  @Test func `every model has a price for a short and for a long prompt under the standard service`() {
    let terms = CallTerms(at: AccountingTrapTests.noon)
    #expect(
      offenders {
        $0.variant(promptTokens: 1, under: terms)?.service == .standard
          && $0.variant(promptTokens: 10_000_000, under: terms) != nil
      } == [])
  }

  @Test func `limits, days and hours are sensible`() {
    let (sizes, days): (ClosedRange<Int>, ClosedRange<UInt32>) = (1...20_000_000, 20_200_101...20_501_231)
    #expect(offenders { [$0.contextWindow, $0.outputCap].allSatisfy { $0.map(sizes.contains) ?? true } } == [])
    #expect(offenders { $0.retirement.map(days.contains) ?? true } == [])
    #expect(
      offenders {
        [$0.factors.us, $0.factors.eu, $0.factors.regional, $0.factors.fast]
          .allSatisfy { $0.map((1000...10_000).contains) ?? true }
      } == [])
    #expect(
      offenders {
        $0.variants.allSatisfy { variant in
          (variant.firstDay == 0 || days.contains(variant.firstDay)) && variant.threshold <= 2_000_000
            && (variant.offPeak ?? []).allSatisfy { !$0.isEmpty && $0.upperBound <= 7 * 24 * 60 }
        }
      } == [])
  }

  @Test func `the day of the snapshot is known`() {
    #expect(table.snapshotDay.wholeMatch(of: /20\d\d-[01]\d-[0-3]\d/) != nil)
  }

  @Test(arguments: [
    [], [UInt8](repeating: 0, count: 95), [UInt8](repeating: 0, count: 4096), [UInt8](repeating: 255, count: 4096),
  ])
  func `memory that holds no table is refused`(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { #expect(PriceTable($0) == nil) }
  }
}

/// How names lead to prices.
@Suite struct PriceNameTests {
  private let table = PriceTable.compiledIn

  @Test(arguments: [
    ("gpt-4o", "openai/gpt-4o"), ("openai/gpt-4o", "openai/gpt-4o"), ("OpenAI/GPT-4o", "openai/gpt-4o"),
    ("claude-opus-4-5", "anthropic/claude-opus-4-5"), ("claude-opus-4.5", "anthropic/claude-opus-4-5"),
    ("anthropic/claude-opus-4-5-20251101", "anthropic/claude-opus-4-5-20251101"),
    ("gemini-2.5-pro", "gemini/gemini-2.5-pro"), ("google/gemini-2.5-pro", "gemini/gemini-2.5-pro"),
    ("vertex/gemini-2.5-pro", "vertex_ai/gemini-2.5-pro"), ("grok-4.3", "xai/grok-4.3"),
    ("mistral-large-latest", "mistral/mistral-large-latest"), ("deepseek-chat", "deepseek/deepseek-chat"),
    ("openrouter/openai/gpt-4o", "openrouter/openai/gpt-4o"), ("azure/gpt-4o", "azure/gpt-4o"),
    ("text-embedding-3-small", "openai/text-embedding-3-small"),
  ])
  func `names are found as users write them`(_ name: String, _ model: String) {
    let price = table.price(of: name)
    #expect(price?.name == model)
    #expect(price?.match == .exact)
  }

  @Test(arguments: [
    ("claude-opus-4-5-20990101", "anthropic/claude-opus-4-5"), ("gpt-4o-2099-08-06", "openai/gpt-4o"),
    ("gpt-4o-latest", "openai/gpt-4o"), ("gemini-2.5-pro-009", "gemini/gemini-2.5-pro"),
    ("openai/gpt-4o-0613", "openai/gpt-4o"), ("anthropic/claude-opus-4-5@20990101", "anthropic/claude-opus-4-5"),
    ("ft:gpt-4o-2024-08-06:acme:support:7p4l", "openai/ft:gpt-4o-2024-08-06"),
  ])
  func `a date, a snapshot or a version at the end does not matter`(_ name: String, _ model: String) {
    let price = table.price(of: name)
    #expect(price?.name == model)
    #expect(price?.match == .snapshot)
  }

  /// A price guessed from another model of the family would be as wrong as none, and not seen.
  @Test(arguments: [
    "", "/", "gpt", "gpt-4o-ultra", "gpt-5.99", "gpt-4o-7", "claude", "claude-opus-99", "gpt-4o-", "gpt-4o.", "-", ":0",
    "no-such-model", "local/gpt-4o", "ollama/llama3", "gpt-4o-9999", "gpt-4o-2024-13-06", "gpt-4o:free", "x/y/z",
    "gpt-4o\u{0}", "gpt-4o-日本語", "openai/claude-opus-4-5",
  ])
  func `an unknown model has no price, not one of zero`(_ name: String) { #expect(table.price(of: name) == nil) }

  @Test func `a provider apart from the name counts, and no other's price does`() {
    #expect(table.price(of: "gpt-4o", provider: "openai")?.name == "openai/gpt-4o")
    #expect(table.price(of: "openai/gpt-4o", provider: "openrouter")?.name == "openrouter/openai/gpt-4o")
    #expect(table.price(of: "gpt-4o", provider: "my-gateway") == nil)
    #expect(table.price(of: "gpt-4o", provider: "Azure-OpenAI")?.name == "azure/gpt-4o")
    #expect(table.price(of: "azure/gpt-4o", provider: "azure")?.name == "azure/gpt-4o")
  }

  @Test func `names of any length are looked up`() {
    #expect(table.price(of: String(repeating: "-1234", count: 20_000)) == nil)
    #expect(table.price(of: "gpt-4o" + String(repeating: "-20990101", count: 500))?.name == "openai/gpt-4o")
  }

  @Test func `limits and abilities come along`() throws {
    let price = try #require(table.price(of: "gpt-4o"))
    #expect(price.contextWindow == 128_000)
    #expect(price.outputCap == 16_384)
    #expect(price.abilities.isSuperset(of: [.areKnown, .vision, .tools, .schema, .promptCaching, .pdf]))
    #expect(!price.abilities.contains(.reasoning))
    #expect(try #require(table.price(of: "claude-opus-5-5")).abilities.contains(.refusesSampling))
    #expect(table.price(of: "text-embedding-3-small")?.mode == .embedding)
  }
}
