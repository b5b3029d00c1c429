extension PriceListModel {
  /// The bits of ``ModelAbilities`` from the first on; a name with "!" is set where LiteLLM says false.
  private static let abilities = [
    "supports_vision", "supports_function_calling", "supports_parallel_function_calling", "supports_response_schema",
    "supports_native_structured_output", "supports_reasoning", "supports_prompt_caching", "supports_pdf_input",
    "supports_audio_input", "supports_audio_output", "supports_web_search", "supports_assistant_prefill",
    "!supports_assistant_prefill", "!supports_sampling_params", "!supports_forced_tool_use", "supports_system_messages",
  ]

  /// Takes over limits, abilities, the last day, and factors.
  ///
  /// Throws `UnusableEntry` for a factor that the table has no place for.
  mutating func describe(_ entry: PriceListEntry) throws(UnusableEntry) {
    price.contextWindow = entry.count("max_input_tokens", "max_tokens")
    price.outputCap = entry.count("max_output_tokens")
    price.abilities = .areKnown
    for (bit, name) in Self.abilities.enumerated() {
      let isNegated = name.hasPrefix("!")
      if entry[isNegated ? String(name.dropFirst()) : name]?.bool == !isNegated {
        price.abilities.insert(ModelAbilities(rawValue: 1 << UInt32(bit)))
      }
    }
    price.retirement = entry["deprecation_date"]?.text.flatMap(ListedDay.number)
    let special = PriceListEntry(entry["provider_specific_entry"]?.members ?? [])
    price.factors = PriceFactors(
      us: try Self.factor([(entry, "regional_processing_uplift_multiplier_us"), (special, "us")]),
      eu: try Self.factor([(entry, "regional_processing_uplift_multiplier_eu"), (special, "eu")]),
      regional: try Self.factor([(entry, "regional_endpoint_uplift_multiplier")]),
      fast: try Self.factor([(special, "fast")]))
  }

  /// The first of some numbers that is not zero, in thousandths.
  private static func factor(_ places: [(entry: PriceListEntry, key: String)]) throws(UnusableEntry) -> Int? {
    for (entry, key) in places {
      guard let factor = try entry.amount(key), factor != .zero else { continue }
      guard let permille = factor.permille else { throw UnusableEntry("the factor \(key) has no place in the table") }
      return permille
    }
    return nil
  }
}
