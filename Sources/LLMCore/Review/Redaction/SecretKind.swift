/// What sort of secret something is.
package struct SecretKind: Sendable, Hashable {
  /// For placeholders and rules, such as `aws-access-key`: lower-case letters, digits and hyphens.
  package let id: String
  /// For people, such as `AWS access key`.
  package let title: String

  init(_ id: String, _ title: String) { (self.id, self.title) = (id, title) }

  /// Keys of PEM and OpenSSH files.
  package static let privateKey = SecretKind("private-key", "private key")
  /// A JSON web token, signed.
  package static let jsonWebToken = SecretKind("jwt", "JSON web token")
  /// The password in a URL.
  package static let urlPassword = SecretKind("url-password", "password in a URL")
  /// What an HTTP header authorises with.
  package static let authorization = SecretKind("authorization", "authorization header")
  /// What is assigned to a name such as `password`.
  package static let password = SecretKind("password", "password")
  /// What is assigned to a name such as `api_key` or `token`.
  package static let key = SecretKind("key", "key or token")
  /// No secret, but text of the form of a placeholder, which must not be taken for one of ours.
  package static let lookalike = SecretKind("lookalike", "text like a placeholder")
}
