/// Where a call goes, as far as the shared state is concerned.
package struct CallRoute: Sendable, Equatable {
  /// Who shares a limit: a configured name, or host, credential and model. The credential is there as a hash.
  package var pool: String
  /// Who fails together: the origin of the server.
  package var host: String
  package var model: String
  /// Whether the server is on this machine. One that does not run costs nothing to ask, and may be started any moment.
  package var isLocal: Bool
  /// Whether an open breaker counts.
  package var usesBreaker: Bool
  /// Limits from the configuration.
  package var limits: ConfiguredLimits

  package init(
    pool: String, host: String, model: String, isLocal: Bool, usesBreaker: Bool = true,
    limits: ConfiguredLimits = ConfiguredLimits()
  ) {
    self.pool = pool
    self.host = host
    self.model = model
    self.isLocal = isLocal
    self.usesBreaker = usesBreaker
    self.limits = limits
  }

  /// Names one model of one server.
  package var endpoint: String { "\(host) \(model)" }
}
