import LLMTestKit
import Synchronization
import Testing

@testable import LLMCore

/// Adding, changing and removing ways to open the file, and what they cost.
@Suite struct MethodTests {
  private let vault = Vault()
  private let host = "https://api.openai.com"

  private func stored() throws -> UnlockedCredentials {
    var keys = try vault.made()
    try keys.add(Secret(copying: "sk-one"), name: .of("openai"), host: host)
    return keys
  }

  private func key(_ keys: UnlockedCredentials) throws -> String {
    try keys.secret(of: try #require(keys.records.first), for: host).text
  }

  @Test func `each of several methods opens the file by itself`() throws {
    var keys = try stored()
    try keys.addMethod(.keyFile("/k"))
    try keys.addMethod(.passphrase(Secret(copying: "zebra")))
    #expect(try key(try vault.unlock(nil)) == "sk-one")
    vault.files.setLine(nil, of: "/k")
    #expect(try key(try vault.unlock()) == "sk-one")
    #expect(try key(try vault.unlock("zebra")) == "sk-one")
    #expect(try vault.store.protection()?.methods.map(\.kind) == [.passphrase, .keyFile, .passphrase])
  }

  @Test func `a changed passphrase is the only one, in the backup too`() throws {
    var keys = try stored()
    let before = try #require(keys.protection.methods.first)
    try keys.changePassphrase(to: Secret(copying: "zebra"))
    #expect(keys.protection.methods.map(\.id) == [before.id])
    #expect(throws: CredentialError.wrongPassphrase) { try vault.unlock() }
    #expect(try key(try vault.unlock("zebra")) == "sk-one")
    #expect(vault.files[Vault.backup] == vault.bytes)
    try keys.addMethod(.passphrase(Secret(copying: "third")))
    #expect(throws: CredentialError.self, "which one?") { try keys.changePassphrase(to: Secret(copying: "x")) }
    try keys.changePassphrase(before.id, to: Secret(copying: "fourth"))
    _ = try vault.unlock("third")
    _ = try vault.unlock("fourth")
  }

  @Test func `a removed method opens nothing, even for who kept the data key`() throws {
    var keys = try stored()
    let stick = try keys.addMethod(.keyFile("/k"))
    keys.hold()
    let (oldKey, file) = (keys.opened.key.secret, keys.opened.file.id)
    let oldSlot = try #require(keys.opened.file.slots.last)
    try keys.removeMethod(stick.id, .typing("horse"))
    #expect(throws: CredentialError.self) { try vault.unlock(nil) }
    #expect(try key(try vault.unlock()) == "sk-one")
    #expect(vault.files[Vault.backup] == vault.bytes, "the backup could still be opened by it")
    #expect(vault.holder.count == 0)
    #expect(vault.holder.hold(oldKey, of: file, for: .seconds(9)))
    #expect(throws: CredentialError.self) { try vault.unlock(nil, usesHeldKey: true) }
    let entry = try #require(keys.opened.file.entries.first)
    #expect(try DataKey(oldKey, of: file)?.record(of: entry) == nil)
    #expect(!keys.opened.file.slots.contains(oldSlot))
    #expect(keys.endsAlike(Secret(copying: "sk-one"), try #require(keys.records.first)))
  }

  @Test func `removing takes what the others need, or drops them when told to`() throws {
    var keys = try stored()
    let stick = try keys.addMethod(.keyFile("/k"))
    let passphrase = try #require(keys.protection.methods.first)
    vault.files.setLine(nil, of: "/k")
    let before = vault.bytes
    let error = #expect(throws: CredentialError.self) { try keys.removeMethod(passphrase.id, .typing(nil)) }
    guard case .methodsNeeded(let needed) = error else { throw Unexpected() }
    #expect(needed.map(\.method.id) == [stick.id])
    #expect(throws: CredentialError.lastMethod) {
      try keys.removeMethod(passphrase.id, .typing(nil), dropsUnavailable: true)
    }
    #expect(throws: CredentialError.wrongPassphrase) { try keys.removeMethod(stick.id, .typing("donkey")) }
    #expect(vault.bytes == before)
    let third = try keys.addMethod(.passphrase(Secret(copying: "horse")))
    try keys.removeMethod(passphrase.id, .typing("horse"), dropsUnavailable: true)
    #expect(keys.protection.methods.map(\.id) == [third.id])
    #expect(throws: CredentialError.lastMethod) { try keys.removeMethod(third.id, .typing("horse")) }
  }

  private struct Unexpected: Error {}

  // MARK: Without protection

  @Test func `a file without protection says so, and gets a new key with its first protection`() throws {
    var keys = try vault.store.create(.insecurePlaintext)
    try keys.add(Secret(copying: "sk-one"), name: .of("openai"), host: host)
    #expect(try vault.store.protection()?.isPlaintext == true)
    #expect(vault.bytes[10] == 2)
    keys = try vault.unlock(nil)
    guard case .method(let method) = keys.route else { throw Unexpected() }
    #expect(method.kind == .plaintext)
    let oldKey = keys.opened.key.secret
    try keys.addMethod(.passphrase(Secret(copying: "horse")))
    #expect(try vault.store.protection()?.isPlaintext == false)
    #expect(throws: CredentialError.self) { try vault.unlock(nil) }
    #expect(try key(try vault.unlock()) == "sk-one")
    #expect(vault.files[Vault.backup] == vault.bytes, "the backup would still tell the keys")
    #expect(!keys.opened.key.secret.hasSameBytes(as: oldKey))
    #expect(throws: CredentialError.self, "protection is not taken away again") {
      try keys.addMethod(.insecurePlaintext)
    }
  }

  @Test func `what is removed from a file without protection is gone from its backup`() throws {
    var keys = try vault.store.create(.insecurePlaintext)
    let record = try keys.add(Secret(copying: "sk-one"), name: .of("openai"), host: host)
    try keys.remove([record.id])
    #expect(vault.files[Vault.backup] == vault.bytes)
    #expect(try vault.unlock(nil).records == [])
  }

  // MARK: What a guess costs

  /// A processor on which every look at its clock takes some time.
  private final class SlowProcessor: TimeSource {
    let clock = ManualClock()
    let step: Duration
    private let looks = Mutex(0)

    init(step: Duration) { self.step = step }

    func processorTime() -> Duration {
      looks.withLock { looks in
        looks += 1
        return step * looks
      }
    }
    func monotonic() -> Duration { clock.monotonic() }
    func sinceBoot() -> Duration { clock.sinceBoot() }
    var bootID: String { clock.bootID }
    func now() -> Timestamp { clock.now() }
    func sleep(until deadline: Duration) async throws { try await clock.sleep(until: deadline) }
  }

  @Test func `the cost doubles until a guess takes long enough`() {
    let policy = ScryptPolicy.production
    let first = policy.first
    #expect(first == ScryptCost(logRounds: 17, blockSize: 8, parallelism: 1) && first.memory == 128 << 20)
    #expect(policy.raised(first, thatTook: .milliseconds(200)) == first)
    #expect(policy.raised(first, thatTook: .milliseconds(199)).logRounds == 18)
    #expect(policy.raised(first, thatTook: .milliseconds(30)).logRounds == 20)
    #expect(policy.raised(first, thatTook: .nanoseconds(1)).logRounds == 20, "there is an end to memory")
    #expect(policy.raised(ScryptCost(logRounds: 14), thatTook: .milliseconds(100)).logRounds == 17)
    #expect(!policy.accepts(ScryptCost(logRounds: 16)) && !policy.accepts(ScryptCost(logRounds: 21)))
  }

  @Test func `a file from a slower time gets a higher cost when it is opened`() throws {
    var vault = Vault()
    var keys = try vault.made()
    try keys.add(Secret(copying: "sk-one"), name: .of("openai"), host: host)
    let old = try #require(vault.store.protection()?.methods.first)
    #expect(old.cost?.logRounds == 2)
    vault.policy = ScryptPolicy(leastLogRounds: 2, mostLogRounds: 6, leastTime: .milliseconds(200))
    vault.time = SlowProcessor(step: .milliseconds(100))
    let opened = try vault.unlock()
    let raised = try #require(vault.store.protection()?.methods.first)
    #expect(raised.cost?.logRounds == 6 && raised.id == old.id && raised.created == old.created)
    #expect(opened.notices == [.costRaised(raised, from: ScryptCost(logRounds: 2))])
    #expect(try vault.unlock().notices == [], "it is as expensive as it can be")
    #expect(try key(try vault.unlock()) == "sk-one")
  }

  @Test func `that the cost cannot be raised is told, and keeps nobody out`() throws {
    var vault = Vault()
    try vault.made()
    let before = vault.bytes
    vault.policy = ScryptPolicy(leastLogRounds: 2, mostLogRounds: 6, leastTime: .milliseconds(200))
    vault.time = SlowProcessor(step: .milliseconds(150))
    vault.files.refuseWriting(.failed("cannot be written: its file system is read-only"))
    let notice = try vault.unlock().notices.first
    guard case .costNotRaised(_, .file(.failed)) = notice else { throw Unexpected() }
    #expect(vault.bytes == before)
  }
}
