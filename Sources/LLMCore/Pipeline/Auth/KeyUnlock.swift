/// `llmctl auth unlock`: lets the next commands open the stored keys without asking.
package struct KeyUnlock: Sendable {
  private let desk: AuthDesk

  package init(at desk: AuthDesk) { self.desk = desk }

  /// Opens the stored keys and has their key held.
  ///
  /// - Parameter time: nil for what is configured.
  ///
  /// Throws `LLMError`: of kind `locked` where nothing opens them, `cannotWrite` where this system has no place for the key, so
  /// that a script does not go on as if it had.
  package func run(for time: Duration?, asJSON: Bool) throws(LLMError) -> ExitCode {
    guard let protection = try desk.protection() else { throw CredentialError.missing.report(path: "") }
    guard !protection.isPlaintext else {
      desk.reporter.warning("the stored keys are NOT ENCRYPTED, so there is nothing to unlock")
      try show(.zero, asJSON)
      return .complete
    }
    let time = time ?? desk.hold ?? CredentialStore.usualHold
    let credentials = try desk.open()
    guard credentials.hold(for: time) else {
      throw LLMError(
        .cannotWrite, "the stored keys can be opened, but this system has no place to hold their key",
        advice: "Use a key file, or \(NewUnlockMethod.usualDescriptorVariable), where nobody is to be asked")
    }
    desk.reporter.notice(
      "the stored keys are open for \(time.spoken), for this user on this machine: the key is held in the kernel's keyring"
    )
    try show(time, asJSON)
    return .complete
  }

  private func show(_ time: Duration, _ asJSON: Bool) throws(LLMError) {
    guard asJSON else { return }
    try desk.output.show(.document("unlock", [JSONMember("held_seconds", .integer(Int(time / .seconds(1))))]))
  }
}
