/// The file with a user's keys, opened. A value: what other processes change meanwhile shows with the next change of its own,
/// which is made to the file as it stands then.
package struct UnlockedCredentials: Sendable {
  let store: CredentialStore
  private(set) var opened: OpenedFile
  /// The file as it was read or written last.
  private var bytes: [UInt8]
  /// What opened it.
  package let route: UnlockRoute
  /// What the user should hear.
  package private(set) var notices: [CredentialNotice]

  init(
    _ store: CredentialStore, _ opened: OpenedFile, _ bytes: [UInt8], route: UnlockRoute, notices: [CredentialNotice]
  ) {
    (self.store, self.opened, self.bytes, self.route, self.notices) = (store, opened, bytes, route, notices)
  }

  // MARK: Looking

  /// What is stored, in the order of storing.
  package var records: [CredentialRecord] { opened.records }

  /// What protects the file.
  package var protection: Protection {
    Protection(opened.file, isHeld: store.holder.fetch(opened.file.id) != nil)
  }

  /// Which keys answer a query, and why the others do not.
  package func select(_ query: CredentialQuery) -> CredentialSelection {
    CredentialSelection(query, among: opened.records)
  }

  /// A key, for the host it is going to be sent to, as `Endpoint.keyHost` writes it.
  ///
  /// Throws `CredentialError.otherHost` for another host than the one it was stored for, `.notStored`.
  package func secret(of record: CredentialRecord, for host: String) throws(CredentialError) -> Secret {
    guard let stored = opened.records.first(where: { $0.id == record.id }) else {
      throw .notStored("\(record.name)")
    }
    guard stored.host == host else { throw .otherHost(stored: stored.host, asked: host) }
    return try opened.secret(of: record.id)
  }

  /// Whether a key ends as a stored one does: probably the same, and certainly another where not.
  package func endsAlike(_ key: Secret, _ record: CredentialRecord) -> Bool {
    opened.key.ending(of: key) == record.ending
  }

  // MARK: Holding

  /// Lets the next processes open the file without asking, for a while. Returns false where the system has no place for that.
  @discardableResult
  package func hold(for time: Duration = CredentialStore.usualHold) -> Bool {
    store.holder.hold(opened.key.secret, of: opened.file.id, for: time)
  }

  // MARK: Changing

  /// Changes the file as it stands now, while nobody else does.
  ///
  /// Throws `CredentialError`; nothing is changed then, here or in the file, unless it is `.file(.notConfirmed)`.
  mutating func change<Value>(
    backup: CredentialBackup = .previous, _ body: (inout OpenedFile) throws(CredentialError) -> Value
  ) throws(CredentialError) -> Value {
    let lock = try store.lockFile()
    defer { lock.release() }
    let current = try store.read()
    var draft = current == bytes ? opened : try reopened(current)
    let value = try body(&draft)
    let next = try draft.nextVersion()
    try store.write(next, backup: backup)
    (opened, bytes) = (draft, next)
    return value
  }

  /// What another process made of the file.
  private func reopened(_ current: [UInt8]) throws(CredentialError) -> OpenedFile {
    let file = try store.decode(current)
    guard file.id == opened.file.id else { throw .changedMeanwhile }
    do throws(FormatFault) {
      if let reopened = try OpenedFile(file, of: current, with: opened.key) { return reopened }
    } catch {
      throw CredentialError(error)
    }
    throw .changedMeanwhile
  }

  mutating func note(_ notice: CredentialNotice) { notices.append(notice) }
}
