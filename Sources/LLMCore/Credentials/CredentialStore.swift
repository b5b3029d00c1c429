/// The file with a user's keys, before it is opened.
///
/// ```
/// let store = CredentialStore(path: …)
/// var keys = try store.unlock(UnlockRequest(passphrase: { attempt in … }))
/// keys.hold(for: CredentialStore.usualHold)
/// let selection = keys.select(CredentialQuery(provider: "openai", host: endpoint.keyHost))
/// for record in selection.keys { let key = try keys.secret(of: record, for: endpoint.keyHost) … }
/// ```
///
/// All calls block; the longest are derivations from passphrases (half a second) and waiting for other writers.
package struct CredentialStore: Sendable {
  /// Of the file, absolute.
  package let path: String
  let files: any CredentialFiles
  let holder: any KeyHolder
  let programs: any Programs
  let environment: Environment
  let time: any TimeSource
  let policy: ScryptPolicy

  /// How long a key is held unless somebody chose another time.
  package static let usualHold = Duration.seconds(15 * 60)
  /// How long to wait for other writers.
  private static let patience = Duration.seconds(30)

  package init(
    path: String, files: any CredentialFiles, holder: any KeyHolder, programs: any Programs, environment: Environment,
    time: any TimeSource
  ) {
    self.init(
      path: path, files: files, holder: holder, programs: programs, environment: environment, time: time,
      policy: .production)
  }

  init(
    path: String, files: any CredentialFiles, holder: any KeyHolder, programs: any Programs, environment: Environment,
    time: any TimeSource, policy: ScryptPolicy
  ) {
    (self.path, self.files, self.holder, self.programs) = (path, files, holder, programs)
    (self.environment, self.time, self.policy) = (environment, time, policy)
  }

  // MARK: Without opening

  /// What protects the file; nil where there is none.
  ///
  /// Throws `CredentialError`, also `.onlyBackup`.
  package func protection() throws(CredentialError) -> Protection? {
    do throws(CredentialError) {
      let file = try decode(try read())
      return Protection(file, isHeld: holder.fetch(file.id) != nil)
    } catch .missing {
      return nil
    }
  }

  /// Forgets the key that is held, for all processes. Returns whether one was held. Also works with a damaged file, as long as
  /// its name can be read.
  ///
  /// Throws `CredentialError`.
  @discardableResult
  package func lock() throws(CredentialError) -> Bool {
    guard let id = SealedFile.id(of: try read()) else { return false }
    return holder.drop(id)
  }

  // MARK: Opening

  /// Makes the file, protected by one method; more can be added.
  ///
  /// Throws `CredentialError`: `.exists` where there is a file, `.onlyBackup` where there was one.
  package func create(_ method: NewUnlockMethod) throws(CredentialError) -> UnlockedCredentials {
    if files.exists(path) { throw .exists }
    let id = CredentialFileID.random()
    var opened = OpenedFile(new: id)
    opened.store(try slot(for: method, key: opened.key, file: id))
    let lock = try lockFile()
    defer { lock.release() }
    if files.exists(path) { throw .exists }
    if files.exists(files.backupPath(of: path)) { throw .onlyBackup }
    let bytes = try opened.nextVersion()
    try write(bytes, backup: .previous)
    return UnlockedCredentials(self, opened, bytes, route: .created, notices: [])
  }

  /// Opens the file by the key that is held, or else by what is at hand, or else by asking a person.
  ///
  /// Where guessing a passphrase has become too cheap, its cost is raised on the way. Throws `CredentialError`: `.missing`,
  /// `.locked` with the reasons, `.wrongPassphrase`, `.damaged`, `.newerFormat`, `.file`.
  package func unlock(_ request: UnlockRequest = UnlockRequest()) throws(CredentialError) -> UnlockedCredentials {
    let bytes = try read()
    let file = try decode(bytes)
    if request.usesHeldKey, let opened = try openedByHeldKey(file, bytes) {
      return UnlockedCredentials(self, opened, bytes, route: .held, notices: [])
    }
    var attempt = UnlockAttempt(bytes, file, time: time, inputs: inputs(for: file.slots.map(\.method)))
    let success = try attempt.run(request)
    var credentials = UnlockedCredentials(
      self, success.opened, bytes, route: .method(success.method),
      notices: attempt.notices + attempt.skipped.map { .skipped($0) })
    if let input = success.input { credentials.raiseCost(of: success.method, input, thatTook: success.cost) }
    return credentials
  }

  private func openedByHeldKey(_ file: SealedFile, _ bytes: [UInt8]) throws(CredentialError) -> OpenedFile? {
    guard let held = holder.fetch(file.id) else { return nil }
    do throws(FormatFault) {
      if let key = DataKey(held, of: file.id), let opened = try OpenedFile(file, of: bytes, with: key) { return opened }
    } catch {
      throw CredentialError(error)
    }
    // Of an earlier key of the file, or planted.
    holder.drop(file.id)
    return nil
  }

  // MARK: For the opened file

  func read() throws(CredentialError) -> [UInt8] {
    do throws(CredentialFileError) {
      return try files.read(path, limit: CredentialFormat.largestFile)
    } catch .missing {
      throw files.exists(files.backupPath(of: path)) ? .onlyBackup : .missing
    } catch {
      throw .file(error)
    }
  }

  func decode(_ bytes: [UInt8]) throws(CredentialError) -> SealedFile {
    do throws(FormatFault) { return try SealedFile.decode(bytes, policy) } catch { throw CredentialError(error) }
  }

  func lockFile() throws(CredentialError) -> any CredentialLock {
    do throws(CredentialFileError) { return try files.lock(path, patience: Self.patience) } catch { throw .file(error) }
  }

  func write(_ bytes: [UInt8], backup: CredentialBackup) throws(CredentialError) {
    do throws(CredentialFileError) {
      try files.replace(path, with: bytes, backup: backup)
    } catch {
      throw .file(error)
    }
  }

  /// Where methods get what they need from; none of the variables in use is handed to a program.
  func inputs(for methods: [UnlockMethod]) -> UnlockInputs {
    UnlockInputs(
      files: files, programs: programs, environment: environment,
      secretVariables: Set(methods.filter { $0.kind == .environment }.flatMap(\.details)))
  }
}
