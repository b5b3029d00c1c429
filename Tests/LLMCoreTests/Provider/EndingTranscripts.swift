import LLMCore

/// How streams end: A11, A17, A19, B30 to B32, B42, C53 and C55.
extension Transcript {
  static let endings: [Transcript] = [
    Transcript(
      "A11 the last event has no blank line",
      body: "data: \(chunk(#""content":"a""#))\n\ndata: \(end())", Reading(text: "a")),
    Transcript(
      "A11 the last event is cut", body: "data: \(chunk(#""content":"a""#))\n\ndata: {\"choices\":[{\"del",
      Reading(text: "a", finish: nil, error: .partial)),
    Transcript(
      "A17 a whole answer instead of a stream",
      body: #"""
        {"id":"w","model":"m-2","choices":[{"index":0,"message":{"role":"assistant","content":"a","reasoning_content":"why"},
        "finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":4}}
        """#,
      Reading(
        text: "a", reasoning: "why", usage: Usage(uncachedInput: 3, textOutput: 4), model: "m-2", requestID: "w")),
    Transcript(
      "A3 blank lines before a whole answer",
      body: "\n\n \r\n\t{\"choices\":[{\"message\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}]}\n",
      Reading(text: "a")),
    Transcript(
      "A3 white space before a stream", body: " \ndata: \(chunk(#""content":"a""#))\n\ndata: \(end())\n\n",
      Reading(text: "a")),
    Transcript(
      "A19 without a space", body: "data:\(chunk(#""content":"a""#))\n\ndata:\(end())\n\ndata:[DONE]\n\n",
      Reading(text: "a")),
    Transcript(
      "A19 with CRLF, a space behind it and repeated",
      body: "data: \(chunk(#""content":"a""#))\r\n\r\ndata: \(end())\r\n\r\ndata: [DONE] \r\n\r\ndata: [DONE]\r\n\r\n",
      Reading(text: "a")),
    Transcript(
      "A19 usage behind [DONE] still counts",
      body: events(chunk(#""content":"a""#), end(), "[DONE]", usage),
      Reading(text: "a", usage: Usage(uncachedInput: 7, textOutput: 1))),
    Transcript(
      "A19 content behind [DONE] is ignored",
      body: events(chunk(#""content":"a""#), "[DONE]", chunk(#""content":"b""#), end()),
      Reading(text: "a", finish: nil, error: .partial)),
    Transcript(
      "A19 content behind usage and [DONE] is ignored",
      body: events(chunk(#""content":"a""#), usage, "[DONE]", chunk(#""content":"b""#), end(), #"{"error":"x"}"#),
      Reading(text: "a", usage: Usage(uncachedInput: 7, textOutput: 1), finish: nil, error: .partial)),
    Transcript(
      "B30 an end without reason and without [DONE]", chunk(#""content":"a""#), done: false,
      gives: Reading(text: "a", finish: nil, error: .partial)),
    Transcript(
      "B31 a reason to finish and no [DONE]", chunk(#""content":"a""#), end(), done: false, gives: Reading(text: "a")),
    Transcript(
      "B32 [DONE] without a reason", chunk(#""content":"a""#),
      gives: Reading(text: "a", finish: nil, error: .partial)),
    Transcript(
      "B32 [DONE] without a reason, from a server known for it", chunk(#""content":"a""#), profile: omitting,
      gives: Reading(text: "a")),
    Transcript(
      "B32 nothing but [DONE], from a server known for no reasons", chunk(#""role":"assistant""#), profile: omitting,
      gives: Reading(finish: nil, error: .malformed)),
    Transcript(
      "B33 an empty delta and the end", chunk(#""content":"a""#), chunk(#""role":"assistant","content":"""#),
      done: false, gives: Reading(text: "a", finish: nil, error: .partial)),
    Transcript(
      "B33 an empty delta and nothing else", chunk(#""role":"assistant","content":"""#), done: false,
      gives: Reading(finish: nil, error: .malformed)),
    Transcript(
      "B42 content behind the reason to finish", chunk(#""content":"a""#), end(), chunk(#""content":"b""#),
      end("length"), gives: Reading(text: "a")),
    Transcript(
      "B42 events that are not JSON", chunk(#""content":"a""#), "nonsense", #"["an array"]"#, "17", #"{"broken":"#,
      end(), gives: Reading(text: "a")),
    Transcript("an end without a word", end(), gives: Reading(error: .malformed)),
    Transcript(
      "the token limit", chunk(#""content":"a""#), end("length"),
      gives: Reading(text: "a", finish: .length, error: .partial)),
    Transcript(
      "C55 a refusal in deltas", chunk(#""content":"","refusal":"I can"# + #"""#), chunk(#""refusal":" not""#), end(),
      gives: Reading(refusal: "I can not", finish: .refusal, error: .refusal)),
    Transcript(
      "C55 a refusal after partial text", chunk(#""content":"a""#), end("refusal"),
      gives: Reading(text: "a", finish: .refusal, error: .refusal)),
    Transcript(
      "C55 a content filter and no text", end("content_filter"),
      gives: Reading(finish: .contentFilter, error: .contentFilter)),
    Transcript(
      "C55 a refusal in a whole answer",
      body: #"{"choices":[{"message":{"content":null,"refusal":"no"},"finish_reason":"stop"}]}"#,
      Reading(refusal: "no", finish: .refusal, error: .refusal)),
  ]

  /// Reasons to finish by C53: the servers' words and llmctl's.
  static let finishReasons: [Transcript] =
    [
      ("stop", .stop), ("STOP", .stop), ("eos", .stop), ("end_turn", .stop), ("stop_sequence", .stop),
      ("length", .length), ("model_length", .length), ("MAX_TOKENS", .length), ("content_filter", .contentFilter),
      ("SAFETY", .contentFilter), ("CONTINUATION", .other("CONTINUATION")), ("something new", .other("something new")),
    ].map { (reason: String, finish: Finish) in
      let error: LLMError.Code? = finish == .length ? .partial : finish == .contentFilter ? .contentFilter : nil
      return Transcript(
        "C53 \(reason)", chunk(#""content":"a""#), end(reason), gives: Reading(text: "a", finish: finish, error: error))
    } + [
      Transcript(
        "C53 an integer", chunk(#""content":"a""#), #"{"choices":[{"finish_reason":2,"delta":{}}]}"#,
        gives: Reading(text: "a", finish: .other("2"))),
      Transcript(
        "C53 insufficient_system_resource", chunk(#""content":"a""#), end("insufficient_system_resource"),
        gives: Reading(text: "a", finish: nil, error: .partial)),
      Transcript("C53 error before content", end("error"), gives: Reading(finish: nil, error: .server)),
    ]

  static let usage = #"{"choices":[],"usage":{"prompt_tokens":7,"completion_tokens":1}}"#

  private static var omitting: ServerProfile {
    var profile = ServerProfile.compatible
    profile.omitsFinishReason = true
    return profile
  }

  private static func events(_ payloads: String...) -> String { payloads.map { "data: \($0)\n\n" }.joined() }
}
