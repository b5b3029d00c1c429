extension UnlockedCredentials {
  /// Stores a key of a new name. Returns what is known of it.
  ///
  /// - Parameter host: where it may be sent, as `Endpoint.keyHost` writes it.
  ///
  /// Throws `CredentialError.nameTaken` where there is a key of this name for this host.
  @discardableResult
  package mutating func add(
    _ secret: Secret, name: CredentialName, host: String
  ) throws(CredentialError) -> CredentialRecord {
    try Self.check(secret, host)
    let now = store.time.now()
    return try change { (draft) throws(CredentialError) in
      guard draft.current(name, host) == nil else { throw .nameTaken(name) }
      let record = CredentialRecord(
        id: .random(), name: name, host: host, created: now, rotated: nil, retiring: nil,
        ending: draft.key.ending(of: secret))
      try draft.store(secret, as: record)
      return record
    }
  }

  /// Puts a new key in the place of the one of this name, which is kept as retiring: both are tried until it is retired.
  ///
  /// Throws `CredentialError.notStored` where there is none, `.invalid` where it is the same key.
  @discardableResult
  package mutating func rotate(
    _ name: CredentialName, host: String, to secret: Secret
  ) throws(CredentialError) -> CredentialRecord {
    try Self.check(secret, host)
    let now = store.time.now()
    return try change { (draft) throws(CredentialError) in
      guard let old = draft.current(name, host) else { throw .notStored("\(name)") }
      guard !(try draft.secret(of: old.id).hasSameBytes(as: secret)) else {
        throw .invalid("this is the key that is stored for \(name) already")
      }
      return try draft.replace(old, by: secret, at: now)
    }
  }

  /// Removes the keys of this name that are retiring. Returns them.
  ///
  /// Throws `CredentialError`.
  @discardableResult
  package mutating func retire(_ name: CredentialName, host: String) throws(CredentialError) -> [CredentialRecord] {
    let old = records.filter { $0.name == name && $0.host == host && $0.retiring != nil }
    try remove(Set(old.map(\.id)))
    return old
  }

  /// Removes keys. The backup has them until the next change, sealed like all; that of a file without protection is made anew,
  /// so that they are gone.
  ///
  /// Throws `CredentialError.notStored` where one is not there.
  package mutating func remove(_ ids: Set<CredentialID>) throws(CredentialError) {
    guard !ids.isEmpty else { return }
    try change(backup: opened.file.isPlaintext ? .renewed : .previous) { (draft) throws(CredentialError) in
      if let missing = ids.subtracting(draft.records.map(\.id)).first { throw .notStored(missing.text) }
      draft.remove(ids)
    }
  }

  private static func check(_ secret: Secret, _ host: String) throws(CredentialError) {
    guard (1...CredentialFormat.longestSecret).contains(secret.count) else {
      throw .invalid(
        secret.isEmpty ? "the key is empty" : "the key is longer than \(CredentialFormat.longestSecret) bytes")
    }
    guard (1...CredentialFormat.longestDetail).contains(host.utf8.count) else {
      throw .invalid("the host is empty or too long")
    }
  }
}

extension OpenedFile {
  /// The key of this name that is in use for a host.
  func current(_ name: CredentialName, _ host: String) -> CredentialRecord? {
    records.first { $0.name == name && $0.host == host && $0.retiring == nil }
  }

  /// Stores a new key, and has the old one retire.
  mutating func replace(
    _ old: CredentialRecord, by secret: Secret, at now: Timestamp
  ) throws(CredentialError) -> CredentialRecord {
    var retiring = old
    retiring.retiring = now
    try store(try self.secret(of: old.id), as: retiring)
    let record = CredentialRecord(
      id: .random(), name: old.name, host: old.host, created: old.created, rotated: now, retiring: nil,
      ending: key.ending(of: secret))
    try store(secret, as: record)
    return record
  }
}
