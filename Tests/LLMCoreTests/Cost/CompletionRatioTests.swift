import LLMCore
import Testing

/// Whether models answer less for what they are sent than they used to.
@Suite struct CompletionRatioTests {
  private let now = AccountingTrapTests.noon

  /// Calls an hour apart, the newest now.
  private func calls(_ outputs: [Int], input: Int = 1000, every minutes: Int64 = 60) -> [CompletionRatio.Call] {
    outputs.enumerated().map { index, output in
      let age = Int64(outputs.count - 1 - index) * minutes * 60_000
      return CompletionRatio.Call(
        moment: Timestamp(milliseconds: now.milliseconds - age), input: input, output: output)
    }
  }

  @Test func `twenty calls that answer less than half of what is usual are a drop`() throws {
    let usual = Array(repeating: 500, count: 30)
    let dropped = try #require(CompletionRatio(of: calls(usual + Array(repeating: 249, count: 20)), at: now))
    #expect(dropped.hasDropped)
    #expect([dropped.usual, dropped.recent] == [500, 249])
    let half = try #require(CompletionRatio(of: calls(usual + Array(repeating: 250, count: 20)), at: now))
    #expect(!half.hasDropped)
  }

  @Test func `fewer calls say nothing`() {
    #expect(CompletionRatio(of: calls(Array(repeating: 500, count: 39)), at: now) == nil)
    #expect(CompletionRatio(of: calls(Array(repeating: 500, count: 40)), at: now) != nil)
    #expect(CompletionRatio(of: [], at: now) == nil)
  }

  @Test func `a pasted book is one call like any other`() throws {
    var all = calls(Array(repeating: 500, count: 45))
    for index in 40..<45 {
      all[index] = CompletionRatio.Call(moment: all[index].moment, input: 1_000_000, output: 10)
    }
    #expect(try #require(CompletionRatio(of: all, at: now)).hasDropped == false)
  }

  @Test func `older than a week, later than now and without a prompt do not count`() {
    let old = calls(Array(repeating: 500, count: 60), every: 24 * 60)
    #expect(CompletionRatio(of: old, at: now) == nil)
    #expect(CompletionRatio(of: calls(Array(repeating: 500, count: 40), input: 0), at: now) == nil)
    let before = Timestamp(milliseconds: now.milliseconds - 3_600_000 * 10)
    #expect(CompletionRatio(of: calls(Array(repeating: 500, count: 45)), at: before) == nil)
  }
}
