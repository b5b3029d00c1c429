/// A model's name as a person or a provider writes it, made comparable with those of the price table: small letters, the
/// provider by the name it has there.
struct PriceName {
  /// With the provider where one was named.
  let key: [UInt8]

  init(_ model: String, provider: String?) {
    let model = model.lowercased()
    if let provider {
      let canonical = Self.canonical(provider.lowercased())
      key = Array((model.hasPrefix(canonical + "/") ? model : "\(canonical)/\(model)").utf8)
    } else if let slash = model.firstIndex(of: "/") {
      key = Array((Self.canonical(String(model[..<slash])) + model[slash...]).utf8)
    } else {
      key = Array(model.utf8)
    }
  }

  /// What the table calls a provider.
  private static func canonical(_ provider: String) -> String {
    switch provider {
    case "google", "google-ai", "google_ai", "gemini": "gemini"
    case "vertex", "vertexai", "vertex-ai", "google-vertex": "vertex_ai"
    case "together", "togetherai", "together-ai", "together.ai": "together_ai"
    case "fireworks", "fireworks-ai", "fireworks.ai": "fireworks_ai"
    case "x-ai", "x.ai", "grok": "xai"
    case "aws", "amazon", "amazon-bedrock", "aws-bedrock": "bedrock"
    case "azure-openai", "azure_openai": "azure"
    case "azure-ai", "azure-foundry": "azure_ai"
    case "mistralai": "mistral"
    case "moonshotai", "kimi": "moonshot"
    case "z-ai", "z.ai", "zhipu", "zhipuai": "zai"
    case "qwen", "alibaba": "dashscope"
    case "voyageai": "voyage"
    default: provider
    }
  }

  /// The name without what stands for one state of the same model at its end: a date (`-20250514`, `-2024-08-06`, `@20250514`,
  /// `-0613`), the number of a snapshot (`-001`), a version (`-v1`, `:0`), `latest` or `default`, and all behind the model of
  /// a fine-tuned one (`ft:gpt-4o:acme::7p4l`). Nil where it ends otherwise: `gpt-4o-ultra` and `gpt-5.9` are other models.
  static func withoutSnapshot(_ key: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard let mark = key.lastIndex(where: { "-@:.".utf8.contains($0) }), mark > key.startIndex else { return nil }
    let (suffix, rest) = (key[(mark + 1)...], key[..<mark])
    if key[mark] == UInt8(ascii: ":") {
      let isTuned = key.starts(with: "ft:".utf8) || key.firstRange(of: Array("/ft:".utf8)) != nil
      return isTuned && rest.contains(UInt8(ascii: ":")) || isNumber(suffix) ? rest : nil
    }
    guard key[mark] != UInt8(ascii: ".") else { return nil }
    if ["latest", "default"].contains(where: { suffix.elementsEqual($0.utf8) }) { return rest }
    if suffix.first == UInt8(ascii: "v"), isNumber(suffix.dropFirst()) { return rest }
    guard isNumber(suffix) else { return nil }
    switch suffix.count {
    case 8, 3: return rest
    case 4: return isDay(suffix) ? rest : nil
    // The day of a date with hyphens.
    case 2:
      let year = rest.dropLast(3)
      guard rest.count > 8, rest[rest.endIndex - 3] == UInt8(ascii: "-"), isDay(rest.suffix(2) + suffix),
        isNumber(year.suffix(4)), year.suffix(4).starts(with: "20".utf8), year[year.endIndex - 5] == UInt8(ascii: "-")
      else { return nil }
      return year.dropLast(5)
    default: return nil
    }
  }

  /// Whether four digits are a month and a day.
  private static func isDay(_ digits: ArraySlice<UInt8>) -> Bool {
    guard digits.count == 4, let number = Int(String(decoding: digits, as: UTF8.self)) else { return false }
    return (1...12).contains(number / 100) && (1...31).contains(number % 100)
  }

  private static func isNumber(_ digits: ArraySlice<UInt8>) -> Bool {
    !digits.isEmpty && digits.allSatisfy { (0x30...0x39).contains($0) }
  }
}
