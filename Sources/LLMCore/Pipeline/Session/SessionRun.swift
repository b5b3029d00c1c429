/// A conversation at a terminal: reads what a person enters, asks, shows, until they leave.
package struct SessionRun: Sendable {
  private let context: AppContext
  private let reporter: Reporter

  package init(context: AppContext, reporter: Reporter) {
    self.context = context
    self.reporter = reporter
  }

  /// Whether a conversation can be held: nothing was asked, and a person sits at both sides.
  package static func isWanted(_ invocation: ChatInvocation, in context: AppContext) -> Bool {
    invocation.words.isEmpty && invocation.paths.allSatisfy { $0 != "-" } && invocation.resumes == nil
      && invocation.output == .text && context.input.isTerminal && context.console.outputIsTerminal
  }

  /// Runs to the end of the conversation.
  ///
  /// - Parameter template: the role that the model has from the beginning.
  ///
  /// Throws `LLMError` for what keeps it from beginning.
  func run(_ invocation: ChatInvocation, _ template: ChatTemplate? = nil) async throws(LLMError) -> ExitCode {
    var session = try await Session(
      context: context, reporter: reporter, invocation: invocation, template: template)
    guard
      let reader = context.terminal.makeReader(
        completer: session.completer, keepsHistory: invocation.keepsHistory && session.invocation.isLogged)
    else { throw LLMError(.internalError, "the system refuses a thread for the line editor") }
    defer { context.terminal.modes.restore() }
    session.greet()
    var hint = false
    var draft = ""
    while true {
      if let signal = context.interruption.received, signal != .interrupted {
        return LLMError(signal, "ended").exitCode
      }
      switch try await read(reader, session.prompt, draft: draft) {
      case .end: return .complete
      case .interrupted(let thrownAway):
        draft = ""
        guard thrownAway.isEmpty else { continue }
        if hint { return .interrupted }
        hint = true
        reporter.notice("Ctrl-C once more leaves, as do Ctrl-D and /exit")
      case .woken(let left): draft = left
      case .text(let entry):
        hint = false
        switch await session.take(SessionEntry(entry)) {
        case .goOn(let next): draft = next
        case .leave(let code): return code
        }
      }
    }
  }

  /// Reads an entry; a signal that asks to end wakes the editor.
  private func read(
    _ reader: any LineReader, _ prompt: LinePrompt, draft: String
  ) async throws(LLMError) -> LineEntry {
    do {
      return try await context.interruption.cancelling { try await reader.read(prompt, draft: draft) }
    } catch let error as LLMError {
      throw error
    } catch {
      return .woken(draft: draft)
    }
  }
}
