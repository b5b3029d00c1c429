import LLMCore
import LLMTestKit

/// What stands behind `data:` in a stream of Chat Completions.
enum Payload {
  /// A piece of the answer.
  static func text(_ text: String) -> String { delta([JSONMember("content", .string(text))]) }

  /// A piece of the model's reasoning.
  static func reasoning(_ text: String) -> String { delta([JSONMember("reasoning_content", .string(text))]) }

  /// A piece of a refusal.
  static func refusal(_ text: String) -> String { delta([JSONMember("refusal", .string(text))]) }

  /// A piece of the first tool call.
  static func tool(id: String? = nil, name: String? = nil, arguments: String) -> String {
    let function = [JSONMember("name", .optional(name)), JSONMember("arguments", .string(arguments))]
    let call = JSONValue.object([
      JSONMember("index", .integer(0)), JSONMember("id", .optional(id)), JSONMember("function", .object(function)),
    ])
    return delta([JSONMember("tool_calls", .array([call]))])
  }

  /// The reason to finish.
  static func finish(_ reason: String = "stop") -> String { delta([], finish: reason) }

  /// The tokens of the whole call.
  static func usage(input: Int = 12, output: Int = 34, cached: Int = 2, reasoning: Int = 4) -> String {
    """
    {"id":"chatcmpl-1","model":"test-served","choices":[],"usage":{"prompt_tokens":\(input),\
    "completion_tokens":\(output),"prompt_tokens_details":{"cached_tokens":\(cached)},\
    "completion_tokens_details":{"reasoning_tokens":\(reasoning)}}}
    """
  }

  /// The same answer as one object, for servers that were asked for no stream.
  static func whole(_ text: String) -> String {
    """
    {"id":"chatcmpl-1","model":"test-served","choices":[{"index":0,"finish_reason":"stop","message":\
    {"role":"assistant","content":\(JSONWriter.text(of: .string(text)))}}],\
    "usage":{"prompt_tokens":12,"completion_tokens":34}}
    """
  }

  private static func delta(_ members: [JSONMember], finish: String? = nil) -> String {
    let choice = JSONValue.object([
      JSONMember("index", .integer(0)), JSONMember("delta", .object(members)),
      JSONMember("finish_reason", .optional(finish)),
    ])
    return JSONWriter.text(
      of: .object([
        JSONMember("id", .string("chatcmpl-1")), JSONMember("model", .string("test-served")),
        JSONMember("choices", .array([choice])),
      ]))
  }
}

extension [FaultStep] {
  /// A complete stream: the pieces of the answer, the reason to finish, the tokens.
  static func answer(_ pieces: String..., finish reason: String = "stop", headers: [HTTPHeader] = []) -> Self {
    sse(pieces.map(Payload.text) + [Payload.finish(reason), Payload.usage()], headers: headers)
  }

  /// The pieces of an answer that is not over.
  static func beginning(_ pieces: String...) -> Self {
    sseOpening() + pieces.map { .send(Chunk.framed(Chunk.event(Payload.text($0)))) }
  }
}
