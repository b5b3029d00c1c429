/// Where a secret stands in a text.
struct SecretMatch: Sendable, Equatable {
  var kind: SecretKind
  var range: Range<Int>
  /// How many of its first bytes all secrets of its kind have.
  var prefix = 0
  /// Whether it is a further line of the match in front of it.
  var continues = false
}
