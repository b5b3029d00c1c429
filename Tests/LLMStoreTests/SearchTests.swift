import LLMCore
import Testing

@testable import LLMStore

struct SearchTests {
  private let scratch: Scratch
  private let ledger: SQLiteLedger

  init() throws {
    scratch = try Scratch()
    ledger = scratch.ledger()
  }

  private func found(_ text: String?, limit: Int = 9) async throws -> [String] {
    try await ledger.conversations(containing: text, limit: limit).map(\.firstPrompt)
  }

  @Test("Conversations come by their newest turns, no more than asked for", arguments: [-1, 0, 1, 2, 9])
  func order(limit: Int) async throws {
    let first = try await ledger.asking(["first"])
    try await ledger.asking(["second"])
    try await ledger.asking(["third"])
    try await ledger.asking(["more"], in: first)
    #expect(try await found(nil, limit: limit) == Array(["first", "third", "second"].prefix(max(0, limit))))
    #expect(try await found("to", limit: limit) == Array(["first", "third", "second"].prefix(max(0, limit))))
    #expect(try await found(" \n", limit: limit).count == min(3, max(0, limit)))
  }

  @Test("A line of the list says what there is to know")
  func line() async throws {
    scratch.clock.set(1_800_000_000_000)
    var intent = CallIntent.asking("\n  \n\(String(repeating: "é", count: 300))\nmore")
    intent.repository = "/src/old"
    let first = try await ledger.open(intent)
    scratch.clock.set(1_800_000_005_000)
    let next = CallIntent(
      command: "chat", provider: "local", modelAsked: "qwen", requestBytes: 1, repository: "/src/new",
      conversation: first.text, prompt: "two")
    _ = try await ledger.open(next)
    try await ledger.rename(first.text, to: "my talk")
    #expect(
      try await ledger.conversations(containing: nil, limit: 9) == [
        ConversationSummary(
          id: first.text, name: "my talk", startedAt: Timestamp(milliseconds: 1_800_000_000_000),
          newestAt: Timestamp(milliseconds: 1_800_000_005_000), turns: 2, model: "local/qwen",
          firstPrompt: String(repeating: "é", count: 200) + "…", repository: "/src/new")
      ])
  }

  @Test(
    "All words must be there, wherever in the conversation, in any order, case and diacritics aside",
    arguments: [
      ("apfelmus", true), ("APFELMUS Käse", true), ("kase apfelmus", true), ("Ångström", true), ("angstrom", true),
      ("talk kase", true), ("apfel", true), ("apfel kase", false), ("apfelmus birne", false), ("fibre-optic", true),
      ("optic-fibre", false), ("fibre!optic", true), ("!! apfelmus ??", true), ("don't", true), ("don'", true),
      ("!!", false), ("Привет", true), ("привет МИР", true), ("x", false),
    ])
  func words(text: String, isFound: Bool) async throws {
    let id = try await ledger.asking(["Apfelmus mit Käse", "fibre-optic, don't"])
    let call = try await ledger.open(.asking("ПРИВЕТ, мир", in: id))
    try await ledger.close(call, .answered("one Ångström is short"))
    try await ledger.rename(id, to: "table talk")
    try await ledger.asking(["Birne"])
    #expect(try await found(text) == (isFound ? ["Apfelmus mit Käse"] : []))
  }

  @Test(
    "Nothing that is asked for is syntax",
    arguments: [
      "\"", "\"\"", "a\"b", "a*", "*", "apple*", "NOT apple", "apple AND", "OR", "apple OR pear", "NEAR(apple pear)",
      "text:apple", "text : apple", "-apple", "+apple", "^apple", "(apple", "apple)", "{text} : apple",
      "'; DROP TABLE call", "apple\0", "\0", "%", "_", "\\", "\u{FFFD}", "🍎", "\u{301}",
      String(repeating: "a-", count: 5000),
      String(repeating: "\"", count: 999), String(repeating: "(", count: 999),
    ])
  func hostile(text: String) async throws {
    try await ledger.asking(["nothing of the kind"])
    #expect(try await found(text) == [])
    #expect(try await ledger.recent(limit: 9).count == 1)
  }

  @Test("Operators are words like others")
  func operators() async throws {
    try await ledger.asking(["apple NOT pear"])
    try await ledger.asking(["apple pear"])
    #expect(try await found("apple NOT pear") == ["apple NOT pear"])
    #expect(try await found("\"pear\" apple").count == 2)
    #expect(try await found("appl* pear").count == 0)
  }

  @Test("The excerpt is of the text with most of the words, on one line")
  func excerpt() async throws {
    let filler = String(repeating: "filler words ", count: 50)
    let id = try await ledger.asking(["apple", "\(filler)\napple\n\tpear\n\(filler)"])
    try await ledger.asking(["pear"], in: id)
    let excerpt = try #require(try await ledger.conversations(containing: "apple pear", limit: 1).first?.excerpt)
    #expect(excerpt.contains("apple pear"))
    #expect(excerpt.hasPrefix("…") && excerpt.hasSuffix("…"))
    #expect(excerpt.count < 300)
    #expect(try await ledger.conversations(containing: nil, limit: 1).first?.excerpt == nil)
  }

  @Test("A word as long as a picture does not fill the screen")
  func longWord() async throws {
    try await ledger.asking(["apple " + String(repeating: "QUJD", count: 100_000)])
    let excerpt = try #require(try await ledger.conversations(containing: "apple", limit: 1).first?.excerpt)
    #expect(excerpt.hasPrefix("to apple QUJD"))
    #expect(excerpt.count <= 301)
  }

  @Test("Forks are found by what they keep, and not by what they left")
  func forks() async throws {
    let origin = try await ledger.asking(["apple", "pear"])
    let fork = try await ledger.fork(origin, keeping: 1...1, summary: nil)
    try await ledger.asking(["plum"], in: fork)
    let second = try await ledger.fork(fork, keeping: 1...2, summary: nil)
    let ids: (String) async throws -> [String] = { text in
      try await ledger.conversations(containing: text, limit: 9).map(\.id)
    }
    #expect(try await ids("apple") == [second, fork, origin])
    #expect(try await ids("apple plum") == [second, fork])
    #expect(try await ids("apple pear") == [origin])
    try await ledger.rename(fork, to: "orchard")
    #expect(try await ids("orchard") == [fork])
  }

  @Test("What is deleted or changed is not found any more, and the index stays whole")
  func deletions() async throws {
    let first = try await ledger.asking(["apple", "pear"])
    try await ledger.asking(["plum"])
    try await ledger.rename(first, to: "orchard")
    let connection = try Connection.open(LedgerFile(path: scratch.path), patience: .seconds(5))
    _ = try connection.write { db in
      try BoundStatement("DELETE FROM turn WHERE prompt = 'pear'").run(db)
      try BoundStatement("UPDATE turn SET prompt = 'cherry' WHERE prompt = 'apple'").run(db)
      try BoundStatement("UPDATE answer SET text = 'grape' WHERE text = 'to apple'").run(db)
    }
    for word in ["pear", "apple"] { #expect(try await found(word) == []) }
    #expect(try await found("cherry grape orchard") == ["cherry"])
    #expect(try await found("to") == ["plum"])
    try await ledger.rename(first, to: nil)
    #expect(try await found("orchard") == [])
    try check(connection)
    // The rest of it, and the file packed: rows of tables without a key of their own get other numbers.
    _ = try connection.write { db in
      try BoundStatement("DELETE FROM call WHERE conversation_id = ?", [.text(first)]).run(db)
      try BoundStatement("DELETE FROM conversation WHERE id = ?", [.text(first)]).run(db)
    }
    _ = try connection.perform { db in try BoundStatement("VACUUM").run(db) }
    #expect(try await found("cherry") == [])
    #expect(try await found("plum") == ["plum"])
    #expect(try await found(nil) == ["plum"])
    try check(connection)
  }

  @Test("What a call without a conversation says is not indexed")
  func unlogged() async throws {
    let id = try await ledger.open(.asking(nil))
    try await ledger.close(id, .answered("secret"))
    #expect(try await found("secret") == [])
    #expect(try await found(nil) == [])
  }

  /// Throws where the index does not say what the texts do.
  private func check(_ connection: Connection) throws {
    _ = try connection.write { db in
      try BoundStatement("INSERT INTO text_index (text_index, rank) VALUES ('integrity-check', 1)").run(db)
    }
  }
}
