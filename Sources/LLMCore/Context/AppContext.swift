/// Every outside thing a run may touch, made once by `llmctl` and handed down: nothing below reaches for a global.
///
/// Tests start from `LLMTestKit`'s sealed context, in which a port that was not replaced traps with advice.
package struct AppContext: Sendable {
  /// Version and commit, as `llmctl --version` prints them.
  package var version: String
  package var environment: Environment
  package var files: any FileSystem
  package var tree: any FileTree
  package var input: any InputStream
  package var console: any Console
  package var time: any TimeSource
  package var transport: any Transport
  package var ledger: any Ledger
  package var interruption: any Interruption
  package var state: any SharedState
  package var journals: any Journals
  package var cache: any ResponseCache
  package var processes: any Processes
  package var programs: any Programs
  package var foreground: any ForegroundPrograms
  package var loopback: any LoopbackServer
  package var terminal: any Terminal
  package var credentialFiles: any CredentialFiles
  package var keyHolder: any KeyHolder
  package var reminders: any Reminders
  /// The keys that must not show in anything this run says or keeps.
  package let keysInPlay: KeysInPlay
  /// A random number from 0 up to 1, for jitter.
  package var chance: @Sendable () -> Double

  package init(
    version: String, environment: Environment, files: any FileSystem, tree: any FileTree, input: any InputStream,
    console: any Console,
    time: any TimeSource, transport: any Transport, ledger: any Ledger,
    interruption: any Interruption, state: any SharedState, journals: any Journals, cache: any ResponseCache,
    processes: any Processes, programs: any Programs, foreground: any ForegroundPrograms,
    loopback: any LoopbackServer, terminal: any Terminal,
    credentialFiles: any CredentialFiles, keyHolder: any KeyHolder, reminders: any Reminders, keysInPlay: KeysInPlay,
    chance: @escaping @Sendable () -> Double
  ) {
    self.version = version
    self.environment = environment
    self.files = files
    self.tree = tree
    self.input = input
    self.console = console
    self.time = time
    self.transport = transport
    self.ledger = ledger
    self.interruption = interruption
    self.state = state
    self.journals = journals
    self.cache = cache
    self.processes = processes
    self.programs = programs
    self.foreground = foreground
    self.loopback = loopback
    self.terminal = terminal
    self.credentialFiles = credentialFiles
    self.keyHolder = keyHolder
    self.reminders = reminders
    self.keysInPlay = keysInPlay
    self.chance = chance
  }
}
