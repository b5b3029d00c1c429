/// What is known of how a call is made that changes its price.
package struct CallTerms: Sendable, Equatable {
  package var service: BilledService
  /// Where it is processed, if the provider was bound to a place.
  package var region: BilledRegion?
  /// Whether the provider's fast mode was used (Anthropic's `speed: fast`).
  package var isFast: Bool
  package var moment: Timestamp

  package init(
    at moment: Timestamp, service: BilledService = .standard, region: BilledRegion? = nil, isFast: Bool = false
  ) {
    (self.moment, self.service, self.region, self.isFast) = (moment, service, region, isFast)
  }
}

/// How urgently a provider serves a call. The raw values are those of the price table.
package enum BilledService: UInt8, Sendable, CaseIterable {
  case standard, batch, flex, priority, balanced, ultrafast

  /// The name in JSON, in the ledger and in messages.
  package var name: String { String(describing: self) }

  /// What providers call it, in the answer, which says what was really used: OpenAI's `default`, `flex`, `priority`, `fast`;
  /// Anthropic's `standard`, `priority`, `batch`. An unknown name, and `auto`, is the standard.
  package init(wireName: String?) {
    switch wireName?.lowercased() {
    case "batch", "batches": self = .batch
    case "flex": self = .flex
    case "priority", "fast", "on_demand_priority": self = .priority
    case "balanced": self = .balanced
    case "ultrafast": self = .ultrafast
    default: self = .standard
    }
  }
}

/// Places that providers ask more for, or that differ from the rest of the world.
package enum BilledRegion: Sendable, CaseIterable {
  /// OpenAI's `us.api.openai.com`, Anthropic's `inference_geo: us`.
  case us
  /// OpenAI's `eu.api.openai.com`.
  case eu
  /// Any endpoint of Vertex AI but the global one.
  case regional
}

/// By how much the prices of a model grow, in thousandths; nil where they do not.
package struct PriceFactors: Sendable, Equatable {
  package var us: Int?
  package var eu: Int?
  package var regional: Int?
  package var fast: Int?

  package init(us: Int? = nil, eu: Int? = nil, regional: Int? = nil, fast: Int? = nil) {
    (self.us, self.eu, self.regional, self.fast) = (us, eu, regional, fast)
  }

  /// Those that apply under some terms, with their names.
  package func applying(_ terms: CallTerms) -> [PriceFactor] {
    var factors: [PriceFactor] = []
    switch terms.region {
    case .us: if let us { factors.append(PriceFactor(name: "us", permille: us)) }
    case .eu: if let eu { factors.append(PriceFactor(name: "eu", permille: eu)) }
    case .regional: if let regional { factors.append(PriceFactor(name: "regional", permille: regional)) }
    case nil: break
    }
    if terms.isFast, let fast { factors.append(PriceFactor(name: "fast", permille: fast)) }
    return factors
  }
}

/// One factor on a price, such as a tenth more for processing in the United States.
package struct PriceFactor: Sendable, Equatable {
  package let name: String
  /// In thousandths.
  package let permille: Int

  package init(name: String, permille: Int) { (self.name, self.permille) = (name, permille) }
}
