/// What is known of a model's price: its rates under all circumstances, its limits and abilities.
package struct ModelPrice: Sendable, Equatable {
  /// With the provider, such as `openai/gpt-4o`.
  package let name: String
  /// How the name that was asked for led here.
  package var match: PriceMatch
  package var mode = ModelMode.chat
  package var abilities: ModelAbilities = []
  /// Tokens that fit into a request; nil where that is not known.
  package var contextWindow: Int?
  /// Tokens of the longest answer; nil where that is not known.
  package var outputCap: Int?
  /// The day from which on the provider no longer serves it, such as 20261130.
  package var retirement: UInt32?
  package var factors = PriceFactors()
  /// The day on which the list was taken that has it, such as 20261121; nil where the configuration says it.
  package var snapshot: UInt32?
  /// Of those that hold, the last one counts.
  package var variants: [PriceVariant]

  package init(name: String, match: PriceMatch, variants: [PriceVariant]) {
    (self.name, self.match, self.variants) = (name, match, variants)
  }

  /// The rates for a prompt of some size. A service without published rates is billed as the standard one.
  package func variant(promptTokens: Int, under terms: CallTerms) -> PriceVariant? {
    let moment = UTCMoment(terms.moment)
    return variant(promptTokens: promptTokens, at: moment, service: terms.service)
      ?? variant(promptTokens: promptTokens, at: moment, service: .standard)
  }

  private func variant(promptTokens: Int, at moment: UTCMoment, service: BilledService) -> PriceVariant? {
    variants.last { $0.holds(promptTokens: promptTokens, at: moment, service: service) }
  }

  /// The price of a call. Nil where the provider said nothing of its tokens: unknown is not zero.
  package func price(of usage: Usage, under terms: CallTerms) -> CallPrice? {
    CallPrice(of: usage, by: self, under: terms)
  }

  /// The price of tokens sent as input that no cache knows.
  package func price(ofInput tokens: Int, under terms: CallTerms) -> CallPrice? {
    price(of: Usage(uncachedInput: tokens), under: terms)
  }

  /// The most that a request can cost: all of the prompt at the dearest rate it can be billed at, and the longest answer. Nil
  /// where neither the request nor the table limits the answer.
  ///
  /// - Parameters:
  ///   - promptTokens: with whatever a count that is an estimate can be too low by.
  ///   - maxOutput: what the request allows, reasoning included.
  ///   - writesLongCache: whether it asks for the cache that is kept for an hour.
  package func worstCase(
    promptTokens: Int, maxOutput: Int?, writesLongCache: Bool = false, under terms: CallTerms
  ) -> Money? {
    guard let output = mode == .embedding ? 0 : maxOutput ?? outputCap else { return nil }
    // Hours change while a call waits for its turn, and flex or priority may not be granted: the dearest counts.
    let day = UTCMoment(terms.moment).day
    let isBatch = terms.service == .batch && variants.contains { $0.service == .batch }
    let possible = (isBatch ? [.batch] : [terms.service, .standard]).flatMap { service in
      [false, true].compactMap { isOffPeak in
        variants.last { variant in
          variant.service == service && variant.firstDay <= day && (variant.offPeak != nil) == isOffPeak
            && promptTokens >= variant.threshold
        }
      }
    }
    let inputs: [BilledKind] = [.input, .cacheWriteShort] + (writesLongCache ? [.cacheWriteLong] : [])
    return possible.compactMap { variant in
      guard let input = Self.dearest(inputs, variant.rates) else { return nil }
      let answer = Self.dearest([.output, .reasoningOutput], variant.rates) ?? .zero
      let sum = input * max(0, promptTokens) + answer * max(0, output)
      return factors.applying(terms).reduce(sum) { $0.times(permille: max(1000, $1.permille)) }
    }.max()
  }

  private static func dearest(_ kinds: [BilledKind], _ rates: RateCard) -> Money? {
    kinds.compactMap { rates.billing($0)?.rate }.max()
  }
}

/// How a name led to a price.
package enum PriceMatch: Sendable, Equatable {
  /// It is one of the model's names.
  case exact
  /// It is one of the model's names with a date, a snapshot's number or `latest` behind it.
  case snapshot
  /// The configuration says so.
  case configured
}
