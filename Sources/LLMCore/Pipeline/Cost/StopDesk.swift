/// `llmctl cost stop` and `cost go`.
package struct StopDesk: Sendable {
  private let context: AppContext
  private let reporter: Reporter

  package init(context: AppContext, reporter: Reporter) {
    self.context = context
    self.reporter = reporter
  }

  /// Stops every call: new ones are refused, and processes whose calls are under way are asked to end.
  ///
  /// Throws `LLMError` where the switch cannot be set.
  package func stop() async throws(LLMError) -> ExitCode {
    try KillSwitch(context: context).stop()
    reporter.notice("all calls are stopped; 'llmctl cost go' lets them run again")
    do throws(LedgerError) {
      let dayAgo = Timestamp(milliseconds: context.time.now().milliseconds - 86_400_000)
      let running = Set(try await context.ledger.callers(since: dayAgo)).subtracting([context.processes.current])
      let ended = running.filter { context.processes.end($0) }.count
      if ended > 0 { reporter.notice("\(ended) process\(ended == 1 ? "" : "es") with calls under way ended") }
    } catch {
      throw LLMError(
        .cannotWrite, "new calls are stopped, and those under way cannot be found: \(error.sentence)")
    }
    return .complete
  }

  /// Lets calls run again.
  ///
  /// Throws `LLMError` where the switch cannot be taken away.
  package func go() throws(LLMError) -> ExitCode {
    try KillSwitch(context: context).release()
    reporter.notice("calls run again")
    return .complete
  }
}
