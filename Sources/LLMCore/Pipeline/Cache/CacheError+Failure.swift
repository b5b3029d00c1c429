extension CacheError {
  /// For commands that are about the cache alone, and have nothing else to do.
  var failure: LLMError { LLMError(.cannotWrite, sentence) }
}
