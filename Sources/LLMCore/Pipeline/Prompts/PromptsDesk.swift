/// `llmctl prompts`: looks at templates.
package struct PromptsDesk: Sendable {
  let context: AppContext
  let reporter: Reporter
  let library: TemplateLibrary

  package init(context: AppContext, reporter: Reporter) {
    self.context = context
    self.reporter = reporter
    library = TemplateLibrary(context: context)
  }

  var output: OutputWriter { OutputWriter(console: context.console) }

  // MARK: Looking

  /// Prints all templates, one a line.
  ///
  /// Throws `LLMError` where the output cannot be written. A template that cannot be used is in the list with the reason.
  package func list(asJSON: Bool) throws(LLMError) -> ExitCode {
    for problem in library.problems { reporter.warning("\(problem.path.shown) \(problem.phrase)") }
    let rows = library.names().map { TemplateRow($0, in: library) }
    if asJSON {
      try output.show(.document("prompts", [JSONMember("prompts", .array(rows.map(\.json)))]))
    } else {
      try output.show(AlignedColumns([TemplateRow.titles] + rows.map(\.cells)).text)
    }
    return .complete
  }

  /// Prints one version in full.
  ///
  /// Throws `LLMError` for one that there is not, or that cannot be used.
  package func show(_ text: String, asJSON: Bool) throws(LLMError) -> ExitCode {
    let (version, labels) = try find(text)
    if asJSON {
      try output.show(
        .document("prompt", version.json(labels: labels, isComplete: true).members ?? []))
    } else {
      try output.show(coloured: TemplateSheet(version, labels: labels).text)
    }
    return .complete
  }

  /// The version that somebody means, and the labels that stand for it.
  func find(_ text: String) throws(LLMError) -> (version: TemplateVersion, labels: [String]) {
    let reference = try TemplateReference(text)
    let lineage = try library.lineage(reference.name)
    let version = try lineage.version(reference.selector)
    let labels = try lineage.rollouts.read().labels(of: reference.name).filter { label in
      label.entry.shares.contains { $0.number == version.number }
    }
    return (version, labels.map(\.label))
  }

  // MARK: Trusting

  /// Prints a template of the project, and remembers that it was shown.
  ///
  /// Throws `LLMError` for one that cannot be used or remembered.
  package func trust(_ text: String, asJSON: Bool) throws(LLMError) -> ExitCode {
    let (version, labels) = try find(text)
    let trusted = TrustedTemplates(context: context, reporter: reporter)
    if asJSON {
      try output.show(.document("prompt_trust", version.json(labels: labels, isComplete: true).members ?? []))
    } else {
      try output.show(coloured: TemplateSheet(version, labels: labels).text)
    }
    guard version.origin == .project else {
      reporter.notice("'\(version.title)' is \(version.origin.words), and needs no trust")
      return .complete
    }
    try trusted.remember(version)
    reporter.notice("'\(version.title)' (\(version.hash.prefix(8))) is used from now on, until it is changed")
    return .complete
  }

  // MARK: Checking

  /// Looks through templates for mistakes; exit code 1 where there are any.
  ///
  /// - Parameter names: `NAME` for all versions of a template, or one version; all templates where there are none.
  ///
  /// Throws `LLMError` for names that there are not.
  package func lint(_ names: [String], asJSON: Bool) throws(LLMError) -> ExitCode {
    let check = TemplateCheck(context: context)
    var results = names.isEmpty ? check.results(of: library) : []
    for text in names.isEmpty ? library.names() : names {
      let reference = try TemplateReference(text)
      let lineage = try library.lineage(reference.name)
      if reference.selector == .usual {
        results += check.results(of: lineage)
      } else {
        let version = try lineage.version(reference.selector)
        results += check.results(of: version)
      }
    }
    if asJSON {
      try output.show(
        .document(
          "prompt_lint",
          [JSONMember("clean", .bool(results.isEmpty)), JSONMember("findings", .array(results.map(\.json)))]))
    } else {
      for result in results { try output.show(SafeText.line(result.text).text + "\n") }
      if results.isEmpty { reporter.notice("no mistakes were found") }
    }
    return results.isEmpty ? .complete : .gateFailed
  }
}
