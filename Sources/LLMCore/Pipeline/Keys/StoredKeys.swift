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
  private let opening = Mutex(Opening())

  /// - Parameter hold: for how long they stay open after a passphrase was typed; zero for not at all.
  package init(context: AppContext, reporter: Reporter, hold: Duration?) {
    self.context = context
    self.reporter = reporter
    self.hold = hold ?? CredentialStore.usualHold
  }

  /// Whether there is a credential file. One look at its name.
  package var exist: Bool { context.credentialStore.map { context.credentialFiles.exists($0.path) } ?? false }

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
    guard let store = context.credentialStore else { throw CredentialError.missing.report(path: "") }
    do throws(CredentialError) {
      let credentials = try store.unlock(try request(effort, store))
      tell(credentials.notices)
      return credentials
    } catch {
      throw error.report(path: store.path)
    }
  }

  private func request(_ effort: Effort, _ store: CredentialStore) throws(CredentialError) -> UnlockRequest {
    guard effort == .quiet else { return UnlockRequest() }
    let silent = try store.protection()?.methods.filter { $0.kind == .plaintext || $0.kind == .keyFile } ?? []
    return UnlockRequest(methods: Set(silent.map(\.id)))
  }

  private func tell(_ notices: [CredentialNotice]) {
    for notice in notices {
      switch notice {
      case .environmentUsed(let variable):
        reporter.detail("the stored keys were opened with the passphrase in \(variable)")
      case .costRaised(let method, _): reporter.detail("guessing the \(method.summary) costs more from now on")
      case .costNotRaised(let method, let error):
        reporter.detail(
          "guessing the \(method.summary) should cost more: \(error.report(path: context.credentialStore?.path ?? "").message)")
      case .skipped(let skipped): reporter.detail("\(skipped.method.summary) \(skipped.reason)")
      }
    }
  }
}
