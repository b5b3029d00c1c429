/// What another table would change: of each model, whether it would cost more or less than it does now.
package struct PriceComparison: Sendable {
  /// What becomes of a model's prices.
  package enum Change: String, Sendable, CaseIterable {
    case up, down
    /// Some go up and others down, or other circumstances have a price of their own.
    case changed
    /// Nobody here had a price for it.
    case new
    /// It is not in the new table any more; the one in the program may have it still.
    case gone
  }

  /// A model whose price changes.
  package struct Entry: Sendable, Equatable {
    /// With the provider.
    package let name: String
    package let change: Change
    /// Dollars for a token of input and of output before; nil where there was no price.
    package let before: Rates?
    /// The same afterwards.
    package let after: Rates?
  }

  /// Dollars for a token of input and of output, of a short prompt.
  package struct Rates: Sendable, Equatable {
    package let input: Money?
    package let output: Money?
  }

  /// In the order of their names.
  package let entries: [Entry]

  /// - Parameters:
  ///   - table: the one that comes.
  ///   - book: the prices in force, without the configuration's.
  ///   - moment: when; earlier and later prices are not compared.
  package init(_ table: PriceTable, to book: PriceBook, at moment: Timestamp) {
    let terms = CallTerms(at: moment)
    func rates(_ price: ModelPrice) -> Rates? {
      price.variant(promptTokens: 0, under: terms).map { Rates(input: $0.rates[.input], output: $0.rates[.output]) }
    }
    var entries: [Entry] = []
    var names: Set<String> = []
    for index in 0..<table.modelCount {
      let after = table.model(index)
      names.insert(after.name)
      guard let before = book.price(of: after.name, at: moment), before.match == .exact else {
        entries.append(Entry(name: after.name, change: .new, before: nil, after: rates(after)))
        continue
      }
      guard let change = after.change(from: before) else { continue }
      entries.append(Entry(name: after.name, change: change, before: rates(before), after: rates(after)))
    }
    for before in book.models(at: moment) where before.isOfLiteLLM && !names.contains(before.name) {
      entries.append(Entry(name: before.name, change: .gone, before: rates(before), after: nil))
    }
    self.entries = entries.sorted { PriceListNames.precedes($0.name, $1.name) }
  }

  /// How many models there are of which this becomes.
  package func count(_ change: Change) -> Int { entries.count { $0.change == change } }
}

extension ModelPrice {
  /// Whether a call costs the same by both today, whatever it is made of.
  package func costsTheSame(as other: ModelPrice) -> Bool { change(from: other) == nil }

  /// What becomes of the price; nil where nothing does.
  func change(from before: ModelPrice) -> PriceComparison.Change? {
    var (isUp, isDown, isOther) = (false, false, factors != before.factors)
    for variant in newestVariants {
      guard let old = before.newest(like: variant) else {
        isOther = true
        continue
      }
      if variant.includesThreshold != old.includesThreshold, variant.threshold > 0 { isOther = true }
      for kind in BilledKind.allCases {
        let (now, then) = (variant.rates.billing(kind)?.rate, old.rates.billing(kind)?.rate)
        if let now, let then {
          (isUp, isDown) = (isUp || now > then, isDown || now < then)
        } else if now != then {
          isOther = true
        }
      }
    }
    if before.newestVariants.contains(where: { newest(like: $0) == nil }) { isOther = true }
    if isUp != isDown { return isUp ? .up : .down }
    return isUp || isOther ? .changed : nil
  }

  /// Whether today's prices are LiteLLM's: of others, its list says nothing.
  var isOfLiteLLM: Bool { newestVariants.allSatisfy { $0.source == .litellm } }
}
