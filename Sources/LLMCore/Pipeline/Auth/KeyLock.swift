/// `llmctl auth lock`: forgets the key that is held. Needs no configuration, so that a broken one keeps nobody from it.
package struct KeyLock: Sendable {
  private let context: AppContext
  private let reporter: Reporter

  package init(context: AppContext, reporter: Reporter) { (self.context, self.reporter) = (context, reporter) }

  /// Throws `LLMError` where the file cannot be read.
  package func run(asJSON: Bool) throws(LLMError) -> ExitCode {
    let store = try context.requiredCredentialStore()
    let wasHeld: Bool
    do throws(CredentialError) {
      wasHeld = try store.lock()
      reporter.notice(wasHeld ? "the stored keys are locked" : "the stored keys were not open")
    } catch .missing {
      wasHeld = false
      reporter.notice("no keys are stored")
    } catch {
      throw error.report(path: store.path)
    }
    if asJSON {
      try OutputWriter(console: context.console).show(.document("lock", [JSONMember("was_held", .bool(wasHeld))]))
    }
    return .complete
  }
}
