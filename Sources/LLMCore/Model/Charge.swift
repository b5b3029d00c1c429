/// What one try of a call cost, as far as anybody knows: kept with the try, so that a later price does not change it.
package struct Charge: Sendable, Equatable {
  /// How the amount is known. The raw value is what the ledger stores.
  package enum Basis: String, Sendable, CaseIterable {
    /// The provider told the tokens, and they have a price.
    case told
    /// The provider told nothing, or not all; tokens were counted here. Of an answer that broke off.
    case estimated
    /// It may have been charged or not, and nobody can say: the amount is the most that it can be.
    case possible
    /// Nothing was charged: it never left, it was refused, this machine answered, or another call's answer was used.
    case free
    /// Somebody charged for it, and nobody here knows the price.
    case unpriced
  }

  package var basis: Basis
  /// Zero for what is free, and where there is no price.
  package var amount: Money
  /// What it would have cost, had the response cache or another call not had the answer.
  package var saved: Money
  /// The tokens that were charged; with those that were counted here where the provider told none.
  package var usage: Usage
  /// The price in its lines, as `cost explain` shows it; null where there is none.
  package var explanation: JSONValue

  package init(
    _ basis: Basis, amount: Money = .zero, saved: Money = .zero, usage: Usage = Usage(), explanation: JSONValue = .null
  ) {
    (self.basis, self.amount, self.saved, self.usage) = (basis, amount, saved, usage)
    self.explanation = explanation
  }

  /// As `--json` prints it, without the lines of the price.
  package var json: JSONValue {
    .object([
      JSONMember("basis", .string(basis.rawValue)), JSONMember("usd", basis == .unpriced ? .null : amount.json),
      JSONMember("saved_usd", saved.json),
    ])
  }

  /// In a few words, for people: `$0.0028`, `about $0.0012`, `up to $0.0900`, `nothing`, `unpriced`.
  package var shown: String {
    switch basis {
    case .told: amount.shown
    case .estimated: "about \(amount.shown)"
    case .possible: "up to \(amount.shown)"
    case .free: saved > .zero ? "nothing, saved \(saved.shown)" : "nothing"
    case .unpriced: "unpriced"
    }
  }
}
