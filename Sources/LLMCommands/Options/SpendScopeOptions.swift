package import ArgumentParser
internal import LLMCore

/// Flags that say which calls are meant.
package struct SpendScopeOptions: ParsableArguments, Sendable {
  @Option(name: .long, help: ArgumentHelp("Only calls of this model.", valueName: "provider/name"))
  package var model: String?

  @Option(name: .long, help: ArgumentHelp("Only calls of this provider.", valueName: "name"))
  package var provider: String?

  @Option(name: .long, help: ArgumentHelp("Only calls of this command, such as review.", valueName: "name"))
  package var command: String?

  @Option(
    name: .long,
    help: ArgumentHelp("Only calls made in this repository: its top folder; '.' is the one here.", valueName: "folder"),
    completion: .directory)
  package var project: String?

  @Option(name: .long, help: ArgumentHelp("Only calls made on this branch.", valueName: "name"))
  package var branch: String?

  @Option(name: .long, help: ArgumentHelp("Only calls with this tag.", valueName: "key=value"))
  package var tag: String?

  package init() {}

  package func validate() throws {
    for (name, value) in [
      ("model", model), ("provider", provider), ("command", command), ("project", project), ("branch", branch),
    ] where value?.isEmpty == true {
      throw ValidationError("--\(name) takes a name.")
    }
    if let model, !model.contains("/") {
      throw ValidationError("--model takes PROVIDER/NAME: several providers may have a model of that name.")
    }
    if let tag, !tag.dropFirst().contains("=") { throw ValidationError("--tag takes KEY=VALUE.") }
    if model != nil, provider != nil { throw ValidationError("--model names the provider already.") }
  }

  /// What was typed, as a plain value.
  ///
  /// Throws `LLMError` where a project is not there.
  func scope(in context: AppContext) throws(LLMError) -> SpendScope {
    var scope = SpendScope(provider: provider, command: command, branch: branch, tag: tag)
    if let model, let slash = model.firstIndex(of: "/") {
      scope.provider = String(model[..<slash])
      scope.model = String(model[model.index(after: slash)...])
    }
    scope.repository = try project.map { (path) throws(LLMError) in try ProjectFolder(context: context).root(of: path) }
    return scope
  }
}
