/// Finds out which parameter a server refused, and what would please it.
///
/// Only parameters that the answer does not depend on for its form are ever given up: sampling, limits of effort, and what
/// llmctl adds by itself. A schema or a stop text is never dropped in silence.
enum RepairReader {
  private static let droppable: Set<String> = [
    "temperature", "top_p", "top_k", "min_p", "frequency_penalty", "presence_penalty", "seed", "stream_options",
    "reasoning_effort", "verbosity",
  ]

  /// The two names of the limit of the answer's length.
  private static let outputLimits = ["max_tokens", "max_completion_tokens"]

  /// What to change; nil where the failure is about something else.
  static func repair(_ facts: ErrorBody, _ status: Int) -> ParameterRepair? {
    guard status == 400 || status == 422, let message = facts.message?.lowercased() else { return nil }
    guard let name = facts.param.map({ Self.root(of: $0) }).flatMap({ isKnown($0) ? $0 : nil }) ?? named(in: message),
      isRefusal(message, facts)
    else { return nil }
    if let place = outputLimits.firstIndex(of: name) { return .rename(name, to: outputLimits[1 - place]) }
    return .drop(name)
  }

  private static func isKnown(_ name: String) -> Bool { droppable.contains(name) || outputLimits.contains(name) }

  /// The parameter itself where the fault is in a member of it, such as `stream_options.include_usage`.
  private static func root(of path: String) -> String { String(path.lowercased().prefix { $0 != "." && $0 != "[" }) }

  /// The first known parameter a message names as a word of its own.
  private static func named(in message: String) -> String? {
    let names = message.split { !($0.isLetter || $0 == "_") }.map(String.init)
    return names.first(where: isKnown)
  }

  /// Whether the parameter is refused altogether; a value out of its range is the user's to correct.
  private static func isRefusal(_ message: String, _ facts: ErrorBody) -> Bool {
    if !facts.words.isDisjoint(with: ["unsupported_parameter", "unknown_parameter", "unsupported_value"]) {
      return true
    }
    return [
      "unsupported parameter", "unrecognized request argument", "unknown field", "unknown parameter", "not supported",
      "does not support", "extra inputs are not permitted", "extra fields not permitted",
      "is deprecated for this model",
      "unexpected keyword", "not permitted", "unsupported value",
    ].contains { message.contains($0) }
  }
}
