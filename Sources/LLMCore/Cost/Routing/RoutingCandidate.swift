/// A model that could be asked, with what is known of it and what the prompt is to it.
package struct RoutingCandidate: Sendable, Equatable {
  /// As `-m` takes it.
  package var name: String
  package var capabilities: ModelCapabilities
  /// Nil where nobody knows the price.
  package var price: ModelPrice?
  /// Whether it runs on this machine, where a token costs nothing unless the configuration says otherwise.
  package var isLocal = false
  /// As it is configured; nil where nobody said how good it is.
  package var quality: Int?
  /// The prompt in the model's own tokens, as near as they can be told.
  package var promptTokens: Int
  /// The most that they can be: what is held against the window.
  package var mostPromptTokens: Int
  /// The most that they are taken for where money is reserved.
  package var chargedPromptTokens: Int
  /// Why it cannot be asked at all, such as a missing key.
  package var obstacle: RoutingObstacle?

  package init(name: String, capabilities: ModelCapabilities, price: ModelPrice?, promptTokens: Int) {
    (self.name, self.capabilities, self.price, self.promptTokens) = (name, capabilities, price, promptTokens)
    (mostPromptTokens, chargedPromptTokens) = (promptTokens, promptTokens)
  }

  /// The quality of a model on this machine of which nobody said how good it is: enough for talk and for texts that are at hand.
  package static let localQuality = 40

  /// How good it is, from 1 to 100: as configured, or by its price. Nil where neither is known.
  package func quality(under terms: CallTerms) -> Int? {
    if let quality { return quality }
    if isLocal { return Self.localQuality }
    return price.flatMap { PriceTier(of: $0, under: terms)?.quality }
  }

  private var isFree: Bool { isLocal && price?.match != .configured }

  /// What the calls will probably cost. Nil where the price is not known.
  func expectedCost(_ needs: RoutingNeeds) -> Money? {
    if isFree { return .zero }
    let usage = Usage(uncachedInput: promptTokens, textOutput: needs.typicalOutput)
    return price?.price(of: usage, under: needs.terms).map { $0.total * needs.calls }
  }

  /// What the calls can cost at most. Nil where the price is not known or nothing limits the answer.
  func highestCost(_ needs: RoutingNeeds) -> Money? {
    if isFree { return .zero }
    return price?.worstCase(
      promptTokens: chargedPromptTokens, maxOutput: needs.outputLimit, under: needs.terms
    ).map { $0 * needs.calls }
  }

  /// Whether it is able to do something. What nobody knows of a model counts as missing, but for a server of this machine, which
  /// is no model that lists tell of: there a schema, tools and reasoning are tried.
  func has(_ ability: RoutingNeeds.Ability) -> Bool {
    switch ability {
    case .images: capabilities.seesImages == true
    case .documents: capabilities.readsDocuments == true
    case .tools: capabilities.takesTools ?? isLocal
    case .schema: capabilities.schema.map { $0 != .none } ?? isLocal
    case .reasoning:
      capabilities.reasoningLevels.map { !$0.isEmpty } ?? (capabilities.thinking != nil || isLocal)
    }
  }
}
