/// `llmctl review --install-hook`: puts a hook where git looks for it. What somebody else wrote is never touched.
package struct ReviewHookInstallation: Sendable {
  private let context: AppContext
  private let reporter: Reporter

  package init(context: AppContext, reporter: Reporter) { (self.context, self.reporter) = (context, reporter) }

  /// Installs a hook that reviews with these options.
  ///
  /// Throws `LLMError` where there is no repository, git's hooks are not the repository's own, or another hook is there.
  package func run(_ hook: ReviewHook, options: [String]) throws(LLMError) -> ExitCode {
    let path = try GitHooks(GitProgram(programs: context.programs)).folder().child(Array(hook.rawValue.utf8))
    try refuseForeign(path, hook)
    do throws(FileError) {
      try context.tree.replace(path, Array(hook.script(options).utf8), as: .program, makesFolders: true)
    } catch {
      throw LLMError(.cannotWrite, "cannot write \(path.shown): \(error.phrase)")
    }
    reporter.notice("installed \(path.shown); it runs before each \(hook == .prePush ? "push" : "commit")")
    return .complete
  }

  private func refuseForeign(_ path: RawPath, _ hook: ReviewHook) throws(LLMError) {
    do throws(FileError) { _ = try context.tree.status(of: path, followsLinks: false) } catch {
      if error == .notFound { return }
      throw LLMError(.cannotWrite, "cannot look at \(path.shown): \(error.phrase)")
    }
    let content = context.tree.content(of: path).map { String(decoding: $0, as: UTF8.self) }
    guard content?.contains(ReviewHook.mark) != true else { return }
    throw LLMError(
      .cannotWrite, "there is a \(hook.rawValue) hook already, which is left as it is: \(path.shown)",
      advice: "Have it run 'llmctl review' itself, or move it away")
  }
}
