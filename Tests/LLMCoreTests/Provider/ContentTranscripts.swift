import LLMCore

/// The payload cases of the catalogue of adversarial streams, by their numbers: C44 to C48, C54, C59, C62 and A9, A22.
extension Transcript {
  static let content: [Transcript] = [
    Transcript(
      "an ordinary stream",
      #"{"id":"c1","model":"m-1","choices":[{"index":0,"delta":{"role":"assistant","content":"","refusal":null},"finish_reason":null}]}"#,
      #"{"id":"c1","model":"m-1","choices":[{"index":0,"delta":{"content":"Hé"},"finish_reason":null}],"usage":null}"#,
      #"{"id":"c1","model":"m-1","choices":[{"index":0,"delta":{"content":"llo"},"finish_reason":null}],"usage":null}"#,
      #"{"id":"c1","model":"m-1","choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":null}"#,
      #"{"id":"c1","model":"m-1","choices":[],"usage":{"prompt_tokens":5,"completion_tokens":2}}"#,
      gives: Reading(
        text: "Héllo", usage: Usage(uncachedInput: 5, textOutput: 2), model: "m-1", requestID: "c1")),
    Transcript(
      "C44 no choices first, filter results without a delta later",
      #"{"choices":[],"created":0,"id":"","model":"","object":"","prompt_filter_results":[{"prompt_index":0}]}"#,
      #"{"id":"az","model":"gpt","choices":[{"index":0,"delta":{"content":"a"},"finish_reason":null}]}"#,
      #"{"id":"","model":"","choices":[{"index":0,"content_filter_results":{"hate":{"filtered":false}}}]}"#,
      #"{"id":"az","model":"gpt","choices":[{"index":0,"finish_reason":"stop","delta":{}}]}"#,
      gives: Reading(text: "a", model: "gpt", requestID: "az")),
    Transcript(
      "C46 null is the same as absent",
      #"{"id":null,"model":null,"choices":[{"index":0,"delta":{"role":null,"content":null,"tool_calls":null,"refusal":null,"reasoning_content":null,"function_call":null},"finish_reason":null}],"usage":null,"error":null}"#,
      #"{"choices":[{"delta":{}}]}"#, #"{"choices":null}"#, #"{"choices":[null,{"delta":null}]}"#,
      #"{"choices":[{"delta":{"role":"assistant","content":"a"},"finish_reason":""}]}"#,
      #"{"choices":[{"message":{"role":"assistant","content":"b"}}]}"#,
      #"{"choices":[{"delta":{"role":"assistant"},"finish_reason":"stop"}]}"#, gives: Reading(text: "ab")),
    Transcript(
      "C46 an empty object",
      "{}", chunk(#""content":"a""#), end(), gives: Reading(text: "a")),
    Transcript(
      "C47 content as an array of parts",
      chunk(#""content":[{"type":"text","text":"a"},"b",null,7,{"type":"image_url","image_url":{}}]"#),
      chunk(#""content":[{"type":"text","text":"c"}]"#), end(), gives: Reading(text: "abc")),
    Transcript(
      "C47 thinking parts go to the reasoning",
      chunk(#""content":[{"type":"thinking","thinking":[{"type":"text","text":"why"}]},{"type":"text","text":"a"}]"#),
      chunk(#""content":[{"type":"thinking","thinking":"!"}]"#), end(), gives: Reading(text: "a", reasoning: "why!")),
    Transcript(
      "C48 reasoning_content", chunk(#""reasoning_content":"why","content":null"#), chunk(#""content":"a""#), end(),
      gives: Reading(text: "a", reasoning: "why")),
    Transcript(
      "C48 reasoning", chunk(#""reasoning":"why""#), chunk(#""content":"a""#), end(),
      gives: Reading(text: "a", reasoning: "why")),
    Transcript(
      "C48 thinking", chunk(#""thinking":"why""#), chunk(#""content":"a""#), end(),
      gives: Reading(text: "a", reasoning: "why")),
    Transcript(
      "C48 reasoning_details alone, as text and as summary",
      chunk(#""reasoning_details":[{"type":"reasoning.text","text":"wh"},{"type":"reasoning.summary","summary":"y"}]"#),
      chunk(#""content":"a""#), end(), gives: Reading(text: "a", reasoning: "why")),
    Transcript(
      "C48 the same words under three names count once",
      chunk(#""reasoning_details":[{"text":"why"}],"reasoning":"why","reasoning_content":"why""#),
      chunk(#""content":"a""#), end(), gives: Reading(text: "a", reasoning: "why")),
    Transcript(
      "C48 inline think tags over several deltas", chunk(#""content":"<thi""#), chunk(#""content":"nk>wh""#),
      chunk(#""content":"y</think"# + #"""#), chunk(#""content":">\n\na <think>b""#), end(),
      gives: Reading(text: "a <think>b", reasoning: "why")),
    Transcript(
      "C48 a think tag that never closes", chunk(#""content":"<think>why""#), end("length"),
      gives: Reading(reasoning: "why", finish: .length, error: .partial)),
    Transcript(
      "C48 reasoning and no answer", chunk(#""reasoning":"why""#), end(),
      gives: Reading(reasoning: "why", error: .malformed)),
    Transcript(
      "C54 interleaved choices: only the first is shown",
      #"{"choices":[{"index":1,"delta":{"content":"x"}}]}"#, #"{"choices":[{"delta":{"content":"a"},"index":0}]}"#,
      #"{"choices":[{"delta":{"content":"y"},"finish_reason":"stop","index":1}]}"#,
      #"{"choices":[{"index":0,"delta":{"content":"b"}},{"index":1,"delta":{"content":"z"}}]}"#, end(),
      gives: Reading(text: "ab")),
    Transcript(
      "C59 unknown keys and unknown payloads",
      #"{"object":"chat.completion.chunk","obfuscation":"xxxx","provider":"P","timings":{"a":[1,{"b":null}]},"service_tier":"default","moderation":{},"choices":[{"index":0,"delta":{"content":"a","audio":{"id":"x"}},"logprobs":{"content":[]},"native_finish_reason":"x"}]}"#,
      #"{"type":"something.new","data":{"content":"no"}}"#, end(), gives: Reading(text: "a")),
    Transcript(
      "C60 numbers out of range",
      #"{"created":1.7e9,"choices":[{"index":0,"delta":{"content":"a"}}]}"#,
      #"{"created":1e400,"choices":[{"index":"0","delta":{"content":"b"}}]}"#,
      #"{"created":-1,"choices":[{"index":0.0,"delta":{"content":"c"}}]}"#, end(), gives: Reading(text: "abc")),
    Transcript(
      "C62 the first id is kept and the served model recorded",
      #"{"id":"first","choices":[{"delta":{"content":"a"}}]}"#,
      #"{"id":"second","model":"real-7b","choices":[{"delta":{"content":"b"}}]}"#,
      #"{"id":"third","model":"other","choices":[{"delta":{},"finish_reason":"stop"}]}"#,
      gives: Reading(text: "ab", model: "real-7b", requestID: "first")),
    Transcript(
      "the legacy form with text", #"{"choices":[{"text":"a","index":0}]}"#, end(), gives: Reading(text: "a")),
  ]

  /// A chunk whose first choice has this delta.
  static func chunk(_ delta: String) -> String { #"{"choices":[{"index":0,"delta":{"# + delta + #"}}]}"# }

  /// The chunk that ends the answer.
  static func end(_ reason: String = "stop") -> String {
    #"{"choices":[{"index":0,"delta":{},"finish_reason":""# + reason + #""}]}"#
  }
}
