/// The signals that ask llmctl to end: Ctrl-C, SIGTERM and SIGHUP.
package protocol Interruption: Sendable {
  /// Runs `work` and cancels it at the first signal. A second signal ends the process at once.
  func cancelling<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) async throws -> Value

  /// The kind of error for the signal that came; nil while none has.
  var received: LLMError.Code? { get }

  /// Makes as if no Ctrl-C had come: it stopped what it was meant to stop. Signals that ask the process to end stay.
  func forgetInterrupt()
}
