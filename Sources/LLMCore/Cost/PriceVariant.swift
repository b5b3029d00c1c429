/// The rates of a model under one set of circumstances.
package struct PriceVariant: Sendable, Equatable {
  /// The first day on which they hold, such as 20260821; 0 where no earlier ones are known.
  package var firstDay: UInt32 = 0
  /// The size of the prompt above which they hold, for all tokens of the request and not only for those above; 0 for any size.
  package var threshold: Int = 0
  /// Whether a prompt of exactly that size is above it (xAI).
  package var includesThreshold = false
  package var service = BilledService.standard
  /// When they hold, as stretches of the week in minutes since Monday 00:00 UTC; nil for always.
  package var offPeak: [Range<Int>]?
  package var rates: RateCard
  package var source: PriceSource

  package init(rates: RateCard, source: PriceSource) { (self.rates, self.source) = (rates, source) }

  /// Whether a request of this size at this moment is priced so, as far as nothing more special holds.
  func holds(promptTokens: Int, at moment: UTCMoment, service: BilledService) -> Bool {
    guard service == self.service, moment.day >= firstDay else { return false }
    guard threshold == 0 || promptTokens > threshold || includesThreshold && promptTokens == threshold else {
      return false
    }
    return offPeak?.contains { $0.contains(moment.minuteOfWeek) } ?? true
  }
}

/// Who says what a model costs.
package enum PriceSource: UInt8, Sendable {
  case litellm, genaiPrices, configuration

  /// The name in JSON, in the ledger and in messages.
  package var name: String {
    switch self {
    case .litellm: "litellm"
    case .genaiPrices: "genai-prices"
    case .configuration: "configuration"
    }
  }
}
