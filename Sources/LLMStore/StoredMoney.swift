import LLMCore

extension Money {
  /// 10^-15 dollars in one of 10^-9.
  private static let parts: Int128 = 1_000_000

  /// An amount of two columns.
  init(nanodollars: Int, rest: Int) {
    self.init(femtodollars: Int128(nanodollars) * Self.parts + Int128(rest))
  }

  /// Whole 10^-9 dollars. An amount beyond 64 bits, of nine billion dollars, stays at their limit.
  var nanodollars: Int { Int(clamping: femtodollars / Self.parts) }

  /// What is left of it, in 10^-15 dollars; less than a million.
  var rest: Int { Int(truncatingIfNeeded: femtodollars % Self.parts) }
}

extension Charge {
  /// How the ledger stores the explanation: nothing where there is none.
  var storedExplanation: String? { explanation == .null ? nil : JSONWriter.text(of: explanation) }
}
