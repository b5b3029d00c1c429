package import LLMCore
import Synchronization

extension MemoryLedger {
  package func storedConversation(_ reference: String?) async throws(LedgerError) -> ConversationRecord? {
    try check()
    let (conversations, records) = state.withLock { ($0.conversations, $0.records) }
    return try conversations.find(reference).flatMap { Self.record(of: $0, conversations, records) }
  }

  /// A word is found where it stands as it is, in small or capital letters.
  package func conversations(
    containing text: String?, limit: Int
  ) async throws(LedgerError) -> [ConversationSummary] {
    try check()
    let (conversations, records) = state.withLock { ($0.conversations, $0.records) }
    let words = (text ?? "").lowercased().split(whereSeparator: \.isWhitespace)
    let found = conversations.all.reversed().compactMap { conversation -> ConversationSummary? in
      guard let record = Self.record(of: conversation, conversations, records) else { return nil }
      let texts = [record.name ?? ""] + record.turns.flatMap { [$0.prompt, $0.answer ?? ""] }
      guard words.allSatisfy({ word in texts.contains { $0.lowercased().contains(word) } }) else { return nil }
      let best = texts.last { text in words.contains { text.lowercased().contains($0) } }
      return ConversationSummary(
        id: record.id, name: record.name, startedAt: record.startedAt,
        newestAt: record.turns.last?.startedAt ?? record.startedAt, turns: record.turns.count, model: record.model,
        firstPrompt: record.turns.first?.prompt ?? "", excerpt: best)
    }
    return Array(found.prefix(max(0, limit)))
  }

  package func rename(_ id: String, to name: String?) async throws(LedgerError) {
    try check()
    try state.withLock { state throws(LedgerError) in try state.conversations.rename(id, to: name) }
  }

  package func fork(
    _ id: String, keeping range: ClosedRange<Int>?, summary: String?
  ) async throws(LedgerError) -> String {
    try check()
    return try state.withLock { state throws(LedgerError) in
      let digits = String(state.conversations.all.count + 1)
      let fork = "01TESTFORK" + String(repeating: "0", count: 16 - digits.count) + digits
      try state.conversations.fork(id, as: fork, keeping: range, summary: summary)
      return fork
    }
  }

  /// Every process but this one is dead here, so a call that is open is adopted only where a test says that it was
  /// interrupted.
  package func adopt(_ call: CallID, answer: String) async throws(LedgerError) {
    try check()
    guard !answer.isEmpty else { return }
    state.withLock { state in
      guard let row = state.records.firstIndex(where: { $0.id == call && $0.state == .interrupted }) else { return }
      state.records[row].state = .closed(
        CallOutcome(
          verdict: .partial, exitCode: .partial, errorCode: LLMError.Code.partial.name, totalTime: 0,
          answerBytes: answer.utf8.count, answer: answer))
    }
  }

  /// Says that the process of an open call was killed.
  package func interrupt(_ call: CallID) {
    state.withLock { state in
      guard let row = state.records.firstIndex(where: { $0.id == call && $0.state == .running }) else { return }
      state.records[row].state = .interrupted
    }
  }

  private static func record(
    of conversation: MemoryConversations.Conversation, _ conversations: MemoryConversations, _ records: [CallRecord]
  ) -> ConversationRecord? {
    let calls = conversation.turns.compactMap { turn in
      records.first { $0.id == turn.call }.map { (sequence: turn.sequence, record: $0) }
    }
    let completed = Set(
      calls.compactMap { call in
        call.record.outcome.map { $0.answerBytes > 0 } == true ? call.record.intent.resumes : nil
      })
    let turns = calls.filter { !completed.contains($0.record.id.text) }.map { turn($0.record, $0.sequence) }
    let parent = conversation.parent.flatMap { conversations.conversation($0) }
      .flatMap { record(of: $0, conversations, records) }
    guard let model = turns.last?.model ?? parent?.model, let first = turns.first?.startedAt ?? parent?.startedAt else {
      return nil
    }
    return ConversationRecord(
      id: conversation.id, name: conversation.name, startedAt: first, parent: conversation.parent,
      summary: conversation.summary, system: turns.isEmpty ? parent?.system : turns.last?.system, model: model,
      turns: turns)
  }

  private static func turn(_ record: CallRecord, _ sequence: Int) -> ConversationTurn {
    ConversationTurn(
      sequence: sequence, call: record.id, startedAt: record.startedAt, system: record.intent.system,
      prompt: record.intent.prompt ?? "", answer: record.outcome?.answer, verdict: record.outcome?.verdict,
      isRunning: record.state == .running, model: "\(record.intent.provider)/\(record.intent.modelAsked)",
      usage: record.outcome?.usage ?? Usage())
  }
}
