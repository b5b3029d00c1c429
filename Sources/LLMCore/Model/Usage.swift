/// The tokens of one call in six buckets that do not overlap, whatever the provider's own sums include.
///
/// A bucket is nil where the provider said nothing about it: unknown is not zero.
package struct Usage: Sendable, Equatable {
  /// Prompt tokens neither read from nor written to a cache.
  package var uncachedInput: Int?
  /// Prompt tokens read from the provider's cache.
  package var cacheRead: Int?
  /// Prompt tokens written to a cache kept for minutes (Anthropic's 5-minute cache; OpenAI's only kind).
  package var cacheWriteShort: Int?
  /// Prompt tokens written to a cache kept for an hour.
  package var cacheWriteLong: Int?
  /// Tokens of the visible answer.
  package var textOutput: Int?
  /// Tokens of hidden or shown reasoning.
  package var reasoningOutput: Int?

  package init(
    uncachedInput: Int? = nil, cacheRead: Int? = nil, cacheWriteShort: Int? = nil, cacheWriteLong: Int? = nil,
    textOutput: Int? = nil, reasoningOutput: Int? = nil
  ) {
    self.uncachedInput = uncachedInput
    self.cacheRead = cacheRead
    self.cacheWriteShort = cacheWriteShort
    self.cacheWriteLong = cacheWriteLong
    self.textOutput = textOutput
    self.reasoningOutput = reasoningOutput
  }

  /// All prompt tokens, or nil where none is known.
  package var input: Int? { Self.sum([uncachedInput, cacheRead, cacheWriteShort, cacheWriteLong]) }

  /// All answer tokens, or nil where none is known.
  package var output: Int? { Self.sum([textOutput, reasoningOutput]) }

  /// The tokens of both; a bucket that neither knows stays unknown.
  package func adding(_ other: Usage) -> Usage {
    Usage(
      uncachedInput: Self.sum([uncachedInput, other.uncachedInput]), cacheRead: Self.sum([cacheRead, other.cacheRead]),
      cacheWriteShort: Self.sum([cacheWriteShort, other.cacheWriteShort]),
      cacheWriteLong: Self.sum([cacheWriteLong, other.cacheWriteLong]),
      textOutput: Self.sum([textOutput, other.textOutput]),
      reasoningOutput: Self.sum([reasoningOutput, other.reasoningOutput]))
  }

  private static func sum(_ buckets: [Int?]) -> Int? {
    let known = buckets.compactMap { $0 }
    return known.isEmpty ? nil : known.reduce(0, +)
  }
}
