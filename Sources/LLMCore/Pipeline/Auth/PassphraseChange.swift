/// What `llmctl auth passphrase` was asked for.
package struct PassphraseInvocation: Sendable, Equatable {
  /// What is done to the ways of opening the stored keys.
  package enum Change: Sendable, Equatable {
    /// Another passphrase in the place of the present one.
    case replace
    case add
    case addKeyFile(String)
    case addCommand(String)
    /// Removes the method with this id, for good.
    case remove(String)
  }

  package var change = Change.replace
  /// Whether methods that are not at hand go along with one that is removed.
  package var dropsUnavailable = false
  /// Whether the new passphrase is on standard input.
  package var readsInput = false
  package var isConfirmed = false
  package var usesJSON = false

  package init() {}
}

/// `llmctl auth passphrase`: changes what opens the stored keys.
package struct PassphraseChange: Sendable {
  private let desk: AuthDesk
  private let invocation: PassphraseInvocation

  package init(_ invocation: PassphraseInvocation, at desk: AuthDesk) {
    (self.invocation, self.desk) = (invocation, desk)
  }

  /// Whoever changes what opens the keys shows first that they can open them, even while they are open.
  ///
  /// Throws `LLMError`.
  package func run() async throws(LLMError) -> ExitCode {
    guard let protection = try desk.protection() else { throw CredentialError.missing.report(path: "") }
    if invocation.change == .replace { try check(protection) }
    if case .remove(let id) = invocation.change { return try remove(id, protection) }
    var credentials = try desk.openAnew()
    switch invocation.change {
    case .remove: break
    case .replace:
      let passphrase = try await ask("for the stored keys")
      try desk.reporting { () throws(CredentialError) in try credentials.changePassphrase(to: passphrase) }
      desk.reporter.notice("changed the passphrase; the old one opens neither the file nor its backup any more")
    case .add: try add(.passphrase(try await ask("to open the stored keys with")), to: &credentials, protection)
    case .addKeyFile(let path):
      try add(.keyFile(try ProtectionChoice(desk: desk).absolute(path)), to: &credentials, protection)
    case .addCommand(let line): try add(.command(try CommandWords(line).words), to: &credentials, protection)
    }
    try show(credentials.protection)
    return .complete
  }

  /// Throws `LLMError` where there is no passphrase to change, before anybody is asked for one.
  private func check(_ protection: Protection) throws(LLMError) {
    switch protection.methods.count(where: { $0.kind == .passphrase }) {
    case 1: return
    case 0:
      throw LLMError(
        .usage, "no passphrase opens the stored keys, so there is none to change", advice: "Add one with --add")
    default:
      throw LLMError(
        .usage, "several passphrases open the stored keys", advice: "Add a new one with --add, and --remove the old one"
      )
    }
  }

  private func ask(_ purpose: String) async throws(LLMError) -> Secret {
    try await PassphraseQuestion(desk: desk).askTwice(purpose, orReadInput: invocation.readsInput)
  }

  private func add(
    _ new: NewUnlockMethod, to credentials: inout UnlockedCredentials, _ before: Protection
  ) throws(LLMError) {
    let method = try desk.reporting { () throws(CredentialError) in try credentials.addMethod(new) }
    desk.reporter.notice("the stored keys are opened by the \(method.summary) as well (id \(method.idText))")
    if before.isPlaintext { desk.reporter.notice("they are encrypted from now on, and so is the backup") }
  }

  private func remove(_ text: String, _ protection: Protection) throws(LLMError) -> ExitCode {
    guard let method = protection.methods.first(where: { $0.idText == text.lowercased() }) else {
      let known = protection.methods.map { "\($0.idText) (\($0.summary))" }.joined(separator: ", ")
      throw LLMError(.usage, "there is no method '\(SecretMask().masked(text))'", advice: "There are: \(known)")
    }
    let question = "Never open the stored keys by the \(method.summary) again, not even the backup?"
    guard try desk.confirms(question, isConfirmed: invocation.isConfirmed) else { return .gateFailed }
    var credentials = try desk.openAnew()
    let request = UnlockRequest(passphrase: desk.asking)
    try desk.reporting { () throws(CredentialError) in
      try credentials.removeMethod(method.id, request, dropsUnavailable: invocation.dropsUnavailable)
    }
    desk.reporter.notice("the \(method.summary) opens neither the file nor its backup any more")
    try show(credentials.protection)
    return .complete
  }

  private func show(_ protection: Protection) throws(LLMError) {
    guard invocation.usesJSON else { return }
    let report = StatusReport(
      path: try desk.store.path, protection: protection, lookups: [], now: desk.context.time.now())
    try desk.output.show(.document("protection", [JSONMember("store", report.storeJSON)]))
  }
}
