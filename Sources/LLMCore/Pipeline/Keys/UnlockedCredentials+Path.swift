extension UnlockedCredentials {
  /// Of the file, for messages.
  var path: String { store.path }
}
