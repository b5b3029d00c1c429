/// How much a model is to think before it answers, from not at all up. The raw value is what `-o reasoning=` takes.
package enum ReasoningEffort: String, Sendable, CaseIterable, Comparable {
  case none, minimal, low, medium, high, xhigh, max

  package static func < (left: ReasoningEffort, right: ReasoningEffort) -> Bool { left.rank < right.rank }

  /// Larger for more.
  private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

  /// The tokens of thought that stand for the level where a model takes a number instead of a word; nil for `none`. The steps
  /// are those that OpenRouter and LiteLLM take: 1,024 is the least that Anthropic accepts.
  package var budget: Int? {
    switch self {
    case .none: nil
    case .minimal, .low: 1024
    case .medium: 2048
    case .high: 4096
    case .xhigh: 8192
    case .max: 16_384
    }
  }
}

extension ChatRequest {
  /// The level that was asked for; nil where nothing was said.
  package var effort: ReasoningEffort? {
    options.last { $0.name == "reasoning" }?.value.text.flatMap(ReasoningEffort.init(rawValue:))
  }

  /// The limit of the answer in tokens that was asked for.
  package var outputLimit: Int? { options.last { $0.name == "max_tokens" }?.value.integer }
}
