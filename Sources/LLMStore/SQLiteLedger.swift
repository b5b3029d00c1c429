package import LLMCore

/// The ledger in an SQLite file, shared by all llmctl processes of a user.
///
/// Making one costs nothing and touches nothing; the file is opened, and made where there is none, at the first use. A
/// file that proves to be damaged is set aside under another name, and the work at hand goes on with a new one.
package actor SQLiteLedger: Ledger {
  private let file: LedgerFile
  private let time: any TimeSource
  private let process: @Sendable () -> ProcessIdentity
  private let isAlive: @Sendable (ProcessIdentity) -> Bool
  private let notice: @Sendable (LedgerError) -> Void
  private let patience: Duration
  private var ids: CallIDGenerator
  private var state = State.unopened
  private let thread = DatabaseThread()

  private enum State {
    case unopened
    case ready(Connection)
    /// It will not get better while this process runs.
    case refused(LedgerError)
  }

  /// A ledger in the file at `path`.
  ///
  /// - Parameters:
  ///   - process: who opens calls here; found out when the first one is opened.
  ///   - isAlive: whether the process that opened a call still runs; asked for open calls of other processes, on the
  ///     ledger's thread.
  ///   - notice: told once about each file this process sets aside, as `LedgerError.setAside`. Called on the ledger's
  ///     thread.
  ///   - patience: how long to wait for another process that writes.
  ///   - ids: makes the ids of calls.
  package init(
    path: String, time: any TimeSource, process: @autoclosure @escaping @Sendable () -> ProcessIdentity,
    isAlive: @escaping @Sendable (ProcessIdentity) -> Bool,
    notice: @escaping @Sendable (LedgerError) -> Void,
    patience: Duration = .seconds(15), ids: CallIDGenerator = CallIDGenerator()
  ) {
    self.file = LedgerFile(path: path)
    self.time = time
    self.process = process
    self.isAlive = isAlive
    self.notice = notice
    self.patience = patience
    self.ids = ids
  }

  /// The thread that SQLite may block.
  package nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

  /// The version that the file has, or will have once it is used.
  package nonisolated var schemaVersion: Int? { Schema.version }

  /// Opens the file ahead of its first use, if there is one; makes and tells nothing. Whatever is wrong with it is found
  /// again, and told, by whoever needs it.
  package func warmUp() {
    guard case .unopened = state, let connection = try? Connection.openExisting(file, patience: patience) else {
      return
    }
    state = .ready(connection)
  }

  /// Writes the intent to the disk and returns its id. Without a prompt no conversation, text or hash is stored.
  ///
  /// Throws `.newerSchema` and `.unavailable`.
  package func open(_ intent: CallIntent) throws(LedgerError) -> CallID {
    let (id, now) = newID()
    var stored = intent
    if intent.prompt == nil { stored.contentHash = nil }
    let conversation = intent.prompt.map { _ in intent.conversation ?? id.text }
    let process = process()
    try perform { connection throws(StoreFailure) in
      try connection.write { db in
        if let conversation { try ConversationTable.begin(conversation, at: now, in: db) }
        try CallTable.insert(
          stored, id: id, startedAt: now, process: process, conversation: conversation, into: db)
        if let conversation, let prompt = intent.prompt {
          var texts = StoredTexts()
          try TurnTable.add(
            id, system: intent.system, prompt: prompt, to: conversation, knowing: &texts, in: db)
          if let question = intent.question { try RecordingTable.add(question, of: id, knowing: &texts, in: db) }
        }
      }
    }
    return id
  }

  /// Adds a try of an open call.
  ///
  /// Throws `.unavailable` also where there is no such call, and `.newerSchema`.
  package func add(_ attempt: AttemptRecord, to id: CallID) throws(LedgerError) {
    try perform { connection throws(StoreFailure) in
      try connection.write { db in
        try AttemptTable.insert(attempt, of: id, into: db)
        if let exchange = attempt.exchange {
          try RecordingTable.add(exchange, number: attempt.number, of: id, in: db)
        }
        try ReservationTable.delete(id, number: attempt.number, in: db)
        let call = try SpentCall(id, served: (attempt.provider, attempt.model), in: db)
        try SpendTable.add(Spend(attempt), of: call, in: db)
      }
    }
  }

  /// Completes the row, and stores the answer if the prompt was stored.
  ///
  /// Throws `.unavailable` also where no call with this id is open, and `.newerSchema`.
  package func close(_ id: CallID, _ outcome: CallOutcome) throws(LedgerError) {
    try perform { connection throws(StoreFailure) in
      try connection.shortenLog(of: file)
      try connection.write { db in
        let lost = try CallTable.lost(id, in: db)
        guard try CallTable.complete(id, outcome, in: db) else {
          throw StoreFailure.unavailable("it has no open call with this id")
        }
        if let answer = outcome.answer { try TurnTable.answer(id, answer, in: db) }
        if let exchange = outcome.exchange {
          try RecordingTable.add(exchange, number: outcome.attempts, of: id, in: db)
        }
        try PromptIndex.catchUp(db)
        try ReservationTable.delete(id, in: db)
        var spend = Spend(outcome)
        // Somebody took this process for dead, as in another container: what it may have cost is known now.
        if let lost { spend -= Spend(lost: lost) }
        let call = try SpentCall(id, served: outcome.server, in: db)
        try SpendTable.add(spend, of: call, in: db)
        try SpendTable.count(call, outcome, in: db)
      }
    }
  }

  /// The newest calls first, at most `limit`.
  ///
  /// Throws `.newerSchema` and `.unavailable`.
  package func recent(limit: Int) throws(LedgerError) -> [CallRecord] {
    let calls = try perform { connection throws(StoreFailure) in
      // SQLite takes a negative limit for none.
      try connection.read { db in try CallTable.newest(max(0, limit), in: db) }
    }
    return calls.map(record)
  }

  /// One call by its id, by a prefix of it or at least its last six characters that fit no other, the newest one for `last`, or the
  /// one so many before it for `last~1`. Returns nil where there is none.
  ///
  /// Throws `.ambiguous`, `.newerSchema` and `.unavailable`.
  package func call(_ reference: String) throws(LedgerError) -> CallRecord? {
    guard let reference = CallReference(reference), !isMissing else { return nil }
    let calls = try perform { connection throws(StoreFailure) in
      try connection.read { db in try CallTable.matching(reference, in: db) }
    }
    guard calls.count < 2 else { throw .ambiguous(reference.text) }
    return calls.first.map(record)
  }

  /// The newest complete answer to a request with this content hash.
  ///
  /// Throws `.newerSchema` and `.unavailable`.
  package func answer(toContent hash: String) throws(LedgerError) -> KeptAnswer? {
    try perform { connection throws(StoreFailure) in
      try connection.read { db in try CallTable.answer(toContent: hash, in: db) }
    }
  }

  /// The closed calls that were made of a template since a moment, the oldest first.
  ///
  /// Throws `.newerSchema` and `.unavailable`.
  package func promptUses(of name: String, since moment: Timestamp) throws(LedgerError) -> [PromptUse] {
    try perform { connection throws(StoreFailure) in
      try connection.read { db in try PromptUseReading.uses(of: name, since: moment, db) }
    }
  }

  func record(_ call: StoredCall) -> CallRecord {
    let state: CallRecord.State =
      if let outcome = call.outcome {
        .closed(outcome)
      } else {
        isRunning(call.process) ? .running : .interrupted
      }
    return CallRecord(
      id: call.id, startedAt: call.startedAt, intent: call.intent, state: state, attempts: call.attempts)
  }

  /// An id of this moment, which is greater than all that this ledger gave out before.
  func newID() -> (id: CallID, moment: Timestamp) {
    let now = time.now()
    return (ids.next(at: now), now)
  }

  /// Whether the process of an open call is still at work.
  func isRunning(_ caller: ProcessIdentity) -> Bool { caller == process() || isAlive(caller) }

  /// Who opens calls here.
  var identity: ProcessIdentity { process() }

  // MARK: The file

  /// Whether there is no file yet: whoever only looks makes none.
  var isMissing: Bool {
    guard case .unopened = state else { return false }
    // What is wrong with it is told by whoever opens it.
    do throws(StoreFailure) { return try file.inspect() == nil } catch { return false }
  }

  /// Runs `work`, and once more with a new file if the old one proves to be damaged, or was set aside by another process
  /// in the middle of the work.
  func perform<Value>(
    _ work: (Connection) throws(StoreFailure) -> Value
  ) throws(LedgerError) -> Value {
    do throws(StoreFailure) {
      return try work(try connection())
    } catch {
      let mayPass = error.mayPass
      switch error {
      case .damaged(let damaged): return try startAnew(insteadOf: damaged, work)
      case .refused(let error):
        guard mayPass || wasReplaced() else { throw error }
        state = .unopened
        return try again(work)
      }
    }
  }

  /// Where so many look at a file that is being replaced, one look more may meet what is left of the old one.
  private static let looks = 3

  private func again<Value>(
    _ work: (Connection) throws(StoreFailure) -> Value, looks: Int = looks
  ) throws(LedgerError) -> Value {
    do throws(StoreFailure) {
      return try work(try connection())
    } catch {
      let mayPass = error.mayPass
      switch error {
      case .refused(let error):
        guard mayPass, looks > 1 else { throw error }
        state = .unopened
        return try again(work, looks: looks - 1)
      case .damaged: throw .unavailable("it was damaged, and so is the new one")
      }
    }
  }

  /// Whether another file stands at the path than the one that is open. What SQLite says then (its log is gone, its lock
  /// file has shrunk) is about a file nobody uses any more.
  private func wasReplaced() -> Bool {
    guard case .ready(let connection) = state, let found = try? file.inspect() else { return false }
    return found.identity != connection.identity
  }

  private func startAnew<Value>(
    insteadOf damaged: FileIdentity, _ work: (Connection) throws(StoreFailure) -> Value
  ) throws(LedgerError) -> Value {
    state = .unopened
    do throws(StoreFailure) {
      try setAside(damaged)
    } catch {
      guard case .refused(let error) = error else { throw .unavailable("it is damaged") }
      throw error
    }
    return try again(work)
  }

  private func connection() throws(StoreFailure) -> Connection {
    switch state {
    case .ready(let connection): return connection
    case .refused(let error): throw .refused(error)
    case .unopened: break
    }
    do throws(StoreFailure) {
      let connection = try Connection.open(file, patience: patience)
      state = .ready(connection)
      return connection
    } catch {
      if case .refused(.newerSchema(let found, let known)) = error {
        state = .refused(.newerSchema(found: found, known: known))
      }
      throw error
    }
  }

  /// Renames the damaged file, unless another process has done so: what stands at the path then is sound.
  private func setAside(_ damaged: FileIdentity) throws(StoreFailure) {
    let lock = FileLock(path: file.lockPath, patience: patience)
    let name = try lock.holding { () throws(StoreFailure) -> String? in
      guard try file.inspect()?.identity == damaged else { return nil }
      return try file.setAside(at: time.now())
    }
    if let name { notice(.setAside(as: name)) }
  }
}
