/// The figures of a `Spend` as documents name them, in their order. Names are never changed.
enum SpendMember: String, CaseIterable {
  case spent = "spent_usd"
  case told = "told_usd"
  case estimated = "estimated_usd"
  case possible = "possible_usd"
  case saved = "saved_usd"
  case calls, retries, failures
  case cacheHits = "cache_hits"
  case unpriced
  case input = "input_tokens"
  case uncachedInput = "uncached_input_tokens"
  case cacheRead = "cache_read_tokens"
  case cacheWriteShort = "cache_write_short_tokens"
  case cacheWriteLong = "cache_write_long_tokens"
  case output = "output_tokens"
  case textOutput = "text_output_tokens"
  case reasoningOutput = "reasoning_output_tokens"

  /// The figure with all of its digits; nil for money that nobody knows.
  func digits(of spend: Spend) -> String? {
    switch self {
    case .spent: spend.isUnknown ? nil : spend.spent.decimal
    case .told: spend.told.decimal
    case .estimated: spend.estimated.decimal
    case .possible: spend.possible.decimal
    case .saved: spend.saved.decimal
    case .calls: String(spend.calls)
    case .retries: String(spend.retries)
    case .failures: String(spend.failures)
    case .cacheHits: String(spend.cacheHits)
    case .unpriced: String(spend.unpriced)
    case .input: String(spend.input)
    case .uncachedInput: String(spend.uncachedInput)
    case .cacheRead: String(spend.cacheRead)
    case .cacheWriteShort: String(spend.cacheWriteShort)
    case .cacheWriteLong: String(spend.cacheWriteLong)
    case .output: String(spend.output)
    case .textOutput: String(spend.textOutput)
    case .reasoningOutput: String(spend.reasoningOutput)
    }
  }
}

extension Spend {
  /// Whether all that is known of the money is that there is some: nothing with a price was charged.
  package var isUnknown: Bool { spent == .zero && unpriced > 0 }
}
