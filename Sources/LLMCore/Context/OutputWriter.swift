/// Prints the result of a command that is not a stream: text, or one JSON object.
package struct OutputWriter: Sendable {
  private let console: any Console

  package init(console: any Console) { self.console = console }

  /// Prints text, made safe if it goes to a terminal.
  ///
  /// Throws `LLMError` of kind `cannotWrite`; a reader that went away is no failure.
  package func show(_ text: String) throws(LLMError) {
    try show(Array(text.utf8))
  }

  /// Prints a JSON value on a line of its own.
  ///
  /// Throws `LLMError` of kind `cannotWrite`; a reader that went away is no failure.
  package func show(_ value: JSONValue) throws(LLMError) { try write(JSONWriter.bytes(of: value) + [0x0A]) }

  /// Prints bytes of a user's own: unchanged, or made safe if they go to a terminal.
  ///
  /// Throws `LLMError` of kind `cannotWrite`; a reader that went away is no failure.
  package func show(_ bytes: [UInt8]) throws(LLMError) {
    try write(console.shown(bytes))
  }

  /// Prints text whose parts were made safe before colours were put between them.
  ///
  /// Throws `LLMError` of kind `cannotWrite`; a reader that went away is no failure.
  package func show(coloured text: String) throws(LLMError) { try write(Array(text.utf8)) }

  private func write(_ bytes: [UInt8]) throws(LLMError) {
    do {
      try console.write(bytes)
    } catch {
      switch error {
      case .closed: return
      case .interrupted: throw LLMError(.interrupted, "interrupted")
      case .failed(let reason): throw LLMError(.cannotWrite, "cannot write the output: \(reason)")
      }
    }
  }
}
