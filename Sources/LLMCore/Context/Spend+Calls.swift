extension Spend {
  /// What a closed call adds: itself, and what its last try was charged. One that was held back before it was sent is none.
  package init(_ outcome: CallOutcome) {
    self.init()
    guard outcome.exitCode != .refusedBeforeSending else { return }
    calls = 1
    failures = [.failed, .refused, .partial].contains(outcome.verdict) ? 1 : 0
    cacheHits = outcome.isFromCache ? 1 : 0
    add(outcome.charge ?? Charge(.unpriced, usage: outcome.usage))
  }

  /// What a try adds that was followed by another one.
  package init(_ attempt: AttemptRecord) {
    self.init()
    retries = 1
    add(attempt.charge ?? Charge(.unpriced, usage: attempt.usage))
  }

  /// What a call adds whose process was killed, so that nobody knows whether and what it was charged.
  package init(lost most: Money) {
    self.init()
    calls = 1
    failures = 1
    possible = most
  }

  /// What a closed call cost with all of its tries; nothing where it is not closed.
  package init(_ call: CallRecord) {
    self.init()
    guard case .closed(let outcome) = call.state else { return }
    self += Spend(outcome)
    for attempt in call.attempts { self += Spend(attempt) }
  }

  /// What putting one charge in the place of another changes.
  package init(replacing old: Charge, by new: Charge) {
    self.init()
    var before = Spend()
    before.add(old)
    add(new)
    self -= before
  }

  private mutating func add(_ charge: Charge) {
    switch charge.basis {
    case .told: told += charge.amount
    case .estimated: estimated += charge.amount
    case .possible: possible += charge.amount
    case .free: break
    case .unpriced: unpriced += 1
    }
    saved += charge.saved
    uncachedInput += charge.usage.uncachedInput ?? 0
    cacheRead += charge.usage.cacheRead ?? 0
    cacheWriteShort += charge.usage.cacheWriteShort ?? 0
    cacheWriteLong += charge.usage.cacheWriteLong ?? 0
    textOutput += charge.usage.textOutput ?? 0
    reasoningOutput += charge.usage.reasoningOutput ?? 0
  }
}
