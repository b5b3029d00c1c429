import LLMTestKit
import Testing

@testable import LLMCore

/// `llmctl auth rotate` and `llmctl auth logout`.
@Suite struct RotationTests {
  private static func rotate(
    _ scene: AuthScene, _ change: (inout RotationInvocation) -> Void = { _ in }
  ) async throws -> ExitCode {
    var invocation = RotationInvocation()
    invocation.key.provider = "openai"
    invocation.isTested = false
    change(&invocation)
    return try await KeyRotation(invocation, at: try scene.desk).run()
  }

  private static func logout(_ scene: AuthScene, _ change: (inout LogoutInvocation) -> Void) throws -> ExitCode {
    var invocation = LogoutInvocation()
    change(&invocation)
    return try KeyLogout(invocation, at: try scene.desk).run()
  }

  // MARK: rotate

  @Test func `the new key comes first and the old one is kept until it is retired`() async throws {
    let scene = AuthScene.attended(secrets: [AuthScene.newKey])
    try scene.store([("openai", AuthScene.key)])
    #expect(try await Self.rotate(scene) == .complete)
    #expect(Set(try scene.stored()) == ["openai \(AuthScene.key)*", "openai \(AuthScene.newKey)"])
    #expect(scene.console.notes.contains("llmctl: stored the new key for openai for https://api.openai.com"))

    let refusing = scene.with(.attended(answers: ["no"]))
    #expect(try await Self.rotate(refusing) { $0.isRetiring = true } == .gateFailed)
    #expect(try scene.stored().count == 2)
    let retiring = scene.with(.attended(answers: ["yes"]))
    #expect(try await Self.rotate(retiring) { $0.isRetiring = true } == .complete)
    #expect(retiring.terminal.questions == ["Remove the old key for openai for https://api.openai.com? [y/N] "])
    #expect(try scene.stored() == ["openai \(AuthScene.newKey)"])
  }

  @Test func `a script rotates and retires, with JSON`() async throws {
    let scene = AuthScene.alone(AuthScene.newKey)
    try scene.store([("openai", AuthScene.key)])
    _ = try await Self.rotate(scene) { invocation in
      invocation.readsInput = true
      invocation.usesJSON = true
    }
    let json = try JSONReader.parse(scene.console.outputText)
    #expect(json["type"]?.text == "rotation")
    #expect(json["retiring"]?.elements?.count == 1)
    let unconfirmed = scene.with(.alone())
    let error = await failure { try await Self.rotate(unconfirmed) { $0.isRetiring = true } }
    #expect(error?.code == .usage)
    #expect(error?.advice == "Add --yes to do it")
    #expect(try scene.stored().count == 2)
    let confirmed = scene.with(.alone())
    _ = try await Self.rotate(confirmed) { invocation in
      invocation.isRetiring = true
      invocation.isConfirmed = true
      invocation.usesJSON = true
    }
    #expect(try JSONReader.parse(confirmed.console.outputText)["retired"]?.elements?.count == 1)
    #expect(try scene.stored() == ["openai \(AuthScene.newKey)"])
  }

  @Test func `nothing to retire is no failure`() async throws {
    let scene = AuthScene.alone()
    try scene.store([("openai", AuthScene.key)])
    #expect(try await Self.rotate(scene) { $0.isRetiring = true } == .complete)
    #expect(scene.console.notes == ["llmctl: no key for openai for https://api.openai.com is retiring"])
  }

  @Test func `the same key again, an unknown one, and one of several are errors that change nothing`() async throws {
    let scene = AuthScene.attended(secrets: [AuthScene.key])
    try scene.store([("openai", AuthScene.key)])
    #expect(
      await failure { try await Self.rotate(scene) }?.message == "this is the key that is stored for openai already")
    let missing = await failure { try await Self.rotate(scene) { $0.key.label = "team" } }
    #expect(missing?.message == "no key is stored for 'openai' with label 'team'")
    #expect(missing?.code == .noCredential)
    let misspelt = await failure { try await Self.rotate(scene) { $0.key.provider = "opena" } }
    #expect(misspelt?.advice == "Did you mean 'openai'?")
    #expect(try scene.stored() == ["openai \(AuthScene.key)"])

    let several = AuthScene.attended(secrets: [AuthScene.newKey])
    try several.store([("openai", AuthScene.key), ("openai/team", AuthScene.key), ("openai/team/ci", AuthScene.key)])
    let undecided = await failure { try await Self.rotate(several) }
    #expect(undecided?.code == .usage)
    #expect(undecided?.message.contains("openai (label team, environment ci) for https://api.openai.com") == true)
    _ = try await Self.rotate(several) { $0.key.environment = "ci" }
    #expect(try several.stored().contains("openai (label team, environment ci) \(AuthScene.newKey)"))
  }

  @Test func `a new key that is rejected takes nobody's place`() async throws {
    var scene = AuthScene.alone(AuthScene.newKey)
    try scene.store([("openai", AuthScene.key)])
    scene.transport = ScriptedTransport([.json(401, #"{"error":{"message":"bad"}}"#)])
    let error = await failure {
      try await Self.rotate(scene) { invocation in
        invocation.readsInput = true
        invocation.isTested = true
      }
    }
    #expect(error?.code == .auth)
    #expect(error?.exitCode == .noPermission)
    #expect(try scene.stored() == ["openai \(AuthScene.key)"])
  }

  // MARK: logout

  @Test func `a person is asked before a key goes`() throws {
    let scene = AuthScene.attended(answers: ["", "y"])
    try scene.store([("openai", AuthScene.key)])
    #expect(try Self.logout(scene) { $0.key.provider = "openai" } == .gateFailed)
    #expect(try scene.stored().count == 1)
    #expect(try Self.logout(scene) { $0.key.provider = "openai" } == .complete)
    #expect(try scene.stored().isEmpty)
    #expect(scene.terminal.questions.last == "Remove the key: openai for https://api.openai.com? [y/N] ")
    #expect(scene.console.notes.contains("llmctl: a removed key stays valid until you revoke it at the provider"))
  }

  @Test func `it is said where a removed key still is, unless it is nowhere`() throws {
    let backup = "llmctl: \(AuthScene.path).bak has what was removed, encrypted, until the stored keys change again"
    let scene = AuthScene.alone()
    try scene.store([("openai", AuthScene.key)])
    var invocation = LogoutInvocation()
    (invocation.key.provider, invocation.isConfirmed) = ("openai", true)
    #expect(try KeyLogout(invocation, at: try scene.desk).run() == .complete)
    #expect(scene.console.notes.contains(backup))

    let plain = AuthScene.alone()
    var opened = try plain.store.create(.insecurePlaintext)
    try opened.add(Secret(copying: AuthScene.key), name: try .of("openai"), host: AuthScene.openAI)
    #expect(try KeyLogout(invocation, at: try plain.desk).run() == .complete)
    #expect(!plain.console.notes.contains(backup))
    let left = String(decoding: plain.credentials[AuthScene.path + ".bak"] ?? [], as: UTF8.self)
    #expect(!left.contains(AuthScene.key))
  }

  @Test func `without a person it takes --yes`() async throws {
    let scene = AuthScene.alone(environment: ["OPENAI_API_KEY": "sk-other-0123456789"])
    try scene.store([("openai", AuthScene.key)])
    #expect(await failure { try Self.logout(scene) { $0.key.provider = "openai" } }?.code == .usage)
    #expect(try scene.stored().count == 1)
    _ = try Self.logout(scene) { invocation in
      invocation.key.provider = "openai"
      invocation.isConfirmed = true
      invocation.usesJSON = true
    }
    #expect(try scene.stored().isEmpty)
    #expect(try JSONReader.parse(scene.console.outputText)["removed"]?.elements?.count == 1)
    #expect(scene.console.notes.contains { $0.contains("OPENAI_API_KEY is still set") })
  }

  @Test func `of several, the one that is named goes, or all of them`() async throws {
    let scene = AuthScene.alone()
    try scene.store([("openai", AuthScene.key), ("openai/team", AuthScene.key), ("groq", "gsk_0123456789")])
    let undecided = await failure {
      try Self.logout(scene) { invocation in
        invocation.key.provider = "openai"
        invocation.isConfirmed = true
      }
    }
    #expect(undecided?.advice?.hasSuffix("or remove all of them with --all") == true)
    #expect(await failure { try Self.logout(scene) { $0.isConfirmed = true } }?.code == .usage)
    _ = try Self.logout(scene) { invocation in
      invocation.key = StoredKeyChoice(provider: "openai", label: "team")
      invocation.isConfirmed = true
    }
    #expect(try scene.stored() == ["openai \(AuthScene.key)", "groq gsk_0123456789"])
    _ = try Self.logout(scene) { invocation in
      invocation.isForAll = true
      invocation.isConfirmed = true
    }
    #expect(try scene.stored().isEmpty)
    let nothing = await failure {
      try Self.logout(scene) { invocation in
        invocation.isForAll = true
        invocation.isConfirmed = true
      }
    }
    #expect(nothing?.code == .noCredential)
  }

  @Test func `a key that is retiring goes with the one in use`() async throws {
    let scene = AuthScene.alone(AuthScene.newKey)
    try scene.store([("openai", AuthScene.key)])
    _ = try await Self.rotate(scene) { $0.readsInput = true }
    _ = try Self.logout(scene.with(.alone())) { invocation in
      invocation.key.provider = "openai"
      invocation.isConfirmed = true
    }
    #expect(try scene.stored().isEmpty)
  }
}
