/// `llmctl prompts use` and `rollback`: says which versions labels stand for.
package struct RolloutDesk: Sendable {
  /// What somebody wants of a label.
  package struct Wish: Sendable, Equatable {
    /// `NAME@v4`, or `NAME` with a split.
    package var reference = ""
    package var label: String?
    /// How many of a hundred get this version; nil for all.
    package var percent: Int?
    /// `v3=50,v4=50`.
    package var split: String?
    /// The tag whose value decides; nil for the user.
    package var tag: String?

    package init() {}
  }

  private let context: AppContext
  private let reporter: Reporter

  package init(context: AppContext, reporter: Reporter) {
    self.context = context
    self.reporter = reporter
  }

  /// Has a label stand for a version, or for several with their shares.
  ///
  /// Throws `LLMError` for versions that there are not, shares that do not add up, and a file that cannot be read or written.
  package func use(_ wish: Wish, asJSON: Bool) async throws(LLMError) -> ExitCode {
    let reference = try TemplateReference(wish.reference)
    let label = try Self.label(wish.label)
    try wish.tag.map { (tag) throws(LLMError) in try Self.check(tag: tag) }
    let lineage = try TemplateLibrary(context: context).lineage(reference.name)
    let numbers = try lineage.versions().map(\.number)
    let moment = context.time.now().rfc3339
    let shares = try wish.split.map { (text) throws(LLMError) in try split(text, lineage) }
    let number = shares == nil ? try self.number(reference, lineage) : nil
    let (before, after) = try await lineage.rollouts.change {
      (rollout) throws(LLMError) -> (RolloutEntry?, RolloutEntry) in
      var entry: RolloutEntry
      if let shares {
        entry = RolloutEntry(shares)
      } else {
        entry = try rollout.entry(
          giving: wish.percent ?? 100, to: number ?? 0, of: reference.name, label, numbers: numbers)
      }
      let before = rollout.before(entry.shares, reference.name, label, numbers: numbers)
      if entry.shares.count > 1 {
        entry.tag = wish.tag ?? before?.tag
      } else if wish.tag != nil {
        throw LLMError(
          .usage, "all calls get \(entry.words), so there is nothing for a tag to decide", advice: "Leave --by-tag out")
      }
      entry.moment = moment
      rollout.use(entry, reference.name, label, numbers: numbers)
      return (before, entry)
    }
    return try tell(reference.name, label, before, after, asJSON)
  }

  /// Has a label stand for what it stood for before.
  ///
  /// Throws `LLMError` where there is nothing to go back to.
  package func rollBack(_ name: String, label: String?, asJSON: Bool) async throws(LLMError) -> ExitCode {
    let name = try TemplateReference.name(name, for: "rollback")
    let label = try Self.label(label)
    let lineage = try TemplateLibrary(context: context).lineage(name)
    let numbers = try lineage.versions().map(\.number)
    let moment = context.time.now().rfc3339
    let (before, after) = try await lineage.rollouts.change {
      (rollout) throws(LLMError) -> (RolloutEntry?, RolloutEntry) in
      let before = rollout.entry(name, label)
      guard let after = rollout.rollBack(name, label, numbers: numbers, moment: moment) else {
        throw LLMError(
          .inputMissing, "'\(label)' of '\(name)' stood for nothing before",
          advice: "'llmctl prompts use \(name)@vN' says what it stands for")
      }
      if let gone = after.shares.first(where: { !numbers.contains($0.number) }) {
        throw LLMError(
          .inputMissing, "'\(label)' of '\(name)' stood for v\(gone.number) before, which there is not any more",
          advice: "'llmctl prompts use \(name)@vN' says what it stands for")
      }
      return (before ?? numbers.max().map { RolloutEntry([RolloutEntry.Share($0)]) }, after)
    }
    return try tell(name, label, before, after, asJSON)
  }

  private func tell(
    _ name: String, _ label: String, _ before: RolloutEntry?, _ after: RolloutEntry, _ asJSON: Bool
  ) throws(LLMError) -> ExitCode {
    if asJSON {
      try OutputWriter(console: context.console).show(
        .document(
          "prompt_rollout",
          [
            JSONMember("name", .string(name)), JSONMember("label", .string(label)),
            JSONMember("before", before?.json ?? .null), JSONMember("now", after.json),
          ]))
    } else {
      let was = before.map { ", before \($0.words)" } ?? ""
      reporter.notice("\(name)@\(label) is \(after.words)\(was)")
    }
    return .complete
  }

  private func number(_ reference: TemplateReference, _ lineage: TemplateLineage) throws(LLMError) -> Int {
    guard reference.selector != .usual else {
      throw LLMError(
        .usage, "which version of '\(reference.name)'?",
        advice: "Write it as \(reference.name)@vN; there is \(Self.list(try lineage.versions().map(\.number)))")
    }
    return try lineage.version(reference.selector).number
  }

  /// Reads `v3=50,v4=50`.
  private func split(_ text: String, _ lineage: TemplateLineage) throws(LLMError) -> [RolloutEntry.Share] {
    var shares: [RolloutEntry.Share] = []
    let numbers = try lineage.versions().map(\.number)
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let sides = part.split(separator: "=", omittingEmptySubsequences: false)
      guard sides.count == 2, let number = TemplateReference.number(of: sides[0]), let percent = Int(sides[1]) else {
        throw LLMError(.usage, "'\(part)' is no share of a version", advice: "Write it as --split v3=50,v4=50")
      }
      guard numbers.contains(number) else {
        throw LLMError(
          .inputMissing, "there is no v\(number) of the template '\(lineage.name)'",
          advice: "There is \(Self.list(numbers))")
      }
      shares.append(RolloutEntry.Share(number, percent: percent))
    }
    guard RolloutEntry(shares).isSound else {
      throw LLMError(
        .usage, "the shares '\(text)' do not add up to 100 of a hundred, each version once",
        advice: "Write it as --split v3=50,v4=50")
    }
    return shares
  }

  private static func label(_ text: String?) throws(LLMError) -> String {
    guard let text else { return Rollout.usualLabel }
    guard TemplateReference.isLabel(text) else {
      throw LLMError(
        .usage, "'\(text)' is no label", advice: "A label is made of letters, digits, '_' and '-', as in staging")
    }
    return text
  }

  /// A tag that no call can have would decide nothing.
  private static func check(tag: String) throws(LLMError) {
    guard !tag.isEmpty, !tag.contains(where: { $0 == "=" || $0.isWhitespace }) else {
      throw LLMError(
        .usage, "'\(tag)' is no key of a tag", advice: "Write it as behind --tag, before the '=': --by-tag customer")
    }
  }

  private static func list(_ numbers: [Int]) -> String { numbers.map { "v\($0)" }.joined(separator: ", ") }
}
