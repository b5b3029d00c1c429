/// What `llmctl auth login` was asked for.
package struct LoginInvocation: Sendable, Equatable {
  package var key = StoredKeyChoice()
  /// Whether the key is on standard input.
  package var readsInput = false
  /// Whether to ask the provider if it takes the key; nil asks the person.
  package var isTested: Bool?
  package var protection = NewProtection()
  package var usesJSON = false

  package init() {}
}

/// `llmctl auth login`: takes a key in and stores it for one provider and one host.
package struct KeyLogin: Sendable {
  private let desk: AuthDesk
  private let invocation: LoginInvocation

  package init(_ invocation: LoginInvocation, at desk: AuthDesk) { (self.invocation, self.desk) = (invocation, desk) }

  /// Nothing is stored before the key and what protects it are there.
  ///
  /// Throws `LLMError`.
  package func run() async throws(LLMError) -> ExitCode {
    let target = try KeyTarget(try provider(), host: invocation.key.host, settings: desk.settings)
    try KeyIntake(desk: desk).check(readsInput: invocation.readsInput)
    let name = try name(at: target)
    let vault = AuthVault(desk: desk, protection: invocation.protection)
    let credentials = try vault.openIfThere()
    let isReplaced = try credentials.map { (stored) throws(LLMError) in try replaces(name, target, stored) } ?? false
    guard let isReplaced else { return .gateFailed }
    let key = try await KeyIntake(desk: desk).read(for: target, readsInput: invocation.readsInput)
    if let credentials { try mentionTwin(of: key, name, target.host, credentials) }
    try await desk.tryOut(key, at: target, isWanted: invocation.isTested)
    var opened = if let credentials { credentials } else { try vault.make() }
    let record = try desk.reporting { () throws(CredentialError) in
      isReplaced
        ? try opened.rotate(name, host: target.host, to: key)
        : try opened.add(key, name: name, host: target.host)
    }
    try report(record, target, isReplaced: isReplaced)
    return .complete
  }

  private func name(at target: KeyTarget) throws(LLMError) -> CredentialName {
    try desk.reporting { () throws(CredentialError) in
      try CredentialName(
        provider: target.provider.name,
        label: invocation.key.label ?? target.provider.keyLabel?.value ?? CredentialName.usualLabel,
        environment: invocation.key.environment ?? target.provider.keyEnvironment?.value ?? "")
    }
  }

  // MARK: Questions

  /// What was typed, or chosen from a list.
  private func provider() throws(LLMError) -> String {
    if let name = invocation.key.provider { return name }
    guard desk.isAttended else {
      throw LLMError(.usage, "no provider is named", advice: "Run: llmctl auth login PROVIDER")
    }
    let names = KeyTarget.names(desk.settings)
    for (number, name) in names.enumerated() { desk.reporter.line("\(number < 9 ? " " : "")\(number + 1)  \(name)") }
    let answer = desk.context.terminal.readAnswer("Provider (a number or a name): ")?.trimmingBlanks ?? ""
    guard !answer.isEmpty else { throw LLMError(.usage, "no provider was chosen; nothing was changed") }
    guard let number = Int(answer) else { return answer }
    guard names.indices.contains(number - 1) else {
      throw LLMError(.usage, "there is no provider \(number) in the list")
    }
    return names[number - 1]
  }

  /// Whether a new key takes the place of one that is stored; nil where a person does not want that.
  ///
  /// Throws `LLMError` where one is stored and nobody can be asked.
  private func replaces(
    _ name: CredentialName, _ target: KeyTarget, _ credentials: UnlockedCredentials
  ) throws(LLMError) -> Bool? {
    let isTaken = credentials.records.contains { $0.name == name && $0.host == target.host && $0.retiring == nil }
    guard isTaken else { return false }
    guard desk.isAttended else { throw CredentialError.nameTaken(name).report(path: "") }
    let question =
      "A key for \(name) is stored already. Replace it, and keep the old one until 'llmctl auth rotate --retire'?"
    return try desk.confirms(question, isConfirmed: false) ? true : nil
  }

  /// The same key under two names is usually a mistake, and always worth knowing when it is rotated.
  private func mentionTwin(
    of key: Secret, _ name: CredentialName, _ host: String, _ credentials: UnlockedCredentials
  ) throws(LLMError) {
    for record in credentials.records
    where credentials.endsAlike(key, record) && !(record.name == name && record.host == host) {
      let stored = try desk.reporting { () throws(CredentialError) in
        try credentials.secret(of: record, for: record.host)
      }
      if stored.hasSameBytes(as: key) { desk.reporter.notice("this very key is stored for \(record.name) as well") }
    }
  }

  // MARK: The result

  private func report(_ record: CredentialRecord, _ target: KeyTarget, isReplaced: Bool) throws(LLMError) {
    let store = try desk.store
    if invocation.usesJSON {
      try desk.output.show(
        .document(
          "login",
          [
            JSONMember("key", record.json(at: desk.context.time.now())), JSONMember("replaced", .bool(isReplaced)),
            JSONMember("path", .string(store.path)),
          ]))
    }
    desk.reporter.notice("stored the key for \(record.name), to be sent to \(record.host) alone")
    if isReplaced {
      desk.reporter.notice("the old one is tried, too, until: llmctl auth rotate \(record.name.provider) --retire")
    }
    if case .environment(let variable) = target.provider.keySource, desk.context.environment[variable] != nil {
      desk.reporter.notice("\(variable) is set and comes first; unset it to use the stored key")
    }
    if target.provider.baseURL.isLocal, target.provider.keySource == .none, target.provider.keyLabel == nil {
      desk.reporter.notice(
        "a server of this machine is asked without a key, unless its provider has key_label in the configuration")
    }
    if !target.isUsable {
      desk.reporter.notice(
        "to ask '\(record.name.provider)', add it to the providers of the configuration ('llmctl config path' names the file)"
      )
    }
  }
}
