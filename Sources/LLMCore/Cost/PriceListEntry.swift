/// What LiteLLM's price list says of one model. Names of members are LiteLLM's; prices are dollars for a token.
struct PriceListEntry {
  /// The kinds of tokens whose prices have tiers, by the name of their price.
  static let rates: [(kind: BilledKind, key: String)] = [
    (.input, "input_cost_per_token"), (.output, "output_cost_per_token"),
    (.cacheRead, "cache_read_input_token_cost"), (.cacheWriteShort, "cache_creation_input_token_cost"),
  ]
  static let modalities: [(kind: BilledKind, key: String)] = [
    (.audioInput, "input_cost_per_audio_token"), (.audioOutput, "output_cost_per_audio_token"),
    (.imageInput, "input_cost_per_image_token"), (.imageOutput, "output_cost_per_image_token"),
    (.cachedAudioInput, "cache_read_input_audio_token_cost"), (.cachedImageInput, "cache_read_input_image_token_cost"),
  ]
  static let reasoning = "output_cost_per_reasoning_token"
  /// What the longer cache is called, which lasts an hour, and with some providers half a day.
  static let longWrites = ["cache_creation_input_token_cost_above_1hr", "cache_creation_input_token_cost_above_12hr"]

  /// The names of its members, in the order of the file.
  let keys: [String]
  private var values: [String: JSONValue]

  init(_ members: [JSONMember]) {
    keys = members.map(\.name)
    values = Dictionary(members.map { ($0.name, $0.value) }) { $1 }
  }

  /// A member; nil for null, too.
  subscript(key: String) -> JSONValue? {
    guard let value = values[key], value != .null else { return nil }
    return value
  }

  /// A number; nil where there is none, and for a truth value, which LiteLLM has in places for "none".
  ///
  /// Throws `UnusableEntry` for what is no number.
  func amount(_ key: String) throws(UnusableEntry) -> ListedRate? {
    switch self[key] {
    case nil, .bool: return nil
    case .number(let literal):
      if let amount = ListedRate(literal) { return amount }
      fallthrough
    default: throw UnusableEntry("\(key) is no amount of dollars")
    }
  }

  /// A price under a service, or the one without it, as LiteLLM looks it up.
  func rate(_ key: String, _ service: String?) throws(UnusableEntry) -> ListedRate? {
    if let service, let own = try amount("\(key)_\(service)") { return own }
    return try amount(key)
  }

  /// A number of tokens that is not zero and has a place in the table; nil for anything else.
  func count(_ keys: String...) -> Int? {
    for key in keys {
      guard let count = self[key]?.integer, count != 0 else { continue }
      return (1...Int(UInt32.max)).contains(count) ? count : nil
    }
    return nil
  }

  /// Sizes of prompts above which there are other prices, as `input_cost_per_token_above_128k_tokens` says them: how each is
  /// written, in their order.
  ///
  /// - Parameters:
  ///   - bases: the names of prices that count.
  ///   - suffixes: what may stand behind the size.
  func thresholds(of bases: [String], suffixes: [String]) -> [(size: Int, spelling: String)] {
    var found: [Int: String] = [:]
    for key in keys where self[key] != nil {
      for base in bases where key.hasPrefix("\(base)_above_") {
        let rest = key.dropFirst("\(base)_above_".count)
        let digits = rest.prefix { ("0"..."9").contains($0) }
        let isThousands = rest.dropFirst(digits.count).first == "k"
        let behind = rest.dropFirst(digits.count + (isThousands ? 1 : 0))
        guard let number = Int(digits), number <= 1_000_000_000, suffixes.contains(where: { "_tokens\($0)" == behind })
        else { continue }
        found[number * (isThousands ? 1000 : 1)] = "\(digits)\(isThousands ? "k" : "")"
      }
    }
    return found.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}
