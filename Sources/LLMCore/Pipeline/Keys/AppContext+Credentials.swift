extension AppContext {
  /// The file with the user's keys, whether or not it is there; nil where the environment names no folder for it.
  package var credentialStore: CredentialStore? { credentialStore(.production) }

  /// The same, where there must be a place for it.
  ///
  /// Throws `LLMError` of kind `configuration` where the environment names none.
  func requiredCredentialStore(_ policy: ScryptPolicy = .production) throws(LLMError) -> CredentialStore {
    guard let store = credentialStore(policy) else {
      throw LLMError(.configuration, "there is no place for stored keys", advice: "Set HOME or LLMCTL_HOME")
    }
    return store
  }

  /// The same, with another idea of what guessing a passphrase must cost.
  func credentialStore(_ policy: ScryptPolicy) -> CredentialStore? {
    guard let path = Folders(environment)?.credentials else { return nil }
    return CredentialStore(
      path: path, files: credentialFiles, holder: keyHolder, programs: programs, environment: environment, time: time,
      policy: policy)
  }
}
