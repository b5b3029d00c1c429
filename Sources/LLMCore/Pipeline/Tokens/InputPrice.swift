/// What counted tokens cost as the input of the model that was named.
struct InputPrice {
  private let price: ModelPrice?
  private let terms: CallTerms

  /// Looks the model up. Nil where none was named, so that a count without a model reads no prices.
  init?(of model: String?, at moment: Timestamp, in prices: @autoclosure () -> PriceBook) {
    guard let model else { return nil }
    price = prices().price(of: model, at: moment)
    terms = CallTerms(at: moment)
  }

  /// A line such as `$0.0035 exact  as input of openai/gpt-4o, $2.50 for a million tokens on 2026-11-21`; empty where the price is not
  /// known. The tokens count as one prompt, whose size decides the rate.
  func line(_ tokens: Int, _ exactness: Exactness, isLowerBound: Bool = false, what: String = "as input") -> String {
    guard let (call, perMillion) = priced(tokens) else { return "" }
    let above = call.threshold == 0 ? "" : " above \(call.threshold)"
    return "\(call.total.shown) \(exactness.words)\(isLowerBound ? ", at least" : "")  \(what) of \(call.model), "
      + "\(perMillion.shown) for a million tokens\(above)\(call.snapshot.map { " on \(PriceTable.day($0))" } ?? " by the configuration")\n"
  }

  /// The same as members of a JSON object; `price_usd` is null where the price is not known.
  func members(_ tokens: Int, name: String = "price_usd") -> [JSONMember] {
    guard let (call, perMillion) = priced(tokens) else { return [JSONMember(name, .null)] }
    return [
      JSONMember(name, call.total.json),
      JSONMember(
        "price",
        .object([
          JSONMember("as", .string(BilledKind.input.name)), JSONMember("model", .string(call.model)),
          JSONMember("usd_per_million", perMillion.json),
          JSONMember("above_tokens", .optional(call.threshold == 0 ? nil : call.threshold)),
          JSONMember("source", .string(call.source.name)),
          JSONMember("snapshot", .optional(call.snapshot.map(PriceTable.day))),
        ])),
    ]
  }

  private func priced(_ tokens: Int) -> (CallPrice, perMillion: Money)? {
    guard let price, let call = price.price(ofInput: tokens, under: terms),
      let rate = price.variant(promptTokens: tokens, under: terms)?.rates[.input]
    else { return nil }
    return (call, rate * 1_000_000)
  }
}
