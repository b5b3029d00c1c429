import Glibc
import LLMCore
import LLMTestKit
import Testing

@testable import LLMStore

/// What happens when the database cannot grow or cannot be written, by SQLite's own limits and on a real full disk.
struct FullDiskTests {
  @Test(
    "SQLite's refusals are told in a phrase, and nothing of the call remains",
    arguments: [
      ("PRAGMA max_page_count = 12", "the disk is full"), ("PRAGMA query_only = ON", "it is read-only"),
    ])
  func refusals(pragma: String, phrase: String) throws {
    let scratch = try Scratch()
    let connection = try Connection.open(LedgerFile(path: scratch.path), patience: .zero)
    try connection.perform { db in _ = try BoundStatement(pragma).rows(db) { _ in } }
    #expect(throws: StoreFailure.unavailable(phrase)) {
      try connection.write { db in
        for number in 0..<200 {
          try ConversationTable.begin(
            "\(number) \(String(repeating: "x", count: 1000))", at: scratch.clock.now(), in: db)
        }
      }
    }
    let count = try connection.read { db in
      try BoundStatement("SELECT count(*) FROM conversation").rows(db) { columns in try columns.integer() }
    }
    #expect(count == [0])
  }

  @Test("On a full disk calls are refused until there is room again", .enabled(if: SmallDisk.isPermitted))
  func fullDisk() async throws {
    let scratch = try Scratch()
    let disk = try SmallDisk(at: scratch.folder + "/data", kibibytes: 768)
    defer { disk.remove() }
    let ledger = scratch.ledger()
    _ = try await ledger.open(.asking())
    let ballast = scratch.folder + "/data/ballast"
    disk.fill(ballast)
    let long = String(repeating: "long prompt ", count: 20_000)
    await #expect(throws: LedgerError.unavailable("the disk is full")) { try await ledger.open(.asking(long)) }
    #expect(try await ledger.recent(limit: 9).count == 1)
    #expect(unlink(ballast) == 0)
    _ = try await ledger.open(.asking(long))
    #expect(try await scratch.ledger().recent(limit: 9).count == 2)
    #expect(scratch.notices.all == [])
  }

  @Test("On a file system mounted read-only no ledger is made", .enabled(if: SmallDisk.isPermitted))
  func readOnlyDisk() async throws {
    let scratch = try Scratch()
    let disk = try SmallDisk(at: scratch.folder + "/data", kibibytes: 768)
    defer { disk.remove() }
    try disk.makeReadOnly()
    await #expect(throws: LedgerError.unavailable("its file system is read-only")) {
      try await scratch.ledger().open(.asking())
    }
  }

  @Test("A ledger on a file system mounted read-only is not written", .enabled(if: SmallDisk.isPermitted))
  func readOnlyLedger() async throws {
    let origin = try Scratch()
    _ = try await origin.ledger().open(.asking())
    let scratch = try Scratch()
    let disk = try SmallDisk(at: scratch.folder + "/data", kibibytes: 768)
    defer { disk.remove() }
    // A copy, since a connection that may write would keep the disk from being made read-only.
    for suffix in ["", "-wal"] { try scratch.write(try origin.bytes(origin.path + suffix), to: scratch.path + suffix) }
    for suffix in ["", "-wal"] { #expect(chmod(scratch.path + suffix, 0o600) == 0) }
    try disk.makeReadOnly()
    await #expect(throws: LedgerError.unavailable("its file system is read-only")) {
      try await scratch.ledger().open(.asking())
    }
    #expect(scratch.notices.all == [])
  }
}
