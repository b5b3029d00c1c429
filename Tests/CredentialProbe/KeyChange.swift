internal import LLMCore

/// Changes the keys of a file whose key file is at hand.
struct KeyChange {
  static let host = "https://churn.example"

  private let store: CredentialStore

  init(_ path: String) { store = .probed(path) }

  /// Makes a file with two ways to open it.
  static func make(_ path: String, passphrase: String) throws(CredentialError) {
    var keys = try CredentialStore.probed(path).create(.passphrase(Secret(copying: passphrase)))
    try keys.addMethod(.keyFile(path + ".key"))
    Main.say(keys.protection.methods.compactMap(\.cost?.text).joined())
  }

  /// Stores a key of this label.
  func add(label: String) throws(CredentialError) {
    var keys = try store.unlock()
    let name = try CredentialName(provider: "probe", label: label)
    try keys.add(Secret(copying: "key-of-\(label)"), name: name, host: Self.host)
    Main.say("added")
  }

  /// Changes one key as long as nobody kills the process. The key tells how often it was changed.
  func churn() throws(CredentialError) {
    var keys = try store.unlock()
    let name = try CredentialName(provider: "churn")
    var number = try Self.number(keys)
    if number == 0, keys.records.isEmpty { try keys.add(Self.secret(0), name: name, host: Self.host) }
    while true {
      number += 1
      try keys.rotate(name, host: Self.host, to: Self.secret(number))
      Main.say("\(number)")
      try keys.retire(name, host: Self.host)
    }
  }

  /// How often the key was changed.
  static func number(_ keys: UnlockedCredentials) throws(CredentialError) -> Int {
    guard let record = keys.select(CredentialQuery(provider: "churn", host: host)).keys.first else { return 0 }
    let text = try keys.secret(of: record, for: host).withExposedBytes { String(decoding: $0, as: UTF8.self) }
    guard let number = Int(text.drop { !$0.isNumber }) else { Main.fail("the key is \(text)") }
    return number
  }

  /// Of a length of its own for each number.
  private static func secret(_ number: Int) -> Secret {
    Secret(copying: String(repeating: "x", count: number % 600) + "-\(number)")
  }
}
