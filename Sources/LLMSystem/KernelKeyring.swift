internal import CKeyutils
internal import Glibc
package import LLMCore

/// Holds keys in the kernel, in the keyring of this user: all terminals of the user share it, no other user can read it, it is
/// never swapped out, and it is gone when the machine stops.
///
/// The session's own keyring would be a narrower place, but there is one for each login: a key unlocked in one window would be
/// locked in the next, and `auth lock` in one would leave it open in the other.
///
/// A key's rights are those of its possessors alone, that is of processes that reach it by a keyring of theirs. Where the
/// session's keyring does not lead to the user's (a service, or a login without pam_keyinit), the thread's own one is made to.
package struct KernelKeyring: KeyHolder {
  package init() {}

  private static let type = "user"
  private static let rights =
    key_perm_t(KEY_POS_VIEW) | key_perm_t(KEY_POS_READ) | key_perm_t(KEY_POS_WRITE) | key_perm_t(KEY_POS_SEARCH)
    | key_perm_t(KEY_POS_LINK) | key_perm_t(KEY_POS_SETATTR)

  package func hold(_ key: Secret, of file: CredentialFileID, for time: Duration) -> Bool {
    guard reachUserKeyring() else { return false }
    // Into the thread's keyring first: should the process end before the key has its rights and its time, the key ends too.
    let serial = key.withExposedBytes {
      add_key(Self.type, description(of: file), $0.baseAddress, $0.count, KEY_SPEC_THREAD_KEYRING)
    }
    guard serial >= 0 else { return false }
    defer { keyctl_unlink(serial, KEY_SPEC_THREAD_KEYRING) }
    let seconds = UInt32(clamping: time.components.seconds)
    guard seconds > 0, keyctl_setperm(serial, Self.rights) == 0, keyctl_set_timeout(serial, seconds) == 0 else {
      keyctl_revoke(serial)
      return false
    }
    drop(file)
    return keyctl_link(serial, KEY_SPEC_USER_KEYRING) == 0
  }

  package func fetch(_ file: CredentialFileID) -> Secret? {
    guard reachUserKeyring(), let serial = find(file), isOursAlone(serial) else { return nil }
    // Some more room than a key has, so that a longer one is not taken for one.
    let secret = Secret(capacity: 64) { room in
      max(0, min(room.count, Int(keyctl_read(serial, room.baseAddress, room.count))))
    }
    return secret.isEmpty ? nil : secret
  }

  @discardableResult
  package func drop(_ file: CredentialFileID) -> Bool {
    guard reachUserKeyring(), let serial = find(file) else { return false }
    // Revoked first: whoever has a link to it, wherever, has nothing now.
    let isRevoked = keyctl_revoke(serial) == 0
    keyctl_unlink(serial, KEY_SPEC_USER_KEYRING)
    return isRevoked
  }

  /// Makes this thread a possessor of what is in the user's keyring. False where there are no keyrings: the kernel has none,
  /// or a container's rules keep them away.
  private func reachUserKeyring() -> Bool { keyctl_link(KEY_SPEC_USER_KEYRING, KEY_SPEC_THREAD_KEYRING) == 0 }

  private func find(_ file: CredentialFileID) -> key_serial_t? {
    let serial = keyctl_search(KEY_SPEC_USER_KEYRING, Self.type, description(of: file), 0)
    return serial > 0 ? key_serial_t(serial) : nil
  }

  private func description(of file: CredentialFileID) -> String { "llmctl:credentials:\(file.text)" }

  /// Whether the key is this user's and only its possessors have rights to it. The kernel describes keys as
  /// `type;user;group;rights;description`, with the rights in hexadecimal digits.
  private func isOursAlone(_ serial: key_serial_t) -> Bool {
    var text = [CChar](repeating: 0, count: 256)
    let length = keyctl_describe(serial, &text, text.count)
    guard length > 0, length <= text.count else { return false }
    let words = text[..<(Int(length) - 1)].map(UInt8.init(bitPattern:)).split(separator: UInt8(ascii: ";"))
      .map { String(decoding: $0, as: UTF8.self) }
    guard words.count >= 4, let rights = UInt32(words[3], radix: 16) else { return false }
    return UInt32(words[1]) == geteuid() && rights & ~Self.rights == 0
  }
}
