import Glibc
import LLMCore
import LLMSystem
import LLMTestKit
import Testing

/// Keys that the kernel holds: for all of this user's processes, and for nobody else's.
@Suite(.enabled(if: KernelKeyrings.areThere)) struct KernelKeyringTests {
  private let keyring = KernelKeyring()
  private let probe = CredentialProbe(in: KernelKeyringTests.scratch)
  /// Sixteen letters that no other test has.
  private let name = "test" + String((0..<12).map { _ in "abcdefghijklmnopqrstuvwxyz".randomElement() ?? "a" })

  private static let scratch: ScratchFolder = {
    guard let folder = try? ScratchFolder() else { fatalError("no scratch folder") }
    return folder
  }()

  private var id: CredentialFileID { get throws { try #require(CredentialFileID(bytes: Array(name.utf8))) } }

  private func says(_ arguments: [String]) async throws -> String {
    let result = try await probe.run(arguments)
    return result.outputText.filter { $0 != "\n" } + result.errorText
  }

  @Test func `a key is held until it is dropped`() throws {
    let id = try id
    #expect(keyring.fetch(id) == nil)
    #expect(!keyring.drop(id))
    let key = Secret.random(count: 32)
    #expect(keyring.hold(key, of: id, for: .seconds(60)))
    #expect(try #require(keyring.fetch(id)).hasSameBytes(as: key))
    #expect(keyring.fetch(.random()) == nil)
    let other = Secret.random(count: 32)
    #expect(keyring.hold(other, of: id, for: .seconds(60)))
    #expect(try #require(keyring.fetch(id)).hasSameBytes(as: other), "the later one counts")
    #expect(keyring.drop(id))
    #expect(keyring.fetch(id) == nil && !keyring.drop(id))
  }

  @Test func `a key is held for its time`() async throws {
    let id = try id
    #expect(!keyring.hold(Secret.random(count: 32), of: id, for: .zero))
    #expect(keyring.fetch(id) == nil)
    #expect(keyring.hold(Secret.random(count: 32), of: id, for: .seconds(2)))
    #expect(keyring.fetch(id) != nil)
    #expect(try await Monotonic.wait(atMost: .seconds(20)) { keyring.fetch(id) == nil })
  }

  @Test func `other processes, sessions and threads of the user reach it`() async throws {
    #expect(try await says(["hold", name]) == "held", "by a process that is gone by now")
    #expect(try await says(["fetch", name]) == "the same")
    #expect(try await says(["--new-session", "fetch", name]) == "the same", "where no keyring leads to the user's")
    let id = try id
    let isThere = await Task.detached { KernelKeyring().fetch(id) != nil }.value
    #expect(isThere)
    #expect(try await says(["--new-session", "drop", name]) == "dropped")
    #expect(keyring.fetch(id) == nil, "it is gone for all")
    #expect(try await says(["--new-session", "hold", name]) == "held")
    #expect(keyring.drop(id))
  }

  @Test(.enabled(if: geteuid() == 0)) func `another user has no way to it, even with its number`() async throws {
    #expect(try await says(["hold", name]) == "held")
    let serial = try await says(["serial", name])
    #expect((Int32(serial) ?? 0) > 0)
    #expect(try await says(["read", serial]) == "read")
    #expect(chmod(KernelKeyringTests.scratch.path, 0o755) == 0)
    #expect(try await says(["--as", "65534", "read", serial]) == "error \(EACCES)")
    #expect(try await says(["--as", "65534", "--new-session", "read", serial]) == "error \(EACCES)")
    #expect(try await says(["--as", "65534", "fetch", name]) == "none")
    #expect(try await says(["--as", "65534", "drop", name]) == "none")
    #expect(keyring.drop(try id))
  }

  @Test func `a process that is not in the keyring's session cannot read it by its number alone`() async throws {
    #expect(try await says(["hold", name]) == "held")
    let serial = try await says(["serial", name])
    // It is possessed by nobody who has not asked for the user's keyring.
    #expect(try await says(["--new-session", "read", serial]) == "error \(EACCES)")
    #expect(keyring.drop(try id))
  }

  @Test func `a file is opened by the key that is held until it is locked`() throws {
    let probe = try CredentialProbe()
    let store = CredentialStore(
      path: probe.path, files: LiveCredentialFiles(), holder: KernelKeyring(), programs: LivePrograms(),
      environment: Environment([:]), time: LiveTime())
    let keys = try store.unlock()
    #expect(keys.hold(for: .seconds(60)))
    #expect(unlink(probe.folder.path("key")) == 0)
    #expect(try store.unlock().route == .held)
    #expect(try store.lock())
    #expect(throws: CredentialError.self) { try store.unlock() }
  }
}

private enum KernelKeyrings {
  /// Containers are often kept from them.
  static let areThere: Bool = {
    let file = CredentialFileID.random()
    defer { KernelKeyring().drop(file) }
    return KernelKeyring().hold(Secret(copying: "x"), of: file, for: .seconds(5))
  }()
}
