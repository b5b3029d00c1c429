import LLMCore
import Testing

/// Mistakes that other tools made with the bills of their users, each by name.
@Suite struct AccountingTrapTests {
  /// Friday, 2026-11-20, 12:00 UTC.
  static let noon = Timestamp(milliseconds: 1_795_176_000_000)
  private let terms = CallTerms(at: noon)

  private func price(
    _ model: String, _ usage: Usage, under terms: CallTerms? = nil
  ) throws -> CallPrice {
    try #require(PriceTable.compiledIn.price(of: model)?.price(of: usage, under: terms ?? self.terms))
  }

  private func total(_ model: String, _ usage: Usage, under terms: CallTerms? = nil) throws -> String {
    try price(model, usage, under: terms).total.decimal
  }

  /// shaharia-lab/agento#193: 1.25 and 2 times the input of 5 dollars for a million.
  @Test func `cache writes cost 1.25 times the input for minutes and 2 times for an hour`() throws {
    #expect(try total("claude-opus-4-5", Usage(uncachedInput: 1_000_000)) == "5")
    #expect(try total("claude-opus-4-5", Usage(cacheWriteShort: 100_000)) == "0.625")
    #expect(try total("claude-opus-4-5", Usage(cacheWriteLong: 100_000)) == "1")
    #expect(try total("claude-opus-4-5", Usage(cacheRead: 1_000_000)) == "0.5")
  }

  /// The hour's cache in a batch is half of 2 times the input; one table has no price for it and bills it as the short one.
  @Test func `the hour's cache costs twice the input in batches too`() throws {
    let batch = CallTerms(at: Self.noon, service: .batch)
    #expect(try total("claude-haiku-4-5", Usage(cacheWriteLong: 1_000_000), under: batch) == "1")
  }

  /// linuxarena/control-tower#523: the buckets do not overlap, whatever sums the provider sends, so nothing is paid twice.
  @Test func `cached tokens are not paid as input once more`() throws {
    // OpenAI: prompt_tokens 1000 with 800 cached. 200 x 2.5e-6 + 800 x 1.25e-6.
    #expect(try total("gpt-4o", Usage(uncachedInput: 200, cacheRead: 800)) == "0.0015")
    // Anthropic: input_tokens 200, cache_read_input_tokens 800. 200 x 5e-6 + 800 x 5e-7.
    #expect(try total("claude-opus-4-5", Usage(uncachedInput: 200, cacheRead: 800)) == "0.0014")
  }

  /// ding113/claude-code-hub#869, ccusage/ccusage#651.
  @Test func `above the threshold all tokens take the higher rate, not only those above`() throws {
    #expect(try total("gemini-2.5-pro", Usage(uncachedInput: 200_000, textOutput: 1000)) == "0.26")
    #expect(try total("gemini-2.5-pro", Usage(uncachedInput: 200_001, textOutput: 1000)) == "0.5150025")
    #expect(try price("gemini-2.5-pro", Usage(uncachedInput: 200_001)).threshold == 200_000)
  }

  @Test func `the size of the prompt is all of it, cached or not`() throws {
    let call = try price("gemini-2.5-pro", Usage(uncachedInput: 1, cacheRead: 200_000))
    #expect(call.threshold == 200_000)
    // 1 x 2.5e-6 + 200,000 x 2.5e-7.
    #expect(call.total.decimal == "0.0500025")
  }

  /// xAI's higher rate begins with the prompt that reaches the threshold, the others' with the next token.
  @Test func `whether the threshold itself is above it depends on the provider`() throws {
    let model = try #require(
      (0..<PriceTable.compiledIn.modelCount).lazy.map { PriceTable.compiledIn.model($0) }
        .first { $0.name.hasPrefix("xai/") && $0.variants.contains { $0.includesThreshold && $0.threshold > 0 } })
    let threshold = try #require(model.variants.first { $0.includesThreshold && $0.threshold > 0 }).threshold
    #expect(model.variant(promptTokens: threshold - 1, under: terms)?.threshold == 0)
    #expect(model.variant(promptTokens: threshold, under: terms)?.threshold == threshold)
    let other = try #require(PriceTable.compiledIn.price(of: "gemini-2.5-pro"))
    #expect(other.variant(promptTokens: 200_000, under: terms)?.threshold == 0)
  }

  /// ccusage/ccusage#1348, shaharia-lab/agento#193.
  @Test func `an unknown model is unpriced, never free`() {
    #expect(PriceTable.compiledIn.price(of: "gpt-99") == nil)
  }

  @Test func `usage that nobody told is unpriced, and a side that is missing makes a lower bound`() throws {
    let model = try #require(PriceTable.compiledIn.price(of: "gpt-4o"))
    #expect(model.price(of: Usage(), under: terms) == nil)
    #expect(try price("gpt-4o", Usage(uncachedInput: 10)).isLowerBound)
    #expect(try price("gpt-4o", Usage(textOutput: 10)).isLowerBound)
    #expect(try !price("gpt-4o", Usage(uncachedInput: 10, textOutput: 0)).isLowerBound)
    #expect(try !price("text-embedding-3-small", Usage(uncachedInput: 10)).isLowerBound)
    #expect(try price("gpt-4o", Usage(uncachedInput: 0, textOutput: 0)).total == .zero)
  }

  /// BerriAI/litellm#20615: 76 dollars for cents. A table of rates for a million tokens, taken for one of rates for one.
  @Test func `a million tokens of a cheap model cost cents, not tens of dollars`() throws {
    #expect(try total("gpt-4o-mini", Usage(uncachedInput: 1_000_000)) == "0.15")
    #expect(try total("text-embedding-3-small", Usage(uncachedInput: 1_000_000)) == "0.02")
    // In LiteLLM's table this model costs 3200 dollars for a million tokens, the price of a thousand times as many.
    #expect(PriceTable.compiledIn.price(of: "azure_ai/jais-30b-chat") == nil)
  }

  @Test func `reasoning is paid as output where it has no price of its own`() throws {
    let call = try price("gpt-5", Usage(uncachedInput: 0, textOutput: 100, reasoningOutput: 900))
    #expect(call.total == (try price("gpt-5", Usage(uncachedInput: 0, textOutput: 1000))).total)
    #expect(call.lines.map(\.kind) == [.output, .reasoningOutput])
    #expect(call.lines.map(\.billedAs) == [.output, .output])
  }

  @Test func `the service that was used decides, and one without a price is the standard one`() throws {
    let usage = Usage(uncachedInput: 1_000_000, textOutput: 0)
    #expect(try total("gpt-4o", usage, under: CallTerms(at: Self.noon, service: .batch)) == "1.25")
    let fast = CallTerms(at: Self.noon, service: BilledService(wireName: "fast"))
    #expect(try total("gpt-4o", usage, under: fast) == "4.25")
    let flex = try price("gpt-4o", usage, under: CallTerms(at: Self.noon, service: .flex))
    #expect(flex.total.decimal == "2.5")
    #expect(flex.service == .standard)
    #expect(BilledService(wireName: "auto") == .standard)
    #expect(BilledService(wireName: nil) == .standard)
    #expect(BilledService(wireName: "scale") == .standard)
  }

  @Test func `regions and fast modes add to every bucket`() throws {
    let usage = Usage(uncachedInput: 1000, cacheRead: 1000, textOutput: 1000)
    let world = try price("claude-opus-5-5", usage).total
    let us = try price("claude-opus-5-5", usage, under: CallTerms(at: Self.noon, region: .us))
    #expect(us.total == world.times(permille: 1100))
    #expect(us.factors == [PriceFactor(name: "us", permille: 1100)])
    let both = try price("claude-opus-5-5", usage, under: CallTerms(at: Self.noon, region: .us, isFast: true))
    #expect(both.total == world.times(permille: 2200))
    #expect(try price("gpt-4o", usage, under: CallTerms(at: Self.noon, region: .eu)).factors == [])
  }

  @Test(arguments: [
    // Monday 00:00 to 01:00, 04:00 to 06:00 and from 10:00 on, and the weekend, are off-peak.
    ("2026-11-16T00:59", true), ("2026-11-16T01:00", false), ("2026-11-16T05:59", true), ("2026-11-16T06:00", false),
    ("2026-11-16T09:59", false), ("2026-11-16T10:00", true), ("2026-11-16T23:59", true), ("2026-11-21T02:00", true),
    ("2026-11-22T23:59", true), ("2026-11-23T01:00", false),
  ])
  func `off-peak hours are those of the week, in UTC`(_ time: String, _ isOffPeak: Bool) throws {
    let days = try #require(Int(time.dropFirst(8).prefix(2))) - 16
    let hours = try #require(Int(time.dropFirst(11).prefix(2)))
    let minutes = hours * 60 + (try #require(Int(time.suffix(2))))
    let monday: Int64 = 1_794_787_200_000
    let terms = CallTerms(at: Timestamp(milliseconds: monday + Int64(days * 1440 + minutes) * 60_000))
    let call = try price("deepseek-v4-pro", Usage(uncachedInput: 1_000_000, textOutput: 0), under: terms)
    #expect(terms.moment.rfc3339.hasPrefix(time))
    #expect(call.isOffPeak == isOffPeak)
    #expect(call.total.decimal == (isOffPeak ? "0.66" : "1.32"))
  }

  @Test func `a call of earlier days has the price of its day`() throws {
    let dated = try #require(
      (0..<PriceTable.compiledIn.modelCount).lazy.map { PriceTable.compiledIn.model($0) }
        .first { $0.name.hasPrefix("mistral/") && $0.variants.contains { $0.firstDay > 0 } })
    let usage = Usage(uncachedInput: 1000, textOutput: 1000)
    let today = try #require(dated.price(of: usage, under: terms))
    let before = try #require(dated.price(of: usage, under: CallTerms(at: Timestamp(milliseconds: 1_600_000_000_000))))
    #expect(today.firstDay > 0)
    #expect(before.firstDay == 0)
    #expect(today.total != before.total)
    #expect(before.source == .genaiPrices)
  }

  @Test func `counts from outside of all reason do not stop the program`() throws {
    let call = try price(
      "gemini-2.5-pro", Usage(uncachedInput: .max, cacheRead: .max, cacheWriteLong: .max, textOutput: .max))
    #expect(call.threshold == 200_000)
    #expect(call.total > .zero)
    #expect(try price("gpt-4o", Usage(uncachedInput: -5, textOutput: .min)).total == .zero)
  }
}
