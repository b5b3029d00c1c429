/// Finds, forks and names conversations of the ledger, with its failures as errors for a person.
struct Conversations: Sendable {
  private let context: AppContext
  private let reporter: Reporter

  init(context: AppContext, reporter: Reporter) { (self.context, self.reporter) = (context, reporter) }

  /// The conversation that an invocation asks to go on with; nil where it asks for none.
  ///
  /// Throws `LLMError` of kind `inputMissing` where there is none.
  func find(_ invocation: ChatInvocation) async throws(LLMError) -> ConversationRecord? {
    guard invocation.continuesLast || invocation.conversation != nil else { return nil }
    return try await find(invocation.conversation)
  }

  /// A conversation by its id, the start of it, or its name; the newest one without. What a killed process left of an answer in
  /// it is taken in.
  ///
  /// Throws `LLMError` of kind `inputMissing` where there is none.
  func find(_ reference: String?) async throws(LLMError) -> ConversationRecord {
    let found = try await attempt("go on with a conversation") { () throws(LedgerError) -> ConversationRecord? in
      guard let found = try await context.ledger.storedConversation(reference) else { return nil }
      let left = PartialAnswers(context: context).left(of: found)
      if left.isEmpty { return found }
      for answer in left {
        try await context.ledger.adopt(answer.call, answer: String(decoding: answer.text, as: UTF8.self))
        context.journals.remove(answer.journal)
      }
      return try await context.ledger.storedConversation(found.id)
    }
    if let found { return found }
    throw LLMError(
      .inputMissing, reference.map { "there is no conversation '\($0)'" } ?? "there is no conversation to go on with",
      advice: "'llmctl replay list' shows what there is")
  }

  /// The same turns, or some of them, in a conversation of its own.
  ///
  /// Throws `LLMError` where the ledger cannot be used.
  func fork(
    _ conversation: ConversationRecord, keeping range: ClosedRange<Int>?, summary: String? = nil
  ) async throws(LLMError) -> ConversationRecord {
    let id = try await attempt("fork the conversation") { () throws(LedgerError) in
      try await context.ledger.fork(conversation.id, keeping: range, summary: summary)
    }
    return try await find(id)
  }

  /// Names a conversation. Throws `LLMError` where the name is taken or the ledger cannot be used.
  func rename(_ id: String, to name: String) async throws(LLMError) {
    try await attempt("name the conversation") { () throws(LedgerError) in
      try await context.ledger.rename(id, to: name)
    }
  }

  /// The newest conversations, or those in which a text stands. Throws `LLMError` where the ledger cannot be used.
  func list(_ text: String?, limit: Int) async throws(LLMError) -> [ConversationSummary] {
    try await attempt("list conversations") { () throws(LedgerError) in
      try await context.ledger.conversations(containing: text, limit: limit)
    }
  }

  /// The model a conversation was held with. A provider that has left the configuration is not replaced in silence: the
  /// earlier turns would go to somebody else.
  ///
  /// Throws `LLMError` of kind `configuration` where its provider is gone.
  static func model(of earlier: ConversationRecord, _ settings: Settings) throws(LLMError) -> String? {
    guard !earlier.model.isEmpty else { return nil }
    let provider = earlier.model.prefix { $0 != "/" }
    guard settings.providers.isEmpty || settings.provider(named: String(provider)) != nil else {
      throw LLMError(
        .configuration, "the conversation's provider '\(provider)' is not configured any more",
        advice: "Name a model to go on with, as in -m PROVIDER/MODEL")
    }
    return earlier.model
  }

  private func attempt<Value>(
    _ what: String, _ body: () async throws(LedgerError) -> Value
  ) async throws(LLMError) -> Value {
    do throws(LedgerError) {
      return try await body()
    } catch {
      throw LLMError(.inputMissing, "cannot \(what): \(error.sentence)")
    }
  }
}
