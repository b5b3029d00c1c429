import LLMTestKit
import Testing

@testable import LLMCore

/// Runs of commands with stored keys.
@Suite struct KeyRunTests {
  private static let answer = ScriptedTransport.Reply.sse([Payload.text("yes"), Payload.stop])
  private static let host = "https://api.test"

  private let credentialFiles = MemoryCredentialFiles()
  private let keysInPlay = KeysInPlay()

  private func context(of scene: ChatScene) -> AppContext {
    var context = scene.stage.context
    context.credentialFiles = credentialFiles
    return context
  }

  private func run(_ scene: ChatScene) async throws -> ExitCode {
    let context = context(of: scene)
    return try await ChatRun(context: context, reporter: scene.stage.reporter).run(scene.invocation)
  }

  /// Stores keys that everybody can open: provider, label, host and the key.
  private func store(_ scene: ChatScene, _ keys: (String, String, String, String)...) throws {
    let store = try #require(context(of: scene).credentialStore)
    var credentials = try store.create(.insecurePlaintext)
    for (provider, label, host, key) in keys {
      try credentials.add(
        Secret(copying: key), name: try CredentialName(provider: provider, label: label), host: host)
    }
  }

  private func sent(_ scene: ChatScene) -> [String] {
    scene.stage.transport.calls.map { call in
      let key = call.request.headers.first { ["authorization", "x-api-key"].contains($0.name) }
      return call.request.url.origin + " " + (key?.value ?? "nothing")
    }
  }

  @Test func `a stored key is sent to the host it was stored for`() async throws {
    let scene = ChatScene(Self.answer)
    try store(scene, ("work", "default", Self.host, "the-stored-key"), ("other", "default", Self.host, "not-this-one"))
    #expect(try await run(scene) == .complete)
    #expect(sent(scene) == ["https://api.test Bearer the-stored-key"])
    #expect(scene.notes == [])
  }

  @Test func `a label that is typed counts more than the environment`() async throws {
    var scene = ChatScene(Self.answer, Self.answer)
    scene.configure("providers:\n  work: {base_url: 'https://api.test/v1', key_env: K, models: [m1]}\n")
    scene.stage.environment["K"] = "of-the-environment"
    try store(scene, ("work", "team", Self.host, "of-the-team"))
    #expect(try await run(scene) == .complete)
    scene.invocation.keyLabel = "team"
    #expect(try await run(scene) == .complete)
    #expect(sent(scene) == ["https://api.test Bearer of-the-environment", "https://api.test Bearer of-the-team"])
  }

  @Test func `while a key is changed, the old one is tried where the new one is rejected`() async throws {
    let scene = ChatScene(.json(401, #"{"error":{"message":"no such key"}}"#), Self.answer)
    try store(scene, ("work", "default", Self.host, "the-old-key-1"))
    let store = try #require(context(of: scene).credentialStore)
    var credentials = try store.unlock()
    try credentials.rotate(try CredentialName(provider: "work"), host: Self.host, to: Secret(copying: "the-new-key-2"))
    #expect(try await run(scene) == .complete)
    #expect(sent(scene) == ["https://api.test Bearer the-new-key-2", "https://api.test Bearer the-old-key-1"])
    #expect(scene.output == "yes")
  }

  @Test func `an error that echoes any key of the account shows none of them`() async throws {
    var scene = ChatScene(
      .json(401, #"{"error":{"message":"not key-number-1, key-number-2"}}"#),
      .json(401, #"{"error":{"message":"neither key-number-2 nor key-number-1"}}"#))
    scene.configure("providers:\n  work: {base_url: 'https://api.test/v1', key_env: [A, B], models: [m1]}\n")
    scene.stage.environment["A"] = "key-number-1"
    scene.stage.environment["B"] = "key-number-2"
    scene.stage.verbosity = .verbose
    #expect(try await run(scene) == .noPermission)
    #expect(sent(scene) == ["https://api.test Bearer key-number-1", "https://api.test Bearer key-number-2"])
    #expect(scene.notes.contains { $0.contains("neither [masked] nor [masked]") }, "\(scene.notes)")
    #expect(!scene.notes.contains { $0.contains("key-number") })
  }

  @Test func `nothing is configured but a key is stored`() async throws {
    let anthropic = #"{"type":"message","content":[{"type":"text","text":"yes"}],"stop_reason":"end_turn"}"#
    var scene = ChatScene(.json(200, anthropic), Self.answer)
    scene.configure("")
    try store(
      scene, ("anthropic", "default", "https://api.anthropic.com", "key-of-anthropic"),
      ("groq", "default", "https://api.groq.com", "key-of-groq"))
    #expect(try await run(scene) == .complete)
    scene.invocation.model = "groq/llama"
    #expect(try await run(scene) == .complete)
    #expect(
      sent(scene) == ["https://api.anthropic.com key-of-anthropic", "https://api.groq.com Bearer key-of-groq"])
    #expect(scene.body.contains(#""model":"llama""#))
  }

  @Test func `a key that was pasted with its surroundings is cleaned, and that is said`() async throws {
    var scene = ChatScene(Self.answer)
    scene.configure("providers:\n  work: {base_url: 'https://api.test/v1', key_env: K, models: [m1]}\n")
    scene.stage.environment["K"] = "\"Bearer the-key-itself\""
    _ = try await run(scene)
    #expect(sent(scene) == ["https://api.test Bearer the-key-itself"])
    #expect(scene.notes == ["llmctl: K: removed quotation marks and the word Bearer around the key"])
  }

  // MARK: What is said of keys

  private func findings(_ scene: ChatScene) async throws -> [String] {
    _ = try await DoctorRun(context: context(of: scene), reporter: scene.stage.reporter)
      .examine(probes: false, keyLabel: scene.invocation.keyLabel, asJSON: false)
    return scene.output.split(separator: "\n").map(String.init)
  }

  @Test func `doctor knows providers by their stored keys alone`() async throws {
    let scene = ChatScene()
    try store(scene, ("groq", "default", "https://api.groq.com", "of-the-store"))
    let lines = try await findings(scene)
    #expect(
      lines.contains("ok    provider groq: https://api.groq.com/openai/v1, key from the stored keys, groq"), "\(lines)")
  }

  @Test func `doctor says where each key comes from, and why others are not used`() async throws {
    var scene = ChatScene()
    scene.configure("providers:\n  work: {base_url: 'https://api.test/v1', key_env: K, models: [m1]}\n")
    scene.stage.environment["K"] = "of-the-environment"
    try store(scene, ("work", "default", Self.host, "of-the-store"), ("work", "old", "https://old.test", "of-the-past"))
    let lines = try await findings(scene)
    #expect(lines.contains("ok    provider work: https://api.test/v1, key from K"), "\(lines)")
    #expect(lines.contains("note  provider work: the stored keys, work is not used: another key comes first"))
    #expect(
      lines.contains(
        "note  provider work: the stored keys, work (label old) is not used: it is not sent to https://api.test"))
    #expect(lines.contains { $0.hasPrefix("FAULT stored keys: ") && $0.contains("NOT ENCRYPTED") })
    #expect(!lines.contains { $0.contains("of-the-") })
  }

  @Test func `doctor tells that keys are locked and asks nobody`() async throws {
    let scene = ChatScene()
    let store = try #require(context(of: scene).credentialStore)
    _ = try store.create(.keyFile("/stick/key"))
    credentialFiles.setLine(nil, of: "/stick/key")
    let lines = try await findings(scene)
    #expect(
      lines.contains { $0.hasPrefix("ok    stored keys: ") && $0.hasSuffix("opened by key file /stick/key; locked") })
    #expect(
      lines.contains { $0.hasPrefix("note  provider work: https://api.test/v1, the stored keys are locked") },
      "\(lines)")
    #expect(scene.stage.terminal.questions == [])
  }

  @Test func `config show says which key is used, and not what it is`() throws {
    var scene = ChatScene()
    scene.configure(
      """
      providers:
        env: {base_url: 'https://a.test', key_env: K}
        file: {base_url: 'https://b.test', key_file: /key}
        work: {base_url: 'https://api.test/v1'}
        none: {base_url: 'http://127.0.0.1:1'}
      """)
    scene.stage.environment["K"] = "of-the-environment"
    scene.stage.files["/key"] = .file(Array("of-the-file".utf8))
    try store(scene, ("work", "default", Self.host, "of-the-store"))
    _ = try SettingsListing(context: context(of: scene)).show(withOrigins: true, asJSON: false)
    let lines = scene.output.split(separator: "\n").map(String.init)
    #expect(lines.contains("providers.env.key: from K  # environment variable K"), "\(lines)")
    #expect(lines.contains("providers.file.key: from /key  # /key"))
    #expect(
      lines.contains("providers.work.key: from the stored keys, work  # /home/u/.local/share/llmctl/credentials"))
    #expect(lines.contains("providers.none.key: none  # default"))
    #expect(!scene.output.contains("of-the-"))
  }
}
