import LLMTestKit
import Testing

@testable import LLMCore

/// `llmctl auth export` and `llmctl auth import`.
@Suite struct TransferTests {
  private static let backupPassphrase = "words of the backup alone"

  private static func load(
    _ scene: AuthScene, _ source: ImportInvocation.Source, _ change: (inout ImportInvocation) -> Void = { _ in }
  ) async throws -> ExitCode {
    var invocation = ImportInvocation()
    invocation.source = source
    change(&invocation)
    return try await KeyImport(invocation, at: try scene.desk).run()
  }

  /// A backup of these keys, at `/backup`.
  private static func backup(_ keys: [(String, String)]) async throws -> [UInt8] {
    let scene = AuthScene.attended(secrets: [backupPassphrase, backupPassphrase])
    try scene.store(keys)
    #expect(try await KeyExport(at: try scene.desk).run(to: "/backup", readsInput: false, asJSON: false) == .complete)
    guard case .file(let bytes) = scene.tree[RawPath("/backup")] else { throw LLMError(.internalError, "no backup") }
    #expect(scene.console.notes.last?.contains("key") == true)
    #expect(!scene.heard.contains("aaaa"))
    return bytes
  }

  // MARK: Backups

  @Test func `a backup brings the keys to another place, under its own passphrase`() async throws {
    let bytes = try await Self.backup([("openai", AuthScene.key), ("openai/team", AuthScene.newKey)])
    #expect(!String(decoding: bytes, as: UTF8.self).contains("aaaa"))
    var scene = AuthScene.attended(secrets: [Self.backupPassphrase, AuthScene.passphrase, AuthScene.passphrase])
    scene.files = MemoryFiles(["/backup": .file(bytes)])
    #expect(try await Self.load(scene, .backup) { $0.path = "/backup" } == .complete)
    #expect(scene.terminal.questions.first == "Passphrase of the backup: ")
    #expect(try scene.stored() == ["openai \(AuthScene.key)", "openai (label team) \(AuthScene.newKey)"])

    var again = scene.with(.alone(Self.backupPassphrase))
    again.files = scene.files
    #expect(
      try await Self.load(again, .backup) { invocation in
        invocation.path = "/backup"
        invocation.readsInput = true
      } == .complete)
    #expect(again.console.notes.contains("llmctl: the key for openai is stored already"))
  }

  @Test func `a backup replaces no file, and needs somebody or standard input for its passphrase`() async throws {
    var scene = AuthScene.attended(secrets: [Self.backupPassphrase, Self.backupPassphrase])
    try scene.store([("openai", AuthScene.key)])
    scene.files = MemoryFiles(texts: ["/backup": "something"])
    let error = await failure {
      try await KeyExport(at: try scene.desk).run(to: "/backup", readsInput: false, asJSON: false)
    }
    #expect(error?.code == .cannotWrite)
    #expect(scene.terminal.questions.isEmpty)
    let alone = scene.with(.alone())
    #expect(
      await failure { try await KeyExport(at: try alone.desk).run(to: "/b", readsInput: false, asJSON: false) }?.code
        == .locked)
    let script = scene.with(.alone(Self.backupPassphrase))
    #expect(try await KeyExport(at: try script.desk).run(to: "/b", readsInput: true, asJSON: true) == .complete)
    #expect(try JSONReader.parse(script.console.outputText)["keys"]?.integer == 1)
  }

  @Test func `a wrong passphrase, another file and a damaged one take nothing over`() async throws {
    let bytes = try await Self.backup([("openai", AuthScene.key)])
    var damaged = bytes
    damaged[bytes.count / 2] ^= 1
    for (content, passphrase, code) in [
      (bytes, "not this one", LLMError.Code.locked), (damaged, Self.backupPassphrase, .inputInvalid),
      (Array("no backup".utf8), Self.backupPassphrase, .inputInvalid), ([], Self.backupPassphrase, .inputInvalid),
    ] {
      var scene = AuthScene.attended(secrets: [passphrase])
      scene.files = MemoryFiles(["/backup": .file(content)])
      #expect(await failure { try await Self.load(scene, .backup) { $0.path = "/backup" } }?.code == code)
      #expect(scene.credentials.paths.isEmpty)
    }
    let scene = AuthScene.attended(secrets: [Self.backupPassphrase])
    #expect(await failure { try await Self.load(scene, .backup) { $0.path = "/none" } }?.code == .inputMissing)
    #expect(await failure { try await Self.load(scene, .backup) }?.code == .usage)
  }

  @Test func `a key whose name another one has is left out, or replaces it if that was typed`() async throws {
    let bytes = try await Self.backup([("openai", AuthScene.newKey)])
    var scene = AuthScene.attended(secrets: [Self.backupPassphrase, Self.backupPassphrase])
    scene.files = MemoryFiles(["/backup": .file(bytes)])
    try scene.store([("openai", AuthScene.key)])
    #expect(try await Self.load(scene, .backup) { $0.path = "/backup" } == .gateFailed)
    #expect(try scene.stored() == ["openai \(AuthScene.key)"])
    #expect(
      try await Self.load(scene, .backup) { invocation in
        invocation.path = "/backup"
        invocation.replaces = true
      } == .complete)
    #expect(Set(try scene.stored()) == ["openai \(AuthScene.key)*", "openai \(AuthScene.newKey)"])
  }

  // MARK: Other programs

  @Test func `llm's keys come with what was not taken and why, and stay where they were`() async throws {
    var scene = AuthScene.alone(environment: ["HOME": "/home/me"])
    let path = "/home/me/.config/io.datasette.llm/keys.json"
    let text = """
      {"// Note": "This file stores secret API credentials. Do not share!", "openai": "\(AuthScene.key)",
       "claude": "sk-ant-\(String(repeating: "a", count: 90))", "weather": "123", "groq": "", "mistral": 7}
      """
    scene.files = MemoryFiles(texts: [path: text])
    try scene.store([])
    #expect(try await Self.load(scene, .llm) { $0.usesJSON = true } == .complete)
    #expect(try scene.stored().map { $0.split(separator: " ")[0] } == ["openai", "anthropic"])
    let json = try JSONReader.parse(scene.console.outputText)
    #expect(json["skipped"]?.elements?.map { $0["name"]?.text } == ["weather", "groq", "mistral"])
    #expect(scene.console.notes.last?.contains("still in '\(path)' in plain text") == true)
    #expect(!scene.heard.contains("aaaa"))
    guard case .file(let bytes) = scene.files[path] else { throw LLMError(.internalError, "gone") }
    #expect(bytes == Array(text.utf8))
  }

  @Test func `a key of another program goes to the provider's own host, whatever the configuration says`() async throws
  {
    var scene = AuthScene.alone(environment: ["OPENAI_BASE_URL": "https://proxy.test/v1"])
    scene.files = MemoryFiles(texts: ["/k.json": #"{"openai": "\#(AuthScene.key)"}"#])
    try scene.store([])
    _ = try await Self.load(scene, .llm) { $0.path = "/k.json" }
    #expect(try scene.store.unlock(.typing(AuthScene.passphrase)).records.map(\.host) == [AuthScene.openAI])
  }

  @Test func `aichat's clients`() async throws {
    var scene = AuthScene.alone()
    scene.files = MemoryFiles(texts: [
      "/c.yaml": """
      model: openai:gpt-4o
      clients:
        - type: openai
          api_key: \(AuthScene.key)
        - type: openai-compatible
          name: groq
          api_base: https://api.groq.com/openai/v1
          api_key: gsk_\(String(repeating: "a", count: 52))
        - type: openai-compatible
          name: mine
          api_base: https://llm.example.org/v1
          api_key: key-of-mine-0123456789
        - type: openai-compatible
          name: ollama
          api_base: http://localhost:11434/v1
        - type: vertexai
          api_key: key-0123456789-0123456789
      """
    ])
    try scene.store([])
    #expect(try await Self.load(scene, .aichat) { $0.path = "/c.yaml" } == .complete)
    let records = try scene.store.unlock(.typing(AuthScene.passphrase)).records
    #expect(
      records.map { "\($0.name.provider) \($0.host)" } == [
        "openai https://api.openai.com", "groq https://api.groq.com", "mine https://llm.example.org",
      ])
    #expect(scene.console.notes.contains("warning: left out ollama: has no key"))
    #expect(scene.console.notes.contains { $0.hasPrefix("warning: left out vertexai: is no provider") })
  }

  @Test func `variables, also those that the configuration names`() async throws {
    var scene = AuthScene.alone(environment: [
      "OPENAI_API_KEY": AuthScene.key, "WORK_KEY": "key-of-work-0123456789", "GROQ_API_KEY": "two words",
    ])
    scene.files = MemoryFiles(texts: [
      "/home/llmctl/config.yaml":
        "providers:\n  work:\n    base_url: https://work.test/v1\n    key_env: WORK_KEY\n"
    ])
    try scene.store([])
    #expect(try await Self.load(scene, .env) { $0.label = "imported" } == .complete)
    #expect(
      Set(try scene.stored()) == [
        "openai (label imported) \(AuthScene.key)", "work (label imported) key-of-work-0123456789",
      ])
    #expect(scene.console.notes.contains("warning: left out GROQ_API_KEY: the key has a space in it"))
    #expect(scene.console.notes.last?.contains("remove ") == true)
  }

  @Test func `nothing to take makes no file`() async throws {
    let scene = AuthScene.alone(environment: ["LLMCTL_PASSPHRASE": AuthScene.passphrase])
    #expect(try await Self.load(scene, .env) == .complete)
    #expect(scene.console.notes == ["llmctl: there are no keys to take over"])
    #expect(scene.credentials.paths.isEmpty)
  }

  @Test(
    arguments: [
      (ImportInvocation.Source.llm, "no JSON", LLMError.Code.inputInvalid), (.aichat, "a: [", .configuration),
      (.aichat, "model: x", .inputInvalid), (.llm, nil, .inputMissing),
    ] as [(ImportInvocation.Source, String?, LLMError.Code)])
  func `what cannot be read is named and makes no file`(
    source: ImportInvocation.Source, text: String?, code: LLMError.Code
  ) async throws {
    var scene = AuthScene.alone(environment: ["LLMCTL_PASSPHRASE": AuthScene.passphrase])
    if let text { scene.files = MemoryFiles(texts: ["/f": text]) }
    #expect(await failure { try await Self.load(scene, source) { $0.path = "/f" } }?.code == code)
    #expect(scene.credentials.paths.isEmpty)
  }
}
