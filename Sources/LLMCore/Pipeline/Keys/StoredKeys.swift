internal import Synchronization

/// The user's stored keys in one run: opened when the first of them is needed, and at most once.
package final class StoredKeys: Sendable {
  /// How far opening them may go.
  package enum Effort: Sendable {
    /// Only what nobody notices: a key that is held, a key file, a file without protection.
    case quiet
    /// All there is: also programs, and the person at the terminal.
    case all
  }

  private struct Opening {
    var credentials: UnlockedCredentials?
    /// Why it failed with all effort, so that nobody is asked twice.
    var failure: LLMError?
  }

  private let context: AppContext
  private let reporter: Reporter
  private let hold: Duration
  private let store: CredentialStore?
  private let opening = Mutex(Opening())

  /// - Parameter hold: for how long they stay open after a passphrase was typed; zero for not at all.
  package convenience init(context: AppContext, reporter: Reporter, hold: Duration?) {
    self.init(context: context, reporter: reporter, hold: hold, store: context.credentialStore)
  }

  init(context: AppContext, reporter: Reporter, hold: Duration?, store: CredentialStore?) {
    self.context = context
    self.reporter = reporter
    self.hold = hold ?? CredentialStore.usualHold
    self.store = store
  }

  /// Whether there is a credential file. One look at its name.
  package var exist: Bool { store.map { $0.files.exists($0.path) } ?? false }

  /// Opens them, or has them open already.
  ///
  /// Throws `LLMError` of kind `locked` where nothing opens them, and others for a file that cannot be used.
  package func open(_ effort: Effort) throws(LLMError) -> UnlockedCredentials {
    try opening.withLock { (opening) throws(LLMError) in
      if let credentials = opening.credentials { return credentials }
      if let failure = opening.failure { throw failure }
      do throws(LLMError) {
        let credentials = try unlock(effort)
        opening.credentials = credentials
        return credentials
      } catch {
        if effort == .all { opening.failure = error }
        throw error
      }
    }
  }

  private func unlock(_ effort: Effort) throws(LLMError) -> UnlockedCredentials {
    guard let store else { throw CredentialError.missing.report(path: "") }
    do throws(CredentialError) {
      let person = Person(terminal: context.terminal)
      let credentials = try store.unlock(try request(effort, store, person))
      // What somebody typed need not be typed again for a while. What a script gives it can give again.
      if person.hasAnswered, hold > .zero { credentials.hold(for: hold) }
      tell(credentials.notices)
      remindOfAge(credentials.records)
      return credentials
    } catch {
      var report = error.report(path: store.path)
      if case .locked = error {
        report.advice =
          "Run 'llmctl auth unlock' at a terminal, or give the passphrase in \(NewUnlockMethod.usualDescriptorVariable) "
          + "or \(NewUnlockMethod.usualVariable)"
      }
      throw report
    }
  }

  private func request(
    _ effort: Effort, _ store: CredentialStore, _ person: Person
  ) throws(CredentialError) -> UnlockRequest {
    if effort == .all {
      guard context.console.errorIsTerminal, context.terminal.hasPerson else { return UnlockRequest() }
      return UnlockRequest { (attempt) throws(LLMError) in person.ask(attempt) }
    }
    let silent = try store.protection()?.methods.filter { $0.kind == .plaintext || $0.kind == .keyFile } ?? []
    return UnlockRequest(methods: Set(silent.map(\.id)))
  }

  /// Who is asked for the passphrase.
  private final class Person: Sendable {
    private let terminal: any Terminal
    private let answered = Mutex(false)

    init(terminal: any Terminal) { self.terminal = terminal }

    var hasAnswered: Bool { answered.withLock { $0 } }

    func ask(_ attempt: Int) -> Secret? {
      let prompt = attempt == 1 ? "Passphrase of the stored keys: " : "That does not open them. Passphrase: "
      let answer = terminal.readSecret(.line(prompt))
      if answer?.isEmpty == false { answered.withLock { $0 = true } }
      return answer
    }
  }

  // MARK: Words

  private static let week = Duration.seconds(7 * 86_400)
  private static let forGood = Duration.seconds(100 * 365 * 86_400)

  /// Says once a week, where somebody watches, which keys have been in use for long.
  private func remindOfAge(_ records: [CredentialRecord]) {
    let now = context.time.now()
    let old = records.filter { $0.retiring == nil && $0.isOld(at: now) }
    guard let oldest = old.max(by: { $0.age(at: now) < $1.age(at: now) }), reporter.showsProgress,
      context.reminders.claim("old-keys", every: Self.week, now: now)
    else { return }
    let others =
      old.count == 1
      ? "" : old.count == 2 ? ", and another one is old, too" : ", and \(old.count - 1) more are old, too"
    reporter.notice(
      "the key for \(oldest.name) has been in use for \(oldest.days(at: now)) days\(others); 'llmctl auth rotate' replaces one"
    )
  }

  /// Fine in a build that has nothing better, and worth a word where that is not known.
  private func warnOnce(of variable: String) {
    guard context.reminders.claim("passphrase-variable", every: Self.forGood, now: context.time.now()) else { return }
    reporter.warning(
      "other programs of this user can read the passphrase in \(variable); "
        + "a descriptor (\(NewUnlockMethod.usualDescriptorVariable)) or a key file is safer. This is said once")
  }

  private func tell(_ notices: [CredentialNotice]) {
    for notice in notices {
      switch notice {
      case .environmentUsed(let variable):
        reporter.detail("the stored keys were opened with the passphrase in \(variable)")
        warnOnce(of: variable)
      case .costRaised(let method, _): reporter.detail("guessing the \(method.summary) costs more from now on")
      case .costNotRaised(let method, let error):
        reporter.detail(
          "guessing the \(method.summary) should cost more: \(error.report(path: store?.path ?? "").message)")
      case .skipped(let skipped): reporter.detail("\(skipped.method.summary) \(skipped.reason)")
      }
    }
  }
}
