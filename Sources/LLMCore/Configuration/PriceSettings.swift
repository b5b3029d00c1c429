/// What the configuration says that a model costs, where the list in the program is wrong, late or silent.
package struct PriceSettings: Sendable, Equatable {
  /// A kind of token that can be given a price. The raw value is the key.
  package enum Kind: String, Sendable, CaseIterable {
    case input, output
    case cacheRead = "cache_read"
    case cacheWrite = "cache_write"
    case cacheWriteLong = "cache_write_long"
    case reasoning
  }

  /// As it may be typed behind `-m`: `provider/model`, or the model alone.
  package var model: String
  /// Dollars for a million tokens, exact. What is not named is not in it.
  package var rates: [Kind: Money]
  package var origin: Origin

  /// As `config show` prints it.
  package var text: String {
    Kind.allCases.compactMap { kind in rates[kind].map { "\(kind.rawValue) \($0.decimal)" } }.joined(separator: ", ")
  }
}

/// Reads the keys `prices` and `require_price`.
struct PriceReader {
  /// A dollar for a token is more than anyone asks; above it, the unit is wrong.
  private static let most = Money(decimal: "1000000") ?? .zero
  private static let tokens = 1_000_000

  let reader: SettingReader
  let origin: (YAMLNode.Member) -> Origin

  /// Throws `LLMError` of kind `configuration`.
  func apply(_ member: YAMLNode.Member, to settings: inout Settings) throws(LLMError) {
    // Somebody else's repository could make its calls look cheap, and slip through a budget.
    if reader.file.isProjectFile {
      throw reader.file.error(
        "a project file cannot say what models cost ('\(member.name)')", at: member.line,
        advice: "Move this to the user configuration ('llmctl config path' names it)")
    }
    if member.name == "require_price" {
      settings.requiresPrice = Sourced(try reader.bool(member), origin(member))
      return
    }
    for model in try reader.mapping(member.value, of: "prices") { settings.prices.append(try price(model)) }
  }

  private func price(_ model: YAMLNode.Member) throws(LLMError) -> PriceSettings {
    let what = "prices of '\(model.name)'"
    var rates: [PriceSettings.Kind: Money] = [:]
    for key in try reader.members(model.value, of: what, allowed: PriceSettings.Kind.allCases.map(\.rawValue)) {
      guard let kind = PriceSettings.Kind(rawValue: key.name) else { continue }
      rates[kind] = try amount(key)
    }
    guard !rates.isEmpty else {
      throw reader.file.error(
        "\(what) are empty", at: model.line, advice: "Add dollars for a million tokens, such as 'input: 2.5'")
    }
    return PriceSettings(model: model.name, rates: rates, origin: origin(model))
  }

  /// Dollars for a million tokens, of which a token's share is exact.
  private func amount(_ key: YAMLNode.Member) throws(LLMError) -> Money {
    guard case .scalar(let text, _) = key.value.value, let amount = Money(decimal: text),
      amount >= .zero, amount <= Self.most, amount.divided(exactlyBy: Self.tokens) != nil
    else {
      throw reader.file.error(
        "'\(key.name)' must be dollars for a million tokens, from 0 to 1000000, with at most 9 digits behind the point",
        at: key.line)
    }
    return amount
  }
}
