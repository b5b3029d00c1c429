/// Why a model is not chosen.
package enum RoutingObstacle: Sendable, Hashable {
  /// No key for its provider is at hand.
  case noKey
  /// Nobody knows what it costs, so it is never the cheapest.
  case unpriced
  /// Its provider does not serve it any more.
  case retired
  /// It makes no text.
  case noText
  /// The prompt and room for an answer do not fit; its window in tokens.
  case window(Int)
  case lacks(RoutingNeeds.Ability)
  /// Its quality is below what is asked for.
  case quality(Int)
  /// Its quality is not known.
  case unknownQuality
  /// It could cost more than is allowed.
  case tooDear(Money)
  /// Nothing limits its answer, so that it could cost any amount.
  case unlimited

  /// Behind a number of models: `2 too small a window`.
  package var kind: String {
    switch self {
    case .noKey: "without a key"
    case .unpriced: "without a known price"
    case .retired: "no longer served"
    case .noText: "for other things than text"
    case .window: "too small a window"
    case .lacks(let ability): ability.absence
    case .quality, .unknownQuality: "below the quality asked for"
    case .tooDear, .unlimited: "too dear"
    }
  }

  /// Behind the name of a model.
  package var reason: String {
    switch self {
    case .window(let tokens): "too small a window (\(tokens) tokens)"
    case .quality(let quality): "of quality \(quality)"
    case .unknownQuality: "of unknown quality"
    case .tooDear(let cost): "could cost up to \(cost.shown)"
    case .unlimited: "could cost any amount, since nothing limits its answer"
    default: kind
    }
  }
}
