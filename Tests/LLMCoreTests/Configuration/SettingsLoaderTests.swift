import LLMCore
import LLMTestKit
import Testing

@Suite struct SettingsLoaderTests {
  @Test func `project over user, and what only one of them says stays`() throws {
    let settings = try SettingsScene(
      user: """
        model: mine
        system: user's
        aliases: {a: one, b: two}
        options: {temperature: 0.1, seed: 7}
        timeouts: {connect: 1, head: 2}
        """,
      project: """
        model: ours
        aliases: {b: three}
        options: {temperature: "0.9"}
        timeouts: {head: 3}
        """
    ).load()
    #expect(settings.model == Sourced("ours", .projectFile(path: SettingsScene.projectFile, line: 1)))
    #expect(settings.system?.value == "user's")
    #expect(settings.aliases.map { "\($0.name)=\($0.model)" } == ["a=one", "b=three"])
    #expect(settings.options.map { "\($0.name)=\($0.value)" } == ["seed=7", "temperature=0.9"])
    #expect(settings.timeouts == TimeLimits(connect: .seconds(1), head: .seconds(3)))
    #expect(
      settings.timeoutOrigins.map(\.origin.text) == [
        "\(SettingsScene.userFile):5", "\(SettingsScene.projectFile):4",
      ])
    #expect(settings.files == [SettingsScene.userFile, SettingsScene.projectFile])
  }

  @Test func `without files there are the defaults`() throws { #expect(try SettingsScene().load() == Settings()) }

  @Test func `without a home the user's file is not looked for`() throws {
    var scene = SettingsScene(user: "model: a\n", project: "model: b\n")
    scene.environment = [:]
    #expect(try scene.load().files == [SettingsScene.projectFile])
  }

  @Test func `a file that cannot be read is told`() {
    let scene = SettingsScene()
    scene.files[SettingsScene.userFile] = .unreadable(.notPermitted)
    #expect(scene.failure?.message == "cannot read \(SettingsScene.userFile): permission denied")
    #expect(scene.failure?.code == .configuration)
    scene.files[SettingsScene.userFile] = .file([UInt8](repeating: 0x23, count: (1 << 20) + 1))
    #expect(scene.failure?.message == "cannot read \(SettingsScene.userFile): larger than 1 MiB")
  }

  struct Search: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let folder: String
    let entries: [String]
    let found: String?
  }

  @Test(arguments: [
    Search(testDescription: "here", folder: "/r", entries: ["/r/.llmctl.yaml"], found: "/r/.llmctl.yaml"),
    Search(testDescription: "above, without a repository", folder: "/r/s", entries: ["/r/.llmctl.yaml"], found: nil),
    Search(
      testDescription: "above, in a repository", folder: "/r/s/t", entries: ["/r/.git/HEAD", "/r/.llmctl.yaml"],
      found: "/r/.llmctl.yaml"),
    Search(
      testDescription: "the nearest", folder: "/r/s",
      entries: ["/r/.git/HEAD", "/r/.llmctl.yaml", "/r/s/.llmctl.yaml"],
      found: "/r/s/.llmctl.yaml"),
    Search(
      testDescription: "above the repository", folder: "/r/s", entries: ["/r/s/.git/HEAD", "/r/.llmctl.yaml"],
      found: nil),
    Search(testDescription: "at the root", folder: "/", entries: ["/.llmctl.yaml"], found: "/.llmctl.yaml"),
    Search(
      testDescription: "a folder with that name", folder: "/r", entries: ["/r/.llmctl.yaml/x"], found: nil),
    Search(testDescription: "nowhere", folder: "/r", entries: [], found: nil),
  ])
  func `where a project's file is looked for`(_ search: Search) {
    let files = MemoryFiles(workingDirectory: search.folder)
    for entry in search.entries { files[entry] = .file([]) }
    #expect(SettingsLoader(environment: Environment([:]), files: files).projectFile() == search.found)
  }

  @Test func `a working directory that is gone has no project`() {
    let files = MemoryFiles(workingDirectory: nil)
    #expect(SettingsLoader(environment: Environment([:]), files: files).projectFile() == nil)
  }

  @Test(arguments: [
    (["HOME": "/h"], "/h/.config/llmctl/config.yaml", "/h/.local/share/llmctl/llmctl.db"),
    (["HOME": "/h/", "XDG_CONFIG_HOME": "/c//"], "/c/llmctl/config.yaml", "/h/.local/share/llmctl/llmctl.db"),
    (
      ["HOME": "/h", "XDG_CONFIG_HOME": "c", "XDG_DATA_HOME": "/d"], "/h/.config/llmctl/config.yaml",
      "/d/llmctl/llmctl.db"
    ),
    (["XDG_CONFIG_HOME": "/c", "XDG_DATA_HOME": "/d"], "/c/llmctl/config.yaml", "/d/llmctl/llmctl.db"),
    (["LLMCTL_HOME": "/l/", "HOME": "/h", "XDG_CONFIG_HOME": "/c"], "/l/config.yaml", "/l/llmctl.db"),
    (["LLMCTL_HOME": "l", "HOME": "/h"], "/h/.config/llmctl/config.yaml", "/h/.local/share/llmctl/llmctl.db"),
  ])
  func `the folders`(environment: [String: String], configuration: String, ledger: String) throws {
    let folders = try #require(Folders(Environment(environment)))
    #expect(folders.configurationFile == configuration)
    #expect(folders.ledger == ledger)
  }

  @Test(arguments: [[:], ["HOME": "relative"], ["XDG_CONFIG_HOME": "/c"], ["XDG_DATA_HOME": "/d"], ["HOME": ""]])
  func `no folders`(environment: [String: String]) { #expect(Folders(Environment(environment)) == nil) }

  @Test func `the table shows every setting and no key`() throws {
    let table = SettingsTable(
      try SettingsScene(
        user: """
          model: m
          system: s
          providers:
            p: {base_url: "http://p.test/v1?tier=a", key_env: P_KEY, models: [a, b], omits_finish_reason: true}
            f: {base_url: http://f.test, key_file: /keys/f}
          aliases: {x: p/a}
          options: {seed: 1}
          timeouts: {head: 1.5}
          """, environment: ["P_KEY": "the-key-itself", "OPENAI_API_KEY": "sk-abcdefgh12345"]
      ).load())
    #expect(
      table.entries.map { "\($0.key)=\($0.value)" } == [
        "model=m", "system=s", "providers.p.kind=openai-compatible",
        "providers.p.base_url=http://p.test/v1?tier=a", "providers.p.key_env=P_KEY", "providers.p.models=[a, b]",
        "providers.p.omits_finish_reason=true", "providers.f.kind=openai-compatible",
        "providers.f.base_url=http://f.test", "providers.f.key_file=/keys/f", "providers.openai.kind=openai",
        "providers.openai.base_url=https://api.openai.com/v1", "providers.openai.key_env=OPENAI_API_KEY",
        "providers.openai.models=[gpt-5.4-mini]", "aliases.x=p/a", "options.seed=1", "timeouts.connect=5",
        "timeouts.head=1.5", "timeouts.first_content=300", "timeouts.idle_bytes=120", "timeouts.idle_content=300",
      ])
    #expect(table.entries.first { $0.key == "timeouts.head" }?.origin.text == "\(SettingsScene.userFile):8")
    #expect(table.entries.first { $0.key == "timeouts.connect" }?.origin == .builtIn)
  }

  @Test func `which stored key is meant: environment over project over user, and one provider over all`() throws {
    let user = """
      key_label: everywhere
      key_environment: dev
      credentials: {hold: 60}
      providers:
        p: {base_url: http://p.test, key_label: mine}
        q: {base_url: http://q.test, needs_key: false}
        r: {base_url: http://r.test, key_environment: prod}
      """
    let scene = SettingsScene(user: user)
    let alone = try scene.load()
    #expect(alone.providers.map { $0.keyLabel?.value } == ["mine", "everywhere", "everywhere"])
    #expect(alone.providers.map { $0.keyEnvironment?.value } == ["dev", "dev", "prod"])
    #expect(alone.providers.map(\.needsKey) == [true, false, true])
    #expect(alone.credentialHold?.value == .seconds(60))

    let project = "key_label: team\nproviders:\n  q: {key_label: tools, key_environment: ci}\n"
    let both = try SettingsScene(user: user, project: project).load()
    #expect(both.providers.map { $0.keyLabel?.value } == ["team", "tools", "team"])
    #expect(both.providers.map { $0.keyEnvironment?.value } == ["dev", "ci", "prod"])
    #expect(both.provider(named: "q")?.keyLabel?.origin == .projectFile(path: SettingsScene.projectFile, line: 3))
    #expect(both.provider(named: "q")?.baseURL.host == "q.test")

    let all = try SettingsScene(
      user: user, project: project, environment: ["LLMCTL_KEY_ENVIRONMENT": "stage", "ANTHROPIC_API_KEY": "k"]
    ).load()
    #expect(all.providers.map { $0.keyEnvironment?.value } == ["stage", "stage", "stage", "stage"])
    #expect(all.provider(named: "anthropic")?.keyLabel?.value == "team")
    let table = SettingsTable(all).entries.map { "\($0.key)=\($0.value) # \($0.origin.text)" }
    #expect(table.contains("providers.q.key_label=tools # \(SettingsScene.projectFile):3"))
    #expect(table.contains("providers.q.key_environment=stage # environment variable LLMCTL_KEY_ENVIRONMENT"))
    #expect(table.contains("credentials.hold=60 # \(SettingsScene.userFile):3"))
  }
}
