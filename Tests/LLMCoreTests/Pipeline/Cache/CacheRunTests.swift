import LLMTestKit
import Testing

@testable import LLMCore

/// Calls that are answered from the response cache, and those that are not.
@Suite struct CacheRunTests {
  private static let reply = ScriptedTransport.Reply.sse([
    Payload.identity, Payload.text("an"), Payload.text("swer"), Payload.stop, Payload.usage,
  ])

  private static func stage(_ replies: ScriptedTransport.Reply..., cache: any ResponseCache) -> Stage {
    var stage = Stage(transport: ScriptedTransport(replies))
    stage.cache = cache
    return stage
  }

  private static func question(_ stage: Stage, _ temperature: String? = "0") throws -> Question {
    var question = try stage.question()
    question.request.options = temperature.map { [JSONMember("temperature", .number($0))] } ?? []
    return question
  }

  /// A cache that holds the answer to the question of a stage.
  private static func filled(_ reply: ScriptedTransport.Reply = reply) async throws -> MemoryResponseCache {
    let cache = MemoryResponseCache()
    let stage = stage(reply, cache: cache)
    _ = await stage.ask(try question(stage))
    return cache
  }

  // MARK: Hits and misses

  @Test func `a miss is asked, and kept with all that a hit needs`() async throws {
    let cache = MemoryResponseCache()
    let stage = Self.stage(Self.reply, cache: cache)
    let answer = await stage.ask(try Self.question(stage))
    #expect(answer.cached == nil)
    let entry = try #require(cache.entries.first)
    #expect(entry.call?.text == "01TESTCALL0000000000000001")
    #expect([entry.provider, entry.model, entry.modelServed] == ["work", "m", "served"])
    #expect(entry.text == "answer")
    #expect(entry.lifetime == .seconds(3600))
    #expect(entry.usage == Usage(uncachedInput: 7, textOutput: 3))
    #expect(stage.console.notes == [])
  }

  @Test func `a hit sends nothing, prints the same bytes, and is a row of its own that costs nothing`() async throws {
    let cache = try await Self.filled()
    let stage = Self.stage(cache: cache)
    stage.clock.suspend(for: .seconds(180))
    let answer = await stage.ask(try Self.question(stage))
    #expect(stage.transport.calls.isEmpty)
    #expect(stage.state.updates == 0)
    #expect(stage.console.outputText == "answer")
    #expect(stage.console.notes == ["llmctl: from the cache, 3 min old (--no-cache asks anew)"])
    #expect(answer.cached?.age == .seconds(180))
    #expect(answer.cached?.usage == Usage(uncachedInput: 7, textOutput: 3))
    #expect(answer.exitCode == .complete)
    let outcome = try #require(stage.outcome)
    #expect(outcome.verdict == .done)
    #expect(outcome.answer == "answer")
    #expect(outcome.sharedWith == "01TESTCALL0000000000000001")
    #expect(outcome.attempts == 0)
    #expect(outcome.isFromCache)
    #expect(outcome.charge == Charge(.free))
    #expect(outcome.usage == Usage())
    #expect(outcome.modelServed == "served")
    let statistics = try await cache.statistics()
    #expect([statistics.hits, statistics.misses] == [1, 1])
    #expect(AnswerPrice(answer)?.total == .zero)
  }

  @Test func `a hit says what it saves, by the price of the model`() async throws {
    let cache = MemoryResponseCache()
    func question(_ stage: Stage) throws -> Question {
      var question = try Self.question(stage)
      question.account.name = "openai"
      question.request.model = "gpt-4o-mini"
      return question
    }
    let usage = #"{"choices":[],"usage":{"prompt_tokens":10000,"completion_tokens":1000}}"#
    let first = Self.stage(.sse([Payload.text("a"), Payload.stop, usage]), cache: cache)
    let asked = await first.ask(try question(first))
    let price = try #require(AnswerPrice(asked)?.total)
    let second = Self.stage(cache: cache)
    let answer = await second.ask(try question(second))
    #expect(answer.cached?.saved(try question(second)) == price)
    #expect(second.console.notes == ["llmctl: from the cache, 0 ms old, saves \(price.shown) (--no-cache asks anew)"])
    #expect(try await cache.statistics().saved == price)
  }

  @Test func `reasoning is kept with the answer`() async throws {
    let cache = try await Self.filled(
      .sse([#"{"choices":[{"delta":{"reasoning":"why"}}]}"#, Payload.text("a"), Payload.stop]))
    let stage = Self.stage(cache: cache)
    let answer = await stage.ask(try Self.question(stage))
    #expect(String(decoding: answer.reasoning, as: UTF8.self) == "why")
    #expect(stage.console.outputText == "a")
  }

  // MARK: What is not kept

  @Test(arguments: [
    [Payload.text("a"), Payload.length], [Payload.text("a")], [Payload.text("a\u{0}b"), Payload.stop],
    [#"{"choices":[{"delta":{"refusal":"no"}}]}"#, Payload.stop],
    [Payload.text("a"), #"{"choices":[{"delta":{},"finish_reason":"content_filter"}]}"#],
    [Payload.text("a"), #"{"choices":[{"delta":{},"finish_reason":"a_new_reason"}]}"#],
    [
      #"{"choices":[{"delta":{"tool_calls":[{"index":0,"id":"t","function":{"name":"f","arguments":"{}"}}]}}]}"#,
      Payload.stop,
    ],
  ])
  func `half an answer, a refusal and a call of a tool are not kept`(events: [String]) async throws {
    let cache = MemoryResponseCache()
    let stage = Self.stage(.sse(events), cache: cache)
    _ = await stage.ask(try Self.question(stage))
    #expect(cache.entries == [])
  }

  @Test func `an answer that was too long to be kept in memory is not kept`() async throws {
    let cache = MemoryResponseCache()
    let stage = Self.stage(Self.reply, cache: cache)
    var question = try Self.question(stage)
    question.keptTextLimit = 3
    _ = await stage.ask(question)
    #expect(cache.entries == [])
  }

  @Test func `for a call that cannot be kept, the cache is not even opened`() async throws {
    for change: @Sendable (inout Question) -> Void in [
      { $0.request.options = [] }, { $0.recordedTurn = nil }, { $0.caching.mode = .never },
      { $0.caching.task = .live },
      { $0.resumed = Question.ResumedAnswer(call: CallID("x"), text: Array("an".utf8)) },
    ] {
      let cache = MemoryResponseCache()
      let stage = Self.stage(Self.reply, cache: cache)
      var question = try Self.question(stage)
      change(&question)
      _ = await stage.ask(question)
      #expect(stage.transport.calls.count == 1)
      #expect(cache.uses == 0)
    }
  }

  @Test func `an answer with a key in it is not kept`() async throws {
    let cache = MemoryResponseCache()
    var stage = Self.stage(.sse([Payload.text("use secret-key-1 here"), Payload.stop]), cache: cache)
    stage.keysInPlay.add(Secret(copying: "secret-key-1"))
    stage.cache = MaskedResponseCache(cache, hiding: stage.keysInPlay)
    _ = await stage.ask(try Self.question(stage))
    #expect(stage.console.outputText == "use secret-key-1 here")
    #expect(cache.entries == [])
  }

  // MARK: What does not hold any more

  @Test func `an entry whose time is over is asked anew and replaced`() async throws {
    let cache = try await Self.filled()
    let stage = Self.stage(.sse([Payload.text("new"), Payload.stop]), cache: cache)
    stage.clock.suspend(for: .seconds(3600))
    #expect(await stage.ask(try Self.question(stage)).cached == nil)
    #expect(cache.entries.map(\.text) == ["new"])
  }

  @Test func `when the clock was set back, nothing of the time to come is used`() async throws {
    let cache = try await Self.filled()
    cache.change { $0.storedAt = Timestamp(milliseconds: $0.storedAt.milliseconds + 1) }
    let stage = Self.stage(.sse([Payload.text("new"), Payload.stop]), cache: cache)
    #expect(await stage.ask(try Self.question(stage)).cached == nil)
    #expect(cache.entries.map(\.text) == ["new"])
  }

  @Test func `when a provider has another model answer, what the old one said is over`() async throws {
    let cache = try await Self.filled()
    let identity = #"{"id":"i","model":"served-2","choices":[]}"#
    let other = Self.stage(.sse([identity, Payload.text("b"), Payload.stop]), cache: cache)
    var question = try Self.question(other)
    question.request.messages[1].content = "another question"
    _ = await other.ask(question)
    let stage = Self.stage(.sse([identity, Payload.text("new"), Payload.stop]), cache: cache)
    #expect(await stage.ask(try Self.question(stage)).cached == nil)
    #expect(Set(cache.entries.map(\.text)) == ["b", "new"])
  }

  // MARK: The flags

  @Test func `from the cache alone, a miss is refused before anything is sent`() async throws {
    let cache = MemoryResponseCache()
    let stage = Self.stage(cache: cache)
    var question = try Self.question(stage)
    question.caching.mode = .only
    let answer = await stage.ask(question)
    #expect(answer.exitCode == .refusedBeforeSending)
    #expect(answer.error?.code == .notCached)
    #expect(stage.transport.calls.isEmpty)
    #expect(stage.outcome?.errorCode == "not_cached")
    #expect(stage.outcome?.verdict == .failed)
  }

  @Test func `from the cache alone, what was kept on request is found without it`() async throws {
    let cache = MemoryResponseCache()
    let first = Self.stage(Self.reply, cache: cache)
    var question = try Self.question(first, "1")
    question.caching.mode = .always
    _ = await first.ask(question)
    let second = Self.stage(cache: cache)
    question.caching.mode = .only
    #expect(await second.ask(question).cached != nil)
  }

  @Test func `a cache that cannot be used costs one warning and nothing else`() async throws {
    let cache = MemoryResponseCache(failure: CacheError("the disk is full"))
    let stage = Self.stage(Self.reply, cache: cache)
    #expect(await stage.ask(try Self.question(stage)).exitCode == .complete)
    #expect(stage.console.notes == ["warning: the response cache cannot be used (the disk is full)"])
    #expect(cache.uses == 1)
  }

  // MARK: Whole runs

  private static func scene(_ replies: ScriptedTransport.Reply..., cache: any ResponseCache) -> ChatScene {
    var scene = ChatScene(replies)
    scene.stage.cache = cache
    scene.invocation.options = ["temperature=0"]
    return scene
  }

  @Test func `json says that it is from the cache, and from which call`() async throws {
    let cache = MemoryResponseCache()
    _ = try await Self.scene(Self.reply, cache: cache).run()
    var scene = Self.scene(cache: cache)
    scene.invocation.output = .json
    #expect(try await scene.run() == .complete)
    let document = try JSONReader.parse(scene.output)
    #expect(document["cached"] == .bool(true))
    #expect(document["text"] == .string("answer"))
    #expect(document["cache"]?["call_id"] == .string("01TESTCALL0000000000000001"))
    #expect(document["cache"]?["usage"]?["input_tokens"] == .integer(7))
    #expect(document["usage"]?["input_tokens"] == .null)
    #expect(document["attempts"] == .integer(0))
  }

  @Test func `a kept answer is held against the schema of now`() async throws {
    let cache = MemoryResponseCache()
    let good = ScriptedTransport.Reply.sse([Payload.text(#"{"name": "Ada"}"#), Payload.stop])
    var scene = Self.scene(good, cache: cache)
    scene.invocation.schema = "name"
    #expect(try await scene.run() == .complete)
    var hit = Self.scene(cache: cache)
    hit.invocation.schema = "name"
    #expect(try await hit.run() == .complete)
    #expect(hit.output == "{\"name\":\"Ada\"}\n")
    cache.change { $0.text = #"{"name": 7, "of": "nobody"}"# }
    var miss = Self.scene(good, cache: cache)
    miss.invocation.schema = "name"
    #expect(try await miss.run() == .complete)
    #expect(miss.stage.transport.calls.count == 1)
    #expect(cache.entries.map(\.text) == [#"{"name": "Ada"}"#])
  }
}
