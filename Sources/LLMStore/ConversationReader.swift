import GRDB
import LLMCore

/// Puts conversations together from the rows of all tables.
struct ConversationReader {
  /// So much of a first prompt is looked at for a line to show, and so much is shown of one, in characters.
  static let promptLength = 2000
  private static let lineLength = 200

  let db: Database
  /// Whether the process of an open call is still at work.
  let isRunning: (ProcessIdentity) -> Bool

  /// The conversation with its turns; nil where neither it nor any it was forked from has one.
  func record(of conversation: StoredConversation) throws -> ConversationRecord? {
    let turns = try ConversationLine(of: conversation.id, in: db).turns(db)
    guard let newest = try turns.last?.outline.call ?? newestCall(before: conversation),
      let origin = try CallTable.origin(of: newest, in: db)
    else { return nil }
    return ConversationRecord(
      id: conversation.id, name: conversation.name, startedAt: conversation.startedAt, parent: conversation.parent,
      summary: conversation.summary, system: try TurnTable.system(of: newest, in: db), model: origin.model,
      turns: turns.map(turn))
  }

  private func turn(_ stored: StoredTurn) -> ConversationTurn {
    ConversationTurn(
      sequence: stored.outline.sequence, call: stored.outline.call, startedAt: stored.startedAt, system: stored.system,
      prompt: stored.prompt, answer: stored.answer, verdict: stored.verdict,
      isRunning: stored.verdict == nil && isRunning(stored.process), model: stored.model, usage: stored.usage)
  }

  /// The newest call of what a conversation without turns was forked from.
  private func newestCall(before conversation: StoredConversation) throws -> CallID? {
    var seen: Set<String> = []
    var parent = conversation.parent
    while let id = parent, seen.insert(id).inserted {
      if let last = try ConversationLine(of: id, in: db).outline(db).last { return last.call }
      parent = try ConversationTable.conversation(id, in: db)?.parent
    }
    return nil
  }

  /// The conversation as a line of a list; nil where it would have no record.
  func summary(of conversation: StoredConversation, excerpt: String?) throws -> ConversationSummary? {
    let turns = try ConversationLine(of: conversation.id, in: db).outline(db)
    guard let call = try turns.last?.call ?? newestCall(before: conversation),
      let newest = try CallTable.origin(of: call, in: db)
    else { return nil }
    let prompt = try turns.first.map { turn in
      try TurnTable.beginning(ofPromptOf: turn.call, characters: Self.promptLength, in: db)
    }
    return ConversationSummary(
      id: conversation.id, name: conversation.name, startedAt: conversation.startedAt,
      // The last turn a fork keeps is older than the fork.
      newestAt: conversation.parent == nil ? newest.startedAt : max(newest.startedAt, conversation.startedAt),
      turns: turns.count, model: newest.model, firstPrompt: prompt.map(Self.firstLine) ?? "", excerpt: excerpt,
      repository: newest.repository)
  }

  /// The first line of a text that says something.
  static func firstLine(of text: String) -> String {
    let line = text.split(whereSeparator: \.isNewline).first { !$0.allSatisfy(\.isWhitespace) } ?? ""
    return line.count > lineLength ? line.prefix(lineLength) + "…" : String(line)
  }
}
