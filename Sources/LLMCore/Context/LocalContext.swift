/// Every outside thing a command may touch that stays on this machine: no network, no ledger, and therefore none of what
/// it takes to start them.
package struct LocalContext: Sendable {
  /// Read only when it is asked for, which plain counting does not do.
  package var environment: Environment { readEnvironment() }
  package var files: any FileSystem
  package var tree: any FileTree
  package var vocabularies: any VocabularyFiles
  package var console: any Console
  package var time: any TimeSource
  package var workers: any Workers
  package var programs: any Programs

  private let readEnvironment: @Sendable () -> Environment

  package init(
    environment: @escaping @autoclosure @Sendable () -> Environment, files: any FileSystem, tree: any FileTree,
    vocabularies: any VocabularyFiles, console: any Console, time: any TimeSource, workers: any Workers,
    programs: any Programs
  ) {
    readEnvironment = environment
    self.files = files
    self.tree = tree
    self.vocabularies = vocabularies
    self.console = console
    self.time = time
    self.workers = workers
    self.programs = programs
  }
}
