/// The `usage` object of Chat Completions, sorted into buckets that do not overlap.
///
/// `prompt_tokens` includes the cached and the cache-written tokens and `completion_tokens` includes the reasoning tokens,
/// so the parts are subtracted. DeepSeek names its cache hits `prompt_cache_hit_tokens`. Counts come as numbers, as text
/// and as nonsense: what is not a plausible count is unknown, and a part larger than its whole is not believed.
struct ChatUsage {
  /// More tokens than any context window has.
  private static let absurd = 1_000_000_000

  let usage: Usage

  init(_ value: JSONValue) {
    var usage = Usage()
    if let prompt = Self.count(value["prompt_tokens"], atLeast: 1) {
      let details = value["prompt_tokens_details"]
      let read = Self.part(details?["cached_tokens"] ?? value["prompt_cache_hit_tokens"], of: prompt)
      let written = Self.part(details?["cache_write_tokens"], of: prompt - (read ?? 0))
      usage.cacheRead = read
      usage.cacheWriteShort = written
      usage.uncachedInput = prompt - (read ?? 0) - (written ?? 0)
    }
    if let completion = Self.count(value["completion_tokens"], atLeast: 1) {
      let reasoning = Self.part(value["completion_tokens_details"]?["reasoning_tokens"], of: completion)
      usage.reasoningOutput = reasoning
      usage.textOutput = completion - (reasoning ?? 0)
    }
    self.usage = usage
  }

  private static func count(_ value: JSONValue?, atLeast minimum: Int) -> Int? {
    guard let count = value?.integer, count >= minimum, count < absurd else { return nil }
    return count
  }

  private static func part(_ value: JSONValue?, of whole: Int) -> Int? {
    guard let part = count(value, atLeast: 0), part <= whole else { return nil }
    return part
  }
}
