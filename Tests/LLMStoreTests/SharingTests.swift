import Glibc
import LLMCore
import Testing

@testable import LLMStore

struct SharingTests {
  @Test("Eight tasks with ledgers of their own lose no call, starting from nothing")
  func manyWriters() async throws {
    let scratch = try Scratch()
    let ids = try await withThrowingTaskGroup(of: [CallID].self) { group in
      for task in 0..<8 {
        group.addTask {
          let ledger = scratch.ledger(process: ProcessIdentity(pid: Int32(task), start: "1"))
          var ids: [CallID] = []
          for number in 0..<50 {
            let id = try await ledger.open(.asking("\(task)/\(number)"))
            try await ledger.close(id, .answered("answer \(number)"))
            ids.append(id)
          }
          return ids
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    let records = try await scratch.ledger().recent(limit: 1000)
    #expect(Set(ids).count == 400)
    #expect(Set(records.map(\.id)) == Set(ids))
    for record in records {
      guard case .closed(let outcome) = record.state else {
        Issue.record("an open call")
        continue
      }
      #expect(outcome.answer?.hasPrefix("answer ") == true)
    }
    #expect(scratch.notices.all == [])
  }

  @Test("One ledger takes calls from many tasks")
  func oneLedger() async throws {
    let ledger = try Scratch().ledger()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<100 {
        group.addTask {
          let id = try await ledger.open(.asking("\(number)"))
          try await ledger.close(id, .answered("\(number)"))
        }
      }
      try await group.waitForAll()
    }
    #expect(try await ledger.recent(limit: 1000).count == 100)
  }

  @Test("Turns added to one conversation at once all stand in it")
  func oneConversation() async throws {
    let scratch = try Scratch()
    let first = try await scratch.ledger().open(.asking("first"))
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<20 {
        group.addTask {
          let ledger = scratch.ledger()
          let id = try await ledger.open(.asking("\(number)", in: first.text))
          try await ledger.close(id, .answered("to \(number)"))
        }
      }
      try await group.waitForAll()
    }
    let messages = try #require(try await scratch.ledger().storedConversation(first.text)).messages
    #expect(messages.count == 40)
    for pair in stride(from: 0, to: 40, by: 2) {
      #expect(messages[pair + 1].content == "to \(messages[pair].content)")
    }
  }

  @Test("A database that stays locked for writing is given up, and can be read meanwhile")
  func lockedDatabase() throws {
    let scratch = try Scratch()
    let file = LedgerFile(path: scratch.path)
    let holder = try Connection.open(file, patience: .seconds(5))
    let other = try Connection.open(file, patience: .milliseconds(50))
    let count = BoundStatement("SELECT count(*) FROM call")
    try holder.write { _ in
      #expect(throws: StoreFailure.unavailable("another process kept it locked for too long")) {
        try other.write { db in try count.rows(db) { columns in try columns.integer() } }
      }
      let seen = try other.read { db in try count.rows(db) { columns in try columns.integer() } }
      #expect(seen == [0])
    }
    #expect(try other.write { db in try count.rows(db) { columns in try columns.integer() } } == [0])
  }

  @Test("Waiting for a migration that does not end is given up, and tried again later")
  func lockedMigration() async throws {
    let scratch = try Scratch()
    let ledger = scratch.ledger(patience: .milliseconds(30))
    try scratch.write([], to: scratch.path)
    let descriptor = open(scratch.path + ".lock", O_RDWR | O_CREAT | O_CLOEXEC, mode_t(0o600))
    try #require(descriptor >= 0 && flock(descriptor, LOCK_EX) == 0)
    await #expect(throws: LedgerError.unavailable("another process kept it locked for too long")) {
      try await ledger.open(.asking())
    }
    #expect(try scratch.bytes(scratch.path) == [])
    close(descriptor)
    _ = try await ledger.open(.asking())
  }
}
