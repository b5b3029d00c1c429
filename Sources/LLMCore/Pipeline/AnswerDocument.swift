/// The object `chat --json` prints. Version 1; members may be added, never changed.
struct AnswerDocument {
  let json: JSONValue

  init(_ answer: Answer, _ question: Question) {
    json = .object([
      JSONMember("version", .integer(1)),
      JSONMember("type", .string("answer")),
      JSONMember("outcome", .string(answer.verdict.rawValue)),
      JSONMember("exit_code", .integer(Int(answer.exitCode.rawValue))),
      JSONMember("text", .string(String(decoding: answer.text, as: UTF8.self))),
      JSONMember("reasoning", Self.optionalText(answer.reasoning)),
      JSONMember("refusal", Self.optionalText(answer.refusal)),
      JSONMember("value", answer.structured?.validValue ?? .null), JSONMember("structured", Self.structured(answer)),
      JSONMember("tool_calls", .array(answer.toolCalls.map(Self.toolCall))),
      JSONMember("finish_reason", .optional(answer.finish?.name)),
      JSONMember("provider", .string(question.account.name)),
      JSONMember("model", .string(question.request.model)),
      JSONMember("model_served", .optional(answer.modelServed)),
      JSONMember("prompt_version", question.promptVersion?.json ?? .null),
      JSONMember("usage", answer.usage.json),
      JSONMember("earlier_usage", answer.earlierUsage == Usage() ? .null : answer.earlierUsage.json),
      JSONMember("time_to_first_token_ms", .optional(answer.timeToFirstToken?.milliseconds)),
      JSONMember("total_ms", .integer(answer.totalTime.milliseconds)),
      JSONMember("attempts", .integer(answer.attempts)), JSONMember("waited_ms", .integer(answer.waited.milliseconds)),
      JSONMember("served_by", .optional(answer.servedBy)),
      JSONMember("shared_with", .optional(answer.sharedWith?.text)),
      JSONMember("cached", .bool(answer.cached != nil)), JSONMember("cache", answer.cached?.json(question) ?? .null),
      JSONMember("cost", answer.charge?.json ?? .null),
      JSONMember("earlier_cost", answer.earlierCharges.isEmpty ? .null : .array(answer.earlierCharges.map(\.json))),
      JSONMember("call_id", .optional(answer.callID?.text)),
      JSONMember("request_id", .optional(answer.requestID)),
      JSONMember("error", answer.error?.json ?? .null),
    ])
  }

  private static func optionalText(_ bytes: [UInt8]) -> JSONValue {
    bytes.isEmpty ? .null : .string(String(decoding: bytes, as: UTF8.self))
  }

  /// What it took to get the value, and what is wrong with it; null where no form was asked for.
  private static func structured(_ answer: Answer) -> JSONValue {
    guard let reading = answer.structured else { return .null }
    return .object([
      JSONMember("valid", .bool(reading.problems.isEmpty)), JSONMember("steps", .array(reading.steps.map(\.json))),
      JSONMember("problems", .array(reading.problems.map(\.json))), JSONMember("reasks", .integer(reading.reasks)),
    ])
  }

  private static func toolCall(_ call: ToolCall) -> JSONValue {
    .object([
      JSONMember("id", .string(call.id)), JSONMember("name", .string(call.name)),
      JSONMember("arguments", call.parsedArguments ?? .null),
      JSONMember("raw_arguments", .string(call.arguments)), JSONMember("complete", .bool(call.isComplete)),
    ])
  }
}
