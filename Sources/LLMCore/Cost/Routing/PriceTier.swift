/// How good a model probably is, from its price: a stand-in for quality where nobody said how good it is.
///
/// It is no measurement. Within a maker's models the dearer one is the better one, mostly; between makers, and over the years, that is
/// only a rule of thumb. Whoever knows better writes `quality:` into the configuration.
package enum PriceTier: Int, Sendable, CaseIterable, Comparable {
  case smallest = 30
  case small = 45
  case middle = 60
  case large = 75
  case largest = 90

  /// The quality it stands for, from 1 to 100.
  package var quality: Int { rawValue }

  /// Where a tier begins, in dollars for a million tokens of an answer, as 10^-12 dollars for a token. What costs less is of the
  /// smallest tier.
  private static let beginnings: [(tier: PriceTier, picodollars: UInt32)] = [
    (.largest, 20_000_000), (.large, 8_000_000), (.middle, 2_000_000), (.small, 500_000),
  ]
  /// A window below this many tokens is that of models of years ago, which were dear when they were new.
  private static let modernWindow = 32_000

  /// The tier of a model by its usual rate for an answer. Nil where the rate is not known.
  package init?(of price: ModelPrice, under terms: CallTerms) {
    guard let rate = price.variant(promptTokens: 0, under: terms)?.rates.billing(.output)?.rate else { return nil }
    let tier = Self.beginnings.first { rate >= Money(picodollars: $0.picodollars) }?.tier ?? .smallest
    let isOld = price.contextWindow.map { $0 < Self.modernWindow } ?? false
    self = isOld ? min(tier, .small) : tier
  }

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
