/// How a simulated provider behaves.
package struct ProviderTraits: Sendable {
  package enum HeaderStyle: Sendable { case none, openAI, anthropic }

  /// What goes wrong for a while.
  package enum Fault: Sendable, CaseIterable { case refusedConnection, serverError, overload, silence }

  package struct Outage: Sendable {
    var from: Duration
    var to: Duration
    var fault: Fault
  }

  package var limits: [HiddenLimit] = []
  /// Calls that it works on at once.
  package var concurrency: Int?
  package var headers = HeaderStyle.none
  /// Whether a rejection says how long to wait.
  package var tellsWait = true
  package var outages: [Outage] = []
  /// So many calls are answered before the account has no money left.
  package var money: Int?
  /// Calls of other machines in a minute, of the same limit.
  package var foreignCalls = 0.0
  /// The way of a request to the provider and of a short reply back.
  package var latency: ClosedRange<Duration> = .milliseconds(5)...(.milliseconds(60))
  /// From a request's arrival to the end of the answer.
  package var answer: ClosedRange<Duration> = .milliseconds(400)...(.milliseconds(2500))

  package init() {}
}
