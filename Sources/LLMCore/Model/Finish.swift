/// Why an answer ended, in llmctl's words; providers' synonyms are mapped by their dialect.
package enum Finish: Sendable, Equatable {
  /// The model came to its end.
  case stop
  /// The token limit or the context window cut it.
  case length
  /// The model wants tools called.
  case toolCalls
  /// A filter cut or replaced it.
  case contentFilter
  /// The model refused.
  case refusal
  /// The provider reported a failure of its own in place of a reason.
  case failed
  /// A reason llmctl does not know; treated as a stop, with a note.
  case other(String)

  /// The name in the ledger and in `--json`.
  package var name: String {
    switch self {
    case .stop: "stop"
    case .length: "length"
    case .toolCalls: "tool_calls"
    case .contentFilter: "content_filter"
    case .refusal: "refusal"
    case .failed: "error"
    case .other(let reason): reason
    }
  }

  /// Reads what `name` writes.
  package init(name: String) {
    let known: [Finish] = [.stop, .length, .toolCalls, .contentFilter, .refusal, .failed]
    self = known.first { $0.name == name } ?? .other(name)
  }
}
