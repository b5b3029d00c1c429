import LLMTestKit

@testable import LLMCore

/// A provider at `https://api.test/v1`, and all places where a key for it can be.
struct KeyScene {
  static let host = "https://api.test"

  var vault = Vault()
  var console = RecordingConsole(errorIsTerminal: true)
  var terminal = FakeTerminal()
  var files = MemoryFiles()
  var environment: [String: String] = [:]
  var reminders = MemoryReminders()
  var keysInPlay = KeysInPlay()
  var typedLabel: String?
  var hold: Duration?
  var verbosity = Reporter.Verbosity.normal
  var provider: ProviderSettings

  init(kind: ProviderSettings.Kind = .compatible, url: String = "https://api.test/v1") throws {
    guard let baseURL = Endpoint(url) else { throw LLMError(.configuration, "\(url) is no URL") }
    provider = ProviderSettings(name: "p", kind: kind, baseURL: baseURL, keySource: .none, origin: .builtIn)
  }

  var context: AppContext {
    .sealed(
      environment: environment.merging(["LLMCTL_HOME": "/home/llmctl"]) { mine, _ in mine }, files: files,
      console: console, time: vault.clock, interruption: QuietInterruption(), programs: NoPrograms(),
      terminal: terminal, credentialFiles: vault.files, keyHolder: vault.holder, reminders: reminders,
      keysInPlay: keysInPlay)
  }

  var reporter: Reporter { Reporter(console: console, verbosity: verbosity) }

  var stored: StoredKeys {
    var vault = vault
    vault.environment = environment
    return StoredKeys(context: context, reporter: reporter, hold: hold, store: vault.store)
  }

  func lookup(_ depth: KeyFinder.Depth = .call) -> KeyLookup {
    KeyFinder(context: context, reporter: reporter, stored: stored, typedLabel: typedLabel)
      .lookup(for: provider, depth)
  }

  /// What comes of it: the place of the key that is used, `nothing`, or the code of the error.
  func outcome(_ depth: KeyFinder.Depth = .call) -> String {
    do throws(LLMError) {
      return try lookup(depth).chosen()?.place.text ?? "nothing"
    } catch {
      return "error \(error.code.name)"
    }
  }

  /// Stores keys in a file that everybody can open, each named `LABEL/ENVIRONMENT@HOST` and being that text.
  func store(_ names: [String]) throws {
    var credentials = try vault.store.create(.insecurePlaintext)
    for name in names { try Self.add(name, to: &credentials) }
  }

  static func add(_ name: String, to credentials: inout UnlockedCredentials) throws {
    let parts = name.split(separator: "@", maxSplits: 1).map(String.init)
    let words = parts[0].split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    try credentials.add(
      Secret(copying: "stored-\(name)"), name: try .of("p", words[0], words.count > 1 ? words[1] : ""), host: parts[1])
  }
}
