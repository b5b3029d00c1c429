import LLMTestKit
import Testing

@testable import LLMCore

/// What is said about keys that are found, and about those that are not used.
@Suite struct KeyLookupTests {
  private func error(_ scene: KeyScene, _ depth: KeyFinder.Depth = .call) throws -> LLMError {
    try #require(throws: LLMError.self) { try scene.lookup(depth).chosen() }
  }

  @Test func `a key is not sent to another host or port than it was stored for, and the way out is told`() throws {
    for other in ["https://other.test", "http://api.test", "https://api.test:8443", "https://api.test.evil.test"] {
      let scene = try KeyScene()
      try scene.store(["default/@\(other)"])
      let error = try error(scene)
      #expect(error.code == .noCredential)
      #expect(error.message == "the key stored for p is for \(other) and is not sent to https://api.test")
      #expect(error.advice == "If that is where it belongs now, run: llmctl auth login p --host https://api.test")
      #expect(error.exitCode == .noPermission)
    }
  }

  @Test func `another path of the same host is no other host`() throws {
    var scene = try KeyScene()
    try scene.store(["default/@\(KeyScene.host)"])
    for url in ["https://api.test", "https://API.test:443/v2/x?y=z", "https://api.test/openai"] {
      scene.provider.baseURL = try #require(Endpoint(url))
      #expect(scene.outcome() == "the stored keys, p")
    }
  }

  @Test func `several keys of which none is meant are named`() throws {
    var scene = try KeyScene()
    try scene.store(["work/@\(KeyScene.host)", "home/@\(KeyScene.host)"])
    let error = try error(scene)
    #expect(error.message == "several keys are stored for 'p': p (label work), p (label home)")
    #expect(error.advice?.contains("--key-label") == true)
    scene.typedLabel = "home"
    #expect(scene.outcome() == "the stored keys, p (label home)")
    scene.typedLabel = "nobody"
    #expect(
      try self.error(scene).message.hasPrefix("no key with label 'nobody' is stored for 'p'; there is one for p "))
  }

  @Test func `what is missing comes with the ways to give it`() throws {
    var scene = try KeyScene(kind: .openAI)
    #expect(
      try error(scene).line
        == "error: no key is configured for provider 'p'. Add key_env or key_file to the provider, or run: "
        + "llmctl auth login p --host https://api.test")
    scene.provider.keySource = .environment("K")
    #expect(
      try error(scene).line.hasPrefix(
        "error: the environment variable K is not set. export K=…, or run: llmctl auth login p"))
    scene.provider.keySource = .file("/key")
    #expect(
      try error(scene).line.hasPrefix(
        "error: the key file /key cannot be read (no such file). Write the key into /key, or run: "))
    scene.typedLabel = "work"
    #expect(try error(scene).line.contains("llmctl auth login p --label work"))
  }

  @Test func `locked keys are an error of their own`() throws {
    var scene = try KeyScene()
    scene.console = RecordingConsole()
    try scene.vault.made()
    let error = try error(scene)
    #expect(error.code == .locked && error.exitCode == .noPermission)
    #expect(
      error.advice == "Run 'llmctl auth unlock' at a terminal, or give the passphrase in LLMCTL_PASSPHRASE_FD or "
        + "LLMCTL_PASSPHRASE. For a server that wants no key, set needs_key: false")
    #expect(scene.terminal.questions == [])
  }

  @Test func `a survey tells why each key is not used`() throws {
    var scene = try KeyScene()
    try scene.store([
      "default/@\(KeyScene.host)", "work/@\(KeyScene.host)", "ci/prod@\(KeyScene.host)", "old/@https://old.test",
    ])
    scene.provider.keySource = .environment("A")
    scene.provider.spareKeys = [.environment("B"), .environment("C")]
    scene.environment = ["A": "key-in-a", "C": "key-in-c"]
    let remarks = scene.lookup(.survey(.quiet)).candidates.compactMap { $0.remark(for: scene.provider) }
    #expect(
      remarks == [
        "B is not set", "the stored keys, p is not used: another key comes first",
        "the stored keys, p (label old) is not used: it is not sent to https://api.test",
        "the stored keys, p (label work) is not used: another one is the usual one",
        "the stored keys, p (label ci, environment prod) is not used: another one is the usual one",
      ])
    scene.typedLabel = "work"
    let typed = scene.lookup(.survey(.quiet))
    #expect(typed.used?.place.text == "the stored keys, p (label work)")
    #expect(
      typed.candidates.compactMap { $0.remark(for: scene.provider) }.prefix(3) == [
        "A is not used: --key-label names a stored key", "B is not set",
        "C is not used: --key-label names a stored key",
      ])
  }

  @Test func `every key that is found is masked from then on`() throws {
    var scene = try KeyScene()
    var credentials = try scene.vault.store.create(.insecurePlaintext)
    try KeyScene.add("default/@\(KeyScene.host)", to: &credentials)
    try credentials.rotate(try .of("p"), host: KeyScene.host, to: Secret(copying: "the-new-one"))
    _ = scene.lookup()
    #expect(scene.keysInPlay.mask.masked("the-new-one stored-default/@https://api.test") == "[masked] [masked]")
    scene.provider.keySource = .environment("A")
    scene.provider.spareKeys = [.environment("B")]
    scene.environment = ["A": "'key-in-a'", "B": "key-in-b"]
    _ = scene.lookup()
    #expect(scene.keysInPlay.mask.masked("key-in-a key-in-b") == "[masked] [masked]")
  }

  @Test func `nothing of a lookup prints a key`() throws {
    let scene = try KeyScene()
    try scene.store(["default/@\(KeyScene.host)"])
    var text = ""
    dump(scene.lookup(), to: &text)
    #expect(text.contains("https://api.test") && !text.contains("stored-default"))
    let account = try AccountOpener(context: scene.context, reporter: scene.reporter, settings: Settings())
      .account(scene.provider, scene.lookup())
    text = ""
    dump(account, to: &text)
    dump(account.keyHeaders, to: &text)
    text += "\(account) \(account.keyHeaders)"
    #expect(!text.contains("stored-default"))
    #expect(account.keyHeaders == [HTTPHeader("authorization", "Bearer stored-default/@https://api.test")])
  }
}
