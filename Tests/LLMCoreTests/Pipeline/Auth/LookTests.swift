import LLMTestKit
import Testing

@testable import LLMCore

/// `llmctl auth list`, `llmctl auth status` and `llmctl auth test`.
@Suite struct LookTests {
  private static func status(_ scene: AuthScene, _ provider: String? = nil, asJSON: Bool = false) throws -> ExitCode {
    try KeyStatus(at: try scene.desk, keyLabel: nil).run(provider, asJSON: asJSON)
  }

  private static func test(_ scene: AuthScene, _ provider: String?, asJSON: Bool = false) async throws -> ExitCode {
    try await KeyTest(at: try scene.desk, keyLabel: nil).run(provider, asJSON: asJSON)
  }

  // MARK: list

  @Test func `keys are listed without themselves`() async throws {
    let scene = AuthScene.alone()
    try scene.store([("openai", AuthScene.key), ("openai/team/ci", AuthScene.newKey)])
    #expect(try KeyList(at: try scene.desk).run(asJSON: false) == .complete)
    #expect(
      scene.console.outputText == """
        PROVIDER  LABEL    ENVIRONMENT  HOST                    CREATED     ROTATED  STATE
        openai    default  -            https://api.openai.com  2025-11-21  -        in use
        openai    team     ci           https://api.openai.com  2025-11-21  -        in use

        """)
    let json = scene.with(.alone())
    _ = try KeyList(at: try json.desk).run(asJSON: true)
    let keys = try JSONReader.parse(json.console.outputText)["keys"]?.elements
    #expect(keys?.map { $0["label"]?.text } == ["default", "team"])
    #expect(!json.heard.contains("aaaa"))
  }

  @Test func `no file is an empty list, and a locked one is an error`() async throws {
    let scene = AuthScene.alone()
    #expect(try KeyList(at: try scene.desk).run(asJSON: true) == .complete)
    #expect(try JSONReader.parse(scene.console.outputText)["keys"]?.elements?.isEmpty == true)
    try scene.store([("openai", AuthScene.key)], isHeld: false)
    let error = await failure { try KeyList(at: try scene.desk).run(asJSON: false) }
    #expect(error?.code == .locked)
    #expect(error?.exitCode == .noPermission)
  }

  @Test func `a damaged file is named with the offset and left alone`() async throws {
    let scene = AuthScene.attended()
    try scene.store([("openai", AuthScene.key)])
    let bytes = try #require(scene.credentials[AuthScene.path])
    scene.credentials[AuthScene.path] = Array(bytes.dropLast(40))
    let error = await failure { try KeyList(at: try scene.desk).run(asJSON: false) }
    #expect(error?.code == .damaged)
    #expect(error?.message.contains("at byte") == true)
    #expect(scene.credentials[AuthScene.path]?.count == bytes.count - 40)
  }

  // MARK: status

  @Test func `the key that would be used comes first, and why the others are not`() throws {
    let scene = AuthScene.alone(environment: ["OPENAI_API_KEY": "sk-other-0123456789"])
    try scene.store([("openai", AuthScene.key), ("openai/team", AuthScene.newKey)])
    #expect(try Self.status(scene, "openai") == .complete)
    let text = scene.console.outputText
    #expect(text.hasPrefix("Stored keys: /home/llmctl/credentials, 2 of them\n  opened by passphrase, scrypt N=2^"))
    #expect(text.contains("\n  open now: the key is held in this user's kernel keyring\n"))
    #expect(text.contains("\nLooked for in this order: --key-label, environment, key_file, stored keys.\n"))
    #expect(text.contains("\nopenai  https://api.openai.com/v1\n  used: OPENAI_API_KEY, an environment variable"))
    #expect(text.contains("\n  the stored keys, openai is not used: another key comes first\n"))
    #expect(text.contains("openai (label team)"))
    #expect(!scene.heard.contains("other-"))
  }

  @Test func `of locked keys it is said that they are, and of retiring ones since when`() throws {
    var scene = AuthScene.alone()
    try scene.store([("openai", AuthScene.key)], isHeld: false)
    #expect(try Self.status(scene) == .complete)
    #expect(
      scene.console.outputText.hasSuffix(
        "\nNo provider is configured, and the stored keys are locked; 'llmctl auth unlock' lets them be looked at.\n"))

    var opened = try scene.store.unlock(.typing(AuthScene.passphrase))
    try opened.rotate(try .of("openai"), host: AuthScene.openAI, to: Secret(copying: AuthScene.newKey))
    opened.hold()
    scene = scene.with(.alone())
    #expect(try Self.status(scene) == .complete)
    #expect(
      scene.console.outputText.contains(
        "\n  then: the stored keys, openai, encrypted, retiring since 2025-11-21, tried where the one in use is rejected\n"
      ))
  }

  @Test func `a server of this machine is asked without the key that is stored for it`() throws {
    var scene = AuthScene.alone()
    scene.files = MemoryFiles(
      texts: ["/home/llmctl/config.yaml": "providers: {here: {base_url: 'http://127.0.0.1:8080/v1'}}\n"])
    try scene.store([("here", AuthScene.key)], host: "http://127.0.0.1:8080")
    #expect(try Self.status(scene, "here") == .complete)
    let text = scene.console.outputText
    #expect(text.contains("\n  used: no key, since none is needed\n"))
    #expect(text.contains("is not used: the provider is asked without a key, unless its key_label names one\n"))
  }

  @Test func `of a stored key, its age is told`() throws {
    let scene = AuthScene.alone()
    try scene.store([("openai", AuthScene.key)])
    scene.clock.suspend(for: .seconds(91 * 86_400))
    _ = try Self.status(scene)
    #expect(
      scene.console.outputText.contains(
        "  used: the stored keys, openai, encrypted, in use for 91 days, old ('llmctl auth rotate' replaces it)\n"))
  }

  @Test func `of locked keys, what protects them is told, and nobody is asked`() throws {
    let scene = AuthScene.attended()
    try scene.store([("openai", AuthScene.key)], isHeld: false)
    #expect(try Self.status(scene, "openai") == .noPermission)
    #expect(scene.console.outputText.contains("\n  locked\n"))
    #expect(scene.console.outputText.contains("'llmctl auth unlock' lets them be looked at"))
    #expect(scene.terminal.questions.isEmpty)
  }

  @Test func `a script that gives the passphrase is told what it gets with it`() throws {
    let scene = AuthScene.alone(environment: ["LLMCTL_PASSPHRASE": AuthScene.passphrase])
    try scene.store([("openai", AuthScene.key)], isHeld: false)
    #expect(try Self.status(scene, "openai") == .complete)
    #expect(scene.console.outputText.contains("  used: the stored keys, openai, encrypted, stored today\n"))
  }

  @Test func `a named provider without a key fails, all of them do not, and a local server needs none`() async throws {
    let scene = AuthScene.alone()
    #expect(try Self.status(scene, "openai") == .noPermission)
    #expect(scene.console.outputText.contains("used: nothing; "))
    #expect(try Self.status(scene.with(.alone())) == .complete)
    #expect(await failure { try Self.status(scene, "opnai") }?.code == .usage)
    let local = AuthScene.alone(environment: ["OLLAMA_HOST": "127.0.0.1:11434"])
    #expect(try Self.status(local, "ollama") == .complete)
    #expect(local.console.outputText.contains("  used: no key, since none is needed\n"))
  }

  @Test func `a file without protection is called that, in red on a terminal`() throws {
    var scene = AuthScene.alone()
    _ = try scene.store.create(.insecurePlaintext)
    _ = try Self.status(scene)
    #expect(scene.console.outputText.contains("\n  NOT ENCRYPTED: "))
    #expect(!scene.console.outputText.contains("\u{1B}"))
    scene.console = RecordingConsole(outputIsTerminal: true, errorIsTerminal: true)
    scene.environment["TERM"] = "xterm"
    _ = try Self.status(scene)
    #expect(scene.console.outputText.contains("\u{1B}[1;31m  NOT ENCRYPTED: "))
    scene.console = RecordingConsole(outputIsTerminal: true, errorIsTerminal: true)
    scene.environment["NO_COLOR"] = "1"
    _ = try Self.status(scene)
    #expect(!scene.console.outputText.contains("\u{1B}"))
  }

  @Test func `JSON says the same`() throws {
    let scene = AuthScene.alone()
    try scene.store([("openai", AuthScene.key), ("openai/team", AuthScene.newKey)])
    _ = try Self.status(scene, "openai", asJSON: true)
    let json = try JSONReader.parse(scene.console.outputText)
    #expect(json["type"]?.text == "auth_status")
    #expect(json["store"]?["encrypted"]?.bool == true)
    #expect(json["store"]?["methods"]?.elements?.first?["kind"]?.text == "passphrase")
    let provider = json["providers"]?.elements?.first
    #expect(provider?["used"]?["place"]?.text == "store")
    #expect(provider?["used"]?["key"]?["label"]?.text == "default")
    #expect(provider?["others"]?.elements?.contains { $0["key"]?["label"]?.text == "team" } == true)
  }

  // MARK: test

  @Test func `the key that would be used is asked with`() async throws {
    var scene = AuthScene.alone()
    try scene.store([("openai", AuthScene.key)])
    scene.transport = ScriptedTransport([.json(200, #"{"data":[]}"#)])
    #expect(try await Self.test(scene, "openai") == .complete)
    #expect(scene.console.outputText.hasPrefix("openai: takes the key from the stored keys, openai (within "))
    let request = try #require(scene.transport.calls.first?.request)
    #expect(request.headers.contains(HTTPHeader("authorization", "Bearer \(AuthScene.key)")))
  }

  @Test(arguments: [
    (ScriptedTransport.Reply.json(401, #"{"error":{"message":"no"}}"#), LLMError.Code.auth),
    (.failure(TransportError(.unknownHost, "")), .network), (.json(500, "{}"), .server),
  ])
  func `the exit code tells what the provider said`(reply: ScriptedTransport.Reply, code: LLMError.Code) async throws {
    var scene = AuthScene.alone()
    try scene.store([("openai", AuthScene.key)])
    scene.transport = ScriptedTransport([reply])
    #expect(await failure { try await Self.test(scene, "openai") }?.code == code)
    #expect(!scene.heard.contains("aaaa"))
  }

  @Test func `without a name all are tested, and the first failure counts`() async throws {
    var scene = AuthScene.alone(environment: ["GEMINI_API_KEY": "AIza" + String(repeating: "a", count: 35)])
    try scene.store([("openai", AuthScene.key)])
    scene.transport = ScriptedTransport([.json(200, "{}"), .json(403, #"{"error":{"message":"no"}}"#)])
    #expect(try await Self.test(scene, nil, asJSON: true) == .noPermission)
    let tests = try JSONReader.parse(scene.console.outputText)["tests"]?.elements
    #expect(tests?.map { $0["accepted"]?.bool } == [true, false])
  }

  @Test func `no key at all is an error, and nothing is sent`() async throws {
    #expect(await failure { try await Self.test(.alone(), nil) }?.code == .noCredential)
    #expect(await failure { try await Self.test(.alone(), "openai") }?.code == .noCredential)
  }
}
