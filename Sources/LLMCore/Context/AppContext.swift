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

  package init(
    version: String, environment: Environment, files: any FileSystem, tree: any FileTree, input: any InputStream,
    console: any Console,
    time: any TimeSource, transport: any Transport, ledger: any Ledger,
    interruption: any Interruption
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
  }
}
