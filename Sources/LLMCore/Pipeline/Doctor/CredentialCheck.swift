/// Looks at the file with the stored keys, without opening it: whether it can be used, and what protects it.
struct CredentialCheck {
  private static let subject = "stored keys"

  let context: AppContext

  var findings: [Finding] {
    guard let store = context.credentialStore else { return [] }
    do throws(CredentialError) {
      guard let protection = try store.protection() else {
        return [Finding(.note, Self.subject, "none; 'llmctl auth login' stores the first one")]
      }
      if protection.isPlaintext {
        return [
          Finding(
            .fault, Self.subject,
            "\(store.path) is NOT ENCRYPTED: whoever can read it has the keys; see 'llmctl auth passphrase'")
        ]
      }
      let methods = protection.methods.map(\.summary).joined(separator: ", ")
      let held = protection.isHeld ? "; open for a while" : "; locked"
      return [
        Finding(.good, Self.subject, "\(store.path), \(protection.keyCount) of them, opened by \(methods)\(held)")
      ]
    } catch {
      return [Finding(.fault, Self.subject, error.report(path: store.path).message)]
    }
  }
}
