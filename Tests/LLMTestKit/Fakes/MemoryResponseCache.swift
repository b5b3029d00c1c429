package import LLMCore
import Synchronization

/// A response cache that lives as long as the test, without a limit; several contexts may share it, as processes do.
package final class MemoryResponseCache: ResponseCache {
  private struct Content {
    var entries: [String: CachedAnswer] = [:]
    /// By provider and model.
    var models: [[String]: CacheStatistics.Model] = [:]
    var served: [[String]: String?] = [:]
    var failure: CacheError?
    var uses = 0
  }

  private let content = Mutex(Content())

  /// An empty cache; with a `failure`, one that cannot be used.
  package init(failure: CacheError? = nil) { content.withLock { $0.failure = failure } }

  /// The entries, in no order.
  package var entries: [CachedAnswer] { content.withLock { Array($0.entries.values) } }

  /// How often it was asked for anything.
  package var uses: Int { content.withLock { $0.uses } }

  /// Puts an entry under every key there is in place of what stands there.
  package func change(_ change: (inout CachedAnswer) -> Void) {
    content.withLock { content in
      for key in content.entries.keys {
        if var entry = content.entries[key] { change(&entry); content.entries[key] = entry }
      }
    }
  }

  private func using<Value>(_ work: (inout Content) -> Value) throws(CacheError) -> Value {
    let result = content.withLock { content -> Result<Value, CacheError> in
      content.uses += 1
      if let failure = content.failure { return .failure(failure) }
      return .success(work(&content))
    }
    return try result.get()
  }

  package func entry(under key: String) async throws(CacheError) -> CachedAnswer? {
    try using { content in content.entries[key].map { Self.read($0, content) } }
  }

  package func entry(of call: CallID) async throws(CacheError) -> CachedAnswer? {
    try using { content in content.entries.values.first { $0.call == call }.map { Self.read($0, content) } }
  }

  private static func read(_ entry: CachedAnswer, _ content: Content) -> CachedAnswer {
    var entry = entry
    entry.servedLately = content.served[[entry.provider, entry.model]] ?? nil
    return entry
  }

  package func keep(_ answer: CachedAnswer, under key: String) async throws(CacheError) {
    try using { content in
      let owner = [answer.provider, answer.model]
      content.entries[key] = answer
      content.served[owner] = answer.modelServed
      content.models[owner, default: .init(provider: answer.provider, model: answer.model)].misses += 1
    }
  }

  package func countHit(under key: String, saved: Money?) async throws(CacheError) {
    try using { content in
      guard let entry = content.entries[key] else { return }
      let owner = [entry.provider, entry.model]
      content.entries[key]?.hits += 1
      content.models[owner]?.hits += 1
      content.models[owner]?.saved += saved ?? .zero
      content.models[owner]?.unpriced += saved == nil ? 1 : 0
    }
  }

  package func statistics() async throws(CacheError) -> CacheStatistics {
    try using { content in
      var statistics = CacheStatistics()
      for (owner, model) in content.models {
        var model = model
        let entries = content.entries.values.filter { [$0.provider, $0.model] == owner }
        (model.entries, model.bytes) = (entries.count, entries.reduce(0) { $0 + $1.text.utf8.count })
        statistics.models.append(model)
      }
      statistics.oldest = content.entries.values.map(\.storedAt).min()
      return statistics
    }
  }

  package func prune(_ choice: CachePruning) async throws(CacheError) -> PrunedEntries {
    try using { content in
      let gone = content.entries.filter { _, entry in
        switch choice {
        case .all: true
        case .stale(let now): Self.isOver(entry, now)
        case .before(let moment, let now): entry.storedAt < moment || Self.isOver(entry, now)
        }
      }
      for key in gone.keys { content.entries[key] = nil }
      return PrunedEntries(entries: gone.count, bytes: gone.values.reduce(0) { $0 + $1.text.utf8.count })
    }
  }

  private static func isOver(_ entry: CachedAnswer, _ now: Timestamp) -> Bool {
    now.milliseconds >= entry.storedAt.milliseconds + Int64(entry.lifetime.milliseconds)
  }
}
