import LLMCore
import Testing

@Suite struct VersionComparisonTests {
  private static func use(
    _ number: Int, hash: String = "h", _ verdict: CallOutcome.Verdict = .done, form: PromptUse.Form? = nil,
    time: Int = 100, cost: Int128? = nil
  ) -> PromptUse {
    PromptUse(
      version: PromptVersion(name: "t", number: number, contentHash: hash), command: "chat", verdict: verdict,
      form: form, duration: time, cost: cost.map { Money(femtodollars: $0 * 1000) }, input: 10, output: 20)
  }

  @Test func `calls are counted by version, and each share says of how many`() throws {
    let uses =
      (0..<8).map { _ in Self.use(1) } + [Self.use(1, .failed), Self.use(1, .partial), Self.use(1, .cancelled)]
      + [Self.use(2)]
    let comparison = VersionComparison(uses)
    #expect(comparison.versions.map(\.label) == ["v1", "v2"])
    let first = try #require(comparison.versions.first)
    #expect(first.calls == 10)
    #expect(first.cancelled == 1)
    #expect((first.done.successes, first.done.count) == (8, 10))
    #expect((first.failed.successes, first.partial.successes, first.refused.successes) == (1, 1, 0))
    #expect(first.valid.count == 0)
    #expect(first.input.mean == 10_000)
  }

  @Test func `answers of the cache and calls that were run again are left out, and told`() {
    var (cached, replay) = (Self.use(1), Self.use(1))
    (cached.isFromCache, replay.isReplay) = (true, true)
    let comparison = VersionComparison([Self.use(1), cached, replay])
    #expect(comparison.versions.map(\.calls) == [1])
    #expect((comparison.cached, comparison.replays) == (1, 1))
  }

  @Test func `a file that was changed under its number is told apart`() {
    let uses = [Self.use(1, hash: "aaaaaaaaaa"), Self.use(1, hash: "bbbbbbbbbb"), Self.use(2)]
    #expect(VersionComparison(uses).versions.map(\.label) == ["v1#aaaaaaaa", "v1#bbbbbbbb", "v2"])
  }

  @Test func `form counts where a form was asked for`() throws {
    let uses =
      [Self.use(1)] + (0..<3).map { Self.use(1, form: PromptUse.Form(problems: $0 == 0 ? 1 : 0, reasks: $0)) }
    let figures = try #require(VersionComparison(uses).versions.first)
    #expect((figures.valid.successes, figures.valid.count) == (2, 3))
    #expect((figures.reasked.successes, figures.reasked.count) == (2, 3))
  }

  @Test func `a difference is more than chance or it is not`() throws {
    func differences(_ failures: Int, of count: Int) throws -> [String: Bool] {
      let uses =
        (0..<count).map { Self.use(1, cost: 1000 + Int128($0 % 7)) }
        + (0..<count).map { Self.use(2, $0 < failures ? .failed : .done, time: 500 + $0, cost: 1003 + Int128($0 % 5)) }
      let pair = try #require(VersionComparison(uses).pairs.first)
      return Dictionary(uniqueKeysWithValues: pair.differences.map { ($0.figure, $0.isMoreThanChance) })
    }
    #expect(try differences(2, of: 10) == ["done": false, "mean cost": false, "median time": true])
    #expect(try differences(20, of: 100)["done"] == true)
    #expect(try differences(1, of: 2)["median time"] == nil)
  }

  @Test func `the document has figures with their intervals, and null where there are none`() throws {
    let json = try #require(VersionComparison([Self.use(1, cost: 2500)]).versions.first).json
    #expect(json["calls"] == .integer(1))
    #expect(json["done"]?["share"] == .number("1.0000"))
    #expect(json["done"]?["lower"] == .number("0.2065"))
    #expect(json["valid"]?["share"] == .null)
    #expect(json["mean_usd"]?["mean"] == .number("0.0000000025"))
    #expect(json["mean_usd"]?["lower"] == .null)
    #expect(json["median_ms"]?["upper"] == .null)
    #expect(json["mean_input_tokens"]?["mean"] == .number("10"))
  }

  @Test func `means of tokens are not rounded to whole ones`() throws {
    let json = try #require(VersionComparison((0..<100).map { _ in Self.use(1) }).versions.first).json
    #expect(json["mean_input_tokens"]?["lower"] == .number("9.999"))
    #expect(json["mean_input_tokens"]?["upper"] == .number("10.001"))
  }
}
