import LLMTestKit
import Testing

@testable import LLMCore

/// `llmctl auth passphrase`, `llmctl auth unlock` and `llmctl auth lock`.
@Suite struct OpeningTests {
  private static func change(
    _ scene: AuthScene, _ change: PassphraseInvocation.Change = .replace,
    _ more: (inout PassphraseInvocation) -> Void = { _ in }
  ) async throws -> ExitCode {
    var invocation = PassphraseInvocation()
    invocation.change = change
    more(&invocation)
    return try await PassphraseChange(invocation, at: try scene.desk).run()
  }

  private static let other = "another quiet horse lamp"

  // MARK: passphrase

  @Test func `the present passphrase is asked for even while the keys are open`() async throws {
    let scene = AuthScene.attended(secrets: [AuthScene.passphrase, Self.other, Self.other])
    try scene.store([("openai", AuthScene.key)])
    #expect(try await Self.change(scene) == .complete)
    #expect(
      scene.terminal.questions == [
        "Present passphrase: ", "New passphrase for the stored keys: ", "Once more: ",
      ])
    #expect(try scene.stored(Self.other).count == 1)
    #expect(throws: CredentialError.wrongPassphrase) { try scene.stored() }
  }

  @Test func `whoever does not know it changes nothing`() async throws {
    let scene = AuthScene.attended(secrets: ["wrong", "wrong", "wrong"])
    try scene.store([("openai", AuthScene.key)])
    #expect(await failure { try await Self.change(scene) }?.code == .locked)
    #expect(try scene.stored().count == 1)
  }

  @Test func `a script gives the present one in a variable and the new one on standard input`() async throws {
    let scene = AuthScene.alone(Self.other + "\n", environment: ["LLMCTL_PASSPHRASE": AuthScene.passphrase])
    try scene.store([("openai", AuthScene.key)])
    _ = try await Self.change(scene) { invocation in
      invocation.readsInput = true
      invocation.usesJSON = true
    }
    #expect(throws: CredentialError.self) { try scene.stored() }
    #expect(try JSONReader.parse(scene.console.outputText)["store"]?["encrypted"]?.bool == true)
    let short = AuthScene.alone("short", environment: ["LLMCTL_PASSPHRASE": AuthScene.passphrase])
    try short.store([])
    #expect(await failure { try await Self.change(short) { $0.readsInput = true } }?.code == .usage)
    #expect(await failure { try await Self.change(short) }?.code == .locked)
  }

  @Test func `ways to open the keys are added and removed`() async throws {
    let scene = AuthScene.attended(secrets: [AuthScene.passphrase], answers: ["y"])
    try scene.store([("openai", AuthScene.key)])
    _ = try await Self.change(scene, .addKeyFile("/stick/key"))
    let methods = try #require(try scene.store.protection()?.methods)
    #expect(methods.map(\.kind) == [.passphrase, .keyFile])

    // The key file opens them now, without a question.
    _ = try await Self.change(scene, .remove(try #require(methods.first?.idText)))
    #expect(try scene.store.protection()?.methods.map(\.kind) == [.keyFile])
    #expect(throws: (any Error).self) {
      try scene.store.unlock(UnlockRequest(usesHeldKey: false, methods: [methods[0].id], passphrase: { _ in nil }))
    }
    #expect(await failure { try await Self.change(scene) }?.advice == "Add one with --add")
  }

  @Test func `removing asks, knows its ids, and never takes the last way`() async throws {
    let scene = AuthScene.attended(secrets: [AuthScene.passphrase, AuthScene.passphrase], answers: ["n", "y"])
    try scene.store([("openai", AuthScene.key)])
    let id = try #require(try scene.store.protection()?.methods.first?.idText)
    #expect(try await Self.change(scene, .remove(id)) == .gateFailed)
    #expect(
      await failure { try await Self.change(scene, .remove(id)) }?.message
        == "this is the only way to open the stored keys")
    #expect(
      await failure { try await Self.change(scene, .remove("0")) }?.advice?.contains("\(id) (passphrase)") == true)
    #expect(await failure { try await Self.change(scene.with(.alone()), .remove(id)) }?.advice == "Add --yes to do it")
    #expect(try scene.stored().count == 1)
  }

  @Test func `a command is taken as words, and nothing that needs a shell`() async throws {
    var scene = AuthScene.attended(secrets: [AuthScene.passphrase])
    scene.programs = PrintingPrograms(["op": .init(output: "printed\n")])
    try scene.store([])
    _ = try await Self.change(scene, .addCommand("op read 'op://vault/my key'"))
    #expect(try scene.store.protection()?.methods.last?.details == ["op", "read", "op://vault/my key"])
    for line in ["op read | head", "op $KEY", "op 'open", "", "''", "op `x`"] {
      let scene = AuthScene.attended(secrets: [AuthScene.passphrase])
      try scene.store([])
      #expect(await failure { try await Self.change(scene, .addCommand(line)) }?.code == .usage, "\(line)")
    }
  }

  @Test func `a file without protection is encrypted by its first passphrase`() async throws {
    let scene = AuthScene.attended(secrets: [AuthScene.passphrase, AuthScene.passphrase])
    var opened = try scene.store.create(.insecurePlaintext)
    try opened.add(Secret(copying: AuthScene.key), name: try .of("openai"), host: AuthScene.openAI)
    _ = try await Self.change(scene, .add)
    #expect(try scene.store.protection()?.isPlaintext == false)
    #expect(try scene.stored() == ["openai \(AuthScene.key)"])
    #expect(scene.console.notes.contains("llmctl: they are encrypted from now on, and so is the backup"))
  }

  @Test func `without a file there is nothing to change or to unlock`() async throws {
    #expect(await failure { try await Self.change(.attended()) }?.advice == "Run: llmctl auth login")
    #expect(
      await failure { try KeyUnlock(at: try AuthScene.attended().desk).run(for: nil, asJSON: false) }?.code
        == .noCredential)
  }

  // MARK: unlock and lock

  @Test func `unlocking holds the key, and locking forgets it`() throws {
    let scene = AuthScene.attended(secrets: [AuthScene.passphrase])
    try scene.store([("openai", AuthScene.key)], isHeld: false)
    #expect(try KeyUnlock(at: try scene.desk).run(for: .seconds(300), asJSON: true) == .complete)
    #expect(try JSONReader.parse(scene.console.outputText)["held_seconds"]?.integer == 300)
    #expect(scene.console.notes.contains { $0.contains("are open for 5 min") })
    #expect(try scene.store.protection()?.isHeld == true)

    var broken = scene.with(.alone())
    broken.files = MemoryFiles(texts: ["/home/llmctl/config.yaml": "nonsense: ["])
    #expect(try KeyLock(context: broken.context, reporter: broken.reporter).run(asJSON: false) == .complete)
    #expect(broken.console.notes == ["llmctl: the stored keys are locked"])
    #expect(try scene.store.protection()?.isHeld == false)
    _ = try KeyLock(context: broken.context, reporter: broken.reporter).run(asJSON: false)
    #expect(broken.console.notes.last == "llmctl: the stored keys were not open")
  }

  @Test func `without a file there is nothing to lock, and that is no failure`() throws {
    let scene = AuthScene.alone()
    #expect(try KeyLock(context: scene.context, reporter: scene.reporter).run(asJSON: true) == .complete)
    #expect(scene.console.notes == ["llmctl: no keys are stored"])
    #expect(try JSONReader.parse(scene.console.outputText)["was_held"] == .bool(false))
  }

  @Test func `a system without a place for the key says so, and fails`() async throws {
    var scene = AuthScene.attended(secrets: [AuthScene.passphrase])
    scene.holder = NoKeyHolder()
    try scene.store([("openai", AuthScene.key)], isHeld: false)
    let error = await failure { try KeyUnlock(at: try scene.desk).run(for: nil, asJSON: false) }
    #expect(error?.message == "the stored keys can be opened, but this system has no place to hold their key")
    #expect(error?.exitCode == .cannotCreate)
  }

  @Test func `a wrong passphrase unlocks nothing`() async throws {
    let scene = AuthScene.attended(secrets: ["a", "b", "c"])
    try scene.store([], isHeld: false)
    #expect(await failure { try KeyUnlock(at: try scene.desk).run(for: nil, asJSON: false) }?.code == .locked)
    #expect(try scene.store.protection()?.isHeld == false)
  }
}

/// What a passphrase is thought to be worth.
@Suite struct PassphraseStrengthTests {
  @Test(arguments: [
    ("", 0...0), ("aaaaaaaaaaaaaaaa", 0...35), ("12345678", 0...35), ("abcdefghijkl", 0...35), ("password", 0...35),
    ("Passw0rd", 0...55), ("password123", 0...35), ("kdjfhwer", 36...55), ("correct horse battery staple", 36...55),
    ("quiet horse battery lamp river", 56...80), ("Tq7#mLw2!xVz", 56...90), ("ünïcödé-wörter", 56...110),
  ])
  func `what is easily guessed counts little`(passphrase: String, bits: ClosedRange<Int>) {
    #expect(
      bits.contains(PassphraseStrength(Secret(copying: passphrase)).bits),
      "\(PassphraseStrength(Secret(copying: passphrase)))")
  }

  @Test func `characters are counted, not bytes`() {
    #expect(PassphraseStrength(Secret(copying: "日本語のパス")).characters == 6)
  }
}
