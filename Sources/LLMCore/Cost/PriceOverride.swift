/// A price that the configuration gives a model, in place of the table's: for local models, gateways and contracts.
package struct PriceOverride: Sendable, Equatable {
  /// The model as it is called in questions, with or without the provider.
  package var model: String
  /// Dollars for a million tokens. Without a price for input or output the table's counts where it has the model.
  package var input: Money?
  package var output: Money?
  package var cacheRead: Money?
  package var cacheWrite: Money?
  package var cacheWriteLong: Money?
  package var reasoning: Money?

  package init(model: String) { self.model = model }

  private var rates: [(BilledKind, Money?)] {
    [
      (.input, input), (.output, output), (.cacheRead, cacheRead), (.cacheWriteShort, cacheWrite),
      (.cacheWriteLong, cacheWriteLong), (.reasoningOutput, reasoning),
    ]
  }

  /// The price of the model with this override. It holds for every service, size of prompt and hour.
  ///
  /// Nil where the override alone has no price for input and output and the table does not know the model, and where an
  /// amount is negative or for one token no whole number of 10^-15 dollars, which is below a billionth of a dollar for a million.
  package func applied(to known: ModelPrice?, at moment: Timestamp) -> ModelPrice? {
    let terms = CallTerms(at: moment)
    var card = RateCard()
    if let base = known?.variant(promptTokens: 0, under: terms)?.rates {
      // A new price for input does not leave a cached one standing that belonged to the old.
      for kind in BilledKind.allCases { card[kind] = base[kind] }
      for (kind, amount) in rates where amount != nil {
        for dependent in BilledKind.allCases where dependent.substitute == kind { card[dependent] = nil }
      }
      if input != nil { card[.cacheWriteLong] = nil }
    }
    for case (let kind, let amount?) in rates {
      guard amount >= .zero, let rate = amount.divided(exactlyBy: 1_000_000) else { return nil }
      card[kind] = rate
    }
    guard card[.input] != nil, card[.output] != nil || known?.mode == .embedding else { return nil }
    var price = ModelPrice(
      name: known?.name ?? model, match: .configured, variants: [PriceVariant(rates: card, source: .configuration)])
    if let known {
      (price.mode, price.abilities, price.contextWindow) = (known.mode, known.abilities, known.contextWindow)
      (price.outputCap, price.retirement) = (known.outputCap, known.retirement)
    }
    return price
  }
}
