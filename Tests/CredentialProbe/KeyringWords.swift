internal import CKeyutils
internal import Glibc
internal import LLMCore
internal import LLMSystem

/// What can be asked of the kernel's keyring.
struct KeyringWords {
  private let words: [String]

  init(_ words: [String]) { self.words = words }

  func run() {
    guard words.count > 1 else { Main.fail("usage: see the source") }
    switch words[0] {
    case "hold":
      let seconds = words.count > 2 ? Int(words[2]) ?? 60 : 60
      Main.say(KernelKeyring().hold(Secret(copying: words[1]), of: id, for: .seconds(seconds)) ? "held" : "not held")
    case "fetch":
      let secret = KernelKeyring().fetch(id)
      Main.say(secret.map { $0.hasSameBytes(as: Secret(copying: words[1])) ? "the same" : "another" } ?? "none")
    case "drop": Main.say(KernelKeyring().drop(id) ? "dropped" : "none")
    case "serial":
      Main.say("\(keyctl_search(KEY_SPEC_USER_KEYRING, "user", "llmctl:credentials:\(id.text)", 0))")
    case "read":
      var room = [UInt8](repeating: 0, count: 64)
      let count = keyctl_read(key_serial_t(words[1]) ?? 0, &room, room.count)
      Main.say(count >= 0 ? "read" : "error \(errno)")
    default: Main.fail("unknown command \(words[0])")
    }
  }

  /// Sixteen letters, which are also what is held.
  private var id: CredentialFileID {
    guard let id = CredentialFileID(bytes: Array(words[1].utf8)) else { Main.fail("an id has 16 bytes") }
    return id
  }
}
