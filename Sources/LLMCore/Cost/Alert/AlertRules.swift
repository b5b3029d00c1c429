/// When something is out of the ordinary: pure rules over what the ledger tells.
package enum AlertRules {
  /// Spending of the last hour that is not yet worth a word, whatever was usual.
  private static let leastSpending = Money(femtodollars: 10_000_000_000_000)
  /// In thousandths of what is usual for an hour.
  private static let spendingLimit = 1500
  /// Milliseconds that 95 of 100 answers may take, over five minutes.
  private static let latencyLimit = 10_000
  /// In thousandths of calls, over ten minutes.
  private static let failureLimit = 50
  /// Fewer calls than this tell nothing of percentiles and rates.
  private static let leastCalls = 5

  /// What was spent in an hour against the hours before: above one and a half times the mean of those in which anything was spent.
  ///
  /// - Parameters:
  ///   - last: of the last sixty minutes.
  ///   - hours: of the hours before it, a week back.
  ///   - event: names the hour.
  package static func spending(last: Money, hours: [Money], event: String) -> Alert? {
    let busy = hours.filter { $0 > .zero }
    // Of a ledger that has only just begun, nobody knows what is usual.
    guard busy.count >= leastCalls, last > leastSpending else { return nil }
    let mean = Money(femtodollars: busy.reduce(.zero) { $0 + $1 }.femtodollars / Int128(busy.count))
    guard last > mean.times(permille: spendingLimit) else { return nil }
    return Alert(
      .spending, "\(last.shown) were spent in the last hour; an hour with calls usually costs \(mean.shown)",
      event: event)
  }

  /// Calls of the last five minutes whose 95th percentile is above ten seconds.
  package static func latency(_ calls: [CallGlimpse], event: String) -> Alert? {
    let times = calls.filter { !$0.hasFailed }.map(\.duration).sorted()
    guard times.count >= leastCalls else { return nil }
    // The nearest rank.
    let p95 = times[(times.count * 95 + 99) / 100 - 1]
    guard p95 > latencyLimit else { return nil }
    return Alert(
      .latency, "95 of 100 answers of the last 5 minutes took up to \(p95 / 1000).\(p95 / 100 % 10) s", event: event)
  }

  /// Calls of the last ten minutes of which more than 5 % failed.
  package static func failures(_ calls: [CallGlimpse], event: String) -> Alert? {
    let failed = calls.filter(\.hasFailed).count
    guard calls.count >= leastCalls, failed * 1000 > calls.count * failureLimit else { return nil }
    return Alert(.failures, "\(failed) of \(calls.count) calls of the last 10 minutes failed", event: event)
  }

  /// Answers that became much shorter for what is asked.
  ///
  /// - Parameter calls: of the last seven days.
  package static func completionRatio(_ calls: [CallGlimpse], at now: Timestamp, event: String) -> Alert? {
    let told = calls.compactMap { call -> CompletionRatio.Call? in
      guard let input = call.input, let output = call.output else { return nil }
      return CompletionRatio.Call(moment: call.startedAt, input: input, output: output)
    }
    guard let ratio = CompletionRatio(of: told, at: now), ratio.hasDropped else { return nil }
    return Alert(
      .completionRatio,
      "the last \(CompletionRatio.leastCalls) answers have \(ratio.recent) tokens for 1000 of the prompt; "
        + "usual are \(ratio.usual)", event: event)
  }

  /// A budget of which more than its mark is used.
  ///
  /// - Parameter window: names its window.
  package static func budget(_ budget: Budget, _ use: SpendUse, window: String) -> Alert? {
    let permille = budget.permille(use)
    guard permille > budget.warnsAt * 10 else { return nil }
    return Alert(
      .budget,
      "budget '\(budget.name)' is \(permille >= 1000 ? "used up" : "at \(permille / 10) %"): "
        + "\(budget.used(use)) of \(budget.shownLimit)",
      event: "\(budget.name)-\(window)-\(permille >= 1000 ? "over" : "warning")")
  }
}
