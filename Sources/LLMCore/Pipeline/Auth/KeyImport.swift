/// What `llmctl auth import` was asked for.
package struct ImportInvocation: Sendable, Equatable {
  /// Where keys are taken from.
  package enum Source: String, Sendable, CaseIterable { case llm, aichat, env, backup }

  package var source = Source.backup
  /// The file; nil for the usual one of the source.
  package var path: String?
  /// Under which label and environment they are stored; a backup has its own.
  package var label: String?
  package var environment: String?
  /// Whether they take the place of stored ones of the same name, which then retire.
  package var replaces = false
  /// Whether the passphrase of the backup is on standard input.
  package var readsInput = false
  package var protection = NewProtection()
  package var usesJSON = false

  package init() {}
}

/// `llmctl auth import`: takes keys over from elsewhere. Where they were they stay.
package struct KeyImport: Sendable {
  private static let largestFile = 4 << 20

  let desk: AuthDesk
  let invocation: ImportInvocation

  package init(_ invocation: ImportInvocation, at desk: AuthDesk) { (self.invocation, self.desk) = (invocation, desk) }

  /// The exit code is 1 where a key was left out since another one has its name.
  ///
  /// Throws `LLMError`.
  package func run() async throws(LLMError) -> ExitCode {
    let environment = desk.context.environment
    switch invocation.source {
    case .backup: return try await takeBackup()
    case .env: return try take(EnvironmentKeys(environment: environment).keys(desk.settings))
    case .llm:
      let (path, bytes) = try read(LLMKeysFile.usualPath(environment))
      return try take(try LLMKeysFile(path: path, bytes: bytes).keys(desk.settings))
    case .aichat:
      let (path, bytes) = try read(AichatFile.usualPath(environment))
      return try take(try AichatFile(path: path, bytes: bytes).keys(desk.settings))
    }
  }

  private func read(_ usual: String?) throws(LLMError) -> (path: String, bytes: [UInt8]) {
    guard let path = invocation.path ?? usual else {
      throw LLMError(.usage, "the environment does not say where the file is", advice: "Name it behind --from")
    }
    do throws(FileError) {
      return (path, try desk.context.files.read(path, limit: Self.largestFile))
    } catch {
      throw LLMError(
        .inputMissing, "'\(path)': \(error.phrase)",
        advice: invocation.path == nil ? "If it is elsewhere, name it behind --from \(invocation.source.rawValue)" : nil
      )
    }
  }

  // MARK: From other programs

  private func take(_ keys: ForeignKeys) throws(LLMError) -> ExitCode {
    for found in keys.found { desk.context.keysInPlay.add(found.key) }
    var outcome = ImportOutcome(skipped: keys.skipped)
    if !keys.found.isEmpty {
      var credentials = try AuthVault(desk: desk, protection: invocation.protection).openOrMake()
      for found in keys.found { try store(found, in: &credentials, &outcome) }
    }
    return try report(outcome, advice: keys.advice)
  }

  private func store(
    _ found: ForeignKeys.Found, in credentials: inout UnlockedCredentials, _ outcome: inout ImportOutcome
  ) throws(LLMError) {
    let host = found.target.host
    let replaces = invocation.replaces
    let result = try desk.reporting { () throws(CredentialError) in
      let name = try CredentialName(
        provider: found.target.provider.name, label: invocation.label ?? CredentialName.usualLabel,
        environment: invocation.environment ?? "")
      for record in credentials.records
      where record.name.provider == name.provider && record.host == host && credentials.endsAlike(found.key, record) {
        if try credentials.secret(of: record, for: host).hasSameBytes(as: found.key) {
          return ImportOutcome.Entry.present(record)
        }
      }
      if let other = credentials.records.first(where: { $0.name == name && $0.host == host && $0.retiring == nil }) {
        return replaces ? .added(try credentials.rotate(name, host: host, to: found.key)) : .conflicting(other)
      }
      return .added(try credentials.add(found.key, name: name, host: host))
    }
    outcome.add(result)
    if let doubt = KeyShape.doubt(about: found.key, for: found.target.provider.name) {
      desk.reporter.warning("\(found.origin): \(doubt)")
    }
  }

  // MARK: From a backup

  private func takeBackup() async throws(LLMError) -> ExitCode {
    guard invocation.label == nil, invocation.environment == nil else {
      throw LLMError(.usage, "the keys of a backup have labels and environments of their own")
    }
    guard let path = invocation.path else {
      throw LLMError(.usage, "no backup is named", advice: "Run: llmctl auth import FILE, or name a source with --from")
    }
    let (_, bytes) = try read(nil)
    let passphrase = try await PassphraseQuestion(desk: desk).askOnce(
      "Passphrase of the backup: ", orReadInput: invocation.readsInput)
    let archive: CredentialArchive
    do throws(CredentialError) { archive = try desk.archive(bytes, passphrase: passphrase) } catch {
      throw Self.words(for: error, path)
    }
    var credentials = try AuthVault(desk: desk, protection: invocation.protection).openOrMake()
    let taken = try desk.reporting { () throws(CredentialError) in
      try credentials.take(from: archive, replaces: invocation.replaces)
    }
    return try report(
      ImportOutcome(added: taken.added, present: taken.present, conflicting: taken.conflicting), advice: nil)
  }

  /// What is wrong with the backup, not with the credential file.
  private static func words(for error: CredentialError, _ path: String) -> LLMError {
    switch error {
    case .wrongPassphrase: LLMError(.locked, "the passphrase does not open the backup '\(path)'")
    case .damaged(let offset, let finding):
      LLMError(.inputInvalid, "'\(path)' is no backup, or a damaged one: at byte \(offset), \(finding)")
    case .newerFormat(let version):
      LLMError(.inputInvalid, "the backup '\(path)' was written by a newer llmctl (format \(version))")
    default: error.report(path: path)
    }
  }
}
