import Foundation
import LLMCore
import LLMTestKit
import Synchronization
import Testing

@testable import LLMStore

struct ResponseCacheFileTests {
  private static let now = Timestamp(milliseconds: 1_800_000_000_000)

  private func path(_ scratch: Scratch) -> String { scratch.folder + "/data/cache.db" }

  private func cache(_ scratch: Scratch, sizeLimit: Int = 1 << 20, notices: Notices = Notices()) -> ResponseCacheFile {
    ResponseCacheFile(path: path(scratch), sizeLimit: sizeLimit, patience: .seconds(5)) { notices.add($0) }
  }

  /// What the cache told its caller.
  final class Notices: Sendable {
    private let texts = Mutex<[String]>([])
    var all: [String] { texts.withLock { $0 } }
    func add(_ text: String) { texts.withLock { $0.append(text) } }
  }

  private func answer(
    _ text: String = "answer", model: String = "m", served: String? = "m-1", after seconds: Int64 = 0,
    lifetime: Duration = .seconds(3600), call: String? = nil
  ) -> CachedAnswer {
    CachedAnswer(
      call: call.map { CallID($0) }, provider: "p", model: model, modelServed: served,
      storedAt: Timestamp(milliseconds: Self.now.milliseconds + seconds * 1000), lifetime: lifetime, finish: .stop,
      usage: Usage(uncachedInput: 7, cacheRead: 1, textOutput: 3), text: text, reasoning: "because")
  }

  @Test("What is kept is read back to the last member, also by another process")
  func roundTrip() async throws {
    let scratch = try Scratch()
    var kept = answer("línea\n\u{1F600}", call: "01CALL")
    try await cache(scratch).keep(kept, under: "k")
    kept.servedLately = "m-1"
    #expect(try await cache(scratch).entry(under: "k") == kept)
    #expect(try await cache(scratch).entry(of: CallID("01CALL")) == kept)
    #expect(try await cache(scratch).entry(under: "other") == nil)
    #expect(try await cache(scratch).entry(of: CallID("01OTHER")) == nil)
  }

  @Test("Looking makes no file; keeping makes one that only its owner reads")
  func files() async throws {
    let scratch = try Scratch()
    #expect(try await cache(scratch).entry(under: "k") == nil)
    #expect(try await cache(scratch).statistics().entries == 0)
    #expect(try await cache(scratch).prune(.all).entries == 0)
    #expect(!FileManager.default.fileExists(atPath: scratch.folder + "/data"))
    try await cache(scratch).keep(answer(), under: "k")
    for suffix in ["", "-wal", "-shm"] { #expect(try scratch.mode(path(scratch) + suffix) == "600") }
    #expect(try scratch.mode(scratch.folder + "/data") == "700")
  }

  @Test("One look is one statement")
  func oneStatement() async throws {
    let scratch = try Scratch()
    try await cache(scratch).keep(answer(), under: "k")
    let connection = try Connection.open(
      LedgerFile(path: path(scratch)), patience: .zero, tables: CacheSchema.tables)
    let plan = try connection.perform { db in
      try BoundStatement("EXPLAIN QUERY PLAN SELECT text FROM entry JOIN model USING (provider, model) WHERE key = 'k'")
        .rows(db) { columns in
          _ = (try columns.integer(), try columns.integer(), try columns.integer())
          return try columns.text()
        }
    }
    #expect(plan.allSatisfy { $0.hasPrefix("SEARCH") }, "\(plan)")
  }

  @Test("An answer takes the place of the one before, and the newest says who serves")
  func replacement() async throws {
    let scratch = try Scratch()
    let cache = cache(scratch)
    try await cache.keep(answer("old"), under: "k")
    try await cache.keep(answer("other"), under: "k2")
    try await cache.keep(answer("new", served: "m-2"), under: "k")
    #expect(try await cache.entry(under: "k")?.text == "new")
    let other = try #require(try await cache.entry(under: "k2"))
    #expect([other.modelServed, other.servedLately] == ["m-1", "m-2"])
    #expect(try await cache.statistics().entries == 2)
    #expect(try await cache.prune(.stale(Self.now)).entries == 1)
    #expect(try await cache.entry(under: "k2") == nil)
  }

  @Test("Hits and what they saved are counted by model, exactly")
  func tallies() async throws {
    let scratch = try Scratch()
    let cache = cache(scratch)
    try await cache.keep(answer(), under: "k")
    try await cache.keep(answer(model: "n"), under: "k2")
    let price = try #require(Money(decimal: "0.000000000000001"))
    for _ in 0..<3 { try await cache.countHit(under: "k", saved: price) }
    try await cache.countHit(under: "k2", saved: nil)
    try await cache.countHit(under: "gone", saved: price)
    let statistics = try await self.cache(scratch).statistics()
    #expect(statistics.models.map(\.model) == ["m", "n"])
    #expect(statistics.models.map(\.hits) == [3, 1])
    #expect(statistics.models.map(\.unpriced) == [0, 1])
    #expect(statistics.saved == Money(decimal: "0.000000000000003"))
    #expect(statistics.misses == 2)
    #expect(statistics.oldest == Self.now)
    #expect(try await cache.entry(under: "k")?.hits == 3)
  }

  @Test("What was not used for longest makes room, whatever the clock says")
  func leastRecentlyUsed() async throws {
    let scratch = try Scratch()
    let cache = cache(scratch, sizeLimit: 100_000)
    let text = String(repeating: "x", count: 9_000)
    for number in 0..<10 { try await cache.keep(answer(text, after: Int64(-number)), under: "k\(number)") }
    try await cache.countHit(under: "k0", saved: nil)
    try await cache.keep(answer(text, after: -100), under: "k10")
    let left = try await keys(cache, 0...10)
    #expect(left.contains("k0"))
    #expect(left.contains("k10"))
    #expect(!left.contains("k1"))
    let statistics = try await cache.statistics()
    #expect(statistics.bytes <= 100_000)
    #expect(statistics.entries == left.count)
  }

  private func keys(_ cache: ResponseCacheFile, _ range: ClosedRange<Int>) async throws -> Set<String> {
    var left: Set<String> = []
    for number in range where try await cache.entry(under: "k\(number)") != nil { left.insert("k\(number)") }
    return left
  }

  @Test("One answer never drives out all others")
  func tooLarge() async throws {
    let scratch = try Scratch()
    let cache = cache(scratch, sizeLimit: 80_000)
    try await cache.keep(answer("small"), under: "k")
    try await cache.keep(answer(String(repeating: "x", count: 10_000)), under: "large")
    #expect(try await cache.entry(under: "large") == nil)
    #expect(try await cache.entry(under: "k")?.text == "small")
  }

  @Test("Entries whose time is over go when another one comes, or when they are pruned")
  func expiry() async throws {
    let scratch = try Scratch()
    let cache = cache(scratch)
    for number in 0..<3 { try await cache.keep(answer(lifetime: .seconds(10)), under: "k\(number)") }
    try await cache.keep(answer(after: 9), under: "new")
    #expect(try await cache.statistics().entries == 4)
    try await cache.keep(answer(after: 10), under: "newer")
    #expect(try await cache.statistics().entries == 2)
    let moment = Timestamp(milliseconds: Self.now.milliseconds + 10_000)
    #expect(try await cache.prune(.before(moment, now: moment)) == PrunedEntries(entries: 1, bytes: 613))
    #expect(try await cache.prune(.all).entries == 1)
    #expect(try await cache.statistics().bytes == 0)
  }

  @Test("Pruned answers are gone from the disk")
  func erasure() async throws {
    let scratch = try Scratch()
    let cache = cache(scratch)
    let secret = String(repeating: "do-not-find-me ", count: 1000)
    try await cache.keep(answer(secret), under: "k")
    _ = try await cache.prune(.all)
    for suffix in ["", "-wal"] {
      let bytes = try scratch.bytes(path(scratch) + suffix)
      #expect(!String(decoding: bytes, as: UTF8.self).contains("do-not-find-me"))
    }
  }

  @Test("Many processes may use it at once")
  func manyProcesses() async throws {
    let scratch = try Scratch()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for process in 0..<8 {
        group.addTask {
          let cache = cache(scratch)
          for number in 0..<20 {
            try await cache.keep(answer("\(process)"), under: "k\(process)-\(number)")
            try await cache.countHit(under: "k\(process)-\(number)", saved: Money(picodollars: 1))
          }
        }
      }
      try await group.waitForAll()
    }
    let statistics = try await cache(scratch).statistics()
    #expect(statistics.entries == 160)
    #expect(statistics.hits == 160)
    #expect(statistics.saved == Money(picodollars: 1) * 160)
  }

  @Test(
    "A damaged file is begun anew, which is told once",
    arguments: [Array("This is no database at all. ".utf8), Array(repeating: 0xFF, count: 10_000)])
  func damage(content: [UInt8]) async throws {
    let scratch = try Scratch()
    try scratch.write(content, to: path(scratch))
    let notices = Notices()
    let cache = cache(scratch, notices: notices)
    #expect(try await cache.entry(under: "k") == nil)
    try await cache.keep(answer(), under: "k")
    #expect(try await self.cache(scratch, notices: notices).entry(under: "k")?.text == "answer")
    #expect(notices.all == ["the response cache was damaged, and is begun anew"])
    #expect(try scratch.names().allSatisfy { $0.hasPrefix("cache.db") && !$0.contains("damaged") })
  }

  @Test("Damage that comes while it is open, and a file that is taken away, are met as well")
  func damageWhileOpen() async throws {
    let scratch = try Scratch()
    let cache = cache(scratch)
    for number in 0..<50 { try await cache.keep(answer(String(repeating: "x", count: 2000)), under: "k\(number)") }
    _ = try await cache.prune(.stale(Self.now))
    var content = try scratch.bytes(path(scratch))
    content.replaceSubrange(4096..., with: repeatElement(0xAA, count: content.count - 4096))
    try scratch.write(content, to: path(scratch))
    let other = self.cache(scratch)
    #expect(try await other.entry(under: "k1") == nil)
    try await other.keep(answer(), under: "k1")
    for suffix in ["", "-wal", "-shm"] { try FileManager.default.removeItem(atPath: path(scratch) + suffix) }
    let third = self.cache(scratch)
    #expect(try await third.entry(under: "k1") == nil)
    try await third.keep(answer("third"), under: "k1")
    #expect(try await third.entry(under: "k1")?.text == "third")
  }

  @Test("A file of a newer llmctl is left alone")
  func newerSchema() async throws {
    let scratch = try Scratch()
    try await cache(scratch).keep(answer(), under: "k")
    let connection = try Connection.open(
      LedgerFile(path: path(scratch)), patience: .zero, tables: CacheSchema.tables)
    try connection.perform { db in _ = try BoundStatement("PRAGMA user_version = 99").rows(db) { _ in } }
    await #expect(throws: CacheError("a newer llmctl wrote it: version 99, this one knows 1")) {
      try await cache(scratch).entry(under: "k")
    }
    await #expect(throws: CacheError.self) { try await cache(scratch).keep(answer(), under: "k") }
  }

  @Test("On a full disk nothing is kept, and what is there can be read", .enabled(if: SmallDisk.isPermitted))
  func fullDisk() async throws {
    let scratch = try Scratch()
    let disk = try SmallDisk(at: scratch.folder + "/data", kibibytes: 512)
    defer { disk.remove() }
    let cache = cache(scratch)
    try await cache.keep(answer(), under: "k")
    disk.fill(scratch.folder + "/data/ballast")
    let long = String(repeating: "long answer ", count: 10_000)
    await #expect(throws: CacheError("the disk is full")) { try await cache.keep(answer(long), under: "k2") }
    #expect(try await cache.entry(under: "k")?.text == "answer")
    #expect(unlink(scratch.folder + "/data/ballast") == 0)
    try await cache.keep(answer(long), under: "k2")
    #expect(try await self.cache(scratch).entry(under: "k2")?.text == long)
  }

  @Test("On a file system mounted read-only no cache is made", .enabled(if: SmallDisk.isPermitted))
  func readOnlyDisk() async throws {
    let scratch = try Scratch()
    let disk = try SmallDisk(at: scratch.folder + "/data", kibibytes: 512)
    defer { disk.remove() }
    try disk.makeReadOnly()
    #expect(try await cache(scratch).entry(under: "k") == nil)
    await #expect(throws: CacheError.self) { try await cache(scratch).keep(answer(), under: "k") }
  }
}
