/// What became of the keys that were to be taken over.
struct ImportOutcome: Sendable {
  /// What became of one of them.
  enum Entry: Sendable {
    case added(CredentialRecord)
    /// The very same was stored.
    case present(CredentialRecord)
    /// Another one has its name: that one.
    case conflicting(CredentialRecord)
  }

  private(set) var added: [CredentialRecord]
  private(set) var present: [CredentialRecord]
  private(set) var conflicting: [CredentialRecord]
  let skipped: [ForeignKeys.Skipped]

  init(
    added: [CredentialRecord] = [], present: [CredentialRecord] = [], conflicting: [CredentialRecord] = [],
    skipped: [ForeignKeys.Skipped] = []
  ) {
    (self.added, self.present, self.conflicting, self.skipped) = (added, present, conflicting, skipped)
  }

  mutating func add(_ entry: Entry) {
    switch entry {
    case .added(let record): added.append(record)
    case .present(let record): present.append(record)
    case .conflicting(let record): conflicting.append(record)
    }
  }
}

extension KeyImport {
  /// Says what was taken and what not, and returns the exit code.
  func report(_ outcome: ImportOutcome, advice: String?) throws(LLMError) -> ExitCode {
    let reporter = desk.reporter
    for record in outcome.added {
      reporter.notice("took the key for \(record.name), to be sent to \(record.host) alone")
    }
    for record in outcome.present { reporter.notice("the key for \(record.name) is stored already") }
    for record in outcome.conflicting {
      reporter.warning("left out the key for \(record.name): another one is stored (--replace puts it in its place)")
    }
    for skipped in outcome.skipped { reporter.warning("left out \(skipped.origin): \(skipped.reason)") }
    let isEmpty = outcome.added.isEmpty && outcome.present.isEmpty && outcome.conflicting.isEmpty
    if isEmpty, outcome.skipped.isEmpty { reporter.notice("there are no keys to take over") }
    if let advice, !outcome.added.isEmpty || !outcome.present.isEmpty { reporter.notice(advice) }
    if invocation.usesJSON { try desk.output.show(document(outcome)) }
    return outcome.conflicting.isEmpty ? .complete : .gateFailed
  }

  private func document(_ outcome: ImportOutcome) -> JSONValue {
    let now = desk.context.time.now()
    let skipped = outcome.skipped.map { skipped in
      JSONValue.object([JSONMember("name", .string(skipped.origin)), JSONMember("reason", .string(skipped.reason))])
    }
    return .document(
      "import",
      [
        JSONMember("source", .string(invocation.source.rawValue)),
        JSONMember("added", .array(outcome.added.map { $0.json(at: now) })),
        JSONMember("present", .array(outcome.present.map { $0.json(at: now) })),
        JSONMember("conflicting", .array(outcome.conflicting.map { $0.json(at: now) })),
        JSONMember("skipped", .array(skipped)),
      ])
  }
}
