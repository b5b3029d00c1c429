/// Makes an account out of configured settings, ready for its dialect.
package struct AccountOpener: Sendable {
  private let context: AppContext
  private let reporter: Reporter

  package init(context: AppContext, reporter: Reporter) {
    self.context = context
    self.reporter = reporter
  }

  /// Reads the provider's key and picks its profile.
  ///
  /// Throws `LLMError` where the key is missing or unusable.
  package func open(_ provider: ProviderSettings) throws(LLMError) -> Account {
    let key = try KeyReader(environment: context.environment, files: context.files).key(for: provider)
    if key != nil, provider.baseURL.scheme == .http, !provider.baseURL.isLocal {
      reporter.warning("the key for '\(provider.name)' travels unencrypted to \(provider.baseURL.origin)")
    }
    var profile: ServerProfile =
      switch provider.kind {
      case .openAI: .openAI
      case .compatible: .compatible
      case .azure: .azure
      }
    profile.omitsFinishReason = provider.omitsFinishReason
    profile.prefill = provider.prefill
    return Account(
      name: provider.name, profile: profile, baseURL: provider.baseURL, key: key?.value, keyOrigin: key?.origin,
      userAgent: "llmctl/\(context.version.split(separator: " ").first ?? "unknown")")
  }
}
