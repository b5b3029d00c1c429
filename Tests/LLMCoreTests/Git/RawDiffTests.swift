import LLMCore
import Testing

/// What git prints about changed files.
@Suite struct RawDiffTests {
  private static let id = String(repeating: "a", count: 40)
  private static let zeros = String(repeating: "0", count: 40)

  @Test func `changes, moves and odd names are read`() throws {
    let output =
      ":100644 100644 \(Self.id) \(Self.zeros) M\0a\nb\0:100644 100644 \(Self.id) \(Self.id) R087\0old\0new\0"
      + ":000000 100755 \(Self.zeros) \(Self.id) A\0\u{FFFD}\0"
    let entries = try #require(RawDiff.entries(Array(output.utf8)))
    #expect(entries.map(\.status) == ["M", "R", "A"])
    #expect(entries.map { $0.path.text } == ["a\nb", "new", "\u{FFFD}"])
    #expect(entries[1].oldPath?.text == "old")
    #expect(entries[2].newMode == "100755")
  }

  @Test func `nothing is no change`() { #expect(RawDiff.entries([]) == []) }

  @Test(arguments: ["x", ":1 2 3 M\0a\0", ":1 2 3 4 M\0", ":1 2 3 4 R1\0a\0", ":1 2 3 4 M\0a"])
  func `anything else is not understood`(output: String) { #expect(RawDiff.entries(Array(output.utf8)) == nil) }
}

/// Ranges as they are typed.
@Suite struct ChangeRangeTests {
  @Test func `forms of ranges`() {
    let range = ChangeRange("A..B", isStaged: false)
    #expect(range.before == .commit("A") && range.after == .commit("B"))
    #expect(ChangeRange("A...B", isStaged: false).before == .mergeBase("A", "B"))
    #expect(ChangeRange("..B", isStaged: false).before == .commit("HEAD"))
    #expect(ChangeRange("A..", isStaged: false).after == .commit("HEAD"))
    #expect(ChangeRange("A", isStaged: false).after == .workTree)
    #expect(ChangeRange(nil, isStaged: true) == ChangeRange("HEAD", isStaged: true))
    #expect(ChangeRange("HEAD", isStaged: true).after == .index)
  }
}
