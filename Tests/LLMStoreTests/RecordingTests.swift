import LLMCore
import LLMTestKit
import Testing

@testable import LLMStore

/// What was sent and received comes back word for word, and what repeats is kept once.
struct RecordingTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private static func question(_ prompt: String, system: String? = nil) -> RecordedQuestion {
    let messages = (system.map { [Message(.system, $0)] } ?? []) + [Message(.user, prompt)]
    return RecordedQuestion(
      request: ChatRequest(model: "gpt-5", messages: messages, options: [JSONMember("temperature", .number("0.5"))]))
  }

  private static func intent(_ prompt: String, system: String? = nil) -> CallIntent {
    var intent = CallIntent.asking(prompt, system: system)
    intent.question = question(prompt, system: system)
    return intent
  }

  /// Asks so many long questions, which have nothing in common.
  @discardableResult
  private static func ask(_ count: Int, seed: Int, of ledger: SQLiteLedger) async throws -> [CallID] {
    var ids: [CallID] = []
    for number in 0..<count {
      let id = try await ledger.open(intent(Scratch.prose(40_000, seed: UInt64(seed + number))))
      try await ledger.close(id, .answered("yes"))
      ids.append(id)
    }
    return ids
  }

  private static func exchange(of question: RecordedQuestion, reply: String = "data: {}\n\n") -> RecordedExchange {
    var exchange = RecordedExchange(
      method: "POST", url: "https://a.test/v1", requestHeaders: [HTTPHeader("accept", "*/*")],
      requestBody: JSONWriter.bytes(of: question.request.json), sentAfter: 7)
    exchange.requestTexts = question.request.texts
    (exchange.status, exchange.replyHeaders) = (200, [HTTPHeader("x-request-id", "r-1")])
    exchange.replyBody = Array(reply.utf8)
    exchange.pieces = [.init(offset: 1_500, end: 4), .init(offset: 2_000_000, end: reply.utf8.count)]
    return exchange
  }

  private func bytes(_ ledger: SQLiteLedger) async throws -> Int {
    try await ledger.recordingStatistics(countingTexts: true).bytes
  }

  @Test(
    "A call comes back as it went over the wire",
    arguments: [
      "why?", String(repeating: "\"quoted\" \\ and\n\u{7}bell é漢🙂 ", count: 2000), Scratch.prose(300_000, seed: 1),
    ])
  func roundTrip(prompt: String) async throws {
    let ledger = scratch.ledger()
    let intent = Self.intent(prompt, system: String(repeating: "Be brief. ", count: 80))
    let question = try #require(intent.question)
    let id = try await ledger.open(intent)
    var first = Self.exchange(of: question, reply: "{\"error\": 1}")
    (first.status, first.breakage, first.isCut) = (503, "reset: gone", true)
    var attempt = AttemptRecord(
      number: 1, provider: "openai", model: "gpt-5", waited: 0, duration: 9, httpStatus: 503, errorCode: "server",
      requestID: nil, mayHaveBeenCharged: false, sequel: .retry)
    attempt.exchange = first
    try await ledger.add(attempt, to: id)
    var outcome = CallOutcome.answered("because")
    (outcome.exchange, outcome.attempts) = (Self.exchange(of: question), 2)
    outcome.toolCalls = [ToolCall(id: "1", name: "look", arguments: "{\"at\": \"sky\"}")]
    try await ledger.close(id, outcome)

    let recording = try #require(try await scratch.ledger().recording(of: id))
    #expect(recording.question == question)
    for (number, sent) in [(1, first), (2, outcome.exchange)] {
      var expected = try #require(sent)
      expected.requestTexts = []
      #expect(recording.exchanges[number] == expected)
    }
    let call = try #require(try await scratch.ledger().call(id.text))
    #expect(call.intent.prompt == prompt)
    #expect(call.intent.system == intent.system)
    #expect(call.outcome?.toolCalls == outcome.toolCalls)
    #expect(try await scratch.ledger().storedConversation(id.text)?.turns.map(\.prompt) == [prompt])
  }

  @Test("A file that is asked about ten times is kept once")
  func repeatedAttachment() async throws {
    let ledger = scratch.ledger()
    let file = Scratch.prose(1 << 20, seed: 2)
    var sizes: [Int] = []
    for number in 0..<10 {
      let intent = Self.intent("<file>\n\(file)</file>\nQuestion \(number)?")
      let id = try await ledger.open(intent)
      var outcome = CallOutcome.answered("Answer \(number)")
      outcome.exchange = Self.exchange(of: try #require(intent.question))
      try await ledger.close(id, outcome)
      sizes.append(try await bytes(ledger))
    }
    #expect(sizes[0] < 1 << 20)
    // The piece with the question in it is new each time, and what says where the pieces are.
    #expect(sizes[9] - sizes[0] < sizes[0] / 4, "\(sizes)")
    let text = try await ledger.call("last")?.intent.prompt
    #expect(text == "<file>\n\(file)</file>\nQuestion 9?")
  }

  @Test("Words of long prompts are found, wherever they stand, also when another call had the same file first")
  func searchInChunks() async throws {
    let ledger = scratch.ledger()
    let file = Scratch.prose(60_000, seed: 3) + " pomegranate " + Scratch.prose(60_000, seed: 4)
    var ids: [String] = []
    for question in ["first quince?", "second medlar?"] {
      let id = try await ledger.open(Self.intent(file + question))
      try await ledger.close(id, .answered("about fruit"))
      ids.append(id.text)
    }
    func found(_ text: String) async throws -> [String] {
      var query = CallQuery(limit: 9)
      query.text = text
      return try await ledger.calls(query).map(\.id.text)
    }
    #expect(try await found("pomegranate") == ids.reversed())
    #expect(try await found("medlar pomegranate") == [ids[1]])
    #expect(try await found("fruit quince") == [ids[0]])
    #expect(try await found("fruit pomegranat") == ids.reversed())
    #expect(try await found("pomegranate banana") == [])
    #expect(Set(try await ledger.conversations(containing: "pomegranate", limit: 9).map(\.id)) == Set(ids))
    #expect(try await ledger.conversations(containing: "medlar", limit: 9).map(\.id) == [ids[1]])
  }

  @Test("Pruned recordings are gone, what others share stays, and conversations go on")
  func pruning() async throws {
    let ledger = scratch.ledger()
    let shared = Scratch.prose(50_000, seed: 5)
    var ids: [CallID] = []
    for (day, own) in [Scratch.prose(50_000, seed: 6) + " gooseberry", "short"].enumerated() {
      scratch.clock.set(1_800_000_000_000 + Int64(day) * 86_400_000)
      let id = try await ledger.open(Self.intent(shared + own))
      try await ledger.close(id, .answered("yes"))
      ids.append(id)
    }
    let before = try await bytes(ledger)
    var order = PruningOrder(before: Timestamp(milliseconds: 1_800_000_000_000 + 3_600_000))
    order.isRehearsal = true
    let foreseen = try await ledger.prune(order)
    #expect(foreseen.calls == 1)
    #expect(try await bytes(ledger) == before)
    order.isRehearsal = false
    #expect(try await ledger.prune(order) == foreseen)
    #expect(try await ledger.recording(of: ids[0]) == nil)
    #expect(try await ledger.recording(of: ids[1])?.question?.request.messages.last?.content == shared + "short")
    // Its text is still what a conversation goes on from.
    #expect(try await ledger.call(ids[0].text)?.intent.prompt?.hasSuffix("gooseberry") == true)

    order.takesTexts = true
    #expect(try await ledger.prune(order).calls == 1)
    #expect(try await bytes(ledger) < before - 20_000)
    #expect(try await ledger.call(ids[0].text)?.intent.prompt == nil)
    var query = CallQuery(limit: 9)
    query.text = "gooseberry"
    #expect(try await ledger.calls(query) == [])
    #expect(try await ledger.call(ids[1].text)?.intent.prompt == shared + "short")
  }

  @Test("The oldest go first where it has to be less, and routine comes once a day")
  func pruningBySize() async throws {
    let ledger = scratch.ledger()
    try await Self.ask(8, seed: 10, of: ledger)
    let all = try await bytes(ledger)
    var order = PruningOrder(mostBytes: all / 2)
    order.takesTexts = true
    order.isRoutine = true
    let pruned = try await ledger.prune(order)
    #expect((3...5).contains(pruned.calls))
    let left = try await ledger.recordingStatistics(countingTexts: true)
    #expect(left.bytes <= all / 2)
    #expect(left.calls == 8 - pruned.calls)
    order.mostBytes = 0
    #expect(try await ledger.prune(order).calls == 0)
    scratch.clock.set(1_800_000_000_000 + 90_000_000)
    // The newest was only just asked.
    #expect(try await ledger.prune(order).calls == left.calls - 1)
    order.isRoutine = false
    #expect(try await ledger.prune(order).calls == 1)
    #expect(try await bytes(ledger) == 0)
  }

  @Test("What texts take is no reason to take recordings away")
  func sizeOfRecordings() async throws {
    let ledger = scratch.ledger()
    try await Self.ask(4, seed: 30, of: ledger)
    let recordings = try await ledger.recordingStatistics(countingTexts: false)
    let all = try await bytes(ledger)
    #expect(recordings.calls == 4 && recordings.bytes * 4 < all)
    #expect(try await ledger.prune(PruningOrder(mostBytes: recordings.bytes)).calls == 0)
    #expect(try await ledger.prune(PruningOrder(mostBytes: recordings.bytes - 1)).calls == 1)
    var order = PruningOrder(mostBytes: 0)
    (order.isRoutine, order.mostCalls) = (true, 2)
    #expect(try await ledger.prune(order).calls == 2)
    #expect(try await ledger.recordingStatistics(countingTexts: false).calls == 1)
  }

  @Test("What is damaged does not keep the rest from being tidied, and is taken away with it")
  func pruningDamage() async throws {
    let ledger = scratch.ledger()
    let ids = try await Self.ask(3, seed: 40, of: ledger)
    try Connection.open(LedgerFile(path: scratch.path), patience: .seconds(5)).write { db in
      let broken = "UPDATE recording SET question_content = X'01ff7f' WHERE call_id = ?"
      try BoundStatement(broken, [.text(ids[2].text)]).run(db)
      try BoundStatement("UPDATE content_chunk SET bytes = X'00' WHERE id = (SELECT min(id) FROM content_chunk)").run(
        db)
    }
    var order = PruningOrder(before: Timestamp(milliseconds: .max))
    order.takesTexts = true
    #expect(try await ledger.prune(order).calls == 3)
    #expect(try await bytes(ledger) == 0)
  }

  @Test("Words that were taken away are in the file no more")
  func traces() async throws {
    let ledger = scratch.ledger()
    for text in ["aubergine pomegranate", "quince " + Scratch.prose(40_000, seed: 50) + " boysenberry"] {
      let id = try await ledger.open(Self.intent(text))
      try await ledger.close(id, .answered("tamarillo"))
    }
    var query = CallQuery(limit: 9)
    query.text = "boysenberry"
    #expect(try await ledger.calls(query).count == 1)
    var order = PruningOrder(before: Timestamp(milliseconds: .max))
    (order.takesTexts, order.vacuums) = (true, true)
    #expect(try await ledger.prune(order).calls == 2)
    #expect(try await ledger.recordingStatistics(countingTexts: true).freeBytes == 0)
    for name in try scratch.names() {
      let content = try scratch.bytes(scratch.folder + "/data/" + name)
      for word in ["aubergine", "pomegranate", "quince", "boysenberry", "tamarillo"] {
        #expect(!content.contains(Array(word.utf8)), "\(word) in \(name)")
      }
    }
  }

  @Test("Calls are found by what they are and what came of them")
  func queries() async throws {
    let ledger = scratch.ledger()
    let cheap = try await ledger.open(.asking("one", tags: [JSONMember("job", .string("a"))]))
    try await ledger.close(cheap, .answered("yes"))
    var intent = CallIntent.asking("two")
    intent.modelAsked = "slow-model"
    intent.replayOf = cheap
    intent.promptVersion = PromptVersion(name: "greet", number: 2, contentHash: "ab")
    let dear = try await ledger.open(intent)
    var outcome = CallOutcome.answered("no", .partial)
    outcome.totalTime = 90_000
    outcome.charge = Charge(.told, amount: try #require(Money(decimal: "0.25")))
    try await ledger.close(dear, outcome)
    let open = try await ledger.open(.asking("three"))
    func found(_ change: (inout CallQuery) -> Void) async throws -> [CallID] {
      var query = CallQuery(limit: 9)
      change(&query)
      return try await ledger.calls(query).map(\.id)
    }
    #expect(try await found { _ in } == [open, dear, cheap])
    #expect(try await found { $0.limit = 1 } == [open])
    #expect(try await found { $0.model = "slow-model" } == [dear])
    #expect(try await found { $0.model = "openai/gpt-5" } == [open, cheap])
    #expect(try await found { $0.states = [.partial, .open] } == [open, dear])
    #expect(try await found { $0.tags = [JSONMember("job", .string("a"))] } == [cheap])
    #expect(try await found { $0.leastTime = 2000 } == [dear])
    #expect(try await found { $0.leastCost = Money(decimal: "0.25") } == [dear])
    #expect(try await found { $0.leastCost = Money(decimal: "0.250000001") } == [])
    #expect(try await found { $0.order = .slowest } == [dear, cheap])
    #expect(try await found { $0.order = .dearest } == [dear])
    #expect(try await found { $0.prompt = "greet" } == [dear])
    #expect(try await found { $0.replaysOf = cheap } == [dear])
    #expect(try await found { $0.command = "review" } == [])
    #expect(try await ledger.call(dear.text)?.intent.promptVersion == intent.promptVersion)
  }

  @Test("A flipped byte is no other text, and whoever brings the right one mends it")
  func flippedBytes() async throws {
    let ledger = scratch.ledger()
    let prompt = Scratch.prose(30_000, seed: 7)
    let id = try await ledger.open(Self.intent(prompt))
    try await ledger.close(id, .answered("yes"))
    let connection = try Connection.open(LedgerFile(path: scratch.path), patience: .seconds(5))
    try connection.perform { db in
      // A chunk that is not compressed is another text with any other byte.
      for chunk in try BoundStatement("SELECT id FROM content_chunk").rows(db, { try $0.integer() }) {
        var bytes = try ContentTable.bytes(of: chunk, in: db)
        bytes[bytes.count / 2] ^= 1
        try BoundStatement(
          updating: "content_chunk", ["bytes": .bytes(bytes), "is_compressed": .integer(0)], where: "id = ?",
          [.integer(chunk)]
        ).run(db)
      }
    }
    await #expect(throws: LedgerError.damagedContent(of: id)) { try await scratch.ledger().recording(of: id) }
    await #expect(throws: LedgerError.damagedContent(of: id)) { try await scratch.ledger().call(id.text) }
    var query = CallQuery(limit: 1)
    query.call = id
    #expect(try await scratch.ledger().calls(query).first?.intent.prompt.map(prompt.hasPrefix) == true)
    let again = try await ledger.open(Self.intent(prompt))
    try await ledger.close(again, .answered("yes"))
    for call in [id, again] {
      #expect(try await scratch.ledger().recording(of: call)?.question?.request.messages.last?.content == prompt)
    }
  }

  @Test(
    "A byte of a reply that was flipped is damage",
    arguments: [#"{"ok":true}"#, String(repeating: "data: {}\n\n", count: 99)])
  func flippedReply(reply: String) async throws {
    let ledger = scratch.ledger()
    let intent = Self.intent("why?")
    let id = try await ledger.open(intent)
    var outcome = CallOutcome.answered("because")
    outcome.exchange = Self.exchange(of: try #require(intent.question), reply: reply)
    try await ledger.close(id, outcome)
    let connection = try Connection.open(LedgerFile(path: scratch.path), patience: .seconds(5))
    try connection.perform { db in
      var body = try BoundStatement("SELECT body FROM exchange").rows(db, { try $0.bytes() })[0]
      body[body.count - 5] ^= 1
      try BoundStatement(updating: "exchange", ["body": .bytes(body)], where: "TRUE", []).run(db)
    }
    await #expect(throws: LedgerError.damagedContent(of: id)) { try await scratch.ledger().recording(of: id) }
  }

  @Test("A damaged chunk keeps no call from being closed")
  func closingBesideDamage() async throws {
    let ledger = scratch.ledger()
    let id = try await ledger.open(Self.intent(Scratch.prose(30_000, seed: 8)))
    let connection = try Connection.open(LedgerFile(path: scratch.path), patience: .seconds(5))
    try connection.perform { db in _ = try BoundStatement("UPDATE content_chunk SET bytes = x'00'").run(db) }
    try await ledger.close(id, .answered("yes"))
    var query = CallQuery(limit: 1)
    query.states = [.done]
    #expect(try await ledger.calls(query).map(\.id) == [id])
  }

  @Test("The newest call with a word is found, also where an older one was answered last")
  func newestBehindLateAnswers() async throws {
    let ledger = scratch.ledger()
    var ids: [CallID] = []
    for number in 0..<4 { ids.append(try await ledger.open(.asking("question \(number)"))) }
    for id in ids.reversed() { try await ledger.close(id, .answered("pomegranate")) }
    var query = CallQuery(limit: 1)
    query.text = "pomegranate"
    #expect(try await ledger.calls(query).map(\.id) == [ids[3]])
    query.limit = 2
    #expect(try await ledger.calls(query).map(\.id) == [ids[3], ids[2]])
  }

  @Test("Whoever only looks makes no file")
  func lookingMakesNothing() async throws {
    let ledger = scratch.ledger()
    #expect(try await ledger.calls(CallQuery(limit: 9)) == [])
    #expect(try await ledger.call("last") == nil)
    #expect(throws: (any Error).self) { try scratch.names() }
  }

  @Test("Damaged rows are told, and end nothing")
  func damage() async throws {
    let ledger = scratch.ledger()
    let id = try await ledger.open(Self.intent(Scratch.prose(30_000, seed: 7)))
    let connection = try Connection.open(LedgerFile(path: scratch.path), patience: .seconds(5))
    for sql in [
      "UPDATE content_chunk SET size = 1 << 40", "UPDATE content_chunk SET bytes = x'00'",
      "DELETE FROM prompt_chunk", "DELETE FROM content_chunk", "UPDATE recording SET question_content = x'07FF'",
    ] {
      try connection.perform { db in _ = try BoundStatement(sql).run(db) }
      await #expect(throws: LedgerError.self) { try await scratch.ledger().recording(of: id) }
    }
  }
}
