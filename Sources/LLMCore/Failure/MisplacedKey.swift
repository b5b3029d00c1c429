/// Keys that stand where others can read them: in a configuration file, on a command line that every user of the machine sees, in
/// the ledger.
package enum MisplacedKey {
  /// Where a key belongs.
  package static let advice =
    "Store it with 'llmctl auth login', or name an environment variable with key_env or a file with key_file"

  /// Words people write where a key would go.
  package static let names: Set<String> = [
    "key", "api_key", "apikey", "api-key", "token", "secret", "password", "authorization", "x-api-key",
  ]

  /// Whether a text has something in it that looks like a key of a provider, or a user and password.
  package static func isIn(_ text: String) -> Bool { SecretMask().masked(text) != text }

  /// Refuses `name=value` where it would have a key in it, which is not repeated.
  ///
  /// - Parameter flag: behind which it stands, such as `-o`.
  ///
  /// Throws `LLMError` of kind `usage`.
  package static func refuse(_ assignment: String, behind flag: String) throws(LLMError) {
    let name = String(assignment.prefix { $0 != "=" })
    guard isIn(assignment) || (flag == "-o" && names.contains(name.lowercased())) else { return }
    throw LLMError(
      .usage, "what stands behind \(flag) looks like a key, which all users of this machine could read",
      advice: advice)
  }
}
