import LLMCore
import LLMTestKit
import Testing

/// Every key of a configuration file, and every mistake with its line.
@Suite struct FileSettingsTests {
  /// The sample that `llmctl config --help` shows, copied from `ConfigCommand`: it must be understood as it stands.
  private static let sample = """
    model: work/gpt-5.4-mini
    providers:
      work:
        kind: openai                  # or openai-compatible, azure
        base_url: https://api.openai.com/v1
        key_env: WORK_OPENAI_KEY      # or key_file: /path/to/file
        models: [gpt-5.4-mini]
      local:
        base_url: http://127.0.0.1:8080/v1
    aliases:
      fast: local/gemma-3-270m
    options:
      temperature: 0.2
    timeouts:                         # seconds
      connect: 5
      head: 60
      first_content: 300
      idle_bytes: 120
      idle_content: 300
    """

  private static func origin(_ line: Int) -> Origin { .userFile(path: SettingsScene.userFile, line: line) }

  @Test func `the sample of config help is understood`() throws {
    let settings = try SettingsScene(user: Self.sample).load()
    #expect(settings.model == Sourced("work/gpt-5.4-mini", Self.origin(1)))
    #expect(
      settings.providers == [
        ProviderSettings(
          name: "work", kind: .openAI, baseURL: try #require(Endpoint("https://api.openai.com/v1")),
          keySource: .environment("WORK_OPENAI_KEY"), models: ["gpt-5.4-mini"], origin: Self.origin(3)),
        ProviderSettings(
          name: "local", kind: .compatible, baseURL: try #require(Endpoint("http://127.0.0.1:8080/v1")),
          keySource: .none, origin: Self.origin(8)),
      ])
    #expect(settings.aliases.map(\.model) == ["local/gemma-3-270m"])
    #expect(settings.options.map(\.value) == ["0.2"])
    #expect(settings.timeouts == TimeLimits())
    #expect(settings.timeoutOrigins.map(\.key) == ["connect", "head", "first_content", "idle_bytes", "idle_content"])
    #expect(settings.files == [SettingsScene.userFile])
  }

  @Test func `the keys that the sample leaves out`() throws {
    let settings = try SettingsScene(
      user: """
        system: "Be brief"
        providers:
          az: {kind: azure, base_url: "https://r.test/openai/v1", key_file: /keys/az, models: one, omits_finish_reason: true}
          oa:
            kind: openai
        timeouts: {connect: 0.25, head: 1.5}
        aliases:
        options: ~
        """
    ).load()
    #expect(settings.system == Sourced("Be brief", Self.origin(1)))
    #expect(settings.provider(named: "az")?.kind == .azure)
    #expect(settings.provider(named: "az")?.keySource == .file("/keys/az"))
    #expect(settings.provider(named: "az")?.models == ["one"])
    #expect(settings.provider(named: "az")?.omitsFinishReason == true)
    #expect(settings.provider(named: "oa")?.baseURL.text == "https://api.openai.com/v1")
    #expect(settings.timeouts.connect == .milliseconds(250))
    #expect(settings.timeouts.head == .milliseconds(1500))
  }

  struct Mistake: Sendable, CustomTestStringConvertible {
    let file: String
    let line: Int
    let message: String
    let advice: String?

    init(_ file: String, line: Int = 1, _ message: String, advice: String? = nil) {
      (self.file, self.line, self.message, self.advice) = (file, line, message, advice)
    }

    var testDescription: String { message }
  }

  @Test(
    arguments: [
      Mistake("modle: a", "unknown key 'modle' in the configuration", advice: "Did you mean 'model'?"),
      Mistake(
        "zzz: a", "unknown key 'zzz' in the configuration",
        advice: "Known keys: model, system, providers, aliases, options, timeouts, fallbacks, max_wait, min_quality, "
          + "continuation, key_label, key_environment, credentials, capabilities, prices, require_price, "
          + "tasks, log, recordings"),
      Mistake("model: [a]", "'model' must be a text"), Mistake("model:", "'model' must be a text"),
      Mistake("system: {a: b}", "'system' must be a text"),
      Mistake("\nproviders: x", line: 2, "providers must hold 'key: value' lines"),
      Mistake("providers:\n  p: x", line: 2, "provider 'p' must hold 'key: value' lines"),
      Mistake(
        "providers:\n  p:\n    base_urll: http://x", line: 3, "unknown key 'base_urll' in provider 'p'",
        advice: "Did you mean 'base_url'?"),
      Mistake(
        "providers:\n  p:\n    kind: openia", line: 3, "unknown kind 'openia'", advice: "Did you mean 'openai'?"),
      Mistake(
        "providers:\n  p:\n    kind: cohere", line: 3, "unknown kind 'cohere'",
        advice:
          "Known kinds: openai, openai-compatible, azure, responses, anthropic, gemini, ollama, openrouter, groq, mistral, "
          + "deepseek, vllm, llama-server, lmstudio"),
      Mistake(
        "providers:\n  p:\n    models: [a]", line: 2, "provider 'p' has no base_url",
        advice: "Add a line such as 'base_url: http://127.0.0.1:8080/v1'"),
      Mistake("providers:\n  a/b: {base_url: http://x}", line: 2, "a provider's name must not be empty or contain '/'"),
      Mistake(
        "providers:\n  p:\n    base_url: ftp://x", line: 3, "'base_url' is not a usable URL: ftp://x",
        advice: Endpoint.advice),
      Mistake(
        "providers:\n  p:\n    base_url: http://x\n    key_env: A\n    key_file: b", line: 5,
        "provider 'p' has two sources for its key"),
      Mistake("providers:\n  p:\n    models: [a, [b]]", line: 3, "'models' must be a list of texts"),
      Mistake(
        "providers:\n  p:\n    omits_finish_reason: maybe", line: 3, "'omits_finish_reason' must be true or false"),
      Mistake(
        "providers:\n  p:\n    omits_finish_reason: 'true'", line: 3, "'omits_finish_reason' must be true or false"),
      Mistake("aliases: [a]", "aliases must hold 'key: value' lines"),
      Mistake("aliases:\n  a: [b]", line: 2, "'a' must be a text"),
      Mistake("options:\n  temperature: {a: b}", line: 2, "'temperature' must be a text"),
      Mistake(
        "timeouts:\n  conect: 1", line: 2, "unknown key 'conect' in timeouts", advice: "Did you mean 'connect'?"),
    ]
      + ["0", "-1", "86401", "soon", "'5'", "nan", "inf", "[5]", "0.0001"].map {
        Mistake("timeouts:\n  head: \($0)", line: 2, "'head' must be a number of seconds between 0 and 86400")
      })
  func `mistakes name their line and the way out`(_ mistake: Mistake) {
    let error = SettingsScene(user: mistake.file).failure
    #expect(error?.code == .configuration)
    #expect(error?.message == "\(SettingsScene.userFile):\(mistake.line): \(mistake.message)")
    #expect(error?.advice == mistake.advice)
  }

  @Test(arguments: ["key", "api_key", "apikey", "API_KEY", "token", "secret", "password"])
  func `a key in the file is refused and not repeated`(word: String) {
    let scene = SettingsScene(user: "providers:\n  p:\n    base_url: http://x\n    \(word): my-own-key-123\n")
    #expect(
      scene.failure?.message
        == "\(SettingsScene.userFile):4: keys do not belong into a configuration file ('\(word)')")
    #expect(scene.failure?.line.contains("my-own-key-123") == false)
  }

  @Test(arguments: [
    "sk-abcdefgh12345", "hf_abcdefghijklmnop", "AIzaSyA1234567890abcdef", "gsk_abcdefghijklmnop", "a b", "é",
  ])
  func `a key where a name belongs is refused and not repeated`(key: String) {
    // "a b" and "é" are no names, but a path may be like that.
    for setting in ["key_env", "key_file"] where setting == "key_env" || key.count > 6 {
      let error = SettingsScene(user: "providers:\n  p:\n    base_url: http://x\n    \(setting): \(key)\n").failure
      #expect(error?.message.contains(":4: '\(setting)' must be the ") == true, "\(setting) \(error?.message ?? "")")
      #expect(error?.line.contains(key) == false)
    }
  }

  @Test(arguments: [
    "evil: {base_url: http://evil.test}", "evil: {}", "evil: {key_label: a, base_url: http://evil.test}",
    "evil: {key_label: a, key_env: HOME}", "evil: {key_file: /etc/passwd}", "evil: {api_key: k}",
  ])
  func `a project chooses neither servers nor keys`(provider: String) {
    let error = SettingsScene(project: "model: a\nproviders:\n  \(provider)\n").failure
    #expect(error?.message == "\(SettingsScene.projectFile):2: a project file cannot configure providers")
  }

  @Test func `a project does not say for how long keys stay open`() {
    let error = SettingsScene(project: "credentials: {hold: 600}\n").failure
    #expect(error?.message == "\(SettingsScene.projectFile):1: a project file cannot say how stored keys are opened")
  }

  @Test(arguments: [
    "key_label: sk-abcdefgh12345", "key_environment: gsk_abcdefghijklmnop", "options: {user: sk-abcdefgh12345}",
    "options: {api_key: mine}", "providers: {p: {base_url: 'https://x.test/v1?key=sk-abcdefgh12345'}}",
    "providers: {p: {base_url: http://x.test, key_label: sk-abcdefgh12345}}",
  ])
  func `a key is refused wherever it stands, and the advice says where it belongs`(setting: String) {
    let error = SettingsScene(user: setting + "\n").failure
    #expect(error?.code == .configuration)
    #expect(error?.advice?.contains("llmctl auth login") == true, "\(error?.line ?? "")")
    #expect(error?.line.contains("abcdefgh") == false)
  }
}
