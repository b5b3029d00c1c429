package import LLMCore
import Synchronization

/// A ledger that forgets at the end of the test.
package final class MemoryLedger: Ledger {
  struct State {
    var records: [CallRecord] = []
    var conversations = MemoryConversations()
    /// What is set aside; a claim counts until its try is recorded.
    var claims: [SpendClaim] = []
    var failure: LedgerError?
  }

  let startedAt: Timestamp
  let state: Mutex<State>

  /// An empty ledger; with a `failure`, one that throws it at everything.
  package init(failure: LedgerError? = nil, startedAt: Timestamp = Timestamp(milliseconds: 1_763_694_245_678)) {
    self.startedAt = startedAt
    state = Mutex(State(failure: failure))
  }

  /// Every row, the oldest first.
  package var records: [CallRecord] { state.withLock { $0.records } }

  /// From now on everything fails with this; nil mends it.
  package func fail(with failure: LedgerError?) { state.withLock { $0.failure = failure } }

  package var schemaVersion: Int? { 7 }

  package func open(_ intent: CallIntent) async throws(LedgerError) -> CallID {
    try check()
    return state.withLock { state in
      let digits = String(state.records.count + 1)
      let id = CallID("01TESTCALL" + String(repeating: "0", count: 16 - digits.count) + digits)
      var intent = intent
      intent.conversation = intent.conversation ?? id.text
      let startedAt = Timestamp(milliseconds: startedAt.milliseconds + Int64(state.records.count))
      state.records.append(CallRecord(id: id, startedAt: startedAt, intent: intent, state: .running))
      if intent.prompt != nil, let conversation = intent.conversation { state.conversations.add(id, to: conversation) }
      return id
    }
  }

  package func add(_ attempt: AttemptRecord, to id: CallID) async throws(LedgerError) {
    try check()
    let isKnown = state.withLock { state in
      guard let row = state.records.firstIndex(where: { $0.id == id }) else { return false }
      state.records[row].attempts.append(attempt)
      return true
    }
    guard isKnown else { throw .unavailable("no row \(id.text) was opened") }
  }

  package func close(_ id: CallID, _ outcome: CallOutcome) async throws(LedgerError) {
    try check()
    let isKnown = state.withLock { state in
      guard let row = state.records.firstIndex(where: { $0.id == id }) else { return false }
      state.records[row].state = .closed(outcome)
      return true
    }
    guard isKnown else { throw .unavailable("no row \(id.text) was opened") }
  }

  package func recent(limit: Int) async throws(LedgerError) -> [CallRecord] {
    try check()
    return records.suffix(limit).reversed()
  }

  package func call(_ reference: String) async throws(LedgerError) -> CallRecord? {
    try check()
    if reference == "last" { return records.last }
    let fitting = records.filter { $0.id.text.hasPrefix(reference) }
    guard fitting.count <= 1 else { throw .ambiguous(reference) }
    return fitting.first
  }

  package func answer(toContent hash: String) async throws(LedgerError) -> KeptAnswer? {
    try check()
    let found = records.last { $0.intent.contentHash == hash && $0.outcome?.verdict == .done }
    guard let found, let text = found.outcome?.answer else { return nil }
    return KeptAnswer(
      id: found.id, startedAt: found.startedAt,
      model: found.outcome?.servedBy ?? "\(found.intent.provider)/\(found.intent.modelAsked)", text: text)
  }

  func check() throws(LedgerError) {
    if let failure = state.withLock({ $0.failure }) { throw failure }
  }
}

extension CallRecord {
  /// What came of the call, once its row is closed.
  package var outcome: CallOutcome? {
    guard case .closed(let outcome) = state else { return nil }
    return outcome
  }
}
