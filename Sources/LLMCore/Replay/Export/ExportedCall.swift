/// A call as a case of a suite is made of it. Whoever has the recorded request fills in what the ledger's row does not say.
package struct ExportedCall: Sendable, Equatable {
  package var id: CallID
  /// `provider/model`, as it was asked.
  package var model: String
  package var system: String?
  /// The turns before the prompt; the ledger's row has none of them.
  package var earlier: [Message] = []
  package var prompt: String
  /// Options as behind `-o`; the ledger's row has none of them.
  package var options: [JSONMember] = []
  /// The form its answer had to have, as JSON Schema.
  package var schema: JSONValue?
  /// The template it was made of, and its parameters where they are known: then the case names it instead of its text.
  package var promptVersion: PromptVersion?
  package var parameters: [JSONMember]?
  package var answer: String
  package var toolCalls: [ToolCall]
  package var tags: [JSONMember]
  /// What of the request cannot be in a suite, in phrases.
  package var omissions: [String] = []

  /// Nil for a call without a complete answer, and for one whose texts were not to be recorded.
  package init?(_ call: CallRecord) {
    guard case .closed(let outcome) = call.state, outcome.verdict == .done, let prompt = call.intent.prompt,
      outcome.answer != nil || !outcome.toolCalls.isEmpty
    else { return nil }
    (id, system, self.prompt) = (call.id, call.intent.system, prompt)
    model = "\(call.intent.provider)/\(call.intent.modelAsked)"
    promptVersion = call.intent.promptVersion
    (answer, toolCalls, tags) = (outcome.answer ?? "", outcome.toolCalls, call.intent.tags)
  }

  /// Why a call cannot be exported, as a phrase.
  package static func obstacle(of call: CallRecord) -> String {
    guard case .closed(let outcome) = call.state, outcome.verdict == .done else { return "it has no complete answer" }
    if call.intent.prompt?.trimmingBlanks.isEmpty == true { return "there is nothing in its prompt but files" }
    return "its texts were not recorded"
  }
}
