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
}
