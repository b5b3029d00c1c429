/// Finds the repository that a person names by a path.
package struct ProjectFolder: Sendable {
  private let context: AppContext

  package init(context: AppContext) { self.context = context }

  /// Its top folder as the ledger has it: of `.` and of any other folder in a repository, else the path as it stands. A project that
  /// was deleted can still be asked for.
  ///
  /// Throws `LLMError` where `.` is in no repository.
  package func root(of path: String) throws(LLMError) -> String {
    if path == "." {
      guard let here = GitState.current(context.files) else {
        throw LLMError(.usage, "this folder is in no repository", advice: "Name the project's top folder")
      }
      return here.root
    }
    guard let resolved = try? context.tree.resolved(RawPath(path)) else { return path }
    return RawPath.argument(resolved.bytes)
  }
}
