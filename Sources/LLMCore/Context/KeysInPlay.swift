internal import Synchronization

/// The keys that this run has come to know, whether or not it uses them, so that none of them shows in what it says or keeps.
package final class KeysInPlay: Sendable {
  private let secrets = Mutex<[Secret]>([])

  package init() {}

  /// Counts a key among those that must not show. One that is known already changes nothing.
  package func add(_ secret: Secret) {
    secrets.withLock { secrets in
      if !secrets.contains(where: { $0.hasSameBytes(as: secret) }) { secrets.append(secret) }
    }
  }

  /// Takes all of them, and whatever looks like a key, out of text.
  package var mask: SecretMask { SecretMask(secrets: secrets.withLock { $0 }) }
}
