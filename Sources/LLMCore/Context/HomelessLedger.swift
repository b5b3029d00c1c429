/// Stands in where the environment names no home for a ledger.
package struct HomelessLedger: Ledger {
  private static let error = LedgerError.unavailable("neither HOME nor LLMCTL_HOME is set")

  package init() {}

  package var schemaVersion: Int? { nil }
  package func open(_ intent: CallIntent) async throws(LedgerError) -> CallID { throw Self.error }
  package func add(_ attempt: AttemptRecord, to id: CallID) async throws(LedgerError) { throw Self.error }
  package func close(_ id: CallID, _ outcome: CallOutcome) async throws(LedgerError) { throw Self.error }
  package func recent(limit: Int) async throws(LedgerError) -> [CallRecord] { throw Self.error }
  package func call(_ reference: String) async throws(LedgerError) -> CallRecord? { throw Self.error }
  package func answer(toContent hash: String) async throws(LedgerError) -> KeptAnswer? { throw Self.error }
  package func promptUses(of name: String, since moment: Timestamp) async throws(LedgerError) -> [PromptUse] {
    throw Self.error
  }

  package func recording(of id: CallID) async throws(LedgerError) -> CallRecording? { throw Self.error }
  package func calls(_ query: CallQuery) async throws(LedgerError) -> [CallRecord] { throw Self.error }
  package func prune(_ order: PruningOrder) async throws(LedgerError) -> PrunedRecordings { throw Self.error }
  package func recordingStatistics(countingTexts: Bool) async throws(LedgerError) -> RecordingStatistics {
    throw Self.error
  }

  package func storedConversation(_ reference: String?) async throws(LedgerError) -> ConversationRecord? {
    throw Self.error
  }
  package func conversations(
    containing text: String?, limit: Int
  ) async throws(LedgerError) -> [ConversationSummary] { throw Self.error }
  package func rename(_ id: String, to name: String?) async throws(LedgerError) { throw Self.error }
  package func fork(
    _ id: String, keeping range: ClosedRange<Int>?, summary: String?
  ) async throws(LedgerError) -> String { throw Self.error }
  package func adopt(_ call: CallID, answer: String) async throws(LedgerError) { throw Self.error }

  package func reserve(
    _ claim: SpendClaim, in windows: @escaping @Sendable (Timestamp) -> [SpendWindow],
    admits: @escaping @Sendable ([SpendUse]) -> Bool
  ) async throws(LedgerError) -> SpendReservation { throw Self.error }
  package func uses(of windows: [SpendWindow]) async throws(LedgerError) -> [SpendUse] { throw Self.error }
  package func spend(
    in stretches: [Range<Timestamp>], by split: SpendSplit, of scope: SpendScope
  ) async throws(LedgerError) -> [[SpendCell]] { throw Self.error }
  package func conversationSpend(
    in stretch: Range<Timestamp>, limit: Int
  ) async throws(LedgerError) -> [ConversationSpend] { throw Self.error }
  package func latencies(in stretch: Range<Timestamp>) async throws(LedgerError) -> [LatencyCount] { throw Self.error }
  package func failures(in stretch: Range<Timestamp>) async throws(LedgerError) -> [FailureCount] { throw Self.error }
  package func glimpses(since moment: Timestamp) async throws(LedgerError) -> [CallGlimpse] { throw Self.error }
  package func callers(since moment: Timestamp) async throws(LedgerError) -> [ProcessIdentity] { throw Self.error }
  package func firstSpend() async throws(LedgerError) -> Timestamp? { throw Self.error }
  package func correct(_ id: CallID, _ charge: Charge) async throws(LedgerError) -> Bool { throw Self.error }
}
