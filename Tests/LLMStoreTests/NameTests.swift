import LLMCore
import LLMStore
import Testing

struct NameTests {
  private let scratch: Scratch
  private let ledger: SQLiteLedger

  init() throws {
    scratch = try Scratch()
    ledger = scratch.ledger()
  }

  @Test(
    "A conversation is found by its name as it was given",
    arguments: ["plan", "my plan", "Käse", "01", "%", "'", "日本語", "last", "a\0b"])
  func named(name: String) async throws {
    let id = try await ledger.asking(["one"])
    try await ledger.asking(["two"])
    try await ledger.rename(id, to: name)
    #expect(try await ledger.storedConversation(name)?.id == id)
    #expect(try await ledger.storedConversation(id)?.turns.count == 1)
    #expect(try await ledger.storedConversation(name + "x") == nil)
    #expect(try await scratch.ledger().conversations(containing: nil, limit: 2).last?.name?.isEmpty == false)
  }

  @Test("An id goes before a name that looks like one")
  func idFirst() async throws {
    let first = try await ledger.asking(["one"])
    let second = try await ledger.asking(["two"])
    try await ledger.rename(second, to: first)
    #expect(try await ledger.storedConversation(first)?.id == first)
  }

  @Test("Names are unique, may be given again, taken away and passed on", arguments: [nil, ""])
  func unique(nothing: String?) async throws {
    let first = try await ledger.asking(["one"])
    let second = try await ledger.asking(["two"])
    try await ledger.rename(first, to: "plan")
    try await ledger.rename(first, to: "plan")
    await #expect(throws: LedgerError.nameTaken("plan")) { try await ledger.rename(second, to: "plan") }
    #expect(try await ledger.storedConversation(second)?.name == nil)
    try await ledger.rename(first, to: nothing)
    try await ledger.rename(second, to: nothing)
    #expect(try await ledger.storedConversation("plan") == nil)
    #expect(try await ledger.storedConversation("") == nil)
    try await ledger.rename(second, to: "plan")
    #expect(try await ledger.storedConversation("plan")?.id == second)
  }

  @Test("Only one of many that take a name at once gets it")
  func race() async throws {
    var ids: [String] = []
    for number in 0..<8 { ids.append(try await ledger.asking(["\(number)"])) }
    let scratch = scratch
    let winners = await withTaskGroup(of: Bool.self) { group in
      for id in ids {
        group.addTask {
          do {
            try await scratch.ledger().rename(id, to: "plan")
            return true
          } catch {
            #expect(error as? LedgerError == .nameTaken("plan"))
            return false
          }
        }
      }
      return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(winners == 1)
  }

  @Test("What is not there cannot be named", arguments: ["nowhere", ""])
  func missing(id: String) async throws {
    await #expect(throws: LedgerError.missing("conversation '\(id)'")) { try await ledger.rename(id, to: "plan") }
  }
}
