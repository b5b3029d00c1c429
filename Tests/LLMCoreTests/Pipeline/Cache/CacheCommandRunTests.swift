import LLMTestKit
import Testing

@testable import LLMCore

/// `llmctl cache stats`, `explain`, `prune` and `warm`.
@Suite struct CacheCommandRunTests {
  private static func reply(_ text: String) -> ScriptedTransport.Reply { .sse([Payload.text(text), Payload.stop]) }

  private static func scene(_ replies: ScriptedTransport.Reply..., cache: any ResponseCache) -> ChatScene {
    var scene = ChatScene(replies)
    scene.stage.cache = cache
    scene.invocation.options = ["temperature=0"]
    return scene
  }

  // MARK: explain

  private func explain(_ scene: ChatScene) async throws -> JSONValue {
    let run = CacheExplanation(context: scene.stage.context, reporter: scene.stage.reporter)
    #expect(try await run.run(scene.invocation, asJSON: true) == .complete)
    return try JSONReader.parse(scene.output)
  }

  @Test func `explain tells what would happen, and counts and sends nothing`() async throws {
    let cache = MemoryResponseCache()
    let before = Self.scene(cache: cache)
    let nothing = try await explain(before)
    #expect(nothing["verdict"] == "the provider is asked: there is no entry under this key")
    #expect(nothing["entry"] == .null)
    #expect(nothing["key"]?.text?.count == 64)
    _ = try await Self.scene(Self.reply("a"), cache: cache).run()
    let found = try await explain(Self.scene(cache: cache))
    #expect(found["verdict"] == "answered from the cache")
    #expect(found["key"] == nothing["key"])
    #expect(found["entry"]?["call_id"] == "01TESTCALL0000000000000001")
    #expect(found["lifetime"] == .integer(3_600_000))
    #expect(try await cache.statistics().hits == 0)
    #expect(before.stage.ledger.records.isEmpty)
    var hot = Self.scene(cache: cache)
    hot.invocation.options = []
    let refused = try await explain(hot)
    #expect(refused["policy"]?.text?.hasPrefix("not used: there is neither a temperature") == true)
    #expect(refused["key"] == nil)
  }

  @Test func `explain knows of a call whether it was answered from the cache`() async throws {
    let cache = MemoryResponseCache()
    var scene = Self.scene(Self.reply("a"), cache: cache)
    _ = try await scene.run()
    scene.invocation.words = ["hi"]
    _ = try await scene.run()
    let run = CacheExplanation(context: scene.stage.context, reporter: scene.stage.reporter)
    _ = try await run.run(call: "last", asJSON: false)
    #expect(scene.output.contains("answered from the cache, with the answer of call 01TESTCALL0000000000000001\n"))
    do throws(LLMError) {
      _ = try await run.run(call: "01NOBODY", asJSON: false)
      Issue.record("a call that there is not was explained")
    } catch { #expect(error.code == .inputMissing) }
  }

  // MARK: stats

  @Test func `stats add up`() async throws {
    let cache = MemoryResponseCache()
    _ = try await Self.scene(Self.reply("a"), cache: cache).run()
    for _ in 0..<3 { _ = try await Self.scene(cache: cache).run() }
    let scene = Self.scene(cache: cache)
    _ = try await CacheReport(context: scene.stage.context).run(asJSON: true)
    let document = try JSONReader.parse(scene.output)
    #expect(document["hits"] == .integer(3))
    #expect(document["misses"] == .integer(1))
    #expect(document["hit_percent"] == .integer(75))
    // Nobody knows what this model costs, and that is not nothing.
    #expect(document["unpriced_hits"] == .integer(3))
    #expect(document["models"]?.elements?.count == 1)
  }

  @Test func `of an empty cache the stats say so`() async throws {
    let scene = Self.scene(cache: MemoryResponseCache())
    _ = try await CacheReport(context: scene.stage.context).run(asJSON: false)
    #expect(scene.output == "The response cache is empty: no answer was kept yet.\n")
  }

  // MARK: prune

  @Test func `prune asks before it takes everything, and takes nothing where nobody can be asked`() async throws {
    let cache = MemoryResponseCache()
    let scene = Self.scene(Self.reply("a"), cache: cache)
    _ = try await scene.run()
    let cleaning = CacheCleaning(context: scene.stage.context, reporter: scene.stage.reporter)
    var invocation = CachePruneInvocation()
    _ = try await cleaning.run(invocation)
    #expect(cache.entries.count == 1)
    invocation.isForAll = true
    do throws(LLMError) {
      _ = try await cleaning.run(invocation)
      Issue.record("everything was taken without asking")
    } catch { #expect(error.code == .usage) }
    #expect(cache.entries.count == 1)
    invocation.isConfirmed = true
    _ = try await cleaning.run(invocation)
    #expect(cache.entries.isEmpty)
  }

  @Test func `prune takes reviews of files with it, and no other files`() async throws {
    let folder = "/home/u/.cache/llmctl/reviews/"
    var scene = Self.scene(cache: MemoryResponseCache())
    scene.stage.tree = MemoryTree(texts: [folder + "a.json": "{}", folder + "b.txt": "x"])
    var invocation = CachePruneInvocation()
    let cleaning = CacheCleaning(context: scene.stage.context, reporter: scene.stage.reporter)
    _ = try await cleaning.run(invocation)
    // How old it is, nobody knows.
    #expect(scene.stage.tree[RawPath(folder + "a.json")] != nil)
    (invocation.isForAll, invocation.isConfirmed) = (true, true)
    _ = try await cleaning.run(invocation)
    #expect(scene.stage.tree[RawPath(folder + "a.json")] == nil)
    #expect(scene.stage.tree[RawPath(folder + "b.txt")] != nil)
  }

  // MARK: warm

  private func warm(_ scene: ChatScene, _ lines: String) async throws(LLMError) -> JSONValue? {
    scene.stage.files["/prompts"] = .file(Array(lines.utf8))
    var asking = scene.invocation
    asking.words = []
    _ = try await CacheWarming(context: scene.stage.context, reporter: scene.stage.reporter)
      .run("/prompts", asking, jobs: 1, asJSON: true)
    return try? JSONReader.parse(scene.output)
  }

  @Test func `what was warmed is there for chat, and what is there is not asked`() async throws {
    let cache = MemoryResponseCache()
    let lines = "\"hi\"\n\n{\"prompt\": \"ho\", \"system\": \"s\"}\n"
    let first = Self.scene(Self.reply("1"), Self.reply("2"), cache: cache)
    let document = try await warm(first, lines)
    #expect(document?["asked"] == .integer(2))
    let again = try await warm(Self.scene(cache: cache), lines)
    #expect(again?["there"] == .integer(2))
    #expect(try await cache.statistics().hits == 0)
    let chat = Self.scene(cache: cache)
    #expect(try await chat.run() == .complete)
    #expect(chat.output == "1")
    #expect(chat.stage.transport.calls.isEmpty)
  }

  /// Why a file of prompts is not asked; nil where it is.
  private func refusal(_ scene: ChatScene, _ lines: String) async -> LLMError? {
    do throws(LLMError) {
      _ = try await warm(scene, lines)
      return nil
    } catch { return error }
  }

  @Test func `what would not be kept is not asked for`() async throws {
    var scene = Self.scene(cache: MemoryResponseCache())
    scene.invocation.options = []
    #expect(await refusal(scene, "\"hi\"")?.code == .usage)
    scene.invocation.options = ["temperature=0"]
    for lines in ["", "\n", "hi", "{\"text\": \"hi\"}", "\"\"", "7", "\"hi\"\n{"] {
      #expect(await refusal(scene, lines)?.code == .inputInvalid, "\(lines)")
    }
  }

  @Test func `failures are counted, and the first one is told`() async throws {
    let cache = MemoryResponseCache()
    let scene = Self.scene(Self.reply("1"), .json(401, "{}"), cache: cache)
    let document = try await warm(scene, "\"a\"\n\"b\"\n")
    #expect(document?["asked"] == .integer(1))
    #expect(document?["failed"] == .integer(1))
    #expect(scene.notes.contains { $0.hasPrefix("error: ") })
  }
}
