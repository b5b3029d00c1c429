package import ArgumentParser
internal import LLMCore

/// Flags that say what to do when a provider cannot answer.
package struct PerseveranceOptions: ParsableArguments, Sendable {
  @Option(
    name: .customLong("max-wait"),
    help: ArgumentHelp(
      "Wait at most this long in all for rate limits and retries (default: 60 at a terminal, else 300); 0 never waits.",
      valueName: "seconds"))
  package var maxWait: Double?

  @Option(
    name: .customLong("min-quality"),
    help: ArgumentHelp("Ask no fallback of a lower quality than this.", valueName: "1-100"))
  package var minQuality: Int?

  @Flag(
    name: .customLong("share"), inversion: .prefixedNo,
    help: ArgumentHelp(
      "Share one answer with all who ask the same at the same moment (default: unless sampling makes answers differ).",
      visibility: .default))
  package var share: Bool?

  @Flag(name: .customLong("no-breaker"), help: "Ask also a server that just failed several times in a row.")
  package var noBreaker = false

  @Flag(
    name: .customLong("offline-ok"),
    help: "When nobody answers, print the newest complete answer to the same question from the ledger.")
  package var offlineOK = false

  package init() {}

  package func validate() throws {
    if let maxWait, !(0...86_400).contains(maxWait) {
      throw ValidationError("--max-wait takes a number of seconds from 0 to 86400.")
    }
    if let minQuality, !(1...100).contains(minQuality) {
      throw ValidationError("--min-quality takes a number from 1 to 100.")
    }
  }

  /// Whether the answer may be shared.
  var sharing: Sharing { share.map { $0 ? .always : .never } ?? .automatic }

  /// What was typed, as a plain value.
  var perseverance: Perseverance {
    var perseverance = Perseverance()
    perseverance.maxWait = maxWait.map { .milliseconds(Int($0 * 1000)) }
    perseverance.minQuality = minQuality
    perseverance.usesBreaker = !noBreaker
    perseverance.acceptsKeptAnswer = offlineOK
    return perseverance
  }
}
