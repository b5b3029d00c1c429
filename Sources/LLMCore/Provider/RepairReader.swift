/// Finds out which parameter a server refused, and what would please it.
///
/// Only parameters that the answer does not depend on for its form are ever given up: sampling, limits of effort, and what
/// llmctl adds by itself. A stop text is never dropped in silence, and a schema that is not sent is told in the prompt.
enum RepairReader {
  /// The names that stand for Anthropic's two forms of thinking; see `MessagesBody`.
  static let adaptiveThinking = "adaptive thinking"
  static let budgetedThinking = "budget_tokens"

  /// By their names on the wire, of all dialects: what a name means does not differ between them.
  private static let droppable: Set<String> = [
    "temperature", "top_p", "top_k", "min_p", "frequency_penalty", "presence_penalty", "seed", "stream_options",
    "reasoning_effort", "verbosity", "random_seed", "reasoning_format", "chat_template_kwargs", "think", "truncate",
    "shift",
    "num_ctx", "topp", "topk", "frequencypenalty", "presencepenalty", "thinkingconfig", "thinking",
  ]

  /// The same inside of an object that holds more, which has to stay.
  private static let droppableParts: Set<String> = ["output_config.effort", "reasoning.summary", "reasoning.effort"]

  /// Gemini's names as they are on the wire, by their names in lower case.
  private static let spellings = [
    "topp": "topP", "topk": "topK", "frequencypenalty": "frequencyPenalty", "presencepenalty": "presencePenalty",
    "thinkingconfig": "thinkingConfig",
  ]

  /// How messages call parameters that they do not name. All words of a row have to be there.
  private static let phrases: [(words: [String], name: String)] = [
    (["effort parameter"], "output_config.effort"), (["reasoning summaries"], "reasoning.summary"),
    (["does not support thinking"], "think"), (["thinking level"], "thinkingconfig"),
    (["thinking budget"], "thinkingconfig"), (["thinking is not enabled"], "thinkingconfig"),
    (["penalty is not enabled", "frequency"], "frequencypenalty"),
    (["penalty is not enabled", "presence"], "presencepenalty"),
  ]

  /// The two names of the limit of the answer's length.
  private static let outputLimits = ["max_tokens", "max_completion_tokens"]

  /// What to change; nil where the failure is about something else.
  static func repair(_ facts: ErrorBody, _ status: Int) -> ParameterRepair? {
    guard status == 400 || status == 422, let message = facts.message?.lowercased(), isRefusal(message, facts) else {
      return nil
    }
    if let thinking = thinking(message) { return thinking }
    guard let name = facts.param.flatMap(known) ?? named(in: message) else { return nil }
    if let place = outputLimits.firstIndex(of: name) { return .rename(name, to: outputLimits[1 - place]) }
    return .drop(spellings[name] ?? name)
  }

  /// Whether it is the schema of the answer that is not taken: schemas altogether where the parameter is refused and no part of
  /// what it held is named, else the one that was sent.
  static func schemaRefusal(_ facts: ErrorBody, _ status: Int) -> SchemaRefusal? {
    guard status == 400 || status == 422, let message = facts.message?.lowercased(),
      facts.param.flatMap(known) ?? named(in: message) == nil
    else { return nil }
    let words = message + " " + (facts.param?.lowercased() ?? "")
    let namesParameter = schemaNames.contains(where: words.contains)
    if namesParameter, isRefusal(message, facts), !schemaParts.contains(where: words.contains) { return .all }
    return namesParameter || words.contains("schema") ? .thisOne : nil
  }

  /// What the dialects and the servers that copy them call the parameter with the schema.
  private static let schemaNames = [
    "response_format", "json_schema", "output_config.format", "output_format", "responsejsonschema", "responseschema",
    "text.format", "grammar", "structured output",
  ]

  /// What a message names that finds fault with one schema.
  private static let schemaParts = [
    "invalid schema", "in context=", "keyword", "additionalproperties", "oneof", "anyof", "allof", "$ref", "'required'",
    "'type'", "'format'", "properties", "nesting", "too large", "too many", "too complex", "pattern", "failed to parse",
  ]

  /// A model that takes the other form of thinking says so.
  private static func thinking(_ message: String) -> ParameterRepair? {
    if message.contains("thinking.type.enabled") { return .rename(budgetedThinking, to: adaptiveThinking) }
    if message.contains("thinking.type.adaptive") || message.contains("adaptive thinking is not supported") {
      return .rename(adaptiveThinking, to: budgetedThinking)
    }
    return nil
  }

  /// The parameter that a path means: a part that can go by itself, or the whole where the fault is in a member of it, such as
  /// `stream_options.include_usage`.
  private static func known(_ path: String) -> String? {
    let path = path.lowercased()
    if let part = droppableParts.first(where: { path == $0 || path.hasPrefix($0 + ".") }) { return part }
    let root = String(path.prefix { $0 != "." && $0 != "[" })
    return droppable.contains(root) || outputLimits.contains(root) ? root : nil
  }

  /// The first known parameter that a message names as a word of its own, or by a phrase.
  private static func named(in message: String) -> String? {
    let words = message.split { !($0.isLetter || $0 == "_" || $0 == ".") }
    let names = words.map { $0.hasSuffix(".") ? $0.dropLast() : $0 }.map(String.init)
    return phrases.first { $0.words.allSatisfy(message.contains) }?.name
      ?? names.lazy.compactMap(known).first
      ?? names.lazy.flatMap { $0.split(separator: ".") }.map(String.init)
      .compactMap(known).first
  }

  /// Whether the parameter is refused altogether; a value out of its range is the user's to correct.
  private static func isRefusal(_ message: String, _ facts: ErrorBody) -> Bool {
    if !facts.words.isDisjoint(with: ["unsupported_parameter", "unknown_parameter", "unsupported_value"]) {
      return true
    }
    return [
      "unsupported parameter", "unrecognized request argument", "unknown field", "unknown parameter", "not supported",
      "does not support", "extra inputs are not permitted", "extra fields not permitted",
      "is deprecated for this model", "unexpected keyword", "not permitted", "unsupported value", "unknown name",
      "is not enabled", "must be verified to generate reasoning summaries",
    ].contains { message.contains($0) }
  }
}
