/// The limits of a provider as the configuration gives them; nil where it does not.
package struct ConfiguredLimits: Sendable, Equatable {
  /// Units per minute.
  package var requests: Int?
  package var tokens: Int?
  package var inputTokens: Int?
  package var outputTokens: Int?
  /// Requests that may leave at once after a rest.
  package var burst: Int?
  /// Calls on their way at once.
  package var concurrency: Int?

  package init() {}
}
