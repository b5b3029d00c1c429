import LLMCore

/// Usage: C45 and C60, and the rules of what includes what.
extension Transcript {
  static let usages: [Transcript] = [
    Transcript(
      "C45 usage in the last chunk", chunk(#""content":"a""#), end(), usage,
      gives: Reading(text: "a", usage: Usage(uncachedInput: 7, textOutput: 1))),
    Transcript(
      "C45 usage on every chunk: the last one counts",
      #"{"choices":[{"delta":{"content":"a"}}],"usage":{"prompt_tokens":7,"completion_tokens":1}}"#,
      #"{"choices":[{"delta":{"content":"b"}}],"usage":{"prompt_tokens":7,"completion_tokens":2}}"#,
      #"{"choices":[{"delta":{},"finish_reason":"stop"}],"usage":{"prompt_tokens":7,"completion_tokens":3}}"#,
      #"{"choices":[],"usage":null}"#,
      gives: Reading(text: "ab", usage: Usage(uncachedInput: 7, textOutput: 3))),
    Transcript(
      "C45 usage under x_groq", chunk(#""content":"a""#),
      #"{"choices":[{"delta":{},"finish_reason":"stop"}],"x_groq":{"id":"r","usage":{"prompt_tokens":3,"completion_tokens":4}}}"#,
      gives: Reading(text: "a", usage: Usage(uncachedInput: 3, textOutput: 4))),
    counted(
      "cached and reasoning tokens are parts of their sums",
      #"{"prompt_tokens":100,"completion_tokens":50,"prompt_tokens_details":{"cached_tokens":60,"cache_write_tokens":30},"completion_tokens_details":{"reasoning_tokens":20,"accepted_prediction_tokens":5}}"#,
      Usage(uncachedInput: 10, cacheRead: 60, cacheWriteShort: 30, textOutput: 30, reasoningOutput: 20)),
    counted(
      "DeepSeek's cache hits",
      #"{"prompt_tokens":100,"completion_tokens":5,"prompt_cache_hit_tokens":64,"prompt_cache_miss_tokens":36}"#,
      Usage(uncachedInput: 36, cacheRead: 64, textOutput: 5)),
    counted(
      "parts that are zero are known", #"{"prompt_tokens":9,"prompt_tokens_details":{"cached_tokens":0}}"#,
      Usage(uncachedInput: 9, cacheRead: 0)),
    counted(
      "C60 counts as text and as floats", #"{"prompt_tokens":"12","completion_tokens":3.0}"#,
      Usage(uncachedInput: 12, textOutput: 3)),
    counted(
      "C60 counts that are nonsense", #"{"prompt_tokens":-1,"completion_tokens":1e400,"total_tokens":"many"}"#, Usage()),
    counted("C60 counts of zero are unknown", #"{"prompt_tokens":0,"completion_tokens":0}"#, Usage()),
    counted("C60 fractions of a token", #"{"prompt_tokens":1.5,"completion_tokens":2}"#, Usage(textOutput: 2)),
    counted(
      "C60 more than any context window", #"{"prompt_tokens":1000000000,"completion_tokens":9223372036854775807}"#,
      Usage()),
    counted(
      "C60 a part larger than its whole",
      #"{"prompt_tokens":5,"prompt_tokens_details":{"cached_tokens":6},"completion_tokens":5,"completion_tokens_details":{"reasoning_tokens":-3}}"#,
      Usage(uncachedInput: 5, textOutput: 5)),
    counted(
      "C60 two parts larger than their whole together",
      #"{"prompt_tokens":10,"prompt_tokens_details":{"cached_tokens":6,"cache_write_tokens":5}}"#,
      Usage(uncachedInput: 4, cacheRead: 6)),
    counted(
      "details that are null", #"{"prompt_tokens":5,"prompt_tokens_details":null,"completion_tokens_details":[]}"#,
      Usage(uncachedInput: 5)),
  ]

  private static func counted(_ name: String, _ members: String, _ usage: Usage) -> Transcript {
    Transcript(
      name, chunk(#""content":"a""#), end(), #"{"choices":[],"usage":"# + members + "}",
      gives: Reading(text: "a", usage: usage))
  }
}
