import LLMTestKit
import Testing

@testable import LLMCore

/// When the stored keys are opened, by whom, and what is said of them.
@Suite struct StoredKeysTests {
  private static let day: Int64 = 86_400_000

  /// A file that is opened by the passphrase `horse` and holds one key.
  private func scene(secrets: [String?] = []) throws -> KeyScene {
    var scene = try KeyScene()
    scene.terminal = FakeTerminal(hasPerson: true, secrets: secrets)
    var credentials = try scene.vault.made()
    try KeyScene.add("default/@\(KeyScene.host)", to: &credentials)
    return scene
  }

  @Test func `a person is asked once, and then it stays open for a while`() throws {
    let scene = try scene(secrets: ["horse"])
    let stored = scene.stored
    let finder = KeyFinder(context: scene.context, reporter: scene.reporter, stored: stored, typedLabel: nil)
    for _ in 1...2 { #expect(finder.lookup(for: scene.provider, .call).used != nil) }
    #expect(scene.terminal.questions == ["Passphrase of the stored keys: "])
    #expect(scene.vault.holder.count == 1)
    // Another run.
    #expect(scene.outcome() == "the stored keys, p")
    #expect(scene.terminal.questions.count == 1)
  }

  @Test func `a hold of zero is none`() throws {
    var scene = try scene(secrets: ["horse"])
    scene.hold = .zero
    #expect(scene.outcome() == "the stored keys, p")
    #expect(scene.vault.holder.count == 0)
  }

  @Test func `what a script gives is not held`() throws {
    var scene = try scene()
    scene.environment["LLMCTL_PASSPHRASE"] = "horse"
    #expect(scene.outcome() == "the stored keys, p")
    #expect(scene.vault.holder.count == 0)
    #expect(scene.terminal.questions == [])
    // That others can read it is said once.
    #expect(scene.console.notes.count == 1 && scene.console.notes[0].hasPrefix("warning: "), "\(scene.console.notes)")
    #expect(scene.outcome() == "the stored keys, p")
    #expect(scene.console.notes.count == 1)
    #expect(!scene.console.notes[0].contains("horse"))
  }

  @Test func `a wrong passphrase is asked for again, three times`() throws {
    let scene = try scene(secrets: ["cow", "pig", "hen", "horse"])
    #expect(scene.outcome() == "error locked")
    #expect(scene.terminal.questions.count == 3)
    #expect(scene.terminal.questions.last == "That does not open them. Passphrase: ")
    #expect(scene.vault.holder.count == 0)
  }

  @Test func `nobody is asked where nobody watches, or where nothing but a look is wanted`() throws {
    var scene = try scene(secrets: ["horse"])
    #expect(scene.outcome(.survey(.quiet)) == "error locked")
    scene.console = RecordingConsole(errorIsTerminal: false)
    #expect(scene.outcome() == "error locked")
    #expect(scene.terminal.questions == [])
  }

  @Test func `keys that are old are mentioned once a week, on a terminal only`() throws {
    let scene = try scene(secrets: ["horse"])
    let start = scene.vault.clock.now().milliseconds
    func notes(day: Int64, isWatched: Bool = true, verbosity: Reporter.Verbosity = .normal) throws -> [String] {
      var later = scene
      later.vault.clock.setWallTime(Timestamp(milliseconds: start + day * Self.day))
      later.console = RecordingConsole(errorIsTerminal: isWatched)
      later.verbosity = verbosity
      #expect(later.outcome() == "the stored keys, p")
      return later.console.notes
    }
    #expect(try notes(day: 0) == [])
    #expect(try notes(day: 90) == [])
    #expect(try notes(day: 91, isWatched: false) == [])
    #expect(try notes(day: 91, verbosity: .quiet) == [])
    #expect(
      try notes(day: 91) == ["llmctl: the key for p has been in use for 91 days; 'llmctl auth rotate' replaces one"])
    #expect(try notes(day: 91) == [])
    #expect(try notes(day: 97) == [])
    #expect(try notes(day: 98).count == 1)
    #expect(scene.reminders.subjects == ["old-keys"])
  }

  @Test func `a key that was changed is young, and one that is retiring does not count`() throws {
    let scene = try scene(secrets: ["horse"])
    let start = scene.vault.clock.now().milliseconds
    var credentials = try scene.vault.unlock()
    scene.vault.clock.setWallTime(Timestamp(milliseconds: start + 100 * Self.day))
    try credentials.rotate(try .of("p"), host: KeyScene.host, to: Secret(copying: "another-key"))
    #expect(scene.outcome() == "the stored keys, p")
    #expect(scene.console.notes == [])
  }

  @Test func `providers of stored keys need no configuration`() throws {
    let scene = try KeyScene()
    var credentials = try scene.vault.store.create(.insecurePlaintext)
    for (provider, host) in [
      ("groq", "https://api.groq.com"), ("anthropic", "https://api.anthropic.com"), ("mistral", "https://proxy.test"),
      ("mine", "https://mine.test"),
    ] {
      try credentials.add(Secret(copying: "key-of-\(provider)"), name: try .of(provider), host: host)
    }
    let providers = StoredProviders(scene.stored)
    #expect(try providers.extend(Settings(), for: nil).providers.map(\.name) == ["groq", "anthropic"])
    var settings = Settings()
    settings.providers = [scene.provider]
    #expect(try providers.extend(settings, for: nil).providers.map(\.name) == ["p"])
    #expect(try providers.extend(settings, for: "groq/llama").providers.map(\.name) == ["p", "groq"])
    #expect(try providers.extend(settings, for: "mistral/large").providers.map(\.name) == ["p"])
    #expect(try providers.extend(settings, for: "openai/gpt").providers.map(\.name) == ["p"])
    #expect(try providers.extend(settings, for: "p/openai/gpt").providers.map(\.name) == ["p"])
  }

  @Test func `without a credential file nothing is read`() throws {
    let scene = try KeyScene()
    #expect(!scene.stored.exist)
    #expect(scene.outcome() == "nothing")
    #expect(try StoredProviders(scene.stored).extend(Settings(), for: "openai/x") == Settings())
  }
}
