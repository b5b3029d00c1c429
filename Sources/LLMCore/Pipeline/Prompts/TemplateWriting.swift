/// `llmctl prompts new` and `edit`: every change is a new version, in a file that was not there before.
package struct TemplateWriting: Sendable {
  private let context: AppContext
  private let reporter: Reporter
  /// How often a number is tried that another process may take at the same moment.
  private static let attempts = 20

  package init(context: AppContext, reporter: Reporter) {
    self.context = context
    self.reporter = reporter
  }

  /// As it is at the moment: a new template may be the first one of its folder.
  private var library: TemplateLibrary { TemplateLibrary(context: context) }

  // MARK: A new template

  /// Writes a template to begin with.
  ///
  /// - Parameter inProject: whether it is the project's, and not the user's.
  ///
  /// Throws `LLMError` where there is one of this name already, and where it cannot be written.
  package func new(_ name: String, inProject: Bool, asJSON: Bool) throws(LLMError) -> ExitCode {
    guard TemplateReference.isName(name) else {
      throw LLMError(
        .usage, "'\(name)' is no name of a template",
        advice: "A name is made of letters, digits, '.', '_' and '-', a letter or digit first")
    }
    let shelf: TemplateLibrary.Shelf = inProject ? .project : .own
    if let lineage = library.lineage(name, on: shelf), let file = lineage.files.first {
      throw LLMError(
        .usage, "there is a template '\(name)' already: \(file.place)",
        advice: "'llmctl prompts edit \(name)' makes its next version")
    }
    let root = try folder(inProject ? library.projectFolder ?? library.newProjectFolder : library.userFolder)
    let folder = root.child(Array(name.utf8))
    if inProject { try refuseLink(folder) }
    let draft = folder.child(Array("draft.yaml".utf8))
    try keep(TemplateStarter.text, at: draft, inProject)
    let (number, path) = try add(TemplateStarter.text, .yaml, to: folder, from: 1, inProject)
    try remove(draft)
    return try settle(name, number, path, on: shelf, asJSON)
  }

  // MARK: The next version

  /// Has the user change a copy of a version in their editor, checks what comes back, and keeps it as the next version. What has
  /// mistakes is kept beside the versions, and is what the next `edit` begins with.
  ///
  /// Throws `LLMError` where there is nothing to edit or no editor, where the text has mistakes, and where it cannot be written.
  package func edit(_ text: String, asJSON: Bool) throws(LLMError) -> ExitCode {
    let reference = try TemplateReference(text)
    let lineage = try library.lineage(reference.name)
    let versions = try lineage.versions()
    let source = try lineage.version(reference.selector)
    let isProject = lineage.shelf == .project
    let folder = try folder(isProject ? library.projectFolder : library.userFolder).child(Array(source.name.utf8))
    if isProject { try refuseLink(folder) }
    let ending = source.form.ending
    let draft = folder.child(Array("draft.\(ending)".utf8))
    let next = (versions.last?.number ?? 0) + 1
    let original = TemplateFile.renumbered(String(decoding: source.text, as: UTF8.self), source.form, to: next)
    var text = original
    if let kept = context.tree.content(of: draft, limit: TemplateFile.sizeLimit) {
      reporter.notice("going on with what was kept in \(draft.shown)")
      text = String(decoding: kept, as: UTF8.self)
    }
    try requireEditor(folder, next, ending)
    var edited = try change(text)
    guard !Self.isSame(edited, original) else {
      reporter.notice("nothing was changed, so there is no new version")
      return .complete
    }
    let file = TemplateShelf.File(
      name: source.name, origin: isProject ? .project : .user, path: folder.child(Array("v\(next).\(ending)".utf8)),
      form: source.form, number: next, builtIn: nil, fence: isProject ? library.projectFolder : nil)
    while let mistake = mistake(in: edited, of: file) {
      try keep(edited, at: draft, isProject)
      reporter.error(mistake)
      guard context.terminal.hasPerson,
        let answer = context.terminal.readAnswer(.line("Edit it again? [Y/n] ")),
        !["n", "no"].contains(answer.lowercased())
      else {
        throw LLMError(
          .inputInvalid, "the text has a mistake and is no version yet; it is kept in \(draft.shown)",
          advice: "'llmctl prompts edit \(source.name)' goes on with it")
      }
      edited = try change(edited)
    }
    // The text is on the disk before anything else can go wrong.
    try keep(edited, at: draft, isProject)
    let (number, path) = try add(edited, source.form, to: folder, from: next, isProject)
    try remove(draft)
    return try settle(source.name, number, path, on: lineage.shelf, asJSON)
  }

  /// Puts the text into the first file of a version that nobody else has made.
  private func add(
    _ text: String, _ form: TemplateFile.Form, to folder: RawPath, from first: Int, _ isProject: Bool
  ) throws(LLMError) -> (number: Int, path: RawPath) {
    var failure = FileError.failed("File exists")
    for number in first..<(first + Self.attempts) {
      let isTaken = ["yaml", "yml", "md"].contains { other in
        let path = folder.child(Array("v\(number).\(other)".utf8))
        return (try? context.tree.status(of: path, followsLinks: false)) != nil
      }
      if isTaken { continue }
      let path = folder.child(Array("v\(number).\(form.ending)".utf8))
      let content = TemplateFile.renumbered(text, form, to: number)
      do throws(FileError) {
        let end = content.hasSuffix("\n") ? "" : "\n"
        try context.tree.create(path, Array((content + end).utf8), isPrivate: !isProject)
        return (number, path)
      } catch {
        failure = error
      }
    }
    throw LLMError(.cannotWrite, "cannot write a new version into \(folder.shown): \(failure.phrase)")
  }

  private func change(_ text: String) throws(LLMError) -> String {
    guard let edited = context.terminal.edit(text) else {
      throw LLMError(.usage, "the editor failed, so nothing was changed", advice: "VISUAL or EDITOR names another one")
    }
    return edited
  }

  private func mistake(in text: String, of file: TemplateShelf.File) -> LLMError? {
    do throws(LLMError) {
      let version = try file.version(Array(text.utf8), context)
      guard let schema = version.schema, let complaint = TemplateCheck.complaint(about: schema) else { return nil }
      return TemplateMistake(complaint, line: version.content.lines["schema"]).error(in: file.place)
    } catch { return error }
  }

  private func keep(_ text: String, at draft: RawPath, _ isProject: Bool) throws(LLMError) {
    let content = Array((text.hasSuffix("\n") ? text : text + "\n").utf8)
    do throws(FileError) {
      try context.tree.replace(draft, content, as: isProject ? .shared : .ownersOnly, makesFolders: true)
    } catch {
      throw LLMError(.cannotWrite, "cannot write \(draft.shown): \(error.phrase)")
    }
  }

  private func remove(_ draft: RawPath) throws(LLMError) {
    do throws(FileError) { try context.tree.remove(draft) } catch {
      throw LLMError(.cannotWrite, "cannot remove \(draft.shown): \(error.phrase)")
    }
  }

  /// A link in a project could have the text written to somewhere else.
  private func refuseLink(_ folder: RawPath) throws(LLMError) {
    for path in [folder, folder.child(Array("draft.yaml".utf8)), folder.child(Array("draft.md".utf8))]
    where (try? context.tree.status(of: path, followsLinks: false))?.kind == .link {
      throw LLMError(.inputInvalid, "\(path.shown) is a link, which could lead anywhere")
    }
  }

  /// Without a terminal only an editor that was chosen can be meant to run.
  private func requireEditor(_ folder: RawPath, _ number: Int, _ ending: String) throws(LLMError) {
    guard !context.input.isTerminal, context.environment["VISUAL"] == nil, context.environment["EDITOR"] == nil else {
      return
    }
    throw LLMError(
      .usage, "there is no terminal for an editor",
      advice: "Write the file \(folder.child(Array("v\(number).\(ending)".utf8)).shown) and run 'llmctl prompts lint'")
  }

  private func folder(_ path: RawPath?) throws(LLMError) -> RawPath {
    guard let path else { throw LLMError(.configuration, "there is no folder for templates", advice: "Set HOME") }
    return path
  }

  /// Says what became of the text, what is likely a mistake in it, and remembers that its user has seen it.
  private func settle(
    _ name: String, _ number: Int, _ path: RawPath, on shelf: TemplateLibrary.Shelf, _ asJSON: Bool
  ) throws(LLMError) -> ExitCode {
    if asJSON {
      try OutputWriter(console: context.console).show(
        .document(
          "prompt_version",
          [
            JSONMember("name", .string(name)), JSONMember("number", .integer(number)),
            JSONMember("path", .string(path.shown)),
          ]))
    } else {
      reporter.notice("\(name)@v\(number) is \(path.shown)")
    }
    guard let lineage = library.lineage(name, on: shelf) else { return .complete }
    let version = try lineage.version(.number(number))
    if version.origin == .project { try TrustedTemplates(context: context, reporter: reporter).remember(version) }
    for finding in TemplateCheck(context: context).results(of: version) { reporter.warning(finding.text) }
    try tellUse(lineage, number)
    return .complete
  }

  /// Says where a new version is not what the name alone means.
  private func tellUse(_ lineage: TemplateLineage, _ number: Int) throws(LLMError) {
    let name = lineage.name
    guard let entry = try lineage.rollouts.read().entry(name, Rollout.usualLabel),
      !entry.shares.contains(where: { $0.number == number })
    else { return }
    reporter.notice("'-t \(name)' still means \(entry.words); 'llmctl prompts use \(name)@v\(number)' changes that")
  }

  /// Editors end the last line.
  private static func isSame(_ text: String, _ other: String) -> Bool {
    func tidy(_ text: String) -> String { text.hasSuffix("\n") ? String(text.dropLast()) : text }
    return tidy(text) == tidy(other)
  }
}
