/// A model that can be asked, with what is known of it.
struct ListedModel: Sendable, Equatable {
  /// Where its name comes from.
  enum Origin: String, Sendable {
    /// The configuration names it.
    case configured
    /// It is the usual one of a provider that has a key.
    case usual
    /// Its server says so.
    case remote
    /// It is in the list of prices.
    case listed
  }

  /// As `-m` takes it.
  var name: String
  var aliases: [String] = []
  var origin: Origin
  var capabilities = ModelCapabilities()
  /// Money for a token, where the table has it.
  var inputRate: Money?
  var outputRate: Money?
  /// The day from which on it is no longer served, such as 20261130.
  var retirement: UInt32?
  /// Whether it runs on this machine, where a token costs nothing.
  var isLocal = false

  /// What it is able to do, in words.
  var abilities: [String] {
    let known: [(String, Bool?)] = [
      ("images", capabilities.seesImages), ("pdf", capabilities.readsDocuments), ("tools", capabilities.takesTools),
      ("schema", capabilities.schema.map { $0 == .schema }),
      ("reasoning", capabilities.reasoningLevels.map { !$0.isEmpty } ?? capabilities.thinking.map { _ in true }),
      ("cache", capabilities.takesCacheMarks), ("prefill", capabilities.takesPrefill),
    ]
    return known.compactMap { $1 == true ? $0 : nil }
  }

  /// Takes over what the table of prices says of it.
  mutating func price(_ price: ModelPrice?, at now: Timestamp) {
    guard let price else { return }
    let rates = price.variant(promptTokens: 0, under: CallTerms(at: now))?.rates
    (inputRate, outputRate) = (rates?.billing(.input)?.rate, rates?.billing(.output)?.rate)
    retirement = price.retirement
  }

  var json: JSONValue {
    .object([
      JSONMember("name", .string(name)), JSONMember("aliases", .array(aliases.map(JSONValue.string))),
      JSONMember("origin", .string(origin.rawValue)), JSONMember("window", .optional(capabilities.window)),
      JSONMember("output_limit", .optional(capabilities.outputCap)),
      JSONMember("abilities", .array(abilities.map(JSONValue.string))),
      JSONMember("takes_sampling", capabilities.takesSampling.map(JSONValue.bool) ?? .null),
      JSONMember(
        "reasoning_levels", capabilities.reasoningLevels.map { .array($0.map(JSONValue.string)) } ?? .null),
      JSONMember("usd_per_million_input", Self.perMillion(inputRate)),
      JSONMember("usd_per_million_output", Self.perMillion(outputRate)), JSONMember("local", .bool(isLocal)),
      JSONMember("retired_from", .optional(retirement.map(PriceTable.day))),
    ])
  }

  private static func perMillion(_ rate: Money?) -> JSONValue {
    rate.map { .number(($0 * 1_000_000).decimal) } ?? .null
  }
}
