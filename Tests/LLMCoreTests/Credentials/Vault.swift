import LLMTestKit

@testable import LLMCore

/// A credential file in memory, with keys that cost next to nothing to derive.
struct Vault {
  static let path = "/home/llmctl/credentials"
  static let backup = path + ".bak"
  static let cheap = ScryptPolicy(leastLogRounds: 2, mostLogRounds: 12, leastTime: .zero)

  let files = MemoryCredentialFiles()
  let holder = MemoryKeyHolder()
  let clock = ManualClock()
  var environment: [String: String] = [:]
  var programs: any Programs = NoPrograms()
  var time: (any TimeSource)?
  var policy = Vault.cheap

  var store: CredentialStore {
    CredentialStore(
      path: Self.path, files: files, holder: holder, programs: programs, environment: Environment(environment),
      time: time ?? clock, policy: policy)
  }

  var bytes: [UInt8] { files[Self.path] ?? [] }

  /// A file that is opened by the passphrase `horse`.
  @discardableResult
  func made() throws -> UnlockedCredentials { try store.create(.passphrase(Secret(copying: "horse"))) }

  /// Opens it as a person who types this.
  func unlock(_ passphrase: String? = "horse", usesHeldKey: Bool = false) throws -> UnlockedCredentials {
    try store.unlock(.typing(passphrase, usesHeldKey: usesHeldKey))
  }
}

extension UnlockRequest {
  /// A person who types always the same.
  static func typing(_ passphrase: String?, usesHeldKey: Bool = false) -> UnlockRequest {
    guard let passphrase else { return UnlockRequest(usesHeldKey: usesHeldKey) }
    return UnlockRequest(usesHeldKey: usesHeldKey, passphrase: { _ in Secret(copying: passphrase) })
  }
}

extension Secret {
  var text: String { withExposedBytes { String(decoding: $0, as: UTF8.self) } }
}

extension CredentialName {
  static func of(_ provider: String, _ label: String = "default", _ environment: String = "") throws -> CredentialName {
    try CredentialName(provider: provider, label: label, environment: environment)
  }
}
