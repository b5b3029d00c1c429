/// A ledger into which no key in play is ever written, whoever sent it: neither a person's prompt nor a server's answer.
package struct MaskedLedger: Ledger {
  private let inner: any Ledger
  private let keys: KeysInPlay

  package init(_ inner: any Ledger, hiding keys: KeysInPlay) { (self.inner, self.keys) = (inner, keys) }

  private func masked(_ text: String) -> String { keys.mask.maskedExactly(text) }

  private func masked(_ question: RecordedQuestion) -> RecordedQuestion {
    var question = question.mapTexts(masked)
    question.request.model = masked(question.request.model)
    return question
  }

  /// Where a key stood, as many asterisks stand, so that what came in which piece stays true.
  private func masked(_ exchange: RecordedExchange) -> RecordedExchange {
    let mask = keys.mask
    var exchange = exchange
    exchange.url = masked(exchange.url)
    exchange.requestHeaders = exchange.requestHeaders.map { HTTPHeader($0.name, masked($0.value)) }
    exchange.replyHeaders = exchange.replyHeaders.map { HTTPHeader($0.name, masked($0.value)) }
    exchange.requestBody = mask.blotted(exchange.requestBody)
    exchange.requestTexts = exchange.requestTexts.map { String(decoding: mask.blotted(Array($0.utf8)), as: UTF8.self) }
    exchange.replyBody = mask.blotted(exchange.replyBody)
    exchange.breakage = exchange.breakage.map(masked)
    return exchange
  }

  // MARK: What is written

  package func open(_ intent: CallIntent) async throws(LedgerError) -> CallID {
    var intent = intent
    intent.prompt = intent.prompt.map(masked)
    intent.system = intent.system.map(masked)
    intent.question = intent.question.map(masked)
    intent.modelAsked = masked(intent.modelAsked)
    intent.tags = intent.tags.map { tag in
      JSONMember(masked(tag.name), tag.value.text.map { .string(masked($0)) } ?? tag.value)
    }
    return try await inner.open(intent)
  }

  package func add(_ attempt: AttemptRecord, to id: CallID) async throws(LedgerError) {
    var attempt = attempt
    attempt.requestID = attempt.requestID.map(masked)
    attempt.exchange = attempt.exchange.map(masked)
    try await inner.add(attempt, to: id)
  }

  package func close(_ id: CallID, _ outcome: CallOutcome) async throws(LedgerError) {
    var outcome = outcome
    let answer = outcome.answer.map(masked)
    // In a stream a key stands in pieces, which nobody finds.
    if answer != outcome.answer { outcome.exchange?.withholdReply() }
    outcome.answer = answer
    outcome.exchange = outcome.exchange.map(masked)
    outcome.toolCalls = outcome.toolCalls.map { call in
      ToolCall(id: masked(call.id), name: masked(call.name), arguments: masked(call.arguments))
    }
    outcome.requestID = outcome.requestID.map(masked)
    outcome.modelServed = outcome.modelServed.map(masked)
    outcome.finishReason = outcome.finishReason.map(masked)
    try await inner.close(id, outcome)
  }

  package func rename(_ id: String, to name: String?) async throws(LedgerError) {
    try await inner.rename(id, to: name.map(masked))
  }

  package func fork(
    _ id: String, keeping range: ClosedRange<Int>?, summary: String?
  ) async throws(LedgerError) -> String {
    try await inner.fork(id, keeping: range, summary: summary.map(masked))
  }

  package func adopt(_ call: CallID, answer: String) async throws(LedgerError) {
    try await inner.adopt(call, answer: masked(answer))
  }

  // MARK: What is read

  package var schemaVersion: Int? { inner.schemaVersion }

  package func recent(limit: Int) async throws(LedgerError) -> [CallRecord] { try await inner.recent(limit: limit) }

  package func call(_ reference: String) async throws(LedgerError) -> CallRecord? { try await inner.call(reference) }

  package func answer(toContent hash: String) async throws(LedgerError) -> KeptAnswer? {
    try await inner.answer(toContent: hash)
  }

  package func promptUses(of name: String, since moment: Timestamp) async throws(LedgerError) -> [PromptUse] {
    try await inner.promptUses(of: name, since: moment)
  }

  package func storedConversation(_ reference: String?) async throws(LedgerError) -> ConversationRecord? {
    try await inner.storedConversation(reference)
  }

  package func conversations(
    containing text: String?, limit: Int
  ) async throws(LedgerError) -> [ConversationSummary] {
    try await inner.conversations(containing: text, limit: limit)
  }

  package func recording(of id: CallID) async throws(LedgerError) -> CallRecording? {
    try await inner.recording(of: id)
  }

  package func calls(_ query: CallQuery) async throws(LedgerError) -> [CallRecord] { try await inner.calls(query) }

  package func prune(_ order: PruningOrder) async throws(LedgerError) -> PrunedRecordings {
    try await inner.prune(order)
  }

  package func recordingStatistics(countingTexts: Bool) async throws(LedgerError) -> RecordingStatistics {
    try await inner.recordingStatistics(countingTexts: countingTexts)
  }

  // MARK: What was spent: figures, and names that were masked when calls were opened

  package func reserve(
    _ claim: SpendClaim, in windows: @escaping @Sendable (Timestamp) -> [SpendWindow],
    admits: @escaping @Sendable ([SpendUse]) -> Bool
  ) async throws(LedgerError) -> SpendReservation {
    try await inner.reserve(claim, in: windows, admits: admits)
  }

  package func uses(of windows: [SpendWindow]) async throws(LedgerError) -> [SpendUse] {
    try await inner.uses(of: windows)
  }

  package func spend(
    in stretches: [Range<Timestamp>], by split: SpendSplit, of scope: SpendScope
  ) async throws(LedgerError) -> [[SpendCell]] { try await inner.spend(in: stretches, by: split, of: scope) }

  package func conversationSpend(
    in stretch: Range<Timestamp>, limit: Int
  ) async throws(LedgerError) -> [ConversationSpend] { try await inner.conversationSpend(in: stretch, limit: limit) }

  package func latencies(in stretch: Range<Timestamp>) async throws(LedgerError) -> [LatencyCount] {
    try await inner.latencies(in: stretch)
  }

  package func failures(in stretch: Range<Timestamp>) async throws(LedgerError) -> [FailureCount] {
    try await inner.failures(in: stretch)
  }

  package func glimpses(since moment: Timestamp) async throws(LedgerError) -> [CallGlimpse] {
    try await inner.glimpses(since: moment)
  }

  package func callers(since moment: Timestamp) async throws(LedgerError) -> [ProcessIdentity] {
    try await inner.callers(since: moment)
  }

  package func firstSpend() async throws(LedgerError) -> Timestamp? { try await inner.firstSpend() }

  package func correct(_ id: CallID, _ charge: Charge) async throws(LedgerError) -> Bool {
    try await inner.correct(id, charge)
  }
}
