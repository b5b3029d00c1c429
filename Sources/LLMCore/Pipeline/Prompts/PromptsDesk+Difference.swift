extension PromptsDesk {
  /// Prints what two versions of a template say differently.
  ///
  /// - Parameters:
  ///   - older: as behind `@`: `v2`, a label, or the start of a hash. Nil for the version below the other one.
  ///   - newer: nil for the newest.
  ///
  /// Throws `LLMError` for versions that there are not.
  package func diff(_ name: String, _ older: String?, _ newer: String?, asJSON: Bool) throws(LLMError) -> ExitCode {
    let lineage = try library.lineage(try TemplateReference.name(name, for: "diff"))
    func version(_ text: String) throws(LLMError) -> TemplateVersion {
      try lineage.version(try TemplateReference("\(lineage.name)@\(text)").selector)
    }
    let versions = try lineage.versions()
    let after = try newer.map { (text) throws(LLMError) in try version(text) } ?? versions.last
    let before =
      try older.map { (text) throws(LLMError) in try version(text) }
      ?? versions.last { $0.number < after?.number ?? 0 }
    guard let before, let after else {
      throw LLMError(
        .inputMissing, "the template '\(lineage.name)' has only one version",
        advice: "'llmctl prompts edit \(lineage.name)' makes the next one")
    }
    let changes = TemplateDifference(before.content, after.content).changes
    if asJSON {
      try output.show(
        .document(
          "prompt_diff",
          [
            JSONMember("name", .string(lineage.name)), JSONMember("before", .integer(before.number)),
            JSONMember("after", .integer(after.number)), JSONMember("before_hash", .string(before.hash)),
            JSONMember("after_hash", .string(after.hash)), JSONMember("changes", .array(changes.map(\.json))),
          ]))
      return .complete
    }
    guard !changes.isEmpty else {
      reporter.notice("\(before.title) and v\(after.number) say the same")
      return .complete
    }
    let isTerminal = context.console.outputIsTerminal
    let paint = ComparisonPaint(
      isColoured: Appearance().depth(context.environment, isTerminal: isTerminal) != .none)
    var text = "\(before.title) -> v\(after.number)\n"
    for change in changes { text += Self.words(of: change, paint) }
    try output.show(coloured: text)
    return .complete
  }

  /// Lines that are the same and stand farther from a change than this are left out.
  private static let context = 3

  /// A short member on one line, a longer one with what changed of its words. Safe for a terminal.
  private static func words(of change: TemplateDifference.Change, _ paint: ComparisonPaint) -> String {
    let texts = [change.before, change.after].compactMap(\.self)
    let member = SafeText.line(change.member).text
    guard texts.contains(where: { $0.contains("\n") || $0.count > 60 }) else {
      let (before, after) = (SafeText.line(change.before ?? "").text, SafeText.line(change.after ?? "").text)
      let old = change.before == nil ? "(nothing)" : paint.painted(before, .removed)
      let new = change.after == nil ? "(nothing)" : paint.painted(after, .added)
      return "\(member): \(old) → \(new)\n"
    }
    var text = "\(member):\n"
    let rows = ComparedRows(WordDifference(change.before ?? "", change.after ?? ""), context: context)
    for item in rows.items {
      switch item {
      case .row(let row): text += row.segments.map(paint.marked).joined() + "\n"
      case .omitted(let rows): text += paint.faint("… \(rows.count.grouped) lines are the same …") + "\n"
      }
    }
    return text
  }
}
