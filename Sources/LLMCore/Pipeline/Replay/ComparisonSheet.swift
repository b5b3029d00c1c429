/// Two calls for people: what differed in the request, what both took, and their answers beside each other or in one.
struct ComparisonSheet {
  /// What the output can show.
  struct Setting: Sendable {
    /// The columns of what is wide enough for two answers beside each other; nil for one text.
    var sideColumns: Int?
    var isColoured = false
    /// Whether lines that are the same are shown far from what differs.
    var isFull = false
  }

  /// The lines; each ends in a line feed. Safe for a terminal.
  private(set) var text = ""

  private static let context = 3
  /// Of a JSON value, in columns.
  private static let valueWidth = 60

  private let setting: Setting
  private let paint: ComparisonPaint

  init(_ comparison: CallComparison, _ setting: Setting) {
    self.setting = setting
    paint = ComparisonPaint(isColoured: setting.isColoured)
    addHeading(comparison)
    addRequest(comparison)
    addFigures(comparison)
    addAnswer(comparison)
    if let toolCalls = comparison.toolCalls { add(toolCalls) }
    if let judgement = comparison.judgement { add(judgement) }
  }

  private mutating func addTitle(_ title: String) { text += "\n" + paint.bold(title) + "\n" }

  private mutating func addHeading(_ comparison: CallComparison) {
    let rows = [("A", comparison.old), ("B", comparison.new)].map { letter, call in
      [
        letter, SafeText.line(call.id.text).text,
        String(call.startedAt.rfc3339.prefix(19).map { $0 == "T" ? " " : $0 }),
        SafeText.line(call.title).text, SafeText.line(call.command).text,
      ]
    }
    text += AlignedColumns(rows).text
  }

  // MARK: Request and figures

  private mutating func addRequest(_ comparison: CallComparison) {
    addTitle("Request")
    if comparison.request.isEmpty { text += "  nothing is known to differ\n" }
    for change in comparison.request {
      switch change.kind {
      case .value(let old, let new):
        text +=
          "  \(change.name): \(paint.painted(Self.line(old), .removed)) → \(paint.painted(Self.line(new), .added))\n"
      case .text(let difference):
        text += "  \(change.name):\n" + indented(indented(unified(difference)))
      case .structure(let difference):
        text += "  \(change.name):\n" + indented(indented(structure(difference)))
      case .unknown(let reason): text += paint.faint("  \(change.name): \(Self.line(reason))") + "\n"
      }
    }
  }

  private mutating func addFigures(_ comparison: CallComparison) {
    let rows = comparison.figures.map { figure in
      ["  " + figure.name, Self.line(figure.oldShown), Self.line(figure.newShown), Self.line(figure.change)]
    }
    text += "\n" + AlignedColumns([["", "A", "B", "change"]] + rows, numbers: 1..<4).text
  }

  // MARK: Answer

  private mutating func addAnswer(_ comparison: CallComparison) {
    switch comparison.answer {
    case .same:
      addTitle("Answers")
      text += "  both are the same\n"
    case .text(let difference):
      addTitle("Answers, \(Self.percent(difference.similarity)) the same")
      text += parallel(difference)
    case .structure(let difference):
      addTitle("Answers, compared as JSON")
      text += indented(structure(difference))
    case .missing(let old, let new):
      addTitle("Answers")
      for (letter, answer) in [("A", old), ("B", new)] {
        guard let answer else {
          text += "  \(letter) has no recorded answer\n"
          continue
        }
        text += "  \(letter):\n" + indented(ended(SafeText(answer).text))
      }
    }
  }

  private func parallel(_ difference: WordDifference) -> String {
    let note =
      difference.isExact ? "" : paint.faint("the texts are too different to find all that they share") + "\n"
    guard let columns = setting.sideColumns else { return note + unified(difference) }
    return note + ParallelColumns(columns: columns, paint: paint).text(rows(difference))
  }

  private func rows(_ difference: WordDifference) -> ComparedRows {
    ComparedRows(difference, context: setting.isFull ? nil : Self.context)
  }

  /// Both texts in one, with what differs marked.
  private func unified(_ difference: WordDifference) -> String {
    var text = ""
    for item in rows(difference).items {
      switch item {
      case .row(let row): text += row.segments.map(paint.marked).joined() + "\n"
      case .omitted(let rows): text += paint.faint("… \(rows.count.grouped) lines are the same …") + "\n"
      }
    }
    return text
  }

  private func structure(_ difference: JSONDifference) -> String {
    guard !difference.isEmpty else { return "the values are the same\n" }
    return difference.entries.map { entry in
      let place = entry.pointer.isEmpty ? "the whole value" : Self.line(entry.pointer)
      let old = paint.painted(Self.short(entry.old), .removed)
      let new = paint.painted(Self.short(entry.new), .added)
      switch entry.kind {
      case .added: return "+ \(place) \(new)\n"
      case .removed: return "- \(place) \(old)\n"
      case .changed, .typeChanged: return "~ \(place) \(old) → \(new)\n"
      }
    }.joined()
  }

  private mutating func add(_ difference: ToolCallDifference) {
    addTitle("Tool calls")
    for entry in difference.entries {
      let name = Self.line(entry.name)
      switch entry.fate {
      case .same: text += "  = \(name)\n"
      case .moved: text += "  = \(name), at another place\n"
      case .added: text += "  + " + paint.painted("\(name) \(Self.cutLine(entry.text ?? ""))", .added) + "\n"
      case .removed: text += "  - " + paint.painted("\(name) \(Self.cutLine(entry.text ?? ""))", .removed) + "\n"
      case .changed:
        text += "  ~ \(name)\n"
        if let arguments = entry.arguments { text += indented(indented(structure(arguments))) }
        if let words = entry.words { text += indented(indented(unified(words))) }
      }
    }
  }

  private mutating func add(_ verdict: JudgeVerdict) {
    addTitle("Judge \(Self.line(verdict.judge))")
    text += "  \(verdict.summary), for \(verdict.cost.shown)\n"
    for (order, opinion) in zip(["A first", "B first"], verdict.opinions) {
      text += "  \(order), \(opinion.oldScore) : \(opinion.newScore). \(Self.line(opinion.reason))\n"
    }
  }

  // MARK: Words

  private static func line(_ text: String) -> String { SafeText.line(text).text }

  private static func cutLine(_ text: String) -> String { cut(line(text), toWidth: valueWidth) }

  private static func short(_ value: JSONValue?) -> String { value.map { cutLine(JSONWriter.text(of: $0)) } ?? "" }

  private static func percent(_ permille: Int) -> String {
    permille == 1000 ? "100 %" : "\(permille / 10).\(permille % 10) %"
  }

  private func ended(_ text: String) -> String { text.hasSuffix("\n") ? text : text + "\n" }

  private func indented(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map { "  \($0)\n" }.joined()
  }
}
