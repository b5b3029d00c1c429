internal import LLMCore
internal import LLMSystem

/// How long it takes to open a file with the key that the kernel holds, and to decrypt one key.
struct UnlockTime {
  private let file: String

  init(file: String) { self.file = file }

  /// Prints what it costs to try a passphrase.
  func guess(_ passphrase: String) {
    let store = CredentialStore.probed(file)
    let clock = LiveTime()
    let start = clock.processorTime()
    let methods = (try? store.protection())?.methods.filter { $0.kind == .passphrase } ?? []
    let request = UnlockRequest(methods: Set(methods.map(\.id))) { attempt in
      attempt == 1 ? Secret(copying: passphrase) : nil
    }
    let isOpen = (try? store.unlock(request)) != nil
    Main.say("\(isOpen ? "open" : "not open"), \(clock.processorTime() - start)")
  }

  /// Has the kernel hold the file's key for a minute.
  func prepare() throws(CredentialError) {
    let keys = try CredentialStore.probed(file, holder: KernelKeyring()).unlock()
    Main.require(keys.hold(for: .seconds(60)), "the kernel holds no keys")
  }

  /// Prints the first time, which has all that happens only once in a process, and of the others the median and the worst.
  func measure(_ count: Int) throws(CredentialError) {
    let store = CredentialStore.probed(file, holder: KernelKeyring())
    var times: [Duration] = []
    for _ in 0..<max(2, count) { times.append(try once(store)) }
    let later = times.dropFirst().sorted()
    Main.say("first \(times[0]), median \(later[later.count / 2]), worst \(later[later.count - 1])")
  }

  private func once(_ store: CredentialStore) throws(CredentialError) -> Duration {
    let start = LiveTime().monotonic()
    let keys = try store.unlock()
    let selection = keys.select(CredentialQuery(provider: "probe", host: KeyChange.host))
    guard let record = selection.keys.first, keys.route == .held else { Main.fail("not by the key that is held") }
    let secret = try keys.secret(of: record, for: KeyChange.host)
    let time = LiveTime().monotonic() - start
    Main.require(!secret.isEmpty, "no key")
    return time
  }
}
