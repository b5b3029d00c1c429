import LLMTestKit
import Testing

@testable import LLMCore

/// `llmctl auth login`.
@Suite struct LoginTests {
  private static func login(
    _ scene: AuthScene, _ provider: String? = "openai", _ change: (inout LoginInvocation) -> Void = { _ in }
  ) async throws -> ExitCode {
    var invocation = LoginInvocation()
    invocation.key.provider = provider
    invocation.isTested = false
    change(&invocation)
    return try await KeyLogin(invocation, at: try scene.desk).run()
  }

  // MARK: A person

  @Test func `the first key makes the file, which its passphrase opens, and nothing of either is shown`() async throws {
    let scene = AuthScene.attended(secrets: [AuthScene.key, AuthScene.passphrase, AuthScene.passphrase])
    #expect(try await Self.login(scene) == .complete)
    #expect(try scene.stored() == ["openai \(AuthScene.key)"])
    #expect(
      scene.terminal.questions == [
        "Key of openai for https://api.openai.com (not shown): ", "New passphrase for the stored keys: ",
        "Once more: ",
      ])
    #expect(
      scene.console.notes.contains("llmctl: stored the key for openai, to be sent to https://api.openai.com alone"))
    #expect(scene.console.notes.contains { $0.contains("stays open for 15 min") })
    #expect(!scene.heard.contains("aaaa") && !scene.heard.contains("battery"))
    let bytes = try #require(scene.credentials[AuthScene.path])
    #expect(!String(decoding: bytes, as: UTF8.self).contains("aaaa"))
  }

  @Test func `a provider is chosen from a list, by number or by name`() async throws {
    for answer in ["2", "anthropic", " anthropic "] {
      let scene = AuthScene.attended(
        secrets: ["sk-ant-" + String(repeating: "a", count: 90), AuthScene.passphrase, AuthScene.passphrase],
        answers: [answer])
      _ = try await Self.login(scene, nil)
      #expect(scene.console.notes.contains(" 2  anthropic"))
      #expect(try scene.stored().first?.hasPrefix("anthropic sk-ant-") == true)
    }
    for answer in ["99", "", nil] {
      let scene = AuthScene.attended(answers: [answer])
      #expect(await failure { try await Self.login(scene, nil) }?.code == .usage)
      #expect(scene.credentials.paths.isEmpty)
    }
  }

  @Test func `what came along with pasting is taken off with a notice, and a strange shape is doubted`() async throws {
    let scene = AuthScene.attended(secrets: ["  \"Bearer gsk_\(String(repeating: "a", count: 52))\" "])
    try scene.store([])
    _ = try await Self.login(scene)
    #expect(try scene.stored() == ["openai gsk_" + String(repeating: "a", count: 52)])
    #expect(
      scene.console.notes.contains { $0.hasPrefix("llmctl: removed white space, quotation marks and the word Bearer") })
    #expect(scene.console.notes.contains("warning: this looks like a key of Groq, not of OpenAI"))
  }

  @Test(arguments: ["", "two words", "line\nend", "caf\u{E9}-key-0123456789"])
  func `what cannot be a key is refused, and nothing is made`(typed: String) async throws {
    let scene = AuthScene.attended(secrets: [typed, AuthScene.passphrase, AuthScene.passphrase])
    let error = await failure { try await Self.login(scene) }
    #expect(error?.code == .inputInvalid || error?.code == .noCredential)
    #expect(scene.credentials.paths.isEmpty)
  }

  @Test(arguments: [
    (["short", "", "1234567"], "too short"),
    (
      ["one long passphrase", "another long passphrase", "one more long one", "x", "and one more here", nil],
      "is another"
    ),
    ([nil], ""),
  ])
  func `a passphrase that is too short, or not the same twice, is asked for again, and then nothing is made`(
    typed: [String?], words: String
  ) async throws {
    let scene = AuthScene.attended(secrets: [AuthScene.key] + typed)
    let error = await failure { try await Self.login(scene) }
    #expect(error?.code == .locked)
    #expect(error?.message == "no passphrase was chosen; nothing was changed")
    #expect(words.isEmpty || scene.console.notes.contains { $0.contains(words) })
    #expect(scene.credentials.paths.isEmpty)
  }

  @Test func `a second key needs no passphrase while the first one's is held, and the same key is noticed`()
    async throws
  {
    let scene = AuthScene.attended(secrets: [AuthScene.key])
    try scene.store([("openai", AuthScene.key)])
    _ = try await Self.login(scene) { $0.key.label = "team" }
    #expect(try scene.stored() == ["openai \(AuthScene.key)", "openai (label team) \(AuthScene.key)"])
    #expect(scene.console.notes.contains("llmctl: this very key is stored for openai as well"))
    #expect(scene.terminal.questions.count == 1)
  }

  @Test func `locked keys are opened by their passphrase first`() async throws {
    let scene = AuthScene.attended(secrets: ["wrong one", AuthScene.passphrase, AuthScene.newKey])
    try scene.store([("openai", AuthScene.key)], isHeld: false)
    _ = try await Self.login(scene) { $0.key.environment = "ci" }
    #expect(try scene.stored().last == "openai (environment ci) \(AuthScene.newKey)")
  }

  @Test func `a taken name is replaced if the person wants that, and the old key retires`() async throws {
    let refusing = AuthScene.attended(answers: ["n"])
    try refusing.store([("openai", AuthScene.key)])
    #expect(try await Self.login(refusing) == .gateFailed)
    #expect(refusing.console.notes == ["llmctl: nothing was changed"])
    let agreeing = refusing.with(.attended(secrets: [AuthScene.newKey], answers: ["y"]))
    #expect(try await Self.login(agreeing) == .complete)
    #expect(Set(try agreeing.stored()) == ["openai \(AuthScene.key)*", "openai \(AuthScene.newKey)"])
    #expect(agreeing.console.notes.contains { $0.contains("llmctl auth rotate openai --retire") })
  }

  // MARK: Asking the provider

  @Test func `a key is asked for before it is stored, and sent to its host alone`() async throws {
    var scene = AuthScene.attended(secrets: [AuthScene.key], answers: [""])
    try scene.store([])
    scene.transport = ScriptedTransport([.json(200, #"{"data":[]}"#)])
    _ = try await Self.login(scene) { $0.isTested = nil }
    let request = try #require(scene.transport.calls.first?.request)
    #expect(request.url.text == "https://api.openai.com/v1/models")
    #expect(request.headers.contains(HTTPHeader("authorization", "Bearer \(AuthScene.key)")))
    #expect(scene.terminal.questions.last == "Ask https://api.openai.com whether it takes the key? [Y/n] ")
    #expect(scene.console.notes.contains { $0.hasPrefix("llmctl: openai takes the key") })
    #expect(try scene.stored().count == 1)
  }

  @Test func `a key that is rejected is not stored, unless the person says so`() async throws {
    let reply = ScriptedTransport.Reply.json(
      401, #"{"error":{"message":"Incorrect API key","code":"invalid_api_key"}}"#)
    for (answer, count) in [("n", 0), ("y", 1)] {
      var scene = AuthScene.attended(secrets: [AuthScene.key], answers: [answer])
      try scene.store([])
      scene.transport = ScriptedTransport([reply])
      let error = await failure { try await Self.login(scene) { $0.isTested = true } }
      #expect(error?.code == (count == 0 ? .auth : nil))
      #expect(try scene.stored().count == count)
    }
  }

  @Test func `without a person a key that is rejected is not stored, nor is a file made`() async throws {
    var scene = AuthScene.alone(AuthScene.key, environment: ["LLMCTL_PASSPHRASE": AuthScene.passphrase])
    scene.transport = ScriptedTransport([.failure(TransportError(.refused, "refused"))])
    let error = await failure {
      try await Self.login(scene) { invocation in
        invocation.readsInput = true
        invocation.isTested = true
      }
    }
    #expect(error?.code == .network)
    #expect(scene.credentials.paths.isEmpty)
  }

  // MARK: Nobody

  @Test func `a script gives the key on standard input and the passphrase in a variable`() async throws {
    let scene = AuthScene.alone(AuthScene.key + "\n", environment: ["LLMCTL_PASSPHRASE": AuthScene.passphrase])
    #expect(
      try await Self.login(scene) { invocation in
        invocation.readsInput = true
        invocation.usesJSON = true
      } == .complete)
    #expect(try scene.stored() == ["openai \(AuthScene.key)"])
    #expect(scene.console.notes.contains { $0.hasPrefix("warning: the passphrase comes from LLMCTL_PASSPHRASE") })
    let json = try JSONReader.parse(scene.console.outputText)
    #expect(json["type"]?.text == "login")
    #expect(json["key"]?["provider"]?.text == "openai")
    #expect(!scene.heard.contains("aaaa") && !scene.heard.contains("battery"))
  }

  @Test func `or from a descriptor, which comes first`() async throws {
    let scene = AuthScene.alone(
      AuthScene.key, environment: ["LLMCTL_PASSPHRASE_FD": "3", "LLMCTL_PASSPHRASE": "some other words"])
    scene.credentials.setLines([AuthScene.passphrase], ofDescriptor: 3)
    _ = try await Self.login(scene) { $0.readsInput = true }
    #expect(try scene.stored().count == 1)
    #expect(!scene.console.notes.contains { $0.hasPrefix("warning") })
  }

  @Test(arguments: [
    (["LLMCTL_PASSPHRASE": "short"], LLMError.Code.usage), (["LLMCTL_PASSPHRASE_FD": "x"], .usage),
    (["LLMCTL_PASSPHRASE_FD": "9"], .usage), ([:], .locked),
  ])
  func `without anything to protect the file with, nothing is made`(
    environment: [String: String], code: LLMError.Code
  ) async throws {
    let scene = AuthScene.alone(AuthScene.key, environment: environment)
    let error = await failure { try await Self.login(scene) { $0.readsInput = true } }
    #expect(error?.code == code)
    #expect(scene.credentials.paths.isEmpty)
  }

  @Test func `nobody to ask for the key, or a terminal that would show it, is an error`() async throws {
    let alone = AuthScene.alone(environment: ["LLMCTL_PASSPHRASE": AuthScene.passphrase])
    #expect(await failure { try await Self.login(alone) }?.advice == "Give it on standard input with --with-token")
    var shown = AuthScene.attended()
    shown.input = ScriptedInput(.bytes([]), isTerminal: true)
    let error = await failure { try await Self.login(shown) { $0.readsInput = true } }
    #expect(error?.code == .usage)
    let taken = AuthScene.alone(AuthScene.newKey)
    try taken.store([("openai", AuthScene.key)])
    #expect(
      await failure { try await Self.login(taken) { $0.readsInput = true } }?.message
        == "there is a key for openai already")
  }

  // MARK: What protects a new file

  @Test func `a key file, a command, or nothing at all if it was typed`() async throws {
    var scene = AuthScene.alone(AuthScene.key)
    _ = try await Self.login(scene) { invocation in
      invocation.readsInput = true
      invocation.protection.keyFile = "/media/stick/llmctl.key"
    }
    #expect(scene.credentials.paths.contains("/media/stick/llmctl.key"))
    #expect(try scene.store.protection()?.methods.map(\.kind) == [.keyFile])

    scene = AuthScene.alone(AuthScene.key)
    scene.programs = PrintingPrograms(["pass": .init(output: "what pass prints\n")])
    _ = try await Self.login(scene) { invocation in
      invocation.readsInput = true
      invocation.protection.command = "pass show 'my llmctl'"
    }
    #expect(try scene.store.protection()?.methods.first?.details == ["pass", "show", "my llmctl"])

    scene = AuthScene.alone(AuthScene.key)
    _ = try await Self.login(scene) { invocation in
      invocation.readsInput = true
      invocation.protection.isInsecurePlaintext = true
    }
    #expect(try scene.store.protection()?.isPlaintext == true)
    #expect(scene.console.notes.contains { $0.contains("NOT ENCRYPTED") })
  }

  @Test func `what protects a file that is there is not chosen anew`() async throws {
    let scene = AuthScene.attended(secrets: [AuthScene.key])
    try scene.store([])
    let error = await failure { try await Self.login(scene) { $0.protection.isInsecurePlaintext = true } }
    #expect(error?.advice == "See 'llmctl auth passphrase --help'")
    #expect(try scene.store.protection()?.isPlaintext == false)
  }

  @Test func `a backup without its file is no reason to begin anew`() async throws {
    let scene = AuthScene.attended(secrets: [AuthScene.key, AuthScene.passphrase, AuthScene.passphrase])
    try scene.store([("openai", AuthScene.key)])
    scene.credentials[AuthScene.path] = nil
    #expect(await failure { try await Self.login(scene) }?.code == .damaged)
    #expect(scene.credentials[AuthScene.path] == nil)
    #expect(scene.terminal.questions.isEmpty)
  }

  // MARK: Whom a key is for

  @Test func `a key typed as the provider is refused without being repeated`() async throws {
    let scene = AuthScene.attended(secrets: [AuthScene.key])
    let error = await failure { try await Self.login(scene, AuthScene.key) }
    #expect(error?.code == .usage)
    #expect(error?.line.contains("aaaa") == false)
  }

  @Test func `other names, hosts, and providers that nobody knows`() async throws {
    let scene = AuthScene.attended(secrets: [String](repeating: "k-0123456789-0123456789-0123456789", count: 4))
    try scene.store([])
    _ = try await Self.login(scene, "Claude")
    _ = try await Self.login(scene, "mine") { $0.key.host = "llm.example.org:8443/v1" }
    _ = try await Self.login(scene, "openai") { $0.key.host = "http://127.0.0.1:8080" }
    let opened = try scene.store.unlock(.typing(AuthScene.passphrase))
    #expect(
      opened.records.map { "\($0.name) \($0.host)" } == [
        "anthropic https://api.anthropic.com", "mine https://llm.example.org:8443", "openai http://127.0.0.1:8080",
      ])
    #expect(scene.console.notes.contains { $0.hasPrefix("llmctl: to ask 'mine', add it to the providers") })
    #expect(await failure { try await Self.login(scene, "opnai") }?.advice == "Did you mean 'openai'?")
    #expect(await failure { try await Self.login(scene, "mine") { $0.key.host = "https://user@x" } }?.code == .usage)
  }

  @Test func `a variable that comes first is mentioned`() async throws {
    var scene = AuthScene.attended(secrets: [AuthScene.key])
    scene.environment["OPENAI_API_KEY"] = "sk-other-0123456789"
    try scene.store([])
    _ = try await Self.login(scene)
    #expect(
      scene.console.notes.last == "llmctl: OPENAI_API_KEY is set and comes first; unset it to use the stored key")
  }

  @Test func `a file that cannot be written keeps what it had`() async throws {
    let scene = AuthScene.attended(secrets: [AuthScene.newKey])
    try scene.store([("openai", AuthScene.key)])
    scene.credentials.refuseWriting(.failed("No space left on device"))
    let error = await failure { try await Self.login(scene) { $0.key.label = "b" } }
    #expect(error?.code == .cannotWrite)
    #expect(try scene.stored() == ["openai \(AuthScene.key)"])
  }
}
