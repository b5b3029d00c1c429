extension Usage {
  /// The six buckets and their sums, as every `--json` prints them; null where the provider said nothing.
  package var json: JSONValue {
    .object([
      JSONMember("input_tokens", .optional(input)), JSONMember("output_tokens", .optional(output)),
      JSONMember("uncached_input", .optional(uncachedInput)), JSONMember("cache_read", .optional(cacheRead)),
      JSONMember("cache_write_short", .optional(cacheWriteShort)),
      JSONMember("cache_write_long", .optional(cacheWriteLong)), JSONMember("text_output", .optional(textOutput)),
      JSONMember("reasoning_output", .optional(reasoningOutput)),
    ])
  }

  /// Reads what `json` writes.
  package init(_ value: JSONValue) {
    self.init(
      uncachedInput: value["uncached_input"]?.integer, cacheRead: value["cache_read"]?.integer,
      cacheWriteShort: value["cache_write_short"]?.integer, cacheWriteLong: value["cache_write_long"]?.integer,
      textOutput: value["text_output"]?.integer, reasoningOutput: value["reasoning_output"]?.integer)
  }
}
