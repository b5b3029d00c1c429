/// The credential file for commands that put keys into it: the one there is, or a new one.
struct AuthVault {
  let desk: AuthDesk
  let protection: NewProtection

  /// Opens the file; nil where one would have to be made, and could be.
  ///
  /// Throws `LLMError`.
  func openIfThere() throws(LLMError) -> UnlockedCredentials? {
    guard try desk.protection() != nil else {
      try ProtectionChoice(desk: desk).check(protection)
      return nil
    }
    guard !protection.isChosen else {
      throw LLMError(
        .usage, "the stored keys are protected already; another way to open them is added, not chosen anew",
        advice: "See 'llmctl auth passphrase --help'")
    }
    return try desk.open()
  }

  /// Opens the file, or makes it where there is none.
  ///
  /// Throws `LLMError`.
  func openOrMake() throws(LLMError) -> UnlockedCredentials {
    if let credentials = try openIfThere() { return credentials }
    return try make()
  }

  /// Makes the file, and says what protects it.
  ///
  /// Throws `LLMError`; there is no file then.
  func make() throws(LLMError) -> UnlockedCredentials {
    let store = try desk.store
    let method = try ProtectionChoice(desk: desk).method(protection)
    let credentials = try desk.reporting { () throws(CredentialError) in try store.create(method) }
    let protection = credentials.protection
    if protection.isPlaintext {
      desk.reporter.warning("\(store.path) is NOT ENCRYPTED, as you asked: whoever can read it has the keys")
    } else {
      let methods = protection.methods.map(\.summary).joined(separator: ", ")
      desk.reporter.notice("made \(store.path), encrypted, opened by: \(methods)")
    }
    // What was typed just now need not be typed again for a while.
    if protection.methods.contains(where: { $0.kind == .passphrase }), desk.isAttended, let hold = desk.hold,
      credentials.hold(for: hold)
    {
      desk.reporter.notice("it stays open for \(hold.spoken), or until 'llmctl auth lock'")
    }
    return credentials
  }
}
