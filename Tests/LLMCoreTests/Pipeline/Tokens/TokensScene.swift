import LLMCore
import LLMTestKit

/// A run of `llmctl tokens` on files in memory.
struct TokensScene {
  let console: RecordingConsole
  let tree: MemoryTree
  var files = MemoryFiles()
  var vocabularies = MemoryVocabularyFiles()
  var environment: [String: String] = [:]
  var time: any TimeSource = ManualClock()
  var workers: any Workers = InlineWorkers()
  var verbosity = Reporter.Verbosity.normal

  init(_ tree: MemoryTree, isTerminal: Bool = false) {
    self.tree = tree
    console = RecordingConsole(outputIsTerminal: isTerminal, errorIsTerminal: isTerminal)
  }

  init(_ texts: [String: String], input: String = "") { self.init(MemoryTree(texts: texts, input: input)) }

  /// Runs, and gives the exit code: also that of an error, which becomes a note.
  func run(_ paths: String..., change: (inout TokensInvocation) -> Void = { _ in }) -> ExitCode {
    var invocation = TokensInvocation()
    invocation.paths = paths
    change(&invocation)
    let context = LocalContext.sealed(
      environment: environment, files: files, tree: tree, vocabularies: vocabularies, console: console, time: time,
      workers: workers)
    let reporter = Reporter(console: console, verbosity: verbosity, usesJSON: false)
    do throws(LLMError) {
      return try TokensRun(context: context, reporter: reporter).run(invocation)
    } catch {
      reporter.error(error)
      return error.exitCode
    }
  }

  /// What was printed, as JSON.
  var json: JSONValue? { try? JSONReader.parse(console.output) }
}
