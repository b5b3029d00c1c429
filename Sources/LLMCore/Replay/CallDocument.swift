/// One call as `--json` prints it. Version 1; members may be added, never changed.
package struct CallDocument {
  package let json: JSONValue

  /// `isComplete` adds the version and what was asked and answered.
  package init(_ call: CallRecord, isComplete: Bool) {
    let intent = call.intent
    var members = [
      JSONMember("id", .string(call.id.text)), JSONMember("started_at", .string(call.startedAt.rfc3339)),
      JSONMember("outcome", .string(call.state.name)), JSONMember("command", .string(intent.command)),
      JSONMember("provider", .string(intent.provider)), JSONMember("model", .string(intent.modelAsked)),
      JSONMember("conversation", .optional(intent.conversation)), JSONMember("tags", .object(intent.tags)),
      JSONMember("repository", .optional(intent.repository)), JSONMember("branch", .optional(intent.branch)),
      JSONMember("request_bytes", .integer(intent.requestBytes)),
      JSONMember("content_hash", .optional(intent.contentHash)),
      JSONMember("prompt_version", intent.promptVersion?.json ?? .null),
      JSONMember("replay_of", .optional(intent.replayOf?.text)),
    ]
    if case .closed(let outcome) = call.state { members += Self.members(of: outcome) }
    if isComplete {
      members.append(JSONMember("earlier_attempts", .array(call.attempts.map(Self.json(of:)))))
      members.insert(
        contentsOf: [JSONMember("version", .integer(1)), JSONMember("type", .string("call"))], at: 0)
      members += [JSONMember("system", .optional(intent.system)), JSONMember("prompt", .optional(intent.prompt))]
      if case .closed(let outcome) = call.state {
        members.append(JSONMember("answer", .optional(outcome.answer)))
        members.append(JSONMember("tool_calls", .array(outcome.toolCalls.map(Self.json(of:)))))
      }
    }
    json = .object(members)
  }

  private static func members(of outcome: CallOutcome) -> [JSONMember] {
    [
      JSONMember("exit_code", .integer(Int(outcome.exitCode.rawValue))),
      JSONMember("error", .optional(outcome.errorCode)), JSONMember("usage", outcome.usage.json),
      JSONMember("finish_reason", .optional(outcome.finishReason)),
      JSONMember("model_served", .optional(outcome.modelServed)),
      JSONMember("request_id", .optional(outcome.requestID)), JSONMember("http_status", .optional(outcome.httpStatus)),
      JSONMember("time_to_first_token_ms", .optional(outcome.timeToFirstToken)),
      JSONMember("total_ms", .integer(outcome.totalTime)),
      JSONMember("response_bytes", .integer(outcome.responseBytes)),
      JSONMember("answer_bytes", .integer(outcome.answerBytes)),
      JSONMember("attempts", .integer(outcome.attempts)), JSONMember("waited_ms", .integer(outcome.waited)),
      JSONMember("served_by", .optional(outcome.servedBy)), JSONMember("shared_with", .optional(outcome.sharedWith)),
      JSONMember("structured", outcome.reading ?? .null), JSONMember("cost", outcome.charge?.json ?? .null),
    ]
  }

  private static func json(of toolCall: ToolCall) -> JSONValue {
    .object([
      JSONMember("id", .string(toolCall.id)), JSONMember("name", .string(toolCall.name)),
      JSONMember("arguments", .string(toolCall.arguments)),
    ])
  }

  private static func json(of attempt: AttemptRecord) -> JSONValue {
    .object([
      JSONMember("number", .integer(attempt.number)), JSONMember("provider", .string(attempt.provider)),
      JSONMember("model", .string(attempt.model)), JSONMember("error", .string(attempt.errorCode)),
      JSONMember("http_status", .optional(attempt.httpStatus)),
      JSONMember("request_id", .optional(attempt.requestID)), JSONMember("waited_ms", .integer(attempt.waited)),
      JSONMember("total_ms", .integer(attempt.duration)), JSONMember("answer_bytes", .integer(attempt.answerBytes)),
      JSONMember("may_have_been_charged", .bool(attempt.mayHaveBeenCharged)), JSONMember("usage", attempt.usage.json),
      JSONMember("sequel", .string(attempt.sequel.rawValue)), JSONMember("cost", attempt.charge?.json ?? .null),
    ])
  }
}
