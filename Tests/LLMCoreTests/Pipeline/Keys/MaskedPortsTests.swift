import LLMCore
import LLMTestKit
import Testing

/// What is said and kept is said and kept without keys, whoever sent them.
@Suite struct MaskedPortsTests {
  private static let key = "made-by-hand-0123456789"

  private var keys: KeysInPlay {
    let keys = KeysInPlay()
    keys.add(Secret(copying: Self.key))
    return keys
  }

  @Test func `nothing on standard error shows a key, and what is a name stays readable`() throws {
    let inner = RecordingConsole(outputIsTerminal: true, errorIsTerminal: true)
    let console = MaskedConsole(inner, hiding: keys)
    let reporter = Reporter(console: console, verbosity: .verbose)
    reporter.notice("a \(Self.key) b")
    reporter.detail("sk-abcdefgh12345.txt")
    reporter.error(LLMError(.server, "it said \(Self.key)", advice: Self.key, requestID: Self.key, detail: Self.key))
    console.showProgress(.line("waiting for \(Self.key)"))
    try console.write(Array(Self.key.utf8))
    #expect(inner.notes.first == "llmctl: a [masked] b")
    #expect(inner.notes.contains("llmctl: sk-abcdefgh12345.txt"))
    #expect(inner.notes.count == 4)
    #expect(!(inner.notes + inner.progress.compactMap(\.self)).contains { $0.contains(Self.key) })
    #expect(inner.outputText == Self.key)
    #expect(console.outputIsTerminal && console.errorIsTerminal)
  }

  @Test func `no row of the ledger has a key`() async throws {
    let inner = MemoryLedger()
    let ledger = MaskedLedger(inner, hiding: keys)
    let id = try await ledger.open(
      CallIntent(
        command: "chat", provider: "p", modelAsked: "m-\(Self.key)", requestBytes: 1,
        tags: [JSONMember("note", .string(Self.key)), JSONMember("n", .integer(1))], system: "be \(Self.key)",
        prompt: "is sk-abcdefgh12345 like \(Self.key)?"))
    try await ledger.close(
      id,
      CallOutcome(
        verdict: .done, exitCode: .complete, finishReason: Self.key, modelServed: Self.key, requestID: Self.key,
        totalTime: 1, answer: "you sent \(Self.key)"))
    let record = try #require(inner.records.first)
    #expect(record.intent.prompt == "is sk-abcdefgh12345 like [masked]?")
    #expect(record.outcome?.answer == "you sent [masked]")
    #expect(record.intent.tags == [JSONMember("note", .string("[masked]")), JSONMember("n", .integer(1))])
    var text = ""
    dump(record, to: &text)
    #expect(!text.contains(Self.key))
  }

  @Test func `no program gets what holds keys`() {
    let files = MemoryFiles(texts: [
      "/home/config.yaml": """
      providers:
        a: {base_url: http://a.test, key_env: [WORK_KEY, SPARE_KEY]}
        b: {base_url: http://b.test, key_file: /key}
      """
    ])
    let names = SecretVariables(environment: Environment(["LLMCTL_HOME": "/home"]), files: files).names
    for name in [
      "WORK_KEY", "SPARE_KEY", "OPENAI_API_KEY", "ANTHROPIC_API_KEY", "GEMINI_API_KEY", "GROQ_API_KEY",
      "LLMCTL_PASSPHRASE", "LLMCTL_PASSPHRASE_FD",
    ] {
      #expect(names.contains(name), "\(name)")
    }
    for name in ["PATH", "HOME", "GITHUB_TOKEN", "/key", "LLMCTL_HOME"] { #expect(!names.contains(name), "\(name)") }
  }

  @Test func `a configuration that cannot be read hides what is known anyhow`() {
    let files = MemoryFiles(texts: ["/home/config.yaml": "providers: ["])
    let names = SecretVariables(environment: Environment(["LLMCTL_HOME": "/home"]), files: files).names
    #expect(names == SecretVariables.usual)
  }
}
