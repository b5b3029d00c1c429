/// What `llmctl auth logout` was asked for.
package struct LogoutInvocation: Sendable, Equatable {
  package var key = StoredKeyChoice()
  /// Whether all that fit are meant.
  package var isForAll = false
  package var isConfirmed = false
  package var usesJSON = false

  package init() {}
}

/// `llmctl auth logout`: removes stored keys.
package struct KeyLogout: Sendable {
  private let desk: AuthDesk
  private let invocation: LogoutInvocation

  package init(_ invocation: LogoutInvocation, at desk: AuthDesk) { (self.invocation, self.desk) = (invocation, desk) }

  /// Throws `LLMError`.
  package func run() throws(LLMError) -> ExitCode {
    guard invocation.key.provider != nil || invocation.isForAll else {
      throw LLMError(
        .usage, "no provider is named", advice: "Run: llmctl auth logout PROVIDER, or --all to remove all keys")
    }
    try invocation.key.check()
    var credentials = try desk.open()
    let groups = try chosen(in: credentials)
    let question =
      "Remove \(groups.count == 1 ? "the key" : "\(groups.count) keys"): \(groups.map(\.text).joined(separator: ", "))?"
    guard try desk.confirms(question, isConfirmed: invocation.isConfirmed) else { return .gateFailed }
    let records = groups.flatMap(\.records)
    try desk.reporting { () throws(CredentialError) in try credentials.remove(Set(records.map(\.id))) }
    try report(groups, records)
    desk.mentionBackup(credentials)
    return .complete
  }

  private func chosen(in credentials: UnlockedCredentials) throws(LLMError) -> [StoredKeyChoice.Group] {
    guard invocation.isForAll else {
      do throws(LLMError) {
        return [try invocation.key.only(in: credentials, desk.settings)]
      } catch {
        guard error.code == .usage, error.advice?.hasPrefix("Say which") == true else { throw error }
        var error = error
        error.advice = "Say which with --label, --environment or --host, or remove all of them with --all"
        throw error
      }
    }
    let groups = try invocation.key.groups(in: credentials, desk.settings)
    guard !groups.isEmpty else { throw invocation.key.notStored(credentials) }
    return groups
  }

  private func report(_ groups: [StoredKeyChoice.Group], _ records: [CredentialRecord]) throws(LLMError) {
    let now = desk.context.time.now()
    if invocation.usesJSON {
      try desk.output.show(
        .document("logout", [JSONMember("removed", .array(records.map { $0.json(at: now) }))]))
    }
    for group in groups { desk.reporter.notice("removed the key for \(group.text)") }
    desk.reporter.notice("a removed key stays valid until you revoke it at the provider")
    for provider in Set(groups.map(\.name.provider)).sorted() {
      let target = try? KeyTarget(provider, host: nil, settings: desk.settings)
      guard case .environment(let variable) = target?.provider.keySource, desk.context.environment[variable] != nil
      else {
        continue
      }
      desk.reporter.notice("\(variable) is still set, and \(provider) is still asked with it")
    }
  }
}
