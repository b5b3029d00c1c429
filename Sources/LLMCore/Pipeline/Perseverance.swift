/// What a person typed about failures: how long to wait, and what to put up with.
package struct Perseverance: Sendable, Equatable {
  /// How long a call may wait in all; nil for what is configured.
  package var maxWait: Duration?
  package var usesBreaker = true
  package var minQuality: Int?
  package var acceptsKeptAnswer = false

  package init() {}
}
