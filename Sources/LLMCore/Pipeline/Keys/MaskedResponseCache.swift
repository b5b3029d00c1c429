/// A response cache into which no key in play is ever written. An answer that has one in it is not kept: without the key it
/// would be another answer.
package struct MaskedResponseCache: ResponseCache {
  private let inner: any ResponseCache
  private let keys: KeysInPlay

  package init(_ inner: any ResponseCache, hiding keys: KeysInPlay) { (self.inner, self.keys) = (inner, keys) }

  package func keep(_ answer: CachedAnswer, under key: String) async throws(CacheError) {
    let mask = keys.mask
    let texts = [
      answer.text, answer.reasoning, answer.provider, answer.model, answer.modelServed ?? "", answer.finish.name,
    ]
    guard texts.allSatisfy({ mask.maskedExactly($0) == $0 }) else { return }
    try await inner.keep(answer, under: key)
  }

  package func entry(under key: String) async throws(CacheError) -> CachedAnswer? { try await inner.entry(under: key) }

  package func entry(of call: CallID) async throws(CacheError) -> CachedAnswer? { try await inner.entry(of: call) }

  package func countHit(under key: String, saved: Money?) async throws(CacheError) {
    try await inner.countHit(under: key, saved: saved)
  }

  package func statistics() async throws(CacheError) -> CacheStatistics { try await inner.statistics() }

  package func prune(_ choice: CachePruning) async throws(CacheError) -> PrunedEntries { try await inner.prune(choice) }
}
