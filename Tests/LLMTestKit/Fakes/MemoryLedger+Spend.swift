package import LLMCore
import Synchronization

extension MemoryLedger {
  package func reserve(
    _ claim: SpendClaim, in windows: @escaping @Sendable (Timestamp) -> [SpendWindow],
    admits: @escaping @Sendable ([SpendUse]) -> Bool
  ) async throws(LedgerError) -> SpendReservation {
    try check()
    return state.withLock { state in
      let startedAt = state.records.first { $0.id == claim.call }?.startedAt ?? self.startedAt
      let uses = windows(startedAt).map { Self.use(of: $0, state) }
      let isAdmitted = admits(uses)
      if isAdmitted { state.claims.append(claim) }
      return SpendReservation(isAdmitted: isAdmitted, uses: uses)
    }
  }

  package func uses(of windows: [SpendWindow]) async throws(LedgerError) -> [SpendUse] {
    try check()
    return state.withLock { state in windows.map { Self.use(of: $0, state) } }
  }

  package func spend(
    in stretches: [Range<Timestamp>], by split: SpendSplit, of scope: SpendScope
  ) async throws(LedgerError) -> [[SpendCell]] {
    try check()
    return state.withLock { state in
      stretches.map { stretch in
        state.records.filter { stretch.contains($0.startedAt) && $0.isIn(scope) }.map(\.cell)
      }
    }
  }

  package func conversationSpend(
    in stretch: Range<Timestamp>, limit: Int
  ) async throws(LedgerError) -> [ConversationSpend] {
    try check()
    var sums: [String: Spend] = [:]
    for record in records where stretch.contains(record.startedAt) {
      sums[record.intent.conversation ?? record.id.text, default: Spend()] += record.cell.spend
    }
    return sums.map { ConversationSpend(id: $0.key, title: nil, spend: $0.value) }
      .sorted { ($0.spend.spent, $0.id) > ($1.spend.spent, $1.id) }.prefix(limit).map { $0 }
  }

  package func latencies(in stretch: Range<Timestamp>) async throws(LedgerError) -> [LatencyCount] {
    try check()
    return records.compactMap { record in
      guard let outcome = record.outcome, outcome.verdict == .done, stretch.contains(record.startedAt) else {
        return nil
      }
      return LatencyCount(
        provider: record.intent.provider, model: record.intent.modelAsked,
        bucket: LatencyBucket(milliseconds: outcome.totalTime), calls: 1, total: outcome.totalTime)
    }
  }

  package func failures(in stretch: Range<Timestamp>) async throws(LedgerError) -> [FailureCount] {
    try check()
    return records.compactMap { record in
      guard let error = record.outcome?.errorCode, stretch.contains(record.startedAt) else { return nil }
      return FailureCount(provider: record.intent.provider, model: record.intent.modelAsked, error: error, calls: 1)
    }
  }

  package func glimpses(since moment: Timestamp) async throws(LedgerError) -> [CallGlimpse] {
    try check()
    return records.compactMap { record in
      guard let outcome = record.outcome, record.startedAt >= moment else { return nil }
      return CallGlimpse(
        startedAt: record.startedAt, duration: outcome.totalTime,
        hasFailed: outcome.verdict == .failed || outcome.verdict == .partial, input: outcome.usage.input,
        output: outcome.usage.output)
    }
  }

  package func callers(since moment: Timestamp) async throws(LedgerError) -> [ProcessIdentity] {
    try check()
    return []
  }

  package func firstSpend() async throws(LedgerError) -> Timestamp? {
    try check()
    return records.first?.startedAt
  }

  package func correct(_ id: CallID, _ charge: Charge) async throws(LedgerError) -> Bool {
    try check()
    return state.withLock { state in
      guard let row = state.records.firstIndex(where: { $0.id == id }), var outcome = state.records[row].outcome,
        outcome.charge?.basis != .told
      else { return false }
      outcome.charge = charge
      state.records[row].state = .closed(outcome)
      return true
    }
  }

  private static func use(of window: SpendWindow, _ state: State) -> SpendUse {
    var use = SpendUse()
    for record in state.records where window.stretch.contains(record.startedAt) && record.isIn(window.scope) {
      let spend = record.cell.spend
      use.spent += spend.spent + spend.possible
      use.spentTokens += spend.input + spend.output
    }
    for claim in state.claims {
      guard let record = state.records.first(where: { $0.id == claim.call }), record.outcome == nil,
        window.stretch.contains(record.startedAt), record.isIn(window.scope),
        !record.attempts.contains(where: { $0.number == claim.number })
      else { continue }
      use.reserved += claim.most
      use.reservedTokens += claim.tokens
    }
    return use
  }
}

extension CallRecord {
  /// What it adds to sums.
  fileprivate var cell: SpendCell {
    var spend = outcome.map { Spend($0) } ?? Spend()
    for attempt in attempts { spend += Spend(attempt) }
    var cell = SpendCell(provider: intent.provider, model: intent.modelAsked, spend: spend)
    (cell.command, cell.repository, cell.branch) = (intent.command, intent.repository ?? "", intent.branch ?? "")
    cell.tags = intent.tags.map { "\($0.name)=\($0.value.text ?? JSONWriter.text(of: $0.value))" }
    return cell
  }

  fileprivate func isIn(_ scope: SpendScope) -> Bool {
    let cell = cell
    return [
      (scope.provider, cell.provider), (scope.model, cell.model), (scope.command, cell.command),
      (scope.repository, cell.repository), (scope.branch, cell.branch),
    ].allSatisfy { $0.0 == nil || $0.0 == $0.1 } && (scope.tag.map { cell.tags.contains($0) } ?? true)
  }
}
