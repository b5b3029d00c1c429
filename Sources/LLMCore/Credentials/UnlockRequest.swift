/// What opening a credential file may use.
package struct UnlockRequest: Sendable {
  /// Asks a person for the passphrase, for the first time with 1; nil where nobody answers. Not called for a file that can be
  /// opened without.
  package typealias Asking = @Sendable (_ attempt: Int) throws(LLMError) -> Secret?

  package var passphrase: Asking?
  /// Whether the key that is held from an earlier time may be used.
  package var usesHeldKey: Bool
  /// Only these methods, by their ids; nil for all.
  package var methods: Set<UInt64>?

  /// How often a person is asked.
  package static let mostAttempts = 3

  package init(usesHeldKey: Bool = true, methods: Set<UInt64>? = nil, passphrase: Asking? = nil) {
    (self.usesHeldKey, self.methods, self.passphrase) = (usesHeldKey, methods, passphrase)
  }
}

/// What opened a credential file.
package enum UnlockRoute: Sendable, Equatable {
  /// The key that was held.
  case held
  case method(UnlockMethod)
  /// It was made just now.
  case created
}

/// What somebody who opened a credential file should hear.
package enum CredentialNotice: Sendable, Equatable {
  /// The passphrase came from this environment variable, where other processes of the user may see it.
  case environmentUsed(String)
  /// Guessing this method's passphrase costs more from now on.
  case costRaised(UnlockMethod, from: ScryptCost)
  /// It should cost more, but the file could not be written.
  case costNotRaised(UnlockMethod, CredentialError)
  /// A method that was tried in vain.
  case skipped(SkippedMethod)
}
