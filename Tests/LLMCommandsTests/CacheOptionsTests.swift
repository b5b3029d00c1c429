import LLMCommands
import LLMCore
import Testing

/// The flags of the response cache, and what they may not be combined with.
@Suite struct CacheOptionsTests {
  private static func use(_ arguments: String...) throws -> CacheUse {
    guard case .command(let command) = CommandLineEntry.parse(["chat", "hi"] + arguments, version: "test") else {
      throw ParseFailure()
    }
    return try #require(command as? ChatCommand).invocation.caching
  }

  private struct ParseFailure: Error {}

  private static func mistake(_ arguments: [String]) -> LLMError? {
    guard case .mistake(let error, _) = CommandLineEntry.parse(arguments, version: "test") else { return nil }
    return error
  }

  @Test func `the flags say when the cache is asked`() throws {
    #expect(try Self.use("-q") == CacheUse())
    #expect(try Self.use("--no-cache").mode == .never)
    #expect(try Self.use("--cache-only").mode == .only)
    #expect(try Self.use("--cache").mode == .always)
    #expect(try Self.use("--cache", "--cache-only").mode == .only)
    #expect(try Self.use("--cache-ttl", "15m").lifetime == .seconds(900))
  }

  @Test(arguments: [
    ["--no-cache", "--cache"], ["--no-cache", "--cache-only"], ["--no-cache", "--cache-ttl", "1h"],
    ["--task", "live", "--cache"], ["--task", "live", "--cache-only"], ["--cache", "-n"], ["--cache-only", "--no-log"],
    ["--cache-ttl", "1h", "-n"], ["--cache", "--tools", "t.json"], ["--task", "nonsense"],
  ])
  func `contradictions are mistakes`(arguments: [String]) {
    #expect(Self.mistake(["chat", "hi"] + arguments)?.code == .usage)
  }

  @Test func `half an answer cannot come from the cache`() {
    #expect(Self.mistake(["chat", "--resume-partial", "--cache"])?.code == .usage)
    #expect(Self.mistake(["chat", "--resume-partial", "--no-cache"]) == nil)
  }

  @Test(arguments: ["5", "0s", "-1h", "1x", "h", "1m1h", "1h1h", "99999999d", "1.5h", "", "٣h"])
  func `a time needs its unit, larger ones first`(text: String) { #expect(Lifetime(text) == nil) }

  @Test(arguments: [("90s", 90), ("15m", 900), ("1h30m", 5400), ("7d", 604_800), ("1d12h", 129_600), ("2H", 7200)])
  func `times are read`(text: String, seconds: Int) { #expect(Lifetime(text)?.duration == .seconds(seconds)) }

  @Test(arguments: [
    ["cache", "prune", "--all", "--older", "7d"], ["cache", "prune", "--older", "7"], ["cache", "warm"],
    ["cache", "warm", "f", "--no-cache"], ["cache", "warm", "f", "--cache-only"],
    ["cache", "warm", "f", "--jobs", "0"],
    ["cache", "explain", "--call", "last", "hi"], ["review", "--cache", "--no-cache"], ["review", "--cache", "-n"],
    ["review", "--resume", "--no-cache"], ["cache", "nonsense"],
  ])
  func `commands of the cache take what makes sense`(arguments: [String]) {
    #expect(Self.mistake(arguments)?.code == .usage)
  }

  @Test func `explain takes what chat takes`() throws {
    let arguments = ["cache", "explain", "-m", "a/b", "-o", "seed=1", "--cache-ttl", "1h", "--json", "two", "words"]
    guard case .command(let command) = CommandLineEntry.parse(arguments, version: "test") else { throw ParseFailure() }
    let explain = try #require(command as? CacheCommand.Explain)
    #expect(explain.chat.invocation.words == ["two", "words"])
    #expect(explain.chat.invocation.model == "a/b")
    #expect(explain.chat.invocation.caching.lifetime == .seconds(3600))
    #expect(explain.common.json)
  }

  @Test func `no-cache has a review ask about files again`() throws {
    guard case .command(let command) = CommandLineEntry.parse(["review", "--no-cache"], version: "test") else {
      throw ParseFailure()
    }
    let invocation = try #require(command as? ReviewCommand).invocation
    #expect(invocation.asksAgain)
    #expect(invocation.asking.caching.mode == .never)
  }
}
