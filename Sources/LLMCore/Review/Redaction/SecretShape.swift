/// How the secrets of one issuer look: a beginning that nothing else has, and so many characters of a certain sort.
struct SecretShape: Sendable {
  let kind: SecretKind
  let prefix: [UInt8]
  /// What stands behind the prefix.
  let alphabet: ByteSet
  /// How much of it, in bytes. More of the same characters make it something else.
  let length: ClosedRange<Int>

  init(_ kind: SecretKind, _ prefix: String, _ alphabet: ByteSet, _ length: ClosedRange<Int>) {
    (self.kind, self.prefix, self.alphabet, self.length) = (kind, Array(prefix.utf8), alphabet, length)
  }

  /// All that are known.
  static let all = modelProviders + clouds + forges + services

  /// The keys of providers of models, as `KeyShape` has them, besides those that another list knows better.
  private static let modelProviders: [SecretShape] = KeyShape.all.filter { $0.provider != "github" }.flatMap { shape in
    shape.prefixes.map { prefix in
      // The shortest of a shape is for keys that were cut; of providers with one prefix the lowest bound wins by being tried first.
      SecretShape(
        SecretKind("\(shape.provider)-key", "\(shape.name) key"), prefix, .urlSafe,
        max(16, shape.shortest - prefix.utf8.count)...512)
    }
  }
}
