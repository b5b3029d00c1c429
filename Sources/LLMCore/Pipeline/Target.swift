/// One model of one provider, ready to be asked.
package struct Target: Sendable {
  package var provider: any Provider
  package var account: Account
  package var model: String
  package var route: CallRoute
  /// What is known of the model.
  package var capabilities = ModelCapabilities()

  package init(provider: any Provider, account: Account, model: String, route: CallRoute) {
    self.provider = provider
    self.account = account
    self.model = model
    self.route = route
  }

  /// As `-m` takes it.
  package var name: String { "\(account.name)/\(model)" }
}

/// Whom to ask instead, and when.
package struct Fallback: Sendable {
  /// The kinds of failure it is for.
  package var codes: Set<LLMError.Code>
  /// The context window in tokens, where it is known: after an overflow only a larger one helps.
  package var window: Int?
  /// As it is named in messages.
  package var name: String
  /// Makes it ready. Throws `LLMError` where its key is missing.
  package var open: @Sendable () throws(LLMError) -> Target

  package init(
    codes: Set<LLMError.Code>, window: Int? = nil, name: String,
    open: @escaping @Sendable () throws(LLMError) -> Target
  ) {
    self.codes = codes
    self.window = window
    self.name = name
    self.open = open
  }

  /// Failures that another server or model may not have.
  package static let outages: Set<LLMError.Code> = [
    .overload, .server, .network, .timeout, .circuitOpen, .throttle, .malformed, .notFound,
  ]
  /// Failures that another credential may not have.
  package static let credentials: Set<LLMError.Code> = [.auth, .quota]
}
