/// Reads a secret that somebody gives on standard input.
struct SecretInput {
  /// Far more than any key or passphrase has; bytes.
  private static let limit = 64 << 10

  let context: AppContext

  /// All of standard input. A terminal would show what is typed, so it is refused.
  ///
  /// - Parameters:
  ///   - flag: that asked for it, for messages.
  ///   - what: it is, for messages.
  ///
  /// Throws `LLMError`.
  func read(flag: String, what: String) async throws(LLMError) -> Secret {
    guard !context.input.isTerminal else {
      throw LLMError(
        .usage, "\(flag) reads the \(what) from standard input, and a terminal would show it",
        advice: "Leave \(flag) out to be asked for it, or connect a pipe or a file")
    }
    do throws(FileError) {
      var bytes = try await context.input.readToEnd(limit: Self.limit)
      return Secret(taking: &bytes)
    } catch {
      throw LLMError(.inputInvalid, "the \(what) cannot be read from standard input: \(error.phrase)")
    }
  }
}
