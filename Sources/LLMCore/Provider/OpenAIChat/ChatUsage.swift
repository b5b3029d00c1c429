/// The `usage` object of Chat Completions, sorted into buckets that do not overlap.
///
/// `prompt_tokens` includes the cached and the cache-written tokens and `completion_tokens` includes the reasoning tokens,
/// so the parts are subtracted. DeepSeek names its cache hits `prompt_cache_hit_tokens`.
struct ChatUsage {
  let usage: Usage

  init(_ value: JSONValue) {
    var usage = Usage()
    if let prompt = TokenCount.whole(value["prompt_tokens"]) {
      let details = value["prompt_tokens_details"]
      let read = TokenCount.part(details?["cached_tokens"] ?? value["prompt_cache_hit_tokens"], of: prompt)
      let written = TokenCount.part(details?["cache_write_tokens"], of: prompt - (read ?? 0))
      usage.cacheRead = read
      usage.cacheWriteShort = written
      usage.uncachedInput = prompt - (read ?? 0) - (written ?? 0)
    }
    if let completion = TokenCount.whole(value["completion_tokens"]) {
      let reasoning = TokenCount.part(value["completion_tokens_details"]?["reasoning_tokens"], of: completion)
      usage.reasoningOutput = reasoning
      usage.textOutput = completion - (reasoning ?? 0)
    }
    self.usage = usage
  }
}
