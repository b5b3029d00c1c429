/// `llmctl auth status`: which key would be used for each provider, where it comes from, what protects it, and why the others
/// lost. Nobody is asked for anything.
package struct KeyStatus: Sendable {
  private let desk: AuthDesk
  private let accounts: AccountOpener

  /// How far the stored keys are opened: a script that gives the passphrase wants to know what it gets with it.
  private let effort: StoredKeys.Effort

  /// The order in which keys are looked for.
  static let order = ["--key-label", "environment", "key_file", "stored keys"]

  /// - Parameter keyLabel: what stands behind `--key-label`; nil without.
  package init(at desk: AuthDesk, keyLabel: String?) {
    self.desk = desk
    accounts = desk.accounts(keyLabel: keyLabel)
    effort = !desk.isAttended && ProtectionChoice(desk: desk).isGiven ? .all : .quiet
  }

  /// Prints what is known of one provider, or of all. Of a named provider that no key would be used for, the exit code says so.
  ///
  /// Throws `LLMError` for a provider that is not known, and for a credential file that cannot be used.
  package func run(_ name: String?, asJSON: Bool) throws(LLMError) -> ExitCode {
    let providers = try providers(name)
    let lookups = providers.map { accounts.survey($0, effort) }
    let report = StatusReport(
      path: try desk.store.path, protection: try desk.protection(), lookups: lookups, now: desk.context.time.now())
    if asJSON {
      try desk.output.show(report.json)
    } else {
      let color = Appearance().depth(desk.context.environment, isTerminal: desk.context.console.outputIsTerminal)
      try desk.output.show(coloured: report.text(isColored: color != .none))
    }
    guard name != nil, let lookup = lookups.first, lookup.used == nil else { return .complete }
    return lookup.needsNoKey ? .complete : .noPermission
  }

  private func providers(_ name: String?) throws(LLMError) -> [ProviderSettings] {
    if let name { return [try KeyTarget(name, host: nil, settings: desk.settings).provider] }
    // What keeps them closed is part of the report.
    return (try? StoredProviders(accounts.stored).all(desk.settings, effort)) ?? desk.settings.providers
  }
}

extension KeyLookup {
  /// Whether requests go out without a key, and that is no mistake.
  var needsNoKey: Bool {
    guard used == nil else { return false }
    do throws(LLMError) { return try chosen() == nil } catch { return false }
  }
}
