extension PromptsDesk {
  /// Prints what two versions of a template say differently.
  ///
  /// - Parameters:
  ///   - older: as behind `@`: `v2`, a label, or the start of a hash. Nil for the version below the other one.
  ///   - newer: nil for the newest.
  ///
  /// Throws `LLMError` for versions that there are not.
  package func diff(_ name: String, _ older: String?, _ newer: String?, asJSON: Bool) throws(LLMError) -> ExitCode {
    let lineage = try library.lineage(try TemplateReference(name).name)
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
    var text = "\(before.title) -> v\(after.number)\n"
    for change in changes { text += Self.words(of: change) }
    try output.show(text)
    return .complete
  }

  /// A short member on one line, a longer one by lines.
  private static func words(of change: TemplateDifference.Change) -> String {
    let texts = [change.before, change.after].compactMap(\.self)
    guard texts.contains(where: { $0.contains("\n") || $0.count > 60 }) else {
      return "\(change.member): \(change.before ?? "(nothing)") -> \(change.after ?? "(nothing)")\n"
    }
    return "\(change.member):\n" + changedLines(change.before ?? "", change.after ?? "")
  }

  /// Both texts as lines: those of one behind `-` or `+`, those of both behind a space.
  private static func changedLines(_ before: String, _ after: String) -> String {
    func lines(_ text: String) -> [Substring] {
      text.isEmpty ? [] : text.split(separator: "\n", omittingEmptySubsequences: false)
    }
    let (old, new) = (lines(before), lines(after))
    let difference = new.difference(from: old)
    var (removed, added): (Set<Int>, Set<Int>) = ([], [])
    for change in difference {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): added.insert(offset)
      }
    }
    var text = ""
    var (oldLine, newLine) = (0, 0)
    while oldLine < old.count || newLine < new.count {
      if removed.contains(oldLine) {
        text += "- \(old[oldLine])\n"
        oldLine += 1
      } else if added.contains(newLine) {
        text += "+ \(new[newLine])\n"
        newLine += 1
      } else {
        text += "  \(new[newLine])\n"
        (oldLine, newLine) = (oldLine + 1, newLine + 1)
      }
    }
    return text
  }
}
