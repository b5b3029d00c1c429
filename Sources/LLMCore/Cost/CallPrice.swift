/// What a call cost, and how that comes about: kept with the call, so that a later table does not change it.
package struct CallPrice: Sendable, Equatable {
  /// One bucket of tokens.
  package struct Line: Sendable, Equatable {
    /// What the tokens are.
    package let kind: BilledKind
    /// What they are billed as, where they have no price of their own.
    package let billedAs: BilledKind
    package let tokens: Int
    /// For one token, before factors.
    package let rate: Money
    /// For all of them, before factors.
    package let amount: Money
  }

  /// The model in the table, with the provider.
  package let model: String
  package let match: PriceMatch
  package let source: PriceSource
  /// The day on which the list was taken that has it, such as 20261121; nil where the configuration says it.
  package let snapshot: UInt32?
  /// The service whose rates these are: the standard one where the provider publishes none for what was asked.
  package let service: BilledService
  /// The size of prompts above which these rates hold; 0 for any.
  package let threshold: Int
  package let isOffPeak: Bool
  /// The first day of these rates, such as 20260821; 0 where no earlier ones are known.
  package let firstDay: UInt32
  /// Only buckets with tokens.
  package let lines: [Line]
  package let factors: [PriceFactor]
  package let total: Money
  /// Whether one side of the call, prompt or answer, was not told: it cost at least this.
  package let isLowerBound: Bool

  /// Nil where nothing is known of the tokens, and where they have no price.
  init?(of usage: Usage, by price: ModelPrice, under terms: CallTerms) {
    let buckets: [(BilledKind, Int?)] = [
      (.input, usage.uncachedInput), (.cacheRead, usage.cacheRead), (.cacheWriteShort, usage.cacheWriteShort),
      (.cacheWriteLong, usage.cacheWriteLong), (.output, usage.textOutput), (.reasoningOutput, usage.reasoningOutput),
    ]
    guard buckets.contains(where: { $0.1 != nil }) else { return nil }
    // Cached or not, all of the prompt counts for the tier. Sums stay at the largest number: the counts come from outside.
    let prompt = buckets.prefix(4).reduce(0) { Self.sum($0, max(0, $1.1 ?? 0)) }
    guard let variant = price.variant(promptTokens: prompt, under: terms) else { return nil }
    var lines: [Line] = []
    for case (let kind, let tokens?) in buckets where tokens > 0 {
      guard let (billedAs, rate) = variant.rates.billing(kind) else { return nil }
      lines.append(Line(kind: kind, billedAs: billedAs, tokens: tokens, rate: rate, amount: rate * tokens))
    }
    self.lines = lines
    model = price.name
    match = price.match
    (source, snapshot) = (variant.source, price.snapshot)
    service = variant.service
    threshold = variant.threshold
    isOffPeak = variant.offPeak != nil
    firstDay = variant.firstDay
    factors = price.factors.applying(terms)
    total = factors.reduce(lines.reduce(.zero) { $0 + $1.amount }) { $0.times(permille: $1.permille) }
    let knowsInput = buckets.prefix(4).contains { $0.1 != nil }
    let knowsOutput = buckets.suffix(2).contains { $0.1 != nil }
    isLowerBound = !knowsInput || !knowsOutput && price.mode != .embedding
  }

  private static func sum(_ left: Int, _ right: Int) -> Int {
    let (sum, overflows) = left.addingReportingOverflow(right)
    return overflows ? .max : sum
  }
}
