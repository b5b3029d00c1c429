/// A backup that stands for itself: a credential file of its own with all keys, under a passphrase given for it.
package struct CredentialArchive: Sendable {
  private let opened: OpenedFile

  /// What is in it.
  package var records: [CredentialRecord] { opened.records }

  /// Opens one. Only passphrases are tried: a file from elsewhere has no say in which files are read and which programs run.
  ///
  /// Throws `CredentialError`: `.wrongPassphrase`, `.damaged`, `.newerFormat`; `.invalid` where no passphrase opens it.
  package init(_ bytes: [UInt8], passphrase: Secret) throws(CredentialError) {
    try self.init(bytes, passphrase: passphrase, .production)
  }

  init(_ bytes: [UInt8], passphrase: Secret, _ policy: ScryptPolicy) throws(CredentialError) {
    let file: SealedFile
    do throws(FormatFault) { file = try SealedFile.decode(bytes, policy) } catch { throw CredentialError(error) }
    let slots = file.slots.filter { $0.method.kind == .passphrase }
    guard !slots.isEmpty else { throw .invalid("no passphrase opens this file; export one to import it") }
    for slot in slots {
      let key = try WrappingKey(from: passphrase, salt: slot.salt, cost: slot.method.cost)
      if let dataKey = key.unwrap(slot, file: file.id) {
        opened = try OpenedFile(verifying: file, of: bytes, with: dataKey)
        return
      }
    }
    throw .wrongPassphrase
  }

  func secret(of id: CredentialID) throws(CredentialError) -> Secret { try opened.secret(of: id) }
}

/// What importing did with each key.
package struct ImportReport: Sendable, Equatable {
  /// Stored now.
  package internal(set) var added: [CredentialRecord] = []
  /// Stored before, the very same.
  package internal(set) var present: [CredentialRecord] = []
  /// Not stored, since another key has the name.
  package internal(set) var conflicting: [CredentialRecord] = []
}

extension UnlockedCredentials {
  /// A backup with all keys, retiring ones included, under a passphrase of its own, which must be kept: it is opened by nothing
  /// else. It is the content of a file.
  ///
  /// Throws `CredentialError`.
  package func archive(passphrase: Secret) throws(CredentialError) -> [UInt8] {
    var copy = OpenedFile(new: .random())
    let prepared = try store.prepare(.passphrase(passphrase))
    copy.store(try prepared.slot(wrapping: copy.key, file: copy.file.id))
    for record in opened.records { try copy.adopt(record, try opened.secret(of: record.id)) }
    return try copy.nextVersion()
  }

  /// Takes over the keys of a backup.
  ///
  /// - Parameter replaces: whether a key of the backup takes the place of another of its name, which then retires.
  ///
  /// Throws `CredentialError`; nothing is taken over then.
  package mutating func take(
    from archive: CredentialArchive, replaces: Bool = false
  ) throws(CredentialError) -> ImportReport {
    let now = store.time.now()
    return try change { (draft) throws(CredentialError) in
      var report = ImportReport()
      for record in archive.records {
        let secret = try archive.secret(of: record.id)
        if try draft.holds(secret, like: record) {
          report.present.append(record)
        } else if record.retiring == nil, let old = draft.current(record.name, record.host) {
          if replaces {
            report.added.append(try draft.replace(old, by: secret, at: now))
          } else {
            report.conflicting.append(record)
          }
        } else {
          report.added.append(try draft.adoptForeign(record, secret))
        }
      }
      return report
    }
  }
}

extension OpenedFile {
  /// Throws `CredentialError.damaged` where the data key is not that of the whole file.
  init(verifying file: SealedFile, of bytes: [UInt8], with key: DataKey) throws(CredentialError) {
    do throws(FormatFault) {
      if let opened = try OpenedFile(file, of: bytes, with: key) {
        self = opened
        return
      }
    } catch {
      throw CredentialError(error)
    }
    throw .damaged(
      at: bytes.count - CredentialFormat.macSize,
      "its parts are whole, but the code over all of them is another: something else than llmctl changed it")
  }

  /// Whether this very key is stored under this name.
  fileprivate func holds(_ secret: Secret, like record: CredentialRecord) throws(CredentialError) -> Bool {
    for candidate in records where candidate.name == record.name && candidate.host == record.host {
      if try self.secret(of: candidate.id).hasSameBytes(as: secret) { return true }
    }
    return false
  }

  /// Takes over a key of another file under an id that is free.
  fileprivate mutating func adoptForeign(
    _ record: CredentialRecord, _ secret: Secret
  ) throws(CredentialError) -> CredentialRecord {
    let isFree = !records.contains { $0.id == record.id }
    let record = CredentialRecord(
      id: isFree ? record.id : .random(), name: record.name, host: record.host, created: record.created,
      rotated: record.rotated, retiring: record.retiring, ending: key.ending(of: secret))
    try store(secret, as: record)
    return record
  }
}
