import LLMCore

/// Errors inside of streams that began with HTTP 200: A15 and B25 to B29.
extension Transcript {
  static let errors: [Transcript] = [
    Transcript(
      "A15 a field named error", body: "error: {\"code\":500,\"message\":\"gone\"}\n\n",
      Reading(finish: nil, error: .server)),
    Transcript(
      "A15 a field named error with an error inside",
      body: "error: {\"error\":{\"code\":503,\"message\":\"gone\"}}\n\n",
      Reading(finish: nil, error: .overload)),
    Transcript(
      "A15 a field named error that is no JSON",
      body: "error: gone\n\ndata: \(chunk(#""content":"a""#))\n\ndata: \(end())\n\n", Reading(text: "a")),
    Transcript(
      "B25 an error event first",
      body: "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"O\"}}\n\n",
      Reading(finish: nil, error: .overload)),
    Transcript(
      "B26 an error after content", chunk(#""content":"abc""#),
      #"{"type":"error","error":{"type":"overloaded_error","message":"O"}}"#, done: false,
      gives: Reading(text: "abc", finish: nil, error: .partial)),
    Transcript(
      "B27 code as a number", #"{"error":{"message":"Rate limit exceeded","code":429}}"#,
      gives: Reading(finish: nil, error: .throttle)),
    Transcript(
      "B27 code as a text", #"{"error":{"message":"x","code":"401"}}"#, gives: Reading(finish: nil, error: .auth)),
    Transcript("B27 code null", #"{"error":{"message":"x","code":null}}"#, gives: Reading(finish: nil, error: .server)),
    Transcript("B27 no code", #"{"error":{"message":"x"}}"#, gives: Reading(finish: nil, error: .server)),
    Transcript("B27 error as a text", #"{"error":"model crashed"}"#, gives: Reading(finish: nil, error: .server)),
    Transcript(
      "B27 an error of Groq", #"{"id":"g","x_groq":{"id":"r","error":"overloaded"},"choices":[]}"#,
      gives: Reading(finish: nil, requestID: "g", error: .server)),
    Transcript(
      "B27 too long a prompt", #"{"error":{"code":400,"type":"exceed_context_size_error","message":"x","n_ctx":512}}"#,
      gives: Reading(finish: nil, error: .contextOverflow)),
    Transcript(
      "B27 an empty purse after content", chunk(#""content":"a""#), #"{"error":{"code":402,"message":"x"}}"#,
      gives: Reading(text: "a", finish: nil, error: .partial)),
    Transcript(
      "B28 the error wins over the reason beside it", chunk(#""content":"a""#),
      #"{"error":{"code":502,"message":"x"},"choices":[{"delta":{"content":"b"},"finish_reason":"stop"}]}"#,
      gives: Reading(text: "ab", finish: nil, error: .partial)),
    Transcript(
      "B28 an error before content, with finish_reason error",
      #"{"choices":[{"delta":{"content":""},"finish_reason":"error"}],"error":{"code":502,"message":"x"}}"#,
      gives: Reading(finish: nil, error: .server)),
    Transcript(
      "B28 an error inside of the choice",
      #"{"choices":[{"delta":{},"finish_reason":"error","error":{"code":429,"message":"x"}}]}"#,
      gives: Reading(finish: nil, error: .throttle)),
    Transcript(
      "B29 [DONE] follows the error", #"{"error":{"message":"x","type":"BadRequestError","param":null,"code":400}}"#,
      gives: Reading(finish: nil, error: .request)),
    Transcript(
      "an error that says there is none", #"{"error":false,"choices":[{"delta":{"content":"a"}}]}"#,
      #"{"error":"","choices":[{"delta":{},"finish_reason":"stop"}]}"#, gives: Reading(text: "a")),
    Transcript(
      "an error as a whole body", body: #"{"error":{"message":"x","code":503}}"#, Reading(finish: nil, error: .overload)
    ),
    Transcript(
      "an error in an array as a whole body", body: #"[{"error":{"message":"x","code":429}}]"#,
      Reading(finish: nil, error: .throttle)),
    Transcript("an empty array as a whole body", body: "[]", Reading(finish: nil, error: .server)),
  ]
}
