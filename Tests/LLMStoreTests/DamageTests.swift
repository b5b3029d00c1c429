import Foundation
import LLMCore
import Testing

@testable import LLMStore

struct DamageTests {
  /// 1 800 000 000 000 milliseconds, as the name of the damaged file tells them.
  private static let stamp = "20270115T080000000Z"

  @Test(
    "A file that is no database is set aside, and the call recorded in a new one",
    arguments: [Array("This is no database at all. ".utf8), [0, 0], Array(repeating: 0xFF, count: 10_000)])
  func notADatabase(content: [UInt8]) async throws {
    let scratch = try Scratch()
    try scratch.write(content, to: scratch.path)
    scratch.clock.set(1_800_000_000_000, step: 0)
    let ledger = scratch.ledger()
    let id = try await ledger.open(.asking())
    try await ledger.close(id, .answered("because"))

    let name = "llmctl.db.damaged-\(Self.stamp)"
    #expect(scratch.notices.all == [.setAside(as: name)])
    #expect(try scratch.bytes(scratch.folder + "/data/" + name) == content)
    #expect(try await scratch.ledger().recent(limit: 9).map(\.id) == [id])
    #expect(scratch.notices.all.count == 1)
  }

  @Test("Damage in the middle is found by the call that meets it", arguments: Meeting.allCases)
  func damagedPages(meeting: Meeting) async throws {
    let scratch = try Scratch()
    try await Self.fill(scratch)
    var content = try scratch.bytes(scratch.path)
    content.replaceSubrange(4096..., with: repeatElement(0xAA, count: content.count - 4096))
    try scratch.write(content, to: scratch.path)

    let ledger = scratch.ledger()
    try await meeting.take(place: ledger)
    #expect(scratch.notices.all.count == 1)
    guard case .setAside(let name) = scratch.notices.all.first else {
      Issue.record("no notice of a file set aside")
      return
    }
    #expect(try scratch.bytes(scratch.folder + "/data/" + name) == content)
    #expect(try await ledger.recent(limit: 9).count == (meeting == .open ? 1 : 0))
  }

  enum Meeting: CaseIterable {
    case open, recent, call, conversation

    func take(place ledger: SQLiteLedger) async throws {
      switch self {
      case .open: _ = try await ledger.open(.asking())
      case .recent: #expect(try await ledger.recent(limit: 9) == [])
      case .call: #expect(try await ledger.call("last") == nil)
      case .conversation: #expect(try await ledger.storedConversation(nil) == nil)
      }
    }
  }

  @Test("Damage that comes while the ledger is open is met as well, and told once")
  func damageWhileOpen() async throws {
    let scratch = try Scratch()
    try await Self.fill(scratch)
    let ledger = scratch.ledger()
    #expect(try await ledger.recent(limit: 0) == [])
    var content = try scratch.bytes(scratch.path)
    content.replaceSubrange(4096..., with: repeatElement(0xAA, count: content.count - 4096))
    try scratch.write(content, to: scratch.path)
    for _ in 0..<2 {
      let id = try await ledger.open(.asking())
      try await ledger.close(id, .answered("because"))
    }
    #expect(scratch.notices.all.count == 1)
    #expect(try await scratch.ledger().recent(limit: 9).count == 2)
  }

  @Test("Closing a call whose row was set aside with the file says that it is not recorded")
  func closeAfterDamage() async throws {
    let scratch = try Scratch()
    try await Self.fill(scratch)
    let id = try #require(try await scratch.ledger().call("last")).id
    var content = try scratch.bytes(scratch.path)
    content.replaceSubrange(4096..., with: repeatElement(0xAA, count: content.count - 4096))
    try scratch.write(content, to: scratch.path)
    await #expect(throws: LedgerError.unavailable("it has no open call with this id")) {
      try await scratch.ledger().close(id, .answered("late"))
    }
    #expect(scratch.notices.all.count == 1)
  }

  @Test("The log goes with the file it belongs to, and names already taken are not used again")
  func companions() async throws {
    let scratch = try Scratch()
    scratch.clock.set(1_800_000_000_000, step: 0)
    for content in ["first damage", "second damage"] {
      try scratch.write(Array(content.utf8), to: scratch.path)
      try scratch.write(Array("log of \(content)".utf8), to: scratch.path + "-wal")
      _ = try await scratch.ledger().open(.asking())
      for suffix in ["", "-wal", "-shm"] {
        try? FileManager.default.removeItem(atPath: scratch.path + suffix)
      }
    }
    let first = "llmctl.db.damaged-\(Self.stamp)"
    #expect(scratch.notices.all == [.setAside(as: first), .setAside(as: first + "-2")])
    let data = scratch.folder + "/data/"
    #expect(try scratch.bytes(data + first) == Array("first damage".utf8))
    #expect(try scratch.bytes(data + first + "-wal") == Array("log of first damage".utf8))
    #expect(try scratch.bytes(data + first + "-2-wal") == Array("log of second damage".utf8))
  }

  @Test("Of many that meet the damage, one sets the file aside and all are recorded")
  func manyMeetIt() async throws {
    let scratch = try Scratch()
    try scratch.write(Array("This is no database at all.".utf8), to: scratch.path)
    let ids = try await withThrowingTaskGroup(of: CallID.self) { group in
      for _ in 0..<12 { group.addTask { try await scratch.ledger().open(.asking()) } }
      return try await group.reduce(into: Set<CallID>()) { $0.insert($1) }
    }
    #expect(scratch.notices.all.count == 1)
    #expect(Set(try await scratch.ledger().recent(limit: 99).map(\.id)) == ids)
    #expect(try scratch.names().filter { $0.contains("damaged") }.count == 1)
  }

  @Test("A ledger that is sound is never set aside, however often it is in the way")
  func soundFiles() async throws {
    let scratch = try Scratch()
    try await Self.fill(scratch)
    // A log of another database, or half a log, is no damage: SQLite passes over what does not belong.
    try scratch.write(Array(repeating: 0x55, count: 5000), to: scratch.path + "-wal")
    #expect(try await scratch.ledger().recent(limit: 99).count == 20)
    #expect(scratch.notices.all == [])
  }

  /// Twenty open calls, all of them in the database itself and none in its log.
  private static func fill(_ scratch: Scratch) async throws {
    let ledger = scratch.ledger()
    for number in 0..<20 {
      _ = try await ledger.open(.asking(String(repeating: "\(number) ", count: 1000)))
    }
    try Connection.open(LedgerFile(path: scratch.path), patience: .seconds(5)).perform { db in
      _ = try BoundStatement("PRAGMA wal_checkpoint(TRUNCATE)").rows(db) { columns in try columns.integer() }
    }
  }
}
