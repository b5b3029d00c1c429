import LLMCore
import LLMTestKit
import Testing

@Suite struct OverlapSplicerTests {
  /// What is passed on when the continuation comes byte by byte, in two pieces at every place, and at once.
  private func joined(_ earlier: String, _ continuation: String) throws -> String {
    let bytes = Array(continuation.utf8)
    var results: Set<[UInt8]> = []
    for cut in 0...bytes.count {
      var splicer = OverlapSplicer(earlier: Array(earlier.utf8))
      results.insert(splicer.feed(Array(bytes[..<cut])) + splicer.feed(Array(bytes[cut...])) + splicer.finish())
    }
    var splicer = OverlapSplicer(earlier: Array(earlier.utf8))
    results.insert(bytes.flatMap { splicer.feed([$0]) } + splicer.finish())
    try #require(results.count == 1)
    return String(decoding: results.first ?? [], as: UTF8.self)
  }

  @Test(arguments: [
    ("abcdefghij", "efghijklm", "klm"), ("abcdefghij", "klm", "klm"), ("abcdefghij", "ijklm", "ijklm"),
    ("abcdefghij", "", ""), ("abcdefghij", "abcdefghijklm", "klm"), ("aaaaaaaaaa", "aaaaaaab", "b"),
    ("ends with é", "with éa", "a"), ("ab", "ab", "ab"), ("ab", "cab", "cab"), ("1", "10 is", "10 is"),
    ("\n", "\n\n", "\n\n"),
  ])
  func `what is said twice is passed on once`(earlier: String, continuation: String, new: String) throws {
    #expect(try joined(earlier, continuation) == new)
  }

  @Test func `a new beginning is no continuation`() {
    var splicer = OverlapSplicer(earlier: Array("The same long beginning of an answer, then this".utf8))
    #expect(splicer.feed(Array("The same long beginning of an answer, then that".utf8)) == [])
    #expect(splicer.startedAnew)
    #expect(splicer.feed([1]) == [])
    #expect(splicer.finish() == [])
  }

  @Test func `a long continuation is not held back`() {
    var splicer = OverlapSplicer(earlier: [1])
    #expect(splicer.feed([UInt8](repeating: 2, count: 300)).count == 300)
    #expect(splicer.feed([3]) == [3])
  }
}
