/// The counts of OpenAI's dialects, sorted into buckets that do not overlap.
///
/// The input includes the cached and the cache-written tokens and the output includes the reasoning tokens, so the parts are
/// subtracted. Each sum has its parts in an object beside it, called as the sum with `_details`.
struct InclusiveUsage {
  let usage: Usage

  /// Chat Completions. DeepSeek names its cache hits `prompt_cache_hit_tokens`.
  init(chat value: JSONValue) {
    self.init(value, input: "prompt_tokens", output: "completion_tokens", cacheHits: "prompt_cache_hit_tokens")
  }

  /// Responses.
  init(responses value: JSONValue) { self.init(value, input: "input_tokens", output: "output_tokens") }

  /// - Parameter cacheHits: what else the cached tokens of the input are called.
  private init(_ value: JSONValue, input: String, output: String, cacheHits: String? = nil) {
    var usage = Usage()
    if let all = TokenCount.whole(value[input]) {
      let details = value[input + "_details"]
      let hits = details?["cached_tokens"] ?? cacheHits.flatMap { value[$0] }
      let read = TokenCount.part(hits, of: all)
      let written = TokenCount.part(details?["cache_write_tokens"], of: all - (read ?? 0))
      usage.cacheRead = read
      usage.cacheWriteShort = written
      usage.uncachedInput = all - (read ?? 0) - (written ?? 0)
    }
    if let all = TokenCount.whole(value[output]) {
      let reasoning = TokenCount.part(value[output + "_details"]?["reasoning_tokens"], of: all)
      usage.reasoningOutput = reasoning
      usage.textOutput = all - (reasoning ?? 0)
    }
    self.usage = usage
  }
}
