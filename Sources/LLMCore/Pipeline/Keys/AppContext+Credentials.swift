extension AppContext {
  /// The file with the user's keys, whether or not it is there; nil where the environment names no folder for it.
  package var credentialStore: CredentialStore? { credentialStore(.production) }

  /// The same, with another idea of what guessing a passphrase must cost.
  func credentialStore(_ policy: ScryptPolicy) -> CredentialStore? {
    guard let path = Folders(environment)?.credentials else { return nil }
    return CredentialStore(
      path: path, files: credentialFiles, holder: keyHolder, programs: programs, environment: environment, time: time,
      policy: policy)
  }
}
