/// What `auth status` has to say, as text and as JSON.
struct StatusReport {
  let path: String
  /// Nil where there is no credential file.
  let protection: Protection?
  let lookups: [KeyLookup]
  let now: Timestamp

  // MARK: Text

  /// - Parameter isColored: whether what is wrong is red.
  func text(isColored: Bool) -> String {
    var lines = storeLines(isColored)
    lines.append("Looked for in this order: \(KeyStatus.order.joined(separator: ", ")).")
    for lookup in lookups { lines += [""] + providerLines(lookup) }
    if lookups.isEmpty { lines += ["", "No provider is configured, and \(unknownKeys)."] }
    return lines.map { $0 + "\n" }.joined()
  }

  /// Why no provider is known by a stored key.
  private var unknownKeys: String {
    (protection?.keyCount ?? 0) == 0
      ? "no key is known of" : "the stored keys are locked; 'llmctl auth unlock' lets them be looked at"
  }

  private func storeLines(_ isColored: Bool) -> [String] {
    guard let protection else { return ["Stored keys: none ('llmctl auth login' stores one)"] }
    var lines = ["Stored keys: \(safe(path)), \(protection.keyCount) of them"]
    if protection.isPlaintext {
      let warning =
        "  NOT ENCRYPTED: whoever can read this file has the keys ('llmctl auth passphrase --add' encrypts it)"
      return lines + [isColored ? "\u{1B}[1;31m\(warning)\u{1B}[0m" : warning]
    }
    for method in protection.methods {
      let cost = method.cost.map { ", scrypt \($0.text)" } ?? ""
      lines.append("  opened by \(safe(method.summary))\(cost), id \(method.idText), since \(method.created.day)")
    }
    lines.append(protection.isHeld ? "  open now: the key is held in this user's kernel keyring" : "  locked")
    return lines
  }

  private func providerLines(_ lookup: KeyLookup) -> [String] {
    let provider = lookup.provider
    var lines = ["\(safe(provider.name))  \(safe(provider.baseURL.text))"]
    if let used = lookup.used {
      lines.append("  used: \(safe(used.place.text)), \(guards(of: used.place))")
    } else if lookup.needsNoKey {
      lines.append("  used: no key, since none is needed")
    } else {
      lines.append("  used: nothing; \(safe(failure(lookup)?.message ?? "there is no key"))")
    }
    for spare in lookup.spares { lines.append("  then: \(safe(spare.place.text)), \(guards(of: spare.place))") }
    for candidate in lookup.candidates {
      if let remark = candidate.remark(for: provider) { lines.append("  \(safe(remark))") }
    }
    if let remark = storeRemark(lookup) { lines.append("  \(safe(remark))") }
    return lines
  }

  private func safe(_ text: String) -> String { SafeText.line(text).text }

  /// What protects a key, and how old it is.
  private func guards(of place: KeyPlace) -> String {
    switch place {
    case .environment: "an environment variable, which other processes of yours can read"
    case .file: "a file in plain text"
    case .store(let record):
      (protection?.isPlaintext ?? false ? "NOT ENCRYPTED" : "encrypted") + ", " + age(of: record)
    }
  }

  private func age(of record: CredentialRecord) -> String {
    if let since = record.retiring { return "retiring since \(since.day), tried where the one in use is rejected" }
    let days = record.days(at: now)
    let age = days == 0 ? "stored today" : "in use for \(days) \(days == 1 ? "day" : "days")"
    return record.isOld(at: now) ? age + ", old ('llmctl auth rotate' replaces it)" : age
  }

  private func failure(_ lookup: KeyLookup) -> LLMError? {
    do throws(LLMError) {
      _ = try lookup.chosen()
      return nil
    } catch {
      return error
    }
  }

  /// What cannot be told of the stored keys.
  private func storeRemark(_ lookup: KeyLookup) -> String? {
    guard case .closed(let error) = lookup.store else { return nil }
    return error.code == .locked
      ? "the stored keys are locked; 'llmctl auth unlock' lets them be looked at" : error.message
  }

  // MARK: JSON

  var json: JSONValue {
    .document(
      "auth_status",
      [
        JSONMember("store", storeJSON), JSONMember("order", .array(KeyStatus.order.map(JSONValue.string))),
        JSONMember("providers", .array(lookups.map(providerJSON))),
      ])
  }

  /// What protects the file.
  var storeJSON: JSONValue {
    guard let protection else {
      return .object([JSONMember("path", .string(path)), JSONMember("exists", .bool(false))])
    }
    let methods = protection.methods.map { method in
      JSONValue.object([
        JSONMember("id", .string(method.idText)), JSONMember("kind", .string(method.kind.name)),
        JSONMember("summary", .string(method.summary)), JSONMember("created", .string(method.created.rfc3339)),
        JSONMember("cost", .optional(method.cost.map { "scrypt \($0.text)" })),
      ])
    }
    return .object([
      JSONMember("path", .string(path)), JSONMember("exists", .bool(true)),
      JSONMember("encrypted", .bool(!protection.isPlaintext)), JSONMember("held", .bool(protection.isHeld)),
      JSONMember("keys", .integer(protection.keyCount)), JSONMember("methods", .array(methods)),
    ])
  }

  private func providerJSON(_ lookup: KeyLookup) -> JSONValue {
    .object([
      JSONMember("provider", .string(lookup.provider.name)),
      JSONMember("base_url", .string(lookup.provider.baseURL.text)),
      JSONMember("used", lookup.used.map { candidateJSON($0, lookup.provider) } ?? .null),
      JSONMember("spares", .array(lookup.spares.map { candidateJSON($0, lookup.provider) })),
      JSONMember(
        "others",
        .array(
          lookup.candidates.filter { $0.verdict != .used && $0.verdict != .spare }
            .map { candidateJSON($0, lookup.provider) })),
      JSONMember("reason", .optional(lookup.used == nil ? failure(lookup)?.message : nil)),
      JSONMember("advice", .optional(lookup.used == nil ? failure(lookup)?.advice : nil)),
    ])
  }

  private func candidateJSON(_ candidate: KeyCandidate, _ provider: ProviderSettings) -> JSONValue {
    var members: [JSONMember] =
      switch candidate.place {
      case .environment(let name): [JSONMember("place", .string("environment")), JSONMember("name", .string(name))]
      case .file(let path): [JSONMember("place", .string("file")), JSONMember("name", .string(path))]
      case .store(let record): [JSONMember("place", .string("store")), JSONMember("key", record.json(at: now))]
      }
    if let remark = candidate.remark(for: provider) { members.append(JSONMember("reason", .string(remark))) }
    return .object(members)
  }
}

extension UnlockMethod.Kind {
  /// As `--json` names it.
  fileprivate var name: String {
    switch self {
    case .plaintext: "plaintext"
    case .passphrase: "passphrase"
    case .keyFile: "key_file"
    case .command: "command"
    case .descriptor: "descriptor"
    case .environment: "environment"
    }
  }
}
