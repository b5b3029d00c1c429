/// Holds the key of an unlocked credential file for a while, outside of all processes, so that the next command need not ask.
///
/// A held key is a hint: whoever fetches one verifies the file with it before believing it.
package protocol KeyHolder: Sendable {
  /// Holds the key of a file from now on for `time`, in the place of one that is held. Returns false where there is no place for
  /// it, which is no mistake: the system may have none, or none to spare.
  @discardableResult
  func hold(_ key: Secret, of file: CredentialFileID, for time: Duration) -> Bool

  /// The key that is held for a file; nil where there is none, or no longer.
  func fetch(_ file: CredentialFileID) -> Secret?

  /// Forgets the key of a file at once, for all processes. Returns whether there was one.
  @discardableResult
  func drop(_ file: CredentialFileID) -> Bool
}

/// The random name that a credential file is born with. A restored or copied file has the name of its original, since it has its
/// key.
package struct CredentialFileID: Sendable, Hashable {
  /// 16 bytes.
  package let bytes: [UInt8]

  /// Nil unless there are 16 bytes.
  package init?(bytes: some Collection<UInt8>) {
    guard bytes.count == 16 else { return nil }
    self.bytes = Array(bytes)
  }

  /// A new name.
  package static func random() -> CredentialFileID {
    CredentialFileID(new: (0..<16).map { _ in UInt8.random(in: 0...255) })
  }

  private init(new bytes: [UInt8]) { self.bytes = bytes }

  /// 32 hexadecimal digits.
  package var text: String { Hexadecimal.text(of: bytes) }
}

/// Holds nothing: where the system has no place for keys.
package struct NoKeyHolder: KeyHolder {
  package init() {}

  package func hold(_ key: Secret, of file: CredentialFileID, for time: Duration) -> Bool { false }
  package func fetch(_ file: CredentialFileID) -> Secret? { nil }
  package func drop(_ file: CredentialFileID) -> Bool { false }
}
