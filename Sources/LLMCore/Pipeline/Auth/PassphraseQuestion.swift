/// Asks for a new passphrase, or takes one that a script gives.
struct PassphraseQuestion {
  /// Shorter ones are refused: all of seven letters and digits are tried in weeks even at scrypt's price. Characters.
  static let fewestCharacters = 8
  private static let attempts = 3

  let desk: AuthDesk

  /// Has a new passphrase typed twice, and says what it is worth.
  ///
  /// - Parameter purpose: stands behind "New passphrase", such as `for the backup`.
  ///
  /// Throws `LLMError` of kind `locked` where none was chosen.
  func askTwice(_ purpose: String) throws(LLMError) -> Secret {
    for _ in 0..<Self.attempts {
      guard let first = desk.context.terminal.readSecret(.line("New passphrase \(purpose): ")) else { break }
      let strength = PassphraseStrength(first)
      guard strength.characters >= Self.fewestCharacters else {
        desk.reporter.warning(Self.tooShort(strength))
        continue
      }
      desk.reporter.notice(strength.remark)
      guard let second = desk.context.terminal.readSecret("Once more: ") else { break }
      if first.hasSameBytes(as: second) { return first }
      desk.reporter.warning("the second one is another")
    }
    throw LLMError(.locked, "no passphrase was chosen; nothing was changed")
  }

  /// A new passphrase of a person, or the first line of standard input.
  ///
  /// Throws `LLMError`.
  func askTwice(_ purpose: String, orReadInput readsInput: Bool) async throws(LLMError) -> Secret {
    if readsInput { return try Self.checked(try await readLine(), origin: "standard input") }
    try requirePerson()
    return try askTwice(purpose)
  }

  /// A passphrase that exists, from a person or from the first line of standard input.
  ///
  /// Throws `LLMError`.
  func askOnce(_ question: String, orReadInput readsInput: Bool) async throws(LLMError) -> Secret {
    if readsInput { return try await readLine() }
    try requirePerson()
    guard let answer = desk.context.terminal.readSecret(.line(question)), !answer.isEmpty else {
      throw LLMError(.locked, "no passphrase was given; nothing was changed")
    }
    return answer
  }

  /// A passphrase that somebody chose elsewhere.
  ///
  /// Throws `LLMError` of kind `usage` where it is empty or too short.
  static func checked(_ passphrase: Secret, origin: String) throws(LLMError) -> Secret {
    let strength = PassphraseStrength(passphrase)
    guard strength.characters >= fewestCharacters else {
      throw LLMError(
        .usage, "\(origin): \(tooShort(strength)); nothing was changed",
        advice: "Four random words are easy to keep in mind")
    }
    return passphrase
  }

  private static func tooShort(_ strength: PassphraseStrength) -> String {
    strength.characters == 0
      ? "an empty passphrase protects nothing"
      : "the passphrase is too short: \(strength.characters) characters, and \(fewestCharacters) are the least"
  }

  private func requirePerson() throws(LLMError) {
    guard desk.isAttended else {
      throw LLMError(
        .locked, "nobody is there to be asked for a passphrase",
        advice: "Give it on standard input with --with-passphrase")
    }
  }

  private func readLine() async throws(LLMError) -> Secret {
    let content = try await SecretInput(context: desk.context).read(flag: "--with-passphrase", what: "passphrase")
    return content.firstLine
  }
}

extension Secret {
  /// Up to the first line end.
  var firstLine: Secret {
    let end = withExposedBytes { bytes -> Int in
      let line = bytes.firstIndex(of: 0x0A) ?? bytes.count
      return line > 0 && bytes[line - 1] == 0x0D ? line - 1 : line
    }
    return part(0..<end)
  }
}
