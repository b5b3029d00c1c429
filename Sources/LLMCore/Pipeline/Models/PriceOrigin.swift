/// Where the prices of a run come from, as `llmctl models` says it.
struct PriceOrigin {
  private let isUpdated: Bool
  private let snapshot: String
  private let overrides: Int

  init(_ prices: PriceBook, at moment: Timestamp) {
    isUpdated = prices.isUpdated(at: moment)
    snapshot = prices.leading(at: moment).snapshotDay
    overrides = prices.overrideCount
  }

  /// A line with the sources, the one that counts most first.
  var text: String {
    var sources: [String] = []
    if overrides > 0 { sources.append("the configuration (\(overrides))") }
    if isUpdated { sources.append("'models update' (LiteLLM's list of \(snapshot))") }
    sources.append("the program (LiteLLM and genai-prices, \(PriceTable.compiledIn.snapshotDay))")
    return "prices: \(sources.joined(separator: ", then "))"
  }

  var json: JSONValue {
    .object([
      JSONMember("source", .string(isUpdated ? "update" : "program")), JSONMember("snapshot", .string(snapshot)),
      JSONMember("program_snapshot", .string(PriceTable.compiledIn.snapshotDay)),
      JSONMember("overrides", .integer(overrides)),
    ])
  }
}
