/// What a rate limit counts. The raw value is its name in the configuration, in the shared state and in `doctor`.
package enum LimitDimension: String, Sendable, CaseIterable {
  case requests
  /// Prompt and answer together, as OpenAI counts.
  case tokens
  case inputTokens = "input_tokens"
  case outputTokens = "output_tokens"
}

/// What one call takes of each limit.
package struct CallCost: Sendable, Equatable {
  /// No call has more tokens; a server or a file that says so is wrong.
  private static let most = 1_000_000_000

  /// Tokens of the prompt.
  package var input: Int
  /// Tokens of the answer at most, or what is to be expected where nothing limits it.
  package var output: Int

  package init(input: Int, output: Int) {
    self.input = min(max(0, input), Self.most)
    self.output = min(max(0, output), Self.most)
  }

  /// How many units of a limit it is.
  package func units(of dimension: LimitDimension) -> Int {
    switch dimension {
    case .requests: 1
    case .tokens: input + output
    case .inputTokens: input
    case .outputTokens: output
    }
  }
}
