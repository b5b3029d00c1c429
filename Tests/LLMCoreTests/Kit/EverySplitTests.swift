import LLMTestKit
import Testing

@Suite struct EverySplitTests {
  @Test func `a body that sees no cuts passes`() throws {
    #expect(try everySplit(of: "abc") { $0.joined().count } == 3)
    #expect(try everySplit(of: "") { $0.joined().count } == 0)
  }

  @Test func `a body that sees a cut is told where`() {
    let error = #expect(throws: SplitDifference.self) {
      try everySplit(of: "abXcd") { pieces in
        // Whole bytes pass one by one; only a cut right behind the X is seen.
        pieces.count == 2 && pieces[0].last == UInt8(ascii: "X")
      }
    }
    #expect(error?.description.contains("offset 3") == true)
  }

  @Test func `an empty piece is a cut too`() {
    #expect(throws: SplitDifference.self) { try everySplit(of: "ab") { $0.contains([]) && $0.count == 3 } }
  }
}
