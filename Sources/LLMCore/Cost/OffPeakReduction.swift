/// What a model costs in its off-peak hours, as LiteLLM's price list has it.
struct OffPeakReduction {
  let hours: OffPeakHours
  /// Only what differs from the other hours.
  let rates: PriceListCards.Rates

  /// Throws `UnusableEntry`.
  init(_ entry: PriceListEntry) throws(UnusableEntry) {
    hours = try OffPeakHours(entry)
    var rates: PriceListCards.Rates = [:]
    for (kind, key) in PriceListEntry.rates { rates[kind] = try entry.amount(key) }
    rates[.reasoningOutput] = try entry.amount(PriceListEntry.reasoning)
    self.rates = rates
  }
}
