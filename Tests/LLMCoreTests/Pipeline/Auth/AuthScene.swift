import LLMTestKit

@testable import LLMCore

/// Everything around one command of `llmctl auth`: a person or none, a credential file in memory whose passphrases cost next to
/// nothing to derive, and a provider that answers from a list.
struct AuthScene {
  static let path = "/home/llmctl/credentials"
  static let openAI = "https://api.openai.com"
  static let key = "sk-proj-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa1111"
  static let newKey = "sk-proj-bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb2222"
  static let passphrase = "quiet horse battery lamp"

  let credentials = MemoryCredentialFiles()
  var holder: any KeyHolder = MemoryKeyHolder()
  var console = RecordingConsole(errorIsTerminal: true)
  var terminal = FakeTerminal()
  var files = MemoryFiles()
  var tree = MemoryTree()
  var environment: [String: String] = [:]
  var input = ScriptedInput()
  var transport = ScriptedTransport([])
  var programs: any Programs = NoPrograms()
  var clock = ManualClock()
  var verbosity = Reporter.Verbosity.normal

  /// A person who types these secrets and answers.
  static func attended(secrets: [String?] = [], answers: [String?] = []) -> AuthScene {
    var scene = AuthScene()
    scene.terminal = FakeTerminal(secrets: secrets, answers: answers)
    return scene
  }

  /// Nobody, and this on standard input.
  static func alone(_ input: String = "", environment: [String: String] = [:]) -> AuthScene {
    var scene = AuthScene()
    scene.console = RecordingConsole()
    scene.terminal = FakeTerminal(hasPerson: false)
    scene.input = ScriptedInput(input)
    scene.environment = environment
    return scene
  }

  /// The same files with somebody else before them.
  func with(_ other: AuthScene) -> AuthScene {
    var scene = self
    (scene.console, scene.terminal, scene.input) = (other.console, other.terminal, other.input)
    scene.environment.merge(other.environment) { $1 }
    return scene
  }

  var context: AppContext {
    .sealed(
      environment: environment.merging(["LLMCTL_HOME": "/home/llmctl"]) { mine, _ in mine }, files: files, tree: tree,
      input: input, console: console, time: clock, transport: transport, interruption: QuietInterruption(),
      programs: programs, terminal: terminal, credentialFiles: credentials, keyHolder: holder)
  }

  var reporter: Reporter { Reporter(console: console, verbosity: verbosity) }

  var desk: AuthDesk { get throws { try AuthDesk(context: context, reporter: reporter, Vault.cheap) } }

  /// The file, as somebody opens it who has what is needed.
  var store: CredentialStore { get throws { try desk.store } }

  /// A credential file that `passphrase` opens, with the keys given as `PROVIDER[/LABEL[/ENVIRONMENT]]` and what they are.
  func store(_ keys: [(String, String)], host: String = AuthScene.openAI, isHeld: Bool = true) throws {
    var opened = try store.create(.passphrase(Secret(copying: Self.passphrase)))
    for (name, key) in keys {
      let words = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
      try opened.add(
        Secret(copying: key),
        name: try .of(words[0], words.count > 1 ? words[1] : "default", words.count > 2 ? words[2] : ""), host: host)
    }
    if isHeld { opened.hold() }
  }

  /// What is stored, as `PROVIDER (…) KEY`, with a star at what is retiring.
  func stored(_ passphrase: String = AuthScene.passphrase) throws -> [String] {
    let opened = try store.unlock(.typing(passphrase))
    return try opened.records.map { record in
      "\(record.name) \(try opened.secret(of: record, for: record.host).text)" + (record.retiring == nil ? "" : "*")
    }
  }

  /// Everything that was said and printed.
  var heard: String { (console.notes + [console.outputText] + terminal.questions).joined(separator: "\n") }
}

/// The failure of a command; nil where it did well.
func failure(_ work: () async throws -> ExitCode) async -> LLMError? {
  do {
    _ = try await work()
    return nil
  } catch {
    return error as? LLMError
  }
}
