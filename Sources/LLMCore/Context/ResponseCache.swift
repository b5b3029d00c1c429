/// Complete answers that were given before, for whoever asks exactly the same. It decides nothing: what may be kept, and
/// whether an entry still holds, is for the room `Cache`.
package protocol ResponseCache: Sendable {
  /// The entry under a key, whether or not it still holds; nil where there is none. Makes no file, and counts nothing.
  ///
  /// Throws `CacheError`.
  func entry(under key: String) async throws(CacheError) -> CachedAnswer?

  /// The entry that was made of a call's answer; nil where there is none.
  ///
  /// Throws `CacheError`.
  func entry(of call: CallID) async throws(CacheError) -> CachedAnswer?

  /// Keeps an answer in place of what stood under the key, and counts a miss. What was not used for longest has to make room.
  ///
  /// Throws `CacheError`.
  func keep(_ answer: CachedAnswer, under key: String) async throws(CacheError)

  /// Counts that the entry under a key was used, and what that spared; nil where nobody knows its price.
  ///
  /// Throws `CacheError`.
  func countHit(under key: String, saved: Money?) async throws(CacheError)

  /// What there is, and what it was good for. Makes no file.
  ///
  /// Throws `CacheError`.
  func statistics() async throws(CacheError) -> CacheStatistics

  /// Takes entries away for good, and returns how many and how large they were. Makes no file.
  ///
  /// Throws `CacheError`.
  func prune(_ choice: CachePruning) async throws(CacheError) -> PrunedEntries
}

/// A complete answer as it is kept.
package struct CachedAnswer: Sendable, Equatable {
  /// The call whose answer it is; nil where the ledger could not be used.
  package var call: CallID?
  package var provider: String
  /// The model that was asked for.
  package var model: String
  /// The model that answered, where it was told.
  package var modelServed: String?
  package var storedAt: Timestamp
  /// How long it holds.
  package var lifetime: Duration
  package var finish: Finish
  package var usage: Usage
  /// Well-formed UTF-8 without NUL.
  package var text: String
  package var reasoning: String
  /// How often it was used.
  package var hits = 0
  /// Who served the newest kept answer of the same provider and model. As it is read; nothing that is written.
  package var servedLately: String?

  package init(
    call: CallID?, provider: String, model: String, modelServed: String?, storedAt: Timestamp, lifetime: Duration,
    finish: Finish, usage: Usage, text: String, reasoning: String
  ) {
    self.call = call
    self.provider = provider
    self.model = model
    self.modelServed = modelServed
    self.storedAt = storedAt
    self.lifetime = lifetime
    self.finish = finish
    self.usage = usage
    self.text = text
    self.reasoning = reasoning
  }
}

/// What the cache holds and what it was good for.
package struct CacheStatistics: Sendable, Equatable {
  /// The same for one model.
  package struct Model: Sendable, Equatable {
    package var provider: String
    package var model: String
    package var entries = 0
    package var bytes = 0
    /// Calls that were answered by it, and calls whose answer had to be asked for and was kept.
    package var hits = 0
    package var misses = 0
    /// What the hits would have cost, as far as there are prices; and how many had none.
    package var saved = Money.zero
    package var unpriced = 0

    package init(provider: String, model: String) { (self.provider, self.model) = (provider, model) }
  }

  package var models: [Model] = []
  package var oldest: Timestamp?
  /// In bytes; what goes over it is thrown out.
  package var sizeLimit = 0

  package init() {}

  package var entries: Int { models.reduce(0) { $0 + $1.entries } }
  package var bytes: Int { models.reduce(0) { $0 + $1.bytes } }
  package var hits: Int { models.reduce(0) { $0 + $1.hits } }
  package var misses: Int { models.reduce(0) { $0 + $1.misses } }
  package var saved: Money { models.reduce(.zero) { $0 + $1.saved } }
  package var unpriced: Int { models.reduce(0) { $0 + $1.unpriced } }
}

/// Which entries to take away.
package enum CachePruning: Sendable, Equatable {
  /// Those that do not hold any more at this moment.
  case stale(Timestamp)
  /// Those, and what was kept before another moment.
  case before(Timestamp, now: Timestamp)
  case all
}

/// What was taken away.
package struct PrunedEntries: Sendable, Equatable {
  package var entries: Int
  package var bytes: Int

  package init(entries: Int, bytes: Int) { (self.entries, self.bytes) = (entries, bytes) }
}

/// Why the cache cannot be used, in a phrase. The answer still comes.
package struct CacheError: Error, Sendable, Equatable {
  package let phrase: String

  package init(_ phrase: String) { self.phrase = phrase }

  /// A sentence for standard error, without a final full stop.
  package var sentence: String { "the response cache cannot be used (\(phrase))" }
}

/// Stands in where the environment names no place for a cache: never has an answer, and keeps none.
package struct NoResponseCache: ResponseCache {
  package init() {}

  package func entry(under key: String) async throws(CacheError) -> CachedAnswer? { nil }
  package func entry(of call: CallID) async throws(CacheError) -> CachedAnswer? { nil }
  package func keep(_ answer: CachedAnswer, under key: String) async throws(CacheError) {}
  package func countHit(under key: String, saved: Money?) async throws(CacheError) {}
  package func statistics() async throws(CacheError) -> CacheStatistics { CacheStatistics() }
  package func prune(_ choice: CachePruning) async throws(CacheError) -> PrunedEntries {
    PrunedEntries(entries: 0, bytes: 0)
  }
}
