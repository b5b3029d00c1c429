/// What the provider says of how it served a call, as far as that changes the price. The names are the provider's.
package struct ServedTerms: Sendable, Equatable {
  /// The tier that really served it: `default`, `flex`, `priority`, `standard`, `batch`.
  package var service: String?
  /// Where it was processed, such as Anthropic's `us`.
  package var region: String?
  /// Such as Anthropic's `fast`.
  package var speed: String?

  package init(service: String? = nil, region: String? = nil, speed: String? = nil) {
    (self.service, self.region, self.speed) = (service, region, speed)
  }

  /// Whether nothing was said.
  package var isEmpty: Bool { self == ServedTerms() }
}
