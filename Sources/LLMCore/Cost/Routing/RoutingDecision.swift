/// Which model is the cheapest of those that fit, and why the others are not chosen.
///
/// The cheapest is the one whose call will probably cost least: the prompt at the rate for input, and a usual answer at the rate for
/// output. The worst case does not decide, since it is mostly the price of the longest answer that a model could ever give; but it
/// is what `--max-cost` is held against. Of two that cost the same, the better one is taken, then the one with the lower worst case.
package struct RoutingDecision: Sendable, Equatable {
  /// A model that fits.
  package struct Offer: Sendable, Equatable {
    package let name: String
    /// What it will probably cost.
    package let expected: Money
    /// What it can cost at most; nil where nothing limits the answer.
    package let highest: Money?
    package let quality: Int
    package let promptTokens: Int
  }

  /// A model that does not fit.
  package struct Drop: Sendable, Equatable {
    package let name: String
    package let obstacle: RoutingObstacle
  }

  /// What is asked; nil where nothing fits.
  package let chosen: Offer?
  /// Those that fit, the cheapest first.
  package let offers: [Offer]
  /// The others, in the order in which they were considered.
  package let drops: [Drop]
  /// Whether the choice is the model that was asked before.
  package let isKept: Bool

  package init(among candidates: [RoutingCandidate], for needs: RoutingNeeds) {
    var (offers, drops): ([Offer], [Drop]) = ([], [])
    for candidate in candidates {
      switch Self.judge(candidate, needs) {
      case .success(let offer): offers.append(offer)
      case .failure(let drop): drops.append(Drop(name: candidate.name, obstacle: drop.obstacle))
      }
    }
    offers.sort { Self.order($0, $1) }
    let preferred = offers.first { $0.name == needs.preferred }
    (self.offers, self.drops, chosen) = (offers, drops, preferred ?? offers.first)
    isKept = preferred != nil
  }

  /// An obstacle, as the failure of a judgement.
  private struct Unfit: Error { let obstacle: RoutingObstacle }

  /// What comes first of the things that keep a model from being asked is what is told of it.
  private static func judge(_ candidate: RoutingCandidate, _ needs: RoutingNeeds) -> Result<Offer, Unfit> {
    func unfit(_ obstacle: RoutingObstacle) -> Result<Offer, Unfit> { .failure(Unfit(obstacle: obstacle)) }
    if let obstacle = candidate.obstacle { return unfit(obstacle) }
    if !candidate.isLocal, let price = candidate.price {
      if price.mode == .embedding { return unfit(.noText) }
      if let day = price.retirement, day <= UTCMoment(needs.terms.moment).day { return unfit(.retired) }
    }
    guard let expected = candidate.expectedCost(needs) else { return unfit(.unpriced) }
    if let window = candidate.capabilities.window, !fits(candidate, needs, window) { return unfit(.window(window)) }
    if let missing = RoutingNeeds.Ability.allCases.first(where: { needs.abilities.contains($0) && !candidate.has($0) })
    {
      return unfit(.lacks(missing))
    }
    guard let quality = candidate.quality(under: needs.terms) else { return unfit(.unknownQuality) }
    if quality < needs.leastQuality { return unfit(.quality(quality)) }
    let highest = candidate.highestCost(needs)
    if let limit = needs.maxCost {
      guard let highest else { return unfit(.unlimited) }
      if highest > limit { return unfit(.tooDear(highest)) }
    }
    return .success(
      Offer(
        name: candidate.name, expected: expected, highest: highest, quality: quality,
        promptTokens: candidate.promptTokens))
  }

  /// Whether the prompt fits, with room for an answer of the usual length. A small window gives a quarter for it: it must not refuse
  /// every question.
  private static func fits(_ candidate: RoutingCandidate, _ needs: RoutingNeeds, _ window: Int) -> Bool {
    needs.shortensPrompt || candidate.mostPromptTokens + min(needs.typicalOutput, window / 4) <= window
  }

  private static func order(_ left: Offer, _ right: Offer) -> Bool {
    if left.expected != right.expected { return left.expected < right.expected }
    if left.quality != right.quality { return left.quality > right.quality }
    if let one = left.highest, let other = right.highest, one != other { return one < other }
    if (left.highest == nil) != (right.highest == nil) { return left.highest != nil }
    return left.name < right.name
  }
}

// MARK: Words

extension RoutingDecision {
  /// Why this one: `cheapest of 4 that fit: $0.0004; 2 too small a window, 1 without vision`.
  package var reason: String {
    guard let chosen else { return dropped }
    let price = chosen.expected == .zero ? "it costs nothing" : chosen.expected.shown
    let why =
      isKept
      ? "the conversation's model still fits: \(price)"
      : offers.count == 1 ? "the only one that fits: \(price)" : "cheapest of \(offers.count) that fit: \(price)"
    return drops.isEmpty ? why : "\(why); \(dropped)"
  }

  /// How many were dropped for what, in the order in which the reasons first came.
  package var dropped: String {
    var kinds: [(kind: String, count: Int)] = []
    for drop in drops {
      let kind = drop.obstacle.kind
      if let index = kinds.firstIndex(where: { $0.kind == kind }) {
        kinds[index].count += 1
      } else {
        kinds.append((kind, 1))
      }
    }
    return kinds.map { "\($0.count) \($0.kind)" }.joined(separator: ", ")
  }
}
