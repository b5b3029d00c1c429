/// Calls as lines of aligned columns.
package struct CallTable {
  /// The table with its heading; every line ends in a line feed.
  package let text: String

  package init(_ calls: [CallRecord]) {
    let heading = ["ID", "STARTED (UTC)", "OUTCOME", "COMMAND", "MODEL", "IN", "OUT", "SECONDS"]
    text = AlignedColumns([heading] + calls.map(Self.row), numbers: 5..<8).text
  }

  private static func row(_ call: CallRecord) -> [String] {
    var usage = Usage()
    var seconds = ""
    if case .closed(let outcome) = call.state {
      usage = outcome.usage
      seconds = "\(outcome.totalTime / 1000).\(outcome.totalTime / 100 % 10)"
    }
    let started = call.startedAt.rfc3339.prefix(19).map { $0 == "T" ? " " : $0 }
    return [
      call.id.text, String(started), call.state.name, call.intent.command,
      SafeText.line("\(call.intent.provider)/\(call.intent.modelAsked)").text, usage.input.map(String.init) ?? "-",
      usage.output.map(String.init) ?? "-", seconds.isEmpty ? "-" : seconds,
    ]
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
