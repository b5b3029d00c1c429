/// Finds answers that broke off, to be gone on with.
struct PartialAnswers: Sendable {
  /// One of them.
  struct Found: Sendable {
    var call: CallRecord
    var text: [UInt8]
    /// The turns before it.
    var earlier: [Message]
    /// The file it was read from, where its process was killed.
    var journal: String?
  }

  /// How far back `last` looks.
  private static let horizon = 200

  let context: AppContext

  /// The partial answer of a call given by its id, the start of it, or `last`.
  ///
  /// Throws `LLMError` of kind `inputMissing` where there is none.
  func find(_ reference: String) async throws(LLMError) -> Found {
    do throws(LedgerError) {
      let journals = journalTexts()
      let calls =
        reference == "last"
        ? try await context.ledger.recent(limit: Self.horizon)
        : [try await context.ledger.call(reference)].compactMap { $0 }
      let resumed = Set(calls.compactMap(\.intent.resumes))
      for call in calls where !resumed.contains(call.id.text) || reference != "last" {
        guard call.intent.prompt != nil, let (text, journal) = partialText(of: call, journals) else { continue }
        return Found(call: call, text: text, earlier: try await turns(before: call, text), journal: journal)
      }
    } catch {
      throw LLMError(.inputMissing, "cannot look for partial answers: \(error.sentence)")
    }
    throw LLMError(
      .inputMissing, reference == "last" ? "there is no partial answer to go on with" : "call '\(reference)' has none",
      advice: "'llmctl replay list' shows how calls ended")
  }

  /// An answer whose process was killed, as far as it got to the disk.
  struct Left: Sendable {
    var call: CallID
    var text: [UInt8]
    var journal: String
  }

  /// What killed processes left of the answers in a conversation.
  func left(of conversation: ConversationRecord) -> [Left] {
    let open = conversation.turns.filter { $0.verdict == nil && !$0.isRunning }
    guard !open.isEmpty else { return [] }
    let journals = journalTexts()
    return open.compactMap { turn in
      journals[turn.call.text].flatMap { left in
        left.text.isEmpty ? nil : Left(call: turn.call, text: left.text, journal: left.name)
      }
    }
  }

  /// What a killed process left of the answer to a call; nil where nothing did, or it was not killed.
  func left(of call: CallRecord) -> [UInt8]? {
    guard call.state == .interrupted, let left = journalTexts()[call.id.text], !left.text.isEmpty else { return nil }
    return left.text
  }

  /// What came of an answer that is not complete; nil where nothing did, or it is.
  private func partialText(
    of call: CallRecord, _ journals: [String: (name: String, text: [UInt8])]
  ) -> (text: [UInt8], journal: String?)? {
    switch call.state {
    case .running: return nil
    case .interrupted: return journals[call.id.text].flatMap { $0.text.isEmpty ? nil : ($0.text, $0.name) }
    case .closed(let outcome):
      guard outcome.verdict == .partial || outcome.verdict == .cancelled, let answer = outcome.answer, !answer.isEmpty
      else { return nil }
      return (Array(answer.utf8), nil)
    }
  }

  /// What stands in the journals of killed processes, by the id of the call.
  private func journalTexts() -> [String: (name: String, text: [UInt8])] {
    var texts: [String: (name: String, text: [UInt8])] = [:]
    for journal in (try? context.journals.left()) ?? [] {
      var rest = journal.bytes
      var call: String?
      var text: [UInt8] = []
      for record in JournalRecord.take(from: &rest) {
        if case .call(let id) = record { call = id }
        if case .event(.text(let bytes)) = record { text += bytes }
      }
      if let call { texts[call] = (journal.name, text) }
    }
    return texts
  }

  /// The turns of the conversation before this one, which the ledger counts among them as far as it came.
  private func turns(before call: CallRecord, _ text: [UInt8]) async throws(LedgerError) -> [Message] {
    guard let id = call.intent.conversation, let conversation = try await context.ledger.storedConversation(id)
    else {
      return []
    }
    var turns = conversation.messages
    let own = [Message(.user, call.intent.prompt ?? ""), Message(.assistant, String(decoding: text, as: UTF8.self))]
    if turns.suffix(2) == own[...] { turns.removeLast(2) }
    return turns
  }
}
