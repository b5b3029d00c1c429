package import ArgumentParser
internal import LLMCore

/// Flags about answers that were given before.
package struct CacheOptions: ParsableArguments, Sendable {
  @Flag(name: .customLong("no-cache"), help: "Ask anew, and keep no answer for those who ask the same later.")
  package var noCache = false

  @Flag(name: .customLong("cache-only"), help: "Send nothing; exit with 3 unless the answer is kept from before.")
  package var cacheOnly = false

  @Flag(
    name: .customLong("cache"),
    help: ArgumentHelp(
      """
      Use kept answers also where sampling makes answers differ (default: only with a seed, or a temperature of at most \
      \(CachePolicy.warmest)).
      """,
      visibility: .default))
  package var cache = false

  @Option(
    name: .customLong("cache-ttl"),
    help: ArgumentHelp(
      "How long an answer holds, and how old one may be (default: by --task; an hour).", valueName: "15m|2h|7d"))
  package var cacheTTL: Lifetime?

  package init() {}

  package func validate() throws {
    if noCache {
      for (isGiven, name) in [(cacheOnly, "--cache-only"), (cache, "--cache"), (cacheTTL != nil, "--cache-ttl")]
      where isGiven {
        throw ValidationError("--no-cache and \(name) contradict each other.")
      }
    }
  }

  /// Throws `ValidationError` where the cache is asked for by name, and the other flags leave it out.
  func check(
    _ isLogged: Bool, hasTools: Bool = false, isResumed: Bool = false, _ task: TaskClass?
  ) throws {
    guard let name = cacheOnly ? "--cache-only" : cache ? "--cache" : cacheTTL != nil ? "--cache-ttl" : nil else {
      return
    }
    if !isLogged { throw ValidationError("\(name) and --no-log contradict each other: nothing of the call is kept.") }
    if task == .live {
      throw ValidationError("\(name) and --task live contradict each other: what is true just now is not kept.")
    }
    if hasTools { throw ValidationError("\(name) and --tools contradict each other: calls of tools are not kept.") }
    if isResumed {
      throw ValidationError("\(name) and --resume-partial contradict each other: half of an answer is not kept.")
    }
  }

  /// What was typed, as a plain value.
  var use: CacheUse {
    var use = CacheUse()
    use.mode = noCache ? .never : cacheOnly ? .only : cache ? .always : .automatic
    use.lifetime = cacheTTL?.duration
    return use
  }
}
