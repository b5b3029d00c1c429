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
        advice: "A name is made of letters, digits, '_' and '-', a letter or digit first")
    }
    let shelf: TemplateLibrary.Shelf = inProject ? .project : .own
    if let lineage = library.lineage(name, on: shelf), let file = lineage.files.first {
      throw LLMError(
        .usage, "there is a template '\(name)' already: \(file.place)",
        advice: "'llmctl prompts edit \(name)' makes its next version")
    }
    let root = try folder(inProject ? try library.folderForNewTemplates() : library.userFolder)
    let folder = root.child(Array(name.utf8))
    if inProject { try refuseLink(folder) }
    let starter = Array(TemplateStarter.text.utf8)
    let draft = TemplateDraft(in: folder, ending: "yaml", isProject: inProject, context: context)
    // A draft of a template that is gone is its writer's still.
    let hasDraft = draft.exists
    if !hasDraft { try draft.keep(starter) }
    let (number, path) = try add(starter, .yaml, to: folder, from: 1, inProject)
    if !hasDraft { try draft.remove() }
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
    let source = try lineage.version(reference.selector)
    let isProject = lineage.shelf == .project
    let folder = try folder(isProject ? library.projectFolder : library.userFolder).child(Array(source.name.utf8))
    if isProject { try refuseLink(folder) }
    let next = try number(behind: lineage)
    let file = TemplateShelf.File(
      name: source.name, origin: isProject ? .project : .user,
      path: folder.child(Array("v\(next).\(source.form.ending)".utf8)), form: source.form, number: next, builtIn: nil,
      fence: isProject ? library.projectFolder : nil)
    try requireEditor(file)
    let draft = TemplateDraft(in: folder, ending: source.form.ending, isProject: isProject, context: context)
    let claim = try draft.claim()
    defer { claim?.release() }
    guard let edited = try edited(source, as: file, draft) else { return .complete }
    let (number, path) = try add(edited, source.form, to: folder, from: next, isProject)
    try draft.remove()
    return try settle(source.name, number, path, on: lineage.shelf, asJSON)
  }

  /// What the user makes of a version, without mistakes, kept as the draft; nil where nothing was changed.
  private func edited(
    _ source: TemplateVersion, as file: TemplateShelf.File, _ draft: TemplateDraft
  ) throws(LLMError) -> [UInt8]? {
    let original = TemplateFile.renumbered(source.text, source.form, to: file.number ?? 1)
    let kept = try draft.kept()
    if kept != nil { reporter.notice("going on with what was kept in \(draft.path.shown)") }
    var edited = try change(kept ?? original, source.form)
    guard !Self.isSame(edited, original) else {
      reporter.notice("nothing was changed, so there is no new version")
      // It was read, and taken back.
      if kept != nil { try draft.remove() }
      return nil
    }
    // The text is on the disk before anything else can go wrong.
    try draft.keep(edited)
    try bringSchema(of: edited, from: source, to: file)
    while let mistake = mistake(in: edited, of: file) {
      reporter.error(mistake)
      guard context.terminal.hasPerson,
        let answer = context.terminal.readAnswer(.line("Edit it again? [Y/n] ")),
        !["n", "no"].contains(answer.lowercased())
      else {
        throw LLMError(
          .inputInvalid, "the text has a mistake and is no version yet; it is kept in \(draft.path.shown)",
          advice: "'llmctl prompts edit \(source.name)' goes on with it")
      }
      edited = try change(edited, source.form)
      try draft.keep(edited)
      try bringSchema(of: edited, from: source, to: file)
    }
    return edited
  }

  /// Puts a copy of the schema that the text names beside the version, where the one it was made from stands elsewhere.
  private func bringSchema(
    of text: [UInt8], from source: TemplateVersion, to file: TemplateShelf.File
  ) throws(LLMError) {
    guard case .file(let name)? = source.content.schema, let schema = source.schema, let folder = file.path?.parent,
      source.path?.parent != folder, (try? TemplateFile.read(text, file.form))?.schema == .file(name)
    else { return }
    let path = folder.child(Array(name.utf8))
    do throws(FileError) {
      try context.tree.create(path, JSONWriter.bytes(of: schema) + [Byte.lineFeed], isPrivate: file.origin != .project)
      reporter.notice("a copy of the schema is \(path.shown)")
    } catch {
      // One that is there is what the text means from now on.
      guard error != .alreadyExists else { return }
      throw LLMError(.cannotWrite, "cannot write \(path.shown): \(error.phrase)")
    }
  }

  /// The number of the next version.
  private func number(behind lineage: TemplateLineage) throws(LLMError) -> Int {
    let highest = lineage.highestNumber
    guard highest < TemplateReference.numbers.upperBound else {
      throw LLMError(.usage, "there is no number behind v\(highest) of the template '\(lineage.name)'")
    }
    return highest + 1
  }

  /// Puts the text into the first file of a version that nobody else has made.
  private func add(
    _ text: [UInt8], _ form: TemplateFile.Form, to folder: RawPath, from first: Int, _ isProject: Bool
  ) throws(LLMError) -> (number: Int, path: RawPath) {
    for number in first..<(first + Self.attempts) where TemplateReference.numbers.contains(number) {
      let isTaken = TemplateFile.Form.endings.contains { other in
        let path = folder.child(Array("v\(number).\(other)".utf8))
        return (try? context.tree.status(of: path, followsLinks: false)) != nil
      }
      if isTaken { continue }
      let path = folder.child(Array("v\(number).\(form.ending)".utf8))
      let content = TemplateFile.renumbered(text, form, to: number)
      do throws(FileError) {
        let end = content.last == Byte.lineFeed ? [] : [Byte.lineFeed]
        try context.tree.create(path, content + end, isPrivate: !isProject)
        return (number, path)
      } catch {
        // Only where a number is taken, the next one is tried.
        if error == .alreadyExists { continue }
        throw LLMError(.cannotWrite, "cannot write \(path.shown): \(error.phrase)")
      }
    }
    throw LLMError(.cannotWrite, "cannot write a new version into \(folder.shown): all numbers tried were taken")
  }

  private func change(_ text: [UInt8], _ form: TemplateFile.Form) throws(LLMError) -> [UInt8] {
    guard let edited = context.terminal.edit(exactly: text, ending: form.ending) else {
      throw LLMError(.usage, "the editor failed, so nothing was changed", advice: "VISUAL or EDITOR names another one")
    }
    return edited
  }

  private func mistake(in text: [UInt8], of file: TemplateShelf.File) -> LLMError? {
    guard text.count <= TemplateFile.sizeLimit else {
      return TemplateMistake("is larger than \(TemplateFile.sizeLimit >> 20) MiB", line: nil).error(in: file.place)
    }
    do throws(LLMError) {
      let version = try file.version(text, context)
      guard let schema = version.schema, let complaint = TemplateCheck.complaint(about: schema) else { return nil }
      return TemplateMistake(complaint, line: version.content.lines["schema"]).error(in: file.place)
    } catch { return error }
  }

  /// A link in a project could have the text written to somewhere else.
  private func refuseLink(_ folder: RawPath) throws(LLMError) {
    for path in [folder, folder.child(Array("draft.yaml".utf8)), folder.child(Array("draft.md".utf8))]
    where (try? context.tree.status(of: path, followsLinks: false))?.kind == .link {
      throw LLMError(.inputInvalid, "\(path.shown) is a link, which could lead anywhere")
    }
  }

  /// Without a terminal only an editor that was chosen can be meant to run.
  private func requireEditor(_ file: TemplateShelf.File) throws(LLMError) {
    guard !context.input.isTerminal, context.environment["VISUAL"] == nil, context.environment["EDITOR"] == nil else {
      return
    }
    throw LLMError(
      .usage, "neither VISUAL nor EDITOR names an editor, and there is no terminal for another one",
      advice: "Write the file \(file.place) and run 'llmctl prompts lint'")
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
    guard let lineage = library.lineage(name, on: shelf) else {
      throw LLMError(.cannotWrite, "\(path.shown) was written, and is not among the templates")
    }
    let version = try lineage.version(.number(number))
    if version.origin == .project { try TrustedTemplates(context: context, reporter: reporter).remember(version) }
    for finding in TemplateCheck(context: context).results(of: version) { reporter.warning(finding.text) }
    try tellUse(lineage, number)
    return .complete
  }

  /// Says what the name alone means now: the new version, unless somebody said what is in use.
  private func tellUse(_ lineage: TemplateLineage, _ number: Int) throws(LLMError) {
    let name = lineage.name
    guard let entry = try lineage.rollouts.read().entry(name, Rollout.usualLabel) else {
      guard let older = lineage.all().versions.last(where: { $0.number < number })?.number else { return }
      return reporter.notice(
        "'-t \(name)' means v\(number) now, since nobody said which is in use; 'llmctl prompts use \(name)@v\(older)' "
          + "keeps it at v\(older)")
    }
    guard !entry.shares.contains(where: { $0.number == number }) else { return }
    reporter.notice("'-t \(name)' still means \(entry.words); 'llmctl prompts use \(name)@v\(number)' changes that")
  }

  /// Editors end the last line.
  private static func isSame(_ text: [UInt8], _ other: [UInt8]) -> Bool {
    func tidy(_ text: [UInt8]) -> ArraySlice<UInt8> { text.last == Byte.lineFeed ? text.dropLast() : text[...] }
    return tidy(text) == tidy(other)
  }
}
