/// Where keys are handed in and out: what all commands of `llmctl auth` work with.
package struct AuthDesk: Sendable {
  let context: AppContext
  let reporter: Reporter
  let settings: Settings
  /// The stored keys, opened once in a run.
  let stored: StoredKeys

  private let policy: ScryptPolicy

  /// Throws `LLMError` of kind `configuration`.
  package init(context: AppContext, reporter: Reporter) throws(LLMError) {
    try self.init(context: context, reporter: reporter, .production)
  }

  init(context: AppContext, reporter: Reporter, _ policy: ScryptPolicy) throws(LLMError) {
    (self.context, self.reporter, self.policy) = (context, reporter, policy)
    settings = try SettingsLoader(environment: context.environment, files: context.files).load()
    stored = StoredKeys(
      context: context, reporter: reporter, hold: settings.credentialHold?.value,
      store: context.credentialStore(policy))
  }

  var output: OutputWriter { OutputWriter(console: context.console) }

  /// Whether somebody sits there who can be asked.
  var isAttended: Bool { context.console.errorIsTerminal && context.terminal.hasPerson }

  /// Makes accounts with the keys there are.
  ///
  /// - Parameter keyLabel: what stands behind `--key-label`; nil without.
  func accounts(keyLabel: String? = nil) -> AccountOpener {
    AccountOpener(context: context, reporter: reporter, stored: stored, keyLabel: keyLabel)
  }

  // MARK: The file

  /// Throws `LLMError` of kind `configuration` where the environment names no folder for it.
  var store: CredentialStore {
    get throws(LLMError) { try context.requiredCredentialStore(policy) }
  }

  /// What protects the file; nil where there is none.
  ///
  /// Throws `LLMError`, also for a file that is damaged or of which only the backup is there.
  func protection() throws(LLMError) -> Protection? {
    let store = try store
    return try reporting { () throws(CredentialError) in try store.protection() }
  }

  /// Opens the file with all that is at hand; asks a person last.
  ///
  /// Throws `LLMError`.
  func open() throws(LLMError) -> UnlockedCredentials { try stored.open(.all) }

  /// Opens the file without the key that is held, so that whoever changes what opens it shows that they can.
  ///
  /// Throws `LLMError`.
  func openAnew() throws(LLMError) -> UnlockedCredentials {
    let store = try store
    let request = UnlockRequest(usesHeldKey: false, passphrase: asking)
    return try reporting { () throws(CredentialError) in try store.unlock(request) }
  }

  /// Asks for the passphrase that opens the file; nil where nobody can be asked.
  var asking: UnlockRequest.Asking? {
    guard isAttended else { return nil }
    return { [terminal = context.terminal] (attempt) throws(LLMError) in
      terminal.readSecret(attempt == 1 ? "Present passphrase: " : "That does not open the stored keys. Passphrase: ")
    }
  }

  /// Does something with the file and puts what goes wrong into words.
  func reporting<Value>(_ work: () throws(CredentialError) -> Value) throws(LLMError) -> Value {
    do throws(CredentialError) {
      return try work()
    } catch {
      throw error.report(path: context.credentialStore?.path ?? "")
    }
  }

  /// Opens a backup.
  ///
  /// Throws `CredentialError`.
  func archive(_ bytes: [UInt8], passphrase: Secret) throws(CredentialError) -> CredentialArchive {
    try CredentialArchive(bytes, passphrase: passphrase, policy)
  }

  /// How long keys stay open after somebody has shown that they can open them; nil for not at all.
  var hold: Duration? {
    let hold = settings.credentialHold?.value ?? CredentialStore.usualHold
    return hold > .zero ? hold : nil
  }

  /// Says where keys that were removed just now still are.
  func mentionBackup(_ credentials: UnlockedCredentials) {
    // That of a file without protection was made anew.
    guard !credentials.protection.isPlaintext else { return }
    reporter.notice("\(credentials.path).bak has what was removed, encrypted, until the stored keys change again")
  }

  // MARK: The person

  /// Asks whether to go on with what cannot be taken back.
  ///
  /// - Parameter isConfirmed: whether `--yes` was typed.
  /// - Returns: false where somebody said no; that nothing was changed is said then.
  ///
  /// Throws `LLMError` of kind `usage` where nobody can be asked.
  func confirms(_ question: String, isConfirmed: Bool) throws(LLMError) -> Bool {
    if isConfirmed { return true }
    guard isAttended else {
      throw LLMError(.usage, "nobody is there to be asked: \(question)", advice: "Add --yes to do it")
    }
    if agrees(question, byDefault: false) { return true }
    reporter.notice("nothing was changed")
    return false
  }

  /// Asks a question of yes or no; a mere Enter is the default.
  func agrees(_ question: String, byDefault: Bool) -> Bool {
    let choices = byDefault ? "[Y/n]" : "[y/N]"
    guard let answer = context.terminal.readAnswer(.line("\(question) \(choices) ")) else { return false }
    let word = answer.trimmingBlanks.lowercased()
    return word.isEmpty ? byDefault : ["y", "yes"].contains(word)
  }
}
