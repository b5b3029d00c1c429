/// `llmctl auth unlock` and `llmctl auth lock`: lets the next commands open the stored keys without asking, and forbids it.
package struct KeyLocking: Sendable {
  private let context: AppContext
  private let reporter: Reporter

  package init(context: AppContext, reporter: Reporter) { (self.context, self.reporter) = (context, reporter) }

  /// Opens the stored keys and has their key held.
  ///
  /// - Parameter time: nil for what is configured.
  ///
  /// Throws `LLMError`: of kind `locked` where nothing opens them, `cannotWrite` where this system has no place for the key, so
  /// that a script does not go on as if it had.
  package func unlock(for time: Duration?, asJSON: Bool) throws(LLMError) -> ExitCode {
    let desk = try AuthDesk(context: context, reporter: reporter)
    guard let protection = try desk.protection() else { throw CredentialError.missing.report(path: "") }
    guard !protection.isPlaintext else {
      reporter.warning("the stored keys are NOT ENCRYPTED, so there is nothing to unlock")
      try show("unlock", [JSONMember("held_seconds", .integer(0))], asJSON)
      return .complete
    }
    let time = time ?? desk.hold ?? CredentialStore.usualHold
    let credentials = try desk.open()
    guard credentials.hold(for: time) else {
      throw LLMError(
        .cannotWrite, "the stored keys can be opened, but this system has no place to hold their key",
        advice: "Use a key file, or \(NewUnlockMethod.usualDescriptorVariable), where nobody is to be asked")
    }
    reporter.notice(
      "the stored keys are open for \(time.spoken), for this user on this machine: the key is held in the kernel's keyring"
    )
    try show("unlock", [JSONMember("held_seconds", .integer(Int(time / .seconds(1))))], asJSON)
    return .complete
  }

  /// Forgets the key that is held. Needs no configuration, so that a broken one keeps nobody from it.
  ///
  /// Throws `LLMError` where the file cannot be read.
  package func lock(asJSON: Bool) throws(LLMError) -> ExitCode {
    guard let store = context.credentialStore else {
      throw LLMError(.configuration, "there is no place for stored keys", advice: "Set HOME or LLMCTL_HOME")
    }
    let wasHeld: Bool
    do throws(CredentialError) { wasHeld = try store.lock() } catch { throw error.report(path: store.path) }
    reporter.notice(wasHeld ? "the stored keys are locked" : "the stored keys were not open")
    try show("lock", [JSONMember("was_held", .bool(wasHeld))], asJSON)
    return .complete
  }

  private func show(_ type: String, _ members: [JSONMember], _ asJSON: Bool) throws(LLMError) {
    if asJSON { try OutputWriter(console: context.console).show(.document(type, members)) }
  }
}
