import GRDB
import LLMCore

/// Puts conversations together from the rows of all tables.
struct ConversationReader {
  /// So much of a first prompt is looked at for a line to show, and so much is shown of one, in characters.
  private static let promptLength = 2000
  private static let lineLength = 200

  let db: Database
  /// Whether the process of an open call is still at work.
  let isRunning: (ProcessIdentity) -> Bool

  /// The conversation with its turns; nil where neither it nor any it was forked from has one.
  func record(of conversation: StoredConversation) throws -> ConversationRecord? {
    let turns = try ConversationLine(of: conversation.id, in: db).turns(db)
    let newest: StoredTurn
    if let last = turns.last {
      newest = last
    } else {
      guard let parent = conversation.parent, let last = try newestTurn(of: parent) else { return nil }
      newest = last
    }
    return ConversationRecord(
      id: conversation.id, name: conversation.name, startedAt: conversation.startedAt, parent: conversation.parent,
      summary: conversation.summary, system: newest.system, model: newest.model, turns: turns.map(turn))
  }

  private func turn(_ stored: StoredTurn) -> ConversationTurn {
    ConversationTurn(
      sequence: stored.outline.sequence, call: stored.outline.call, startedAt: stored.startedAt, system: stored.system,
      prompt: stored.prompt, answer: stored.answer, verdict: stored.verdict,
      isRunning: stored.verdict == nil && isRunning(stored.process), model: stored.model, usage: stored.usage)
  }

  private func newestTurn(of id: String) throws -> StoredTurn? {
    var seen: Set<String> = []
    var next: String? = id
    while let id = next, seen.insert(id).inserted {
      if let last = try ConversationLine(of: id, in: db).turns(db).last { return last }
      next = try ConversationTable.conversation(id, in: db)?.parent
    }
    return nil
  }

  /// The conversation as a line of a list; nil where it would have no record.
  func summary(of conversation: StoredConversation, excerpt: String?) throws -> ConversationSummary? {
    let turns = try ConversationLine(of: conversation.id, in: db).outline(db)
    guard let call = try turns.last?.call ?? conversation.parent.flatMap({ try newestTurn(of: $0)?.outline.call }),
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

  private static func firstLine(of text: String) -> String {
    let line = text.split(whereSeparator: \.isNewline).first { !$0.allSatisfy(\.isWhitespace) } ?? ""
    return line.count > lineLength ? line.prefix(lineLength) + "…" : String(line)
  }
}
