/// Two calls, or many, as `--json` prints them. Version 1; members may be added, never changed.
package struct ComparisonDocument {
  package let json: JSONValue

  /// Two calls side by side.
  package init(_ comparison: CallComparison) {
    var members = [
      JSONMember("version", .integer(1)), JSONMember("type", .string("comparison")),
      JSONMember("same", .bool(comparison.isSame)), JSONMember("old", Self.call(comparison.old)),
      JSONMember("new", Self.call(comparison.new)),
      JSONMember("request", .array(comparison.request.map(Self.change))),
      JSONMember("answer", Self.answer(comparison.answer)),
      JSONMember("tool_calls", comparison.toolCalls.map { .array($0.entries.map(Self.toolCall)) } ?? .null),
      JSONMember(
        "figures",
        .object(comparison.figures.map { JSONMember($0.name.replacingBlanks, $0.json) })),
    ]
    if let judgement = comparison.judgement { members.append(JSONMember("judgement", judgement.json)) }
    json = .object(members)
  }

  /// A table over many calls.
  package init(_ table: ComparisonTable, of calls: [ComparedCall]) {
    json = .object([
      JSONMember("version", .integer(1)), JSONMember("type", .string("comparison_table")),
      JSONMember("models", .array(table.rows.map(Self.row))),
      JSONMember("answers", .array(table.groups.map(Self.group))),
      JSONMember("calls", .array(calls.map(Self.call))),
    ])
  }

  private static func call(_ call: ComparedCall) -> JSONValue {
    .object([
      JSONMember("id", .string(call.id.text)), JSONMember("started_at", .string(call.startedAt.rfc3339)),
      JSONMember("command", .string(call.command)), JSONMember("model", .string(call.model)),
      JSONMember("model_served", .optional(call.modelServed)), JSONMember("served_by", .optional(call.servedBy)),
      JSONMember("prompt_version", .optional(call.promptVersion?.text)), JSONMember("outcome", .string(call.verdict)),
      JSONMember("answer", .optional(call.answer)),
    ])
  }

  private static func change(_ change: RequestChange) -> JSONValue {
    var members = [JSONMember("name", .string(change.name))]
    switch change.kind {
    case .value(let old, let new): members += [JSONMember("old", .string(old)), JSONMember("new", .string(new))]
    case .text(let difference): members.append(JSONMember("words", words(difference)))
    case .structure(let difference): members.append(JSONMember("structure", .array(difference.entries.map(\.json))))
    case .unknown(let reason): members.append(JSONMember("unknown", .string(reason)))
    }
    return .object(members)
  }

  private static func answer(_ answer: CallComparison.AnswerChange) -> JSONValue {
    switch answer {
    case .same: return .object([JSONMember("kind", .string("same"))])
    case .text(let difference):
      return .object([
        JSONMember("kind", .string("text")), JSONMember("similarity_permille", .integer(difference.similarity)),
        JSONMember("exact", .bool(difference.isExact)), JSONMember("words", words(difference)),
      ])
    case .structure(let difference):
      return .object([
        JSONMember("kind", .string("json")), JSONMember("exact", .bool(difference.isExact)),
        JSONMember("structure", .array(difference.entries.map(\.json))),
      ])
    case .missing(let old, let new):
      return .object([
        JSONMember("kind", .string("missing")), JSONMember("old", .bool(old != nil)),
        JSONMember("new", .bool(new != nil)),
      ])
    }
  }

  /// What was kept, removed and added, in order: `[["kept", "the "], ["removed", "cat"]]`.
  private static func words(_ difference: WordDifference) -> JSONValue {
    .array(
      difference.segments.map { segment in
        let fate =
          switch segment.fate {
          case .kept: "kept"
          case .removed: "removed"
          case .added: "added"
          }
        return .array([.string(fate), .string(segment.text)])
      })
  }

  private static func toolCall(_ entry: ToolCallDifference.Entry) -> JSONValue {
    var members = [
      JSONMember("change", .string(entry.fate.rawValue)), JSONMember("name", .string(entry.name)),
      JSONMember("old_index", .optional(entry.oldIndex)), JSONMember("new_index", .optional(entry.newIndex)),
    ]
    if let arguments = entry.arguments {
      members.append(JSONMember("structure", .array(arguments.entries.map(\.json))))
    }
    if let difference = entry.words { members.append(JSONMember("words", words(difference))) }
    if let text = entry.text { members.append(JSONMember("arguments", .string(text))) }
    return .object(members)
  }

  private static func row(_ row: ComparisonTable.Row) -> JSONValue {
    .object([
      JSONMember("model", .string(row.model)), JSONMember("calls", .integer(row.calls)),
      JSONMember("done", .integer(row.done)), JSONMember("cost", row.cost.json),
      JSONMember("median_total_ms", .optional(row.medianTime)),
      JSONMember("median_first_token_ms", .optional(row.medianFirstToken)), JSONMember("timed", .integer(row.timed)),
      JSONMember("median_tokens_in", .optional(row.medianInput)),
      JSONMember("median_tokens_out", .optional(row.medianOutput)), JSONMember("answers", .integer(row.answers)),
      JSONMember("distinct_answers", .integer(row.distinct)),
      JSONMember("agreement_permille", .optional(row.agreement)), JSONMember("shortest", .optional(row.shortest)),
      JSONMember("median_length", .optional(row.medianLength)), JSONMember("longest", .optional(row.longest)),
    ])
  }

  private static func group(_ group: ComparisonTable.Group) -> JSONValue {
    .object([
      JSONMember("answer", .string(group.answer)), JSONMember("calls", .array(group.calls.map { .string($0.text) })),
      JSONMember("models", .object(group.models.map { JSONMember($0.model, .integer($0.calls)) })),
    ])
  }
}

extension String {
  /// A name as members are called: `tokens in` is `tokens_in`.
  fileprivate var replacingBlanks: String { String(map { $0 == " " ? "_" : $0 }) }
}
