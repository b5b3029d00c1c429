/// Which templates of projects the user has seen: a file for each, named after the template and the hash of its content, so that one that
/// was changed is shown again, and the same one in another project is not.
struct TrustedTemplates: Sendable {
  let context: AppContext
  let reporter: Reporter

  /// Lets a template be used that is the user's own or was shown before. Another one is shown, and the person at the terminal asked.
  ///
  /// - Parameter isTrusted: whether the user said that it need not be shown.
  ///
  /// Throws `LLMError` of kind `untrusted` where it is not to be used, or nobody can be asked.
  func require(_ version: TemplateVersion, isTrusted: Bool) throws(LLMError) {
    guard version.origin == .project, !isTrusted, !isKnown(version) else { return }
    let advice = "Look at it with 'llmctl prompts trust \(version.name)@v\(version.number)', or give --trust-prompts"
    guard context.terminal.hasPerson, context.console.errorIsTerminal, !reporter.usesJSON else {
      throw LLMError(
        .untrusted, "the template '\(version.name)' is the project's (\(version.place)), and you have not seen it yet",
        advice: advice)
    }
    reporter.line("The project brings a template that you have not seen yet, or that was changed:")
    for line in TemplateSheet(version).text.split(separator: "\n", omittingEmptySubsequences: false) {
      reporter.line("  \(line)")
    }
    let answer = context.terminal.readAnswer(.line("Use '\(version.name)' from now on? [y/N] ")) ?? ""
    guard ["y", "yes"].contains(answer.lowercased()) else {
      throw LLMError(.untrusted, "the template '\(version.name)' was not used")
    }
    try remember(version)
  }

  /// Whether this content was shown under this name.
  func isKnown(_ version: TemplateVersion) -> Bool {
    guard let path = path(of: version) else { return false }
    return (try? context.tree.status(of: path, followsLinks: false))?.kind == .regular
  }

  /// Throws `LLMError` where there is no place to remember it.
  func remember(_ version: TemplateVersion) throws(LLMError) {
    guard let path = path(of: version) else {
      throw LLMError(.configuration, "neither HOME nor LLMCTL_HOME is set", advice: "Give --trust-prompts each time")
    }
    let content = Array("\(version.place)\n\(context.time.now().rfc3339)\n".utf8)
    do throws(FileError) {
      try context.tree.replace(path, content, as: .ownersOnly, makesFolders: true)
    } catch {
      throw LLMError(.cannotWrite, "cannot write \(path.shown): \(error.phrase)")
    }
  }

  private func path(of version: TemplateVersion) -> RawPath? {
    Folders(context.environment).map { folders in
      RawPath(folders.trustedPrompts).child(Array("\(version.name)-\(version.hash)".utf8))
    }
  }
}
