/// Calls as lines of aligned columns.
package struct CallTable {
  /// The table with its heading; every line ends in a line feed.
  package let text: String

  /// So many characters of a prompt are shown where nothing limits the lines.
  private static let usualPrompt = 60
  /// What fits less is not worth a column.
  private static let leastPrompt = 12

  /// - Parameter columns: how wide lines may become; nil for any width.
  package init(_ calls: [CallRecord], columns: Int? = nil) {
    let heading = ["ID", "STARTED (UTC)", "OUTCOME", "COMMAND", "MODEL", "IN", "OUT", "SECONDS", "COST", "PROMPT"]
    let rows = [heading] + calls.map(Self.row)
    // The prompt has what the other columns leave.
    let others = AlignedColumns(rows.map { Array($0.dropLast()) }, numbers: 5..<9).text
    let width = others.split(separator: "\n").map { displayWidth(of: String($0)) }.max() ?? 0
    let room = columns.map { $0 - width - 2 } ?? Self.usualPrompt
    guard room >= Self.leastPrompt else {
      text = others
      return
    }
    text = AlignedColumns(rows.map { $0.dropLast() + [cut($0[9], toWidth: room)] }, numbers: 5..<9).text
  }

  private static func row(_ call: CallRecord) -> [String] {
    var usage = Usage()
    var (seconds, cost) = ("-", "-")
    if case .closed(let outcome) = call.state {
      usage = outcome.usage
      seconds = "\(outcome.totalTime / 1000).\(outcome.totalTime / 100 % 10)"
      cost = call.cost ?? "-"
    }
    let started = call.startedAt.rfc3339.prefix(19).map { $0 == "T" ? " " : $0 }
    let words = call.intent.prompt?.split(maxSplits: 40, whereSeparator: \.isWhitespace).joined(separator: " ") ?? "-"
    return [
      call.id.short, String(started), call.state.name, call.intent.command,
      SafeText.line("\(call.intent.provider)/\(call.intent.modelAsked)").text, usage.input.map(String.init) ?? "-",
      usage.output.map(String.init) ?? "-", seconds, cost, SafeText.line(String(words.prefix(400))).text,
    ]
  }
}

extension CallRecord {
  /// What all tries cost together, in a few words; nil where nobody looked.
  fileprivate var cost: String? {
    guard case .closed(let outcome) = state, let last = outcome.charge else { return nil }
    guard !attempts.isEmpty else { return last.shown }
    var sum = Spend(outcome)
    for attempt in attempts { sum += Spend(attempt) }
    return sum.unpriced > 0 ? "unpriced" : sum.spent == .zero ? "nothing" : sum.spent.shown
  }
}

extension CallRecord.State {
  /// The word users see.
  package var name: String {
    switch self {
    case .running: "running"
    case .interrupted: "interrupted"
    case .closed(let outcome): outcome.verdict.rawValue
    }
  }
}
