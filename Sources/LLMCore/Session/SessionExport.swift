/// A conversation as a file.
package struct SessionExport: Sendable {
  package enum Format: String, Sendable, CaseIterable {
    case markdown = "md"
    case json
  }

  private let conversation: ConversationRecord
  private let system: String?

  /// `system` is the text that stands in front of the conversation.
  package init(_ conversation: ConversationRecord, system: String?) {
    (self.conversation, self.system) = (conversation, system)
  }

  /// The whole file.
  package func text(_ format: Format) -> String {
    switch format {
    case .markdown: markdown
    case .json: JSONWriter.text(of: json) + "\n"
    }
  }

  /// A text as a quote in Markdown, which no line of it can end.
  package static func quoted(_ text: String) -> String {
    // Markdown ends lines at a carriage return too.
    text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { $0.isEmpty ? ">" : "> \($0)" }
      .joined(separator: "\n")
  }

  private var markdown: String {
    var parts = ["# \(conversation.name ?? "Conversation of \(conversation.startedAt.rfc3339.prefix(10))")"]
    if let system { parts.append("System:\n\n\(Self.quoted(system))") }
    if let summary = conversation.summary { parts.append("What came before, summed up:\n\n\(Self.quoted(summary))") }
    for turn in conversation.turns {
      parts.append(Self.quoted(turn.prompt))
      if let answer = turn.answer { parts.append(answer.trimmingBlanks) }
      if turn.verdict != .done { parts.append("*(\(turn.verdict?.rawValue ?? "not finished"))*") }
    }
    return parts.joined(separator: "\n\n") + "\n"
  }

  private var json: JSONValue {
    .object([
      JSONMember("version", .integer(1)), JSONMember("type", .string("conversation")),
      JSONMember("id", conversation.id.isEmpty ? .null : .string(conversation.id)),
      JSONMember("name", .optional(conversation.name)),
      JSONMember("started_at", .string(conversation.startedAt.rfc3339)),
      JSONMember("system", .optional(system)), JSONMember("summary", .optional(conversation.summary)),
      JSONMember("turns", .array(conversation.turns.map(Self.json))),
    ])
  }

  private static func json(_ turn: ConversationTurn) -> JSONValue {
    .object([
      JSONMember("call", turn.call.text.isEmpty ? .null : .string(turn.call.text)),
      JSONMember("started_at", .string(turn.startedAt.rfc3339)), JSONMember("model", .string(turn.model)),
      JSONMember("prompt", .string(turn.prompt)), JSONMember("answer", .optional(turn.answer)),
      JSONMember("verdict", .optional(turn.verdict?.rawValue)),
    ])
  }
}
