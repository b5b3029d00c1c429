/// `llmctl auth test`: asks providers whether they take the keys that requests would carry.
package struct KeyTest: Sendable {
  private let desk: AuthDesk
  private let accounts: AccountOpener

  /// - Parameter keyLabel: what stands behind `--key-label`; nil without.
  package init(at desk: AuthDesk, keyLabel: String?) {
    self.desk = desk
    accounts = desk.accounts(keyLabel: keyLabel)
  }

  /// Tests one provider, or all that a key would be sent to. The exit code is that of the first that does not take its key.
  ///
  /// Throws `LLMError` where there is nothing to test.
  package func run(_ name: String?, asJSON: Bool) async throws(LLMError) -> ExitCode {
    var results: [(provider: ProviderSettings, origin: String?, failure: LLMError?)] = []
    for provider in try providers(name) {
      do throws(LLMError) {
        let account = try await accounts.asking { [accounts] () throws(LLMError) in try accounts.open(provider) }
        guard account.key != nil || name != nil else { continue }
        let time: Duration
        do throws(LLMError) { time = try await KeyTrial(context: desk.context).ask(account) } catch {
          results.append((provider, account.keyOrigin, error))
          continue
        }
        if !asJSON {
          let key = account.keyOrigin.map { "takes the key from \($0)" } ?? "answers without a key"
          try desk.output.show("\(provider.name): \(key) (within \(time.spoken))\n")
        }
        results.append((provider, account.keyOrigin, nil))
      } catch {
        // Of all providers, those without a key are not meant.
        guard name != nil || error.code != .noCredential else { continue }
        results.append((provider, nil, error))
      }
    }
    guard !results.isEmpty else {
      throw LLMError(.noCredential, "there is no key to test", advice: "Run: llmctl auth login")
    }
    if asJSON {
      let list = results.map { Self.json($0.provider, $0.origin, $0.failure) }
      try desk.output.show(.document("key_tests", [JSONMember("tests", .array(list))]))
    }
    let failures = results.compactMap(\.failure)
    guard let first = failures.first else { return .complete }
    if failures.count == 1, results.count == 1 { throw first }
    for failure in failures { desk.reporter.warning(failure.message) }
    return first.exitCode
  }

  private func providers(_ name: String?) throws(LLMError) -> [ProviderSettings] {
    if let name { return [try KeyTarget(name, host: nil, settings: desk.settings).provider] }
    return try StoredProviders(accounts.stored).all(desk.settings, .all)
  }

  private static func json(_ provider: ProviderSettings, _ origin: String?, _ failure: LLMError?) -> JSONValue {
    .object([
      JSONMember("provider", .string(provider.name)), JSONMember("base_url", .string(provider.baseURL.text)),
      JSONMember("key", .optional(origin)), JSONMember("accepted", .bool(failure == nil)),
      JSONMember("error", failure?.json ?? .null),
    ])
  }
}
