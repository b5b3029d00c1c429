/// A credential file with its data key: verified, and what it tells of its keys decrypted. The keys themselves stay sealed.
struct OpenedFile: Sendable {
  private(set) var key: DataKey
  private(set) var file: SealedFile
  /// In the order of `file.entries`.
  private(set) var records: [CredentialRecord]

  /// A new file without keys and methods.
  init(new id: CredentialFileID) {
    key = DataKey.random(of: id)
    file = SealedFile(id: id, generation: 0, isPlaintext: false, slots: [], entries: [])
    records = []
  }

  /// Opens a file that was decoded from `bytes`; nil where the data key is not that of this file.
  ///
  /// Throws `FormatFault` where the key is right and something sealed with it is not.
  init?(_ file: SealedFile, of bytes: [UInt8], with key: DataKey) throws(FormatFault) {
    guard SealedFile.isAuthentic(bytes, key) else { return nil }
    self.key = key
    self.file = file
    records = []
    for (index, entry) in file.entries.enumerated() {
      guard let record = try key.record(of: entry) else {
        throw .damaged(at: CredentialFormat.headerSize, "what key \(index + 1) is for cannot be decrypted")
      }
      records.append(record)
    }
  }

  /// The key of an entry.
  func secret(of id: CredentialID) throws(CredentialError) -> Secret {
    guard let index = records.firstIndex(where: { $0.id == id }) else { throw .notStored(id.text) }
    guard let secret = key.secret(of: file.entries[index], records[index]) else {
      throw .damaged(at: CredentialFormat.headerSize, "key \(index + 1) cannot be decrypted")
    }
    return secret
  }

  // MARK: Changes

  /// Adds a key, or replaces what is known of it.
  mutating func store(_ secret: Secret, as record: CredentialRecord) throws(CredentialError) {
    let entry = SealedEntry(id: record.id, metadata: try key.seal(record), secret: try key.seal(secret, for: record))
    if let index = records.firstIndex(where: { $0.id == record.id }) {
      (file.entries[index], records[index]) = (entry, record)
    } else {
      file.entries.append(entry)
      records.append(record)
    }
  }

  mutating func remove(_ ids: Set<CredentialID>) {
    file.entries.removeAll { ids.contains($0.id) }
    records.removeAll { ids.contains($0.id) }
  }

  /// Puts a method in the place of the one with its id, or behind the others.
  mutating func store(_ slot: UnlockSlot) {
    if let index = file.slots.firstIndex(where: { $0.method.id == slot.method.id }) {
      file.slots[index] = slot
    } else {
      file.slots.append(slot)
    }
    file.isPlaintext = slot.method.kind == .plaintext
  }

  /// Seals everything with a new data key, which only these methods wrap.
  ///
  /// - Parameter wrap: makes the methods' slots for the new key.
  mutating func renewKey(
    wrap: (DataKey) throws(CredentialError) -> [UnlockSlot]
  ) throws(CredentialError) {
    var renewed = OpenedFile(new: file.id)
    renewed.file.generation = file.generation
    for slot in try wrap(renewed.key) { renewed.store(slot) }
    for record in records { try renewed.adopt(record, try secret(of: record.id)) }
    self = renewed
  }

  /// Takes over a key of another file, or of this one under another data key.
  mutating func adopt(_ record: CredentialRecord, _ secret: Secret) throws(CredentialError) {
    try store(
      secret,
      as: CredentialRecord(
        id: record.id, name: record.name, host: record.host, created: record.created, rotated: record.rotated,
        retiring: record.retiring, ending: key.ending(of: secret)))
  }

  /// The next version of the file's content.
  mutating func nextVersion() throws(CredentialError) -> [UInt8] {
    file.generation += 1
    return try file.encoded(with: key)
  }
}
