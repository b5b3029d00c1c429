/// A kind of token that can have a price of its own. The raw values are the places in a card of the price table.
package enum BilledKind: Int, Sendable, CaseIterable {
  case input, output, cacheRead, cacheWriteShort, cacheWriteLong, reasoningOutput
  case audioInput, audioOutput, imageInput, imageOutput, cachedAudioInput, cachedImageInput

  /// The name in JSON and in the ledger.
  package var name: String {
    switch self {
    case .input: "input"
    case .output: "output"
    case .cacheRead: "cache_read"
    case .cacheWriteShort: "cache_write"
    case .cacheWriteLong: "cache_write_long"
    case .reasoningOutput: "reasoning"
    case .audioInput: "audio_input"
    case .audioOutput: "audio_output"
    case .imageInput: "image_input"
    case .imageOutput: "image_output"
    case .cachedAudioInput: "cached_audio_input"
    case .cachedImageInput: "cached_image_input"
    }
  }

  /// What tokens of this kind are billed as where they have no price: a provider that publishes none for caching bills cached
  /// tokens as ordinary input, and reasoning as output.
  var substitute: BilledKind? {
    switch self {
    case .input, .output: nil
    case .cacheRead, .cacheWriteShort, .audioInput, .imageInput: .input
    case .cacheWriteLong: .cacheWriteShort
    case .reasoningOutput, .audioOutput, .imageOutput: .output
    case .cachedAudioInput, .cachedImageInput: .cacheRead
    }
  }
}

/// What a token of each kind costs under one set of circumstances.
package struct RateCard: Sendable, Equatable {
  /// By the raw value of the kind; nil where there is no price of its own.
  private var rates: [Money?]

  package init() { rates = Array(repeating: nil, count: BilledKind.allCases.count) }

  /// The price of a token of this kind; nil where it has none of its own, which is not zero.
  package subscript(kind: BilledKind) -> Money? {
    get { rates[kind.rawValue] }
    set { rates[kind.rawValue] = newValue }
  }

  /// What a token of this kind is billed as, and for how much. Nil where not even its substitutes have a price.
  package func billing(_ kind: BilledKind) -> (as: BilledKind, rate: Money)? {
    var next: BilledKind? = kind
    while let current = next {
      if let rate = self[current] { return (current, rate) }
      next = current.substitute
    }
    return nil
  }
}
