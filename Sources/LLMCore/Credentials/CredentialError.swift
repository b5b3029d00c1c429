/// Why a credential file is not opened or not changed. Whatever it is, the file is as it was, unless the case says otherwise.
package enum CredentialError: Error, Sendable, Equatable {
  /// There is no credential file, nor a backup of one.
  case missing
  /// There is no credential file, but there is a backup of one.
  case onlyBackup
  /// There is one already.
  case exists
  /// The operating system, or what it says about the file, forbids it.
  case file(CredentialFileError)
  /// Bytes of the file are not what was written: where, counted from 0, and what was found there.
  case damaged(at: Int, String)
  /// A later llmctl wrote it, in this version of the format.
  case newerFormat(Int)
  /// None of its methods opened it: each with the reason.
  case locked([SkippedMethod])
  /// A passphrase was given, and it opens nothing.
  case wrongPassphrase
  /// Another process gave the file a new key, or restored another file, since it was opened.
  case changedMeanwhile
  /// A key of this name is stored.
  case nameTaken(CredentialName)
  /// No key of this name, or nothing with this id, is stored.
  case notStored(String)
  /// A key is only given out for the host it was stored for.
  case otherHost(stored: String, asked: String)
  /// The last method cannot be removed: nothing could open the file any more.
  case lastMethod
  /// Methods that have to be at hand for this, and are not.
  case methodsNeeded([SkippedMethod])
  /// What was given cannot be used; a sentence.
  case invalid(String)
  /// Something outside said no, such as the person at the terminal.
  case outside(LLMError)

  /// For the person who reads it.
  ///
  /// - Parameter path: of the credential file.
  package func report(path: String) -> LLMError {
    let backup = path + ".bak"
    switch self {
    case .missing: return LLMError(.noCredential, "there are no stored keys", advice: "Run: llmctl auth login")
    case .onlyBackup:
      return LLMError(
        .damaged, "the credential file '\(path)' is missing, but its backup is there",
        advice: "To go on with the backup, run: cp -p '\(backup)' '\(path)'. To begin anew, move the backup away")
    case .exists: return LLMError(.cannotWrite, "there is a credential file already: '\(path)'")
    case .file(let error): return Self.report(error, path: path)
    case .damaged(let offset, let finding):
      return LLMError(
        .damaged, "the credential file '\(path)' is damaged at byte \(offset): \(finding)",
        advice:
          "It is left as it is. To go back to the version before the last change, run: cp -p '\(backup)' '\(path)'")
    case .newerFormat(let version):
      return LLMError(
        .configuration, "the credential file '\(path)' was written by a newer llmctl (format \(version))",
        advice: "It is left as it is. Use that llmctl, or set LLMCTL_HOME to another folder")
    case .locked(let reasons):
      return LLMError(
        .locked, "the stored keys are locked" + Self.listing(reasons), advice: "Run: llmctl auth unlock")
    case .wrongPassphrase: return LLMError(.locked, "the passphrase does not open the stored keys")
    case .changedMeanwhile:
      return LLMError(
        .cannotWrite, "another process gave the credential file a new key meanwhile; nothing was changed",
        advice: "Run this again")
    default: return reportOfContent()
    }
  }

  private func reportOfContent() -> LLMError {
    switch self {
    case .nameTaken(let name):
      return LLMError(
        .usage, "there is a key for \(name) already",
        advice: "Replace it with llmctl auth rotate, or give the new one another --label")
    case .notStored(let what): return LLMError(.noCredential, "no key is stored for \(what)")
    case .otherHost(let stored, let asked):
      return LLMError(
        .noCredential, "the key is stored for \(stored) and is not sent to \(asked)",
        advice: "If the provider moved, store the key again with llmctl auth login")
    case .lastMethod:
      return LLMError(
        .usage, "this is the only way to open the stored keys", advice: "Add another one before you remove it")
    case .methodsNeeded(let methods):
      return LLMError(
        .usage, "the file gets a new key, and what keeps opening it has to be at hand" + Self.listing(methods),
        advice: "Make them available, or say that they shall be dropped")
    case .invalid(let sentence): return LLMError(.usage, sentence)
    case .outside(let error): return error
    default: return LLMError(.internalError, "an error of credentials without words")
    }
  }

  private static func report(_ error: CredentialFileError, path: String) -> LLMError {
    let code: LLMError.Code =
      switch error {
      case .busy: .timeout
      case .failed, .notConfirmed, .exists: .cannotWrite
      case .missing: .noCredential
      default: .configuration
      }
    return LLMError(code, "the credential file '\(path)' \(error.phrase)", advice: error.advice(for: path))
  }

  private static func listing(_ methods: [SkippedMethod]) -> String {
    methods.isEmpty ? "" : ": " + methods.map { "\($0.method.summary) \($0.reason)" }.joined(separator: "; ")
  }
}

/// A way to open the file that did not, and why.
package struct SkippedMethod: Sendable, Equatable {
  package let method: UnlockMethod
  /// A phrase to put behind the method, such as `is not there`.
  package let reason: String

  init(_ method: UnlockMethod, _ reason: String) { (self.method, self.reason) = (method, reason) }
}
