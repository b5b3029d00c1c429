import LLMCore
import Testing

@Suite struct ContextFillTests {
  @Test(arguments: [
    (0, "0"), (999, "999"), (1000, "1.0k"), (12_340, "12.3k"), (99_949, "99.9k"), (99_950, "100k"), (999_949, "999k"),
    (999_950, "1.0M"), (1_250_000, "1.3M"),
  ])
  func `numbers are short`(count: Int, text: String) {
    #expect(ContextFill.short(count) == text)
  }

  @Test func `the share is rounded up, and estimates say so`() {
    #expect(ContextFill(used: 380, isExact: true, window: 1000).spoken == "380 ctx 38%")
    #expect(ContextFill(used: 381, isExact: false, window: 1000).spoken == "~381 ctx 39%")
    #expect(ContextFill(used: 12_300, isExact: true, window: nil).spoken == "12.3k ctx")
    #expect(ContextFill(used: 5, isExact: true, window: 0).percent == 100)
  }

  @Test func `the user is told before the window is full`() {
    #expect(!ContextFill(used: 799, isExact: true, window: 1000).isNearlyFull)
    #expect(ContextFill(used: 800, isExact: true, window: 1000).isNearlyFull)
    #expect(!ContextFill(used: 1_000_000, isExact: true, window: nil).isNearlyFull)
  }

  @Test func `a question fits with room for its answer`() {
    let fill = ContextFill(used: 6000, isExact: true, window: 8000)
    #expect(fill.fits(question: 976, answer: nil))
    #expect(!fill.fits(question: 977, answer: nil))
    #expect(fill.fits(question: 1900, answer: 100))
    // Whatever an answer may take, a quarter of the window is enough to begin one.
    #expect(fill.fits(question: 0, answer: 100_000))
    #expect(ContextFill(used: 6000, isExact: true, window: nil).fits(question: 1 << 40, answer: nil))
  }
}
