/// Receives an answer while it comes.
package protocol AnswerSink: Sendable {
  /// Takes the next event; its text is well-formed UTF-8.
  ///
  /// Throws `ConsoleError` when it cannot be shown.
  func receive(_ event: StreamEvent) throws(ConsoleError)

  /// All events of one piece of the network's data have been received; shows what they amount to.
  ///
  /// Throws `ConsoleError` when it cannot be shown.
  func flush() throws(ConsoleError)
}
