/// The object `review --format json` prints: all facts. Version 1; members may be added, never changed. Its schema is
/// `docs/schemas/review-1.schema.json`.
struct ReviewDocument {
  let json: JSONValue

  init(_ report: ReviewReport) {
    let dropped = DropReason.allCases.map { JSONMember($0.rawValue, .integer(report.dropped[$0] ?? 0)) }
    json = .object([
      JSONMember("version", .integer(1)), JSONMember("type", .string("review")),
      JSONMember("llmctl", .string(report.toolVersion)), JSONMember("outcome", .string(report.outcome.rawValue)),
      JSONMember("exit_code", .integer(Int(report.exitCode(for: .json).rawValue))),
      JSONMember("fail_on", .string(report.gate.threshold(for: .json).word)),
      JSONMember("source", .string(report.source)), JSONMember("started_at", .optional(report.startedAt)),
      JSONMember("provider", .string(report.provider)), JSONMember("model", .string(report.model)),
      JSONMember("usage", report.usage.json), JSONMember("price_usd", report.price?.json ?? .null),
      JSONMember("price_is_lower_bound", .bool(report.priceIsLowerBound)),
      JSONMember("calls", .integer(report.calls)), JSONMember("cached_parts", .integer(report.cachedParts)),
      JSONMember("total_ms", .integer(report.duration.milliseconds)),
      JSONMember("findings", .array(report.entries.map(Self.finding))),
      JSONMember("reviewed", .array(report.reviewed.map { .object($0.members) })),
      JSONMember(
        "skipped", .array(report.skipped.map { .object($0.path.members + [JSONMember("reason", .string($0.reason))]) })),
      JSONMember("unreviewed", .array(report.unreviewed.map(Self.unreviewed))),
      JSONMember("remarks", .array(report.remarks.map(JSONValue.string))),
      JSONMember("dropped", .object(dropped)), JSONMember("moved", .integer(report.moved)),
      JSONMember("duplicates", .integer(report.duplicates)),
      JSONMember("errors", .array(report.errors.map(\.json))),
    ])
  }

  private static func finding(_ entry: ReviewReport.Entry) -> JSONValue {
    let finding = entry.finding
    var dismissal = JSONValue.null
    if case .dismissed(let by) = entry.state {
      dismissal = ["reason": .string(by.reason), "author": .string(by.author), "date": .string(by.date)]
    }
    let members: [JSONMember] =
      [JSONMember("id", .string(finding.id)), JSONMember("state", .string(entry.state.word))] + finding.path.members + [
        JSONMember("start_line", .integer(finding.lines.lowerBound)),
        JSONMember("end_line", .integer(finding.lines.upperBound)),
        JSONMember("start_column", .integer(finding.columns.start + 1)),
        JSONMember("end_column", .integer(finding.columns.end + 1)),
        JSONMember("changed", .bool(!finding.isInContext)),
        JSONMember("symbol", .optional(finding.identity.symbol)), JSONMember("rule", .string(finding.rule)),
        JSONMember("category", .string(finding.category.rawValue)),
        JSONMember("severity", .string(finding.severity.rawValue)),
        JSONMember("confidence", .number(Self.decimal(finding.confidence))),
        JSONMember("message", .string(finding.message)),
        JSONMember("other_messages", .array(finding.otherMessages.map(JSONValue.string))),
        JSONMember("code", .array(finding.code.map { .string($0.asText) })),
        JSONMember("suggestion", suggestion(finding.suggestion)), JSONMember("dismissal", dismissal),
        JSONMember("fingerprint", .string(finding.identity.fingerprint)),
        JSONMember("place", .string(finding.identity.place)),
        JSONMember("occurrence", .integer(finding.identity.occurrence)),
      ]
    return .object(members)
  }

  private static func suggestion(_ change: SuggestedChange?) -> JSONValue {
    guard let change else { return .null }
    return [
      "replacement": .array(change.replacement.map { .string($0.asText) }), "patch": .optional(change.patch?.asText),
    ]
  }

  private static func unreviewed(_ part: ReviewReport.Unreviewed) -> JSONValue {
    .object(
      part.path.members + [
        JSONMember("start_line", .optional(part.lines?.lowerBound)),
        JSONMember("end_line", .optional(part.lines?.upperBound)), JSONMember("reason", .string(part.reason)),
      ])
  }

  /// From 0 to 1 with three places.
  static func decimal(_ fraction: Double) -> String {
    let thousandths = Int((min(max(fraction, 0), 1) * 1000).rounded())
    if thousandths % 1000 == 0 { return String(thousandths / 1000) }
    var digits = String(1000 + thousandths).dropFirst()
    while digits.last == "0" { digits = digits.dropLast() }
    return "0." + digits
  }
}

extension ReviewGate.Threshold {
  /// The word `--fail-on` takes.
  var word: String {
    switch self {
    case .never: "never"
    case .from(let severity): severity.rawValue
    }
  }
}
