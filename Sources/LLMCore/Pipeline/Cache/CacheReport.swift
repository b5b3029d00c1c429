/// Prints what the response cache holds and what it was good for.
package struct CacheReport: Sendable {
  private let context: AppContext

  package init(context: AppContext) { self.context = context }

  /// Throws `LLMError` where the cache cannot be read.
  package func run(asJSON: Bool) async throws(LLMError) -> ExitCode {
    let statistics: CacheStatistics
    do throws(CacheError) { statistics = try await context.cache.statistics() } catch { throw error.failure }
    let output = OutputWriter(console: context.console)
    if asJSON { try output.show(json(statistics)) } else { try output.show(text(statistics)) }
    return .complete
  }

  // MARK: For people

  private func text(_ statistics: CacheStatistics) -> String {
    guard statistics.hits + statistics.misses > 0 else {
      return "The response cache is empty: no answer was kept yet.\n"
    }
    let heading = ["MODEL", "ENTRIES", "SIZE", "HITS", "MISSES", "HIT RATE", "SAVED"]
    let rows = statistics.models.map { model in
      [
        SafeText.line("\(model.provider)/\(model.model)").text, String(model.entries), model.bytes.shownBytes,
        String(model.hits), String(model.misses), Self.rate(model.hits, model.misses),
        Self.saved(model.saved, model.unpriced),
      ]
    }
    let sum = [
      "all", String(statistics.entries), statistics.bytes.shownBytes, String(statistics.hits),
      String(statistics.misses), Self.rate(statistics.hits, statistics.misses),
      Self.saved(statistics.saved, statistics.unpriced),
    ]
    var text = AlignedColumns([heading] + rows + (rows.count > 1 ? [sum] : []), numbers: 1..<7).text
    text += "At most \(statistics.sizeLimit.shownBytes)"
    if let oldest = statistics.oldest {
      let age = Duration.milliseconds(max(0, context.time.now().milliseconds - oldest.milliseconds))
      text += "; the oldest entry is \(age.spoken) old"
    }
    if let path = Folders(context.environment)?.responses { text += "; in \(SafeText.line(path).text)" }
    return text + ".\n"
  }

  /// Hits that have no price saved something as well.
  private static func saved(_ money: Money, _ unpriced: Int) -> String { money.shown + (unpriced > 0 ? "+" : "") }

  private static func rate(_ hits: Int, _ misses: Int) -> String {
    hits + misses > 0 ? "\(hits * 100 / (hits + misses)) %" : "-"
  }

  // MARK: For programs

  private func json(_ statistics: CacheStatistics) -> JSONValue {
    .object(
      [JSONMember("version", .integer(1)), JSONMember("type", .string("cache_stats"))]
        + members(
          entries: statistics.entries, bytes: statistics.bytes, hits: statistics.hits, misses: statistics.misses,
          saved: statistics.saved, unpriced: statistics.unpriced)
        + [
          JSONMember("size_limit", .integer(statistics.sizeLimit)),
          JSONMember("oldest", .optional(statistics.oldest?.rfc3339)),
          JSONMember("path", .optional(Folders(context.environment)?.responses)),
          JSONMember("models", .array(statistics.models.map(model))),
        ])
  }

  private func model(_ model: CacheStatistics.Model) -> JSONValue {
    .object(
      [JSONMember("provider", .string(model.provider)), JSONMember("model", .string(model.model))]
        + members(
          entries: model.entries, bytes: model.bytes, hits: model.hits, misses: model.misses, saved: model.saved,
          unpriced: model.unpriced))
  }

  /// Of no calls at all there is no hit rate.
  private func members(
    entries: Int, bytes: Int, hits: Int, misses: Int, saved: Money, unpriced: Int
  ) -> [JSONMember] {
    [
      JSONMember("entries", .integer(entries)), JSONMember("bytes", .integer(bytes)),
      JSONMember("hits", .integer(hits)), JSONMember("misses", .integer(misses)),
      JSONMember("hit_percent", hits + misses > 0 ? .integer(hits * 100 / (hits + misses)) : .null),
      JSONMember("saved_usd", saved.json), JSONMember("unpriced_hits", .integer(unpriced)),
    ]
  }
}
