/// Takes old recordings away, once a day and behind an answer, so that nobody has to think of it.
struct RecordingUpkeep: Sendable {
  /// Nobody waits for more than these; the rest goes on the days that follow.
  private static let mostCalls = 5000

  let context: AppContext
  let reporter: Reporter

  /// Failures are told with `-v` alone: whoever closes the row next meets them as well.
  func run(_ retention: RecordingSettings) async {
    guard retention.age != nil || retention.mostBytes != nil else { return }
    var order = PruningOrder(mostBytes: retention.mostBytes?.value)
    order.before = retention.age.map { context.time.now() - $0 }
    (order.isRoutine, order.mostCalls) = (true, Self.mostCalls)
    do {
      let pruned = try await context.ledger.prune(order)
      if pruned.calls > 0 {
        reporter.detail(
          "the recordings of \(pruned.calls) calls were taken away, being old or too many ('recordings' in the configuration)"
        )
      }
    } catch {
      reporter.detail("old recordings could not be taken away: \(error.sentence)")
    }
  }
}
