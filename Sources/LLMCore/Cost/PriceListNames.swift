/// All names of a price list's models: those with a provider, those that stand alone, and those without a date.
///
/// The rules are those of `scripts/prices.py`; of two models for a name, the one that has it first keeps it.
struct PriceListNames {
  /// The name of the model that a name leads to. All in small letters.
  private(set) var models: [String: String] = [:]

  /// Their models are meant where a name stands alone; the first that has it.
  private static let makers = [
    "openai", "anthropic", "gemini", "mistral", "deepseek", "xai", "cohere", "moonshot", "zai", "minimax", "perplexity",
    "voyage", "ai21",
  ]

  init(_ listed: [String: PriceListModel]) {
    let ordered = listed.sorted { Self.precedes($0.key, $1.key) }
    for (name, _) in ordered { models[name] = name }
    for (name, model) in ordered { for other in model.names.sorted(by: Self.precedes) { add(other, name) } }
    nameAlone()
    nameUndated()
    for name in sorted where name.hasSuffix("-latest") { add(String(name.dropLast("-latest".count)), models[name]) }
    // claude-opus-4-5 is also written claude-opus-4.5.
    for name in sorted where name.hasPrefix("claude-") || name.hasPrefix("anthropic/claude-") {
      add(Self.dotted(name), models[name])
    }
  }

  /// Whether a model is served by who made it.
  static func isOfMaker(_ model: String) -> Bool {
    model.split(separator: "/").first.map { makers.contains(String($0)) } ?? false
  }

  static func precedes(_ left: String, _ right: String) -> Bool { left.utf8.lexicographicallyPrecedes(right.utf8) }

  private var sorted: [String] { models.keys.sorted(by: Self.precedes) }

  private mutating func add(_ name: String, _ model: String?) {
    if models[name] == nil { models[name] = model }
  }

  /// Names without the provider.
  private mutating func nameAlone() {
    for maker in Self.makers {
      for name in sorted where name.hasPrefix("\(maker)/") && name.utf8.count(where: { $0 == UInt8(ascii: "/") }) == 1 {
        let alone = String(name.dropFirst(maker.count + 1))
        if models[alone].map(Self.isOfMaker) != true { models[alone] = models[name] }
      }
    }
  }

  /// Names without their date: they lead to the newest.
  private mutating func nameUndated() {
    var newest: [String: (date: String, name: String)] = [:]
    for name in sorted {
      guard let (undated, date) = Self.dated(name), (newest[undated]?.date ?? "") <= date else { continue }
      newest[undated] = (date, name)
    }
    for (undated, latest) in newest { add(undated, models[latest.name]) }
  }

  /// A name that ends in a date, in two parts; the date without hyphens.
  private static func dated(_ name: String) -> (undated: String, date: String)? {
    let bytes = Array(name.utf8)
    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
    for length in [10, 8] {
      let mark = bytes.count - length - 1
      guard mark > 0, bytes[mark] == UInt8(ascii: "-") || bytes[mark] == UInt8(ascii: "@") else { continue }
      let suffix = bytes[(mark + 1)...]
      let digits = suffix.filter { (0x30...0x39).contains($0) }
      let hyphens = suffix.indices.filter { suffix[$0] == UInt8(ascii: "-") }.map { $0 - mark - 1 }
      if digits.count == 8, hyphens == (length == 10 ? [4, 7] : []) {
        return (text(0..<mark), String(decoding: digits, as: UTF8.self))
      }
    }
    return nil
  }

  /// The name with a point in place of a hyphen between two single digits that stand alone.
  private static func dotted(_ name: String) -> String {
    var parts = name.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    func isDigit(_ part: String) -> Bool { part.utf8.count == 1 && (0x30...0x39).contains(part.utf8.first ?? 0) }
    var index = 1
    while index + 1 < parts.count {
      if isDigit(parts[index]), isDigit(parts[index + 1]) { parts[index] += "." + parts.remove(at: index + 1) }
      index += 1
    }
    return parts.joined(separator: "-")
  }
}
