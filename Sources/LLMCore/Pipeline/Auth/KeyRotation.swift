/// What `llmctl auth rotate` was asked for.
package struct RotationInvocation: Sendable, Equatable {
  package var key = StoredKeyChoice()
  /// Whether to remove what was replaced, instead of replacing.
  package var isRetiring = false
  package var readsInput = false
  package var isTested: Bool?
  /// Whether `--yes` was typed.
  package var isConfirmed = false
  package var usesJSON = false

  package init() {}
}

/// `llmctl auth rotate`: puts a new key in the place of a stored one, which is tried, too, until it is retired.
package struct KeyRotation: Sendable {
  private let desk: AuthDesk
  private let invocation: RotationInvocation

  package init(_ invocation: RotationInvocation, at desk: AuthDesk) {
    (self.invocation, self.desk) = (invocation, desk)
  }

  /// Throws `LLMError`.
  package func run() async throws(LLMError) -> ExitCode {
    try invocation.key.check()
    if !invocation.isRetiring { try KeyIntake(desk: desk).check(readsInput: invocation.readsInput) }
    var credentials = try desk.open()
    let group = try invocation.key.only(in: credentials, desk.settings)
    return invocation.isRetiring ? try retire(group, in: &credentials) : try await replace(group, in: &credentials)
  }

  private func replace(
    _ group: StoredKeyChoice.Group, in credentials: inout UnlockedCredentials
  ) async throws(LLMError) -> ExitCode {
    let target = try KeyTarget(group.name.provider, host: Self.url(group.host), settings: desk.settings)
    let key = try await KeyIntake(desk: desk).read(for: target, readsInput: invocation.readsInput)
    try await desk.tryOut(key, at: target, isWanted: invocation.isTested)
    let record = try desk.reporting { () throws(CredentialError) in
      try credentials.rotate(group.name, host: group.host, to: key)
    }
    let old = credentials.records.filter { $0.name == group.name && $0.host == group.host && $0.retiring != nil }
    try show(record, retiring: old, retired: [])
    desk.reporter.notice("stored the new key for \(group.text)")
    desk.reporter.notice(
      "the old one is tried where the new one is rejected; when nothing needs it any more, run: llmctl auth rotate "
        + "\(group.name.provider) --retire, and revoke it at the provider")
    return .complete
  }

  private func retire(
    _ group: StoredKeyChoice.Group, in credentials: inout UnlockedCredentials
  ) throws(LLMError) -> ExitCode {
    guard !group.retiring.isEmpty else {
      desk.reporter.notice("no key for \(group.text) is retiring")
      if let current = group.current { try show(current, retiring: [], retired: []) }
      return .complete
    }
    let question =
      "Remove \(group.retiring.count == 1 ? "the old key" : "\(group.retiring.count) old keys") for \(group.text)?"
    guard try desk.confirms(question, isConfirmed: invocation.isConfirmed) else { return .gateFailed }
    let removed = try desk.reporting { () throws(CredentialError) in
      try credentials.retire(group.name, host: group.host)
    }
    if let current = group.current { try show(current, retiring: [], retired: removed) }
    desk.reporter.notice("removed \(removed.count) old \(removed.count == 1 ? "key" : "keys") for \(group.text)")
    desk.reporter.notice("it stays valid until you revoke it at the provider")
    desk.mentionBackup(credentials)
    return .complete
  }

  private func show(
    _ record: CredentialRecord, retiring: [CredentialRecord], retired: [CredentialRecord]
  ) throws(LLMError) {
    guard invocation.usesJSON else { return }
    let now = desk.context.time.now()
    try desk.output.show(
      .document(
        "rotation",
        [
          JSONMember("key", record.json(at: now)), JSONMember("retiring", .array(retiring.map { $0.json(at: now) })),
          JSONMember("retired", .array(retired.map { $0.json(at: now) })),
        ]))
  }

  /// A host of the credential file as a URL: that of a socket has its path in plain letters.
  private static func url(_ host: String) -> String {
    let prefix = "http+unix:"
    guard host.hasPrefix(prefix) else { return host }
    let path = host.utf8.dropFirst(prefix.utf8.count).map { byte -> String in
      let isPlain = Character(Unicode.Scalar(byte)).isLetter && byte < 0x80 || (0x30...0x39).contains(byte)
      return isPlain ? String(Unicode.Scalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
    return prefix + "//" + path.joined()
  }
}
