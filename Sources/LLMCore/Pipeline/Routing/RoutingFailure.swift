/// Why no model could be chosen, as an error for a person.
struct RoutingFailure {
  let error: LLMError

  /// - Parameter decision: one without a choice.
  init(_ decision: RoutingDecision, _ needs: RoutingNeeds, _ task: TaskClass) {
    guard !decision.drops.isEmpty else {
      error = LLMError(
        .noCredential, "there is no model to choose from: nothing is configured, and no provider has a key",
        advice: "Name models in the configuration, or store a key with 'llmctl auth login PROVIDER'")
      return
    }
    let obstacles = decision.drops.map(\.obstacle)
    let all = decision.drops.count == 1 ? "the only model does not fit" : "none of \(decision.drops.count) models fits"
    let message = "\(all): \(decision.dropped)"
    error =
      if obstacles.allSatisfy({ $0 == .noKey }) {
        LLMError(.noCredential, message, advice: "Store a key with 'llmctl auth login PROVIDER'")
      } else if obstacles.contains(where: Self.isMoney) {
        LLMError(
          .budget, message, advice: "Shorten the answer with -o max_tokens=N, or allow more with --max-cost")
      } else if obstacles.contains(where: Self.isWindow) {
        LLMError(
          .contextOverflow, message, advice: "Send less, or have the prompt shortened with --fit")
      } else if obstacles.contains(where: Self.isQuality) {
        LLMError(
          .configuration, "\(message) (\(needs.leastQuality) for '\(task.rawValue)')",
          advice: "Allow less with --min-quality, configure a better model, or say in capabilities what quality one has"
        )
      } else {
        LLMError(.configuration, message, advice: "-v names them; name a model with -m")
      }
  }

  private static func isMoney(_ obstacle: RoutingObstacle) -> Bool {
    switch obstacle {
    case .tooDear, .unlimited: true
    default: false
    }
  }

  private static func isWindow(_ obstacle: RoutingObstacle) -> Bool {
    if case .window = obstacle { true } else { false }
  }

  private static func isQuality(_ obstacle: RoutingObstacle) -> Bool {
    switch obstacle {
    case .quality, .unknownQuality: true
    default: false
    }
  }
}
