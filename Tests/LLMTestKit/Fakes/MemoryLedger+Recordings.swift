package import LLMCore

/// Recordings stay with the rows they came with.
extension MemoryLedger {
  package func recording(of id: CallID) async throws(LedgerError) -> CallRecording? {
    try check()
    guard let record = records.first(where: { $0.id == id }), let question = record.intent.question else { return nil }
    var recording = CallRecording(question: question)
    for attempt in record.attempts { recording.exchanges[attempt.number] = attempt.exchange }
    if let outcome = record.outcome { recording.exchanges[outcome.attempts] = outcome.exchange }
    return recording
  }

  package func calls(_ query: CallQuery) async throws(LedgerError) -> [CallRecord] {
    try check()
    let fitting = records.reversed().filter { record in
      (query.call == nil || query.call == record.id)
        && (query.model == nil || query.model == record.intent.modelAsked)
        && (query.command == nil || query.command == record.intent.command)
        && (query.replaysOf == nil || query.replaysOf == record.intent.replayOf)
        && query.tags.allSatisfy(record.intent.tags.contains)
        && (query.text.map { record.intent.prompt?.contains($0) == true } ?? true)
    }
    return Array(fitting.prefix(query.limit))
  }

  package func prune(_ order: PruningOrder) async throws(LedgerError) -> PrunedRecordings {
    try check()
    return PrunedRecordings(calls: 0, bytes: 0)
  }

  package func recordingStatistics(countingTexts: Bool) async throws(LedgerError) -> RecordingStatistics {
    try check()
    let kept = records.filter { $0.intent.question != nil }
    return RecordingStatistics(calls: kept.count, bytes: 0, oldest: kept.first?.startedAt)
  }
}
