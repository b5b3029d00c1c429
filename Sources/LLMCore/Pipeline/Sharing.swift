/// Whether identical requests that run at the same moment may share one answer.
package enum Sharing: String, Sendable {
  /// Unless sampling makes answers differ on purpose.
  case automatic
  case always
  case never

  /// Options that make two answers to the same question differ.
  private static let sampling: Set<String> = [
    "temperature", "top_p", "top_k", "min_p", "frequency_penalty", "presence_penalty",
  ]

  /// Whether a request may share its answer.
  func allows(_ request: ChatRequest) -> Bool {
    switch self {
    case .always: return true
    case .never: return false
    case .automatic:
      if request.options.contains(where: { $0.name == "seed" }) { return true }
      return !request.options.contains { option in
        guard Self.sampling.contains(option.name) else { return false }
        // The coldest sampling is none.
        if option.name == "temperature", case .number(let text) = option.value { return Double(text) != 0 }
        return true
      }
    }
  }
}
