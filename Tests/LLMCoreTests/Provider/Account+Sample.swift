import LLMCore

extension Account {
  /// An account at a server nobody asks.
  static func sample(
    profile: ServerProfile = .compatible, baseURL: String = "https://api.test/v1", key: String? = nil,
    keyOrigin: String? = nil
  ) throws -> Account {
    guard let url = Endpoint(baseURL) else { throw LLMError(.configuration, "\(baseURL) is no URL") }
    return Account(
      name: "work", profile: profile, baseURL: url, key: key.map { Secret(copying: $0) }, keyOrigin: keyOrigin,
      userAgent: "llmctl/test")
  }
}

extension CallRoute {
  /// Where calls to the sample account go.
  static let sample = CallRoute(pool: "pool", host: "https://api.test", model: "m", isLocal: false)
}
