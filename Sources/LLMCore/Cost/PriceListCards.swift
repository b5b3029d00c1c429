/// The rates of one model under one service: for prompts of any size, then above each threshold.
///
/// What LiteLLM leaves to be decided when a call is priced is decided here, by the rules of `scripts/prices.py`, which makes the
/// table in the program.
struct PriceListCards {
  typealias Rates = [BilledKind: ListedRate]

  /// By the size of prompts above which they hold.
  private(set) var bySize: [Int: Rates] = [:]

  /// Of a service that is no batch; nil for the standard one.
  ///
  /// Throws `UnusableEntry`.
  init(_ entry: PriceListEntry, service: String?) throws(UnusableEntry) {
    let suffix = service.map { "_\($0)" } ?? ""
    var rates: Rates = [:]
    for (kind, key) in PriceListEntry.rates + PriceListEntry.modalities { rates[kind] = try entry.rate(key, service) }
    let long = PriceListEntry.longWrites.first { entry[$0] != nil } ?? PriceListEntry.longWrites[0]
    rates[.cacheWriteLong] = try entry.rate(long, service)
    // A service with a price of its own for output bills reasoning as that, unless it says otherwise.
    let ownReasoning = try service.flatMap { (name) throws(UnusableEntry) in
      try entry.amount("\(PriceListEntry.reasoning)_\(name)")
    }
    let hasOwnOutput = service != nil && entry["output_cost_per_token\(suffix)"] != nil
    let reasoning = hasOwnOutput ? nil : try entry.amount(PriceListEntry.reasoning)
    rates[.reasoningOutput] = ownReasoning ?? reasoning
    bySize[0] = rates
    let sizes = entry.thresholds(of: PriceListEntry.rates.map(\.key), suffixes: service == nil ? [""] : ["", suffix])
    for (size, spelling) in sizes {
      for (kind, key) in PriceListEntry.rates {
        if let above = try entry.rate("\(key)_above_\(spelling)_tokens", service) { rates[kind] = above }
      }
      if let above = try entry.amount("\(long)_above_\(spelling)_tokens\(suffix)") { rates[.cacheWriteLong] = above }
      bySize[size] = rates
    }
  }

  /// Of batches; those that the provider leaves out are not discounted. Nil where it publishes no prices for them.
  ///
  /// Throws `UnusableEntry`.
  init?(batchesOf entry: PriceListEntry) throws(UnusableEntry) {
    guard entry["input_cost_per_token_batches"] != nil else { return nil }
    let longWrites = PriceListEntry.longWrites
    let long = longWrites.first { entry["\($0)_batches"] != nil } ?? longWrites[0]
    let keys = PriceListEntry.rates + [(.cacheWriteLong, long)]
    var rates: Rates = [:]
    let sizes = entry.thresholds(of: keys.map(\.key), suffixes: ["_batches"])
    for (size, spelling) in [(0, "")] + sizes {
      let middle = size == 0 ? "" : "_above_\(spelling)_tokens"
      for (kind, key) in keys {
        if let found = try entry.amount("\(key)\(middle)_batches") { rates[kind] = found }
      }
      if rates[.output] == nil { rates[.output] = try entry.amount("output_cost_per_token") }
      for (kind, key) in PriceListEntry.modalities { rates[kind] = try entry.amount("\(key)_batches") }
      bySize[size] = rates
    }
  }

  /// Of a table of tiers, each of which prices the whole request.
  ///
  /// Throws `UnusableEntry`.
  init(tiers: [JSONValue], of entry: PriceListEntry) throws(UnusableEntry) {
    for tier in tiers {
      guard let members = tier.members, let start = tier["range"]?.elements?.first?.integer,
        (0...1_000_000_000).contains(start)
      else { throw UnusableEntry("tiered_pricing has a tier without a range") }
      let tier = PriceListEntry(members)
      var rates: Rates = [:]
      for (kind, key) in PriceListEntry.rates { rates[kind] = try tier.amount(key) }
      if rates[.output] == nil { rates[.output] = try entry.amount("output_cost_per_token") }
      rates[.reasoningOutput] = try tier.amount(PriceListEntry.reasoning)
      rates[.cacheWriteLong] = try tier.amount(PriceListEntry.longWrites[0])
      bySize[start] = rates
    }
  }
}
