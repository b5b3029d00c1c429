/// What shall protect a credential file that is yet to be made, as it was typed. Nothing of it means a passphrase.
package struct NewProtection: Sendable, Equatable {
  /// The path of a key file, which is made where there is none.
  package var keyFile: String?
  /// A program and its arguments in one line; what it prints first is the passphrase.
  package var command: String?
  /// No protection at all.
  package var isInsecurePlaintext = false

  package init(keyFile: String? = nil, command: String? = nil, isInsecurePlaintext: Bool = false) {
    (self.keyFile, self.command, self.isInsecurePlaintext) = (keyFile, command, isInsecurePlaintext)
  }

  var isChosen: Bool { keyFile != nil || command != nil || isInsecurePlaintext }
}

/// Settles what opens a new credential file.
struct ProtectionChoice {
  let desk: AuthDesk

  /// Throws `LLMError` of kind `locked` where there is nothing to protect a new file with: nothing was typed, nothing is in the
  /// environment, and nobody can be asked.
  func check(_ new: NewProtection) throws(LLMError) {
    guard !new.isChosen, !desk.isAttended, given == nil else { return }
    throw LLMError(
      .locked, "nothing is there to protect the stored keys with, and nobody to ask for a passphrase",
      advice: "Use --key-file PATH or --passphrase-command COMMAND, or set \(NewUnlockMethod.usualVariable) or "
        + "\(NewUnlockMethod.usualDescriptorVariable)")
  }

  /// The method to make the file with. Asks for a passphrase where it is to be one.
  ///
  /// Throws `LLMError`.
  func method(_ new: NewProtection) throws(LLMError) -> NewUnlockMethod {
    if new.isInsecurePlaintext { return .insecurePlaintext }
    if let path = new.keyFile { return .keyFile(try absolute(path)) }
    if let line = new.command { return .command(try CommandWords(line).words) }
    try check(new)
    guard let given else { return .passphrase(try PassphraseQuestion(desk: desk).askTwice("for the stored keys")) }
    let passphrase = try read(given)
    if case .variable(let name) = given {
      desk.reporter.warning(
        "the passphrase comes from \(name), which other processes of yours can read; "
          + "\(NewUnlockMethod.usualDescriptorVariable) or a key file hides it better")
    }
    return .passphrase(passphrase)
  }

  /// The path of a key file as the credential file has it.
  ///
  /// Throws `LLMError` of kind `usage`.
  func absolute(_ path: String) throws(LLMError) -> String {
    if path.hasPrefix("/") { return path }
    // A shell leaves the tilde alone behind `--key-file=`.
    if path.hasPrefix("~/"), let home = desk.context.environment["HOME"] { return home + path.dropFirst(1) }
    guard let folder = desk.context.files.workingDirectory else {
      throw LLMError(.usage, "the path of a key file must be absolute where there is no working directory")
    }
    return FolderPath.child(path.hasPrefix("./") ? String(path.dropFirst(2)) : path, of: folder)
  }

  // MARK: What a script gives

  private enum Given {
    case descriptor(String)
    case variable(String)
  }

  /// Whether a passphrase is in the environment.
  var isGiven: Bool { given != nil }

  private var given: Given? {
    let environment = desk.context.environment
    if let number = environment[NewUnlockMethod.usualDescriptorVariable] { return .descriptor(number) }
    return environment[NewUnlockMethod.usualVariable] == nil ? nil : .variable(NewUnlockMethod.usualVariable)
  }

  private func read(_ given: Given) throws(LLMError) -> Secret {
    switch given {
    case .variable(let name):
      let value = Secret(copying: desk.context.environment[name] ?? "")
      return try PassphraseQuestion.checked(value, origin: name)
    case .descriptor(let text):
      let name = NewUnlockMethod.usualDescriptorVariable
      guard let number = Int32(text), number == 0 || number > 2 else {
        throw LLMError(.usage, "\(name) does not hold the number of a descriptor to read from")
      }
      let line: Secret
      do throws(CredentialFileError) {
        line = try desk.context.credentialFiles.readSecret(fromDescriptor: number)
      } catch {
        throw LLMError(.usage, "the descriptor in \(name) cannot be read: \(error.phrase)")
      }
      return try PassphraseQuestion.checked(line, origin: name)
    }
  }
}
