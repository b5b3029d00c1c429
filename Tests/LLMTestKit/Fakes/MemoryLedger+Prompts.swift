package import LLMCore

extension MemoryLedger {
  package func promptUses(of name: String, since moment: Timestamp) async throws(LedgerError) -> [PromptUse] {
    try check()
    return records.compactMap { record in
      guard let version = record.intent.promptVersion, version.name == name, record.startedAt >= moment,
        let outcome = record.outcome, outcome.exitCode != .refusedBeforeSending
      else { return nil }
      var use = PromptUse(
        version: version, command: record.intent.command, verdict: outcome.verdict,
        form: outcome.reading.flatMap(PromptUse.Form.init), duration: outcome.totalTime)
      let charges = record.attempts.map(\.charge) + [outcome.charge]
      use.cost = charges.reduce(Money.zero as Money?) { sum, charge in
        guard let sum, let charge, charge.basis != .unpriced else { return nil }
        return sum + charge.amount
      }
      let usage = record.attempts.reduce(outcome.usage) { $0.adding($1.usage) }
      (use.input, use.output, use.isFromCache) = (usage.input, usage.output, outcome.isFromCache)
      use.isReplay = record.intent.replayOf != nil
      return use
    }
  }
}
