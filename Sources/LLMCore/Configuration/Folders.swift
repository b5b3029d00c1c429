/// Where llmctl keeps its files: everything under `LLMCTL_HOME` if that is set, else by the XDG base directory
/// specification.
package struct Folders: Sendable, Equatable {
  /// Configuration written by the user.
  package let configuration: String
  /// What must not be lost: the ledger, the stored keys.
  package let data: String
  /// What may be lost: the state shared by all processes, journals of answers on their way.
  package let state: String
  /// What can be made anew. Nil where neither `LLMCTL_HOME`, `XDG_CACHE_HOME` nor `HOME` is set.
  package let cache: String?

  /// Reads the environment. Nil where neither `LLMCTL_HOME`, the XDG variables nor `HOME` say where to go; relative
  /// paths are invalid by the specification and count as unset.
  package init?(_ environment: Environment) {
    if let home = Self.absolute(environment["LLMCTL_HOME"]) {
      configuration = home
      data = home
      state = home
      cache = home + "/cache"
      return
    }
    let home = Self.absolute(environment["HOME"])
    guard
      let configurationRoot = Self.absolute(environment["XDG_CONFIG_HOME"]) ?? home.map({ $0 + "/.config" }),
      let dataRoot = Self.absolute(environment["XDG_DATA_HOME"]) ?? home.map({ $0 + "/.local/share" })
    else { return nil }
    let stateRoot = Self.absolute(environment["XDG_STATE_HOME"]) ?? home.map { $0 + "/.local/state" } ?? dataRoot
    configuration = configurationRoot + "/llmctl"
    data = dataRoot + "/llmctl"
    state = stateRoot + "/llmctl"
    cache = (Self.absolute(environment["XDG_CACHE_HOME"]) ?? home.map { $0 + "/.cache" }).map { $0 + "/llmctl" }
  }

  /// The user's configuration file.
  package var configurationFile: String { configuration + "/config.yaml" }

  /// The user's budgets.
  package var budgets: String { configuration + "/budgets.json" }

  /// Stands there while every call is stopped.
  package var stop: String { configuration + "/stop" }

  /// Schemas that `--schema` takes by their names.
  package var schemas: String { configuration + "/schemas" }

  /// The user's templates.
  package var prompts: String { configuration + "/prompts" }

  /// A name for each template of a project that was shown to the user.
  package var trustedPrompts: String { state + "/trusted-prompts" }

  /// A name for each draft of a template that is edited at the moment, so that no two share one.
  package var editedPrompts: String { state + "/edited-prompts" }

  /// The ledger's database.
  package var ledger: String { data + "/llmctl.db" }

  /// What all processes know of the providers' limits and failures.
  package var sharedState: String { state + "/state.json" }

  /// The table of prices that the user brought.
  package var prices: String { data + "/prices.bin" }

  /// The stored keys.
  package var credentials: String { data + "/credentials" }

  /// When something was said last that is said once in a while.
  package var reminders: String { state + "/reminders" }

  /// What was entered at the prompt.
  package var history: String { state + "/history.jsonl" }

  /// One file for each answer on its way.
  package var journals: String { state + "/journals" }

  /// A folder for each suite, with a file for each of its runs.
  package var suites: String { state + "/suites" }

  /// The compiled forms of the tokenizers of local models.
  package var vocabularies: String? { cache.map { $0 + "/vocabularies" } }

  /// The database of the response cache.
  package var responses: String? { cache.map { $0 + "/cache.db" } }

  /// What models said about parts of changes.
  package var reviews: String? { cache.map { $0 + "/reviews" } }

  private static func absolute(_ path: String?) -> String? {
    guard var path, path.hasPrefix("/") else { return nil }
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    return path
  }
}
