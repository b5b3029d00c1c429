import LLMCore
import LLMTestKit
import Testing

/// What the configuration says about failures.
@Suite struct ResilienceSettingsTests {
  private func settings(_ yaml: String, environment: [String: String] = [:]) throws -> Settings {
    let files = MemoryFiles()
    files[SettingsScene.userFile] = .file(Array(yaml.utf8))
    return try SettingsLoader(
      environment: Environment(["HOME": "/home/u"].merging(environment) { $1 }), files: files
    ).load()
  }

  @Test func `every key`() throws {
    let settings = try settings(
      """
      providers:
        work:
          base_url: https://api.test/v1
          key_env: [FIRST, SECOND]
          pool: team
          prefill: flag
          limits: {requests: 60, tokens: 5, input_tokens: 6, output_tokens: 7, burst: 8, concurrency: 9}
      fallbacks:
        work/m:
          - other
          - {model: long, on: [context_overflow, refusal], window: 9000, quality: 40}
      max_wait: 1.5
      min_quality: 30
      continuation: 'off'
      """)
    let work = try #require(settings.provider(named: "work"))
    #expect(work.keySource == .environment("FIRST"))
    #expect(work.spareKeys == [.environment("SECOND")])
    #expect(work.pool == "team")
    #expect(work.prefill == .flag)
    #expect([work.limits.requests, work.limits.tokens, work.limits.inputTokens] == [60, 5, 6])
    #expect([work.limits.outputTokens, work.limits.burst, work.limits.concurrency] == [7, 8, 9])
    #expect(settings.fallbacks.map(\.text) == ["other", "long on context_overflow, refusal, window 9000, quality 40"])
    #expect(settings.maxWait?.value == .milliseconds(1500))
    #expect(settings.minQuality?.value == 30)
    #expect(settings.continuation?.value == .off)
    let table = SettingsTable(settings).entries.map { "\($0.key)=\($0.value)" }
    #expect(table.contains("providers.work.limits.requests=60"))
    #expect(table.contains("providers.work.key_env=SECOND"))
    #expect(table.contains("max_wait=1.5"))
  }

  @Test(arguments: [
    ("providers: {p: {base_url: 'http://x', limits: {requests: 0}}}", "'requests' must be a whole number from 1"),
    ("providers: {p: {base_url: 'http://x', prefill: yes-please}}", "'prefill' cannot be 'yes-please'"),
    ("fallbacks: {m: other}", "'m' must be a list of models"),
    ("fallbacks: {m: [{on: [server]}]}", "a fallback must name a 'model'"),
    ("fallbacks: {m: [{model: x, on: [sever]}]}", "unknown failure 'sever'"),
    ("min_quality: 101", "'min_quality' must be a whole number from 1 to 100"), ("max_wait: -1", "number of seconds"),
    ("continuation: perhaps", "'continuation' cannot be 'perhaps'"),
  ])
  func `mistakes are told`(yaml: String, words: String) throws {
    let error = try #require(throws: LLMError.self) { try settings(yaml) }
    #expect(error.code == .configuration)
    #expect(error.message.contains(words), "\(error.message)")
  }

  @Test func `the environment overrules the file`() throws {
    #expect(try settings("max_wait: 9", environment: ["LLMCTL_MAX_WAIT": "0"]).maxWait?.value == .zero)
    #expect(throws: LLMError.self) { try settings("", environment: ["LLMCTL_MAX_WAIT": "soon"]) }
  }
}
