import LLMCore
import LLMTestKit
import Testing

/// Compared texts as rows.
@Suite struct ComparedRowsTests {
  /// `left|right` for each row, `...N` for omitted ones.
  private func shown(_ old: String, _ new: String, context: Int? = nil, limit: Int = .max) -> [String] {
    ComparedRows(WordDifference(old, new), context: context, limit: limit).items.map { item in
      switch item {
      case .row(let row): "\(row.side(.removed).map(\.text).joined())|\(row.side(.added).map(\.text).joined())"
      case .omitted(let rows): "...\(rows.count)"
      }
    }
  }

  @Test func `a row ends where both sides end a line`() {
    #expect(shown("a one\nb\n", "a two\nb\n") == ["a one|a two", "b|b"])
    #expect(shown("a\nb\nc\n", "a\nc\n") == ["a|a", "b\nc|c"])
    #expect(shown("", "") == [])
    #expect(shown("\n\n", "\n\n") == ["|", "|"])
  }

  @Test func `what is the same far from what differs is left out`() {
    let same = (1...10).map { "line \($0)\n" }.joined()
    #expect(
      shown(same + "x\n" + same, same + "y\n" + same, context: 2)
        == ["...8", "line 9|line 9", "line 10|line 10", "x|y", "line 1|line 1", "line 2|line 2", "...8"])
    #expect(shown("a\nb\n", "a\nb\n", context: 2) == ["...2"])
  }

  @Test func `a single row is never left out`() {
    #expect(shown("s\na\nb\nx\n", "s\na\nb\ny\n", context: 2) == ["s|s", "a|a", "b|b", "x|y"])
  }

  @Test func `more bytes than asked for are cut between characters, and counted`() {
    let rows = ComparedRows(WordDifference("ééé", "ééé"), limit: 3)
    #expect(rows.cutBytes == 4)
    #expect(shown("ééé", "ééé", limit: 3) == ["é|é"])
  }

  @Test func `the rows hold all of both texts`() {
    var random = SeededRandom(seed: 3)
    let words = ["a ", "b ", "\n", "c\n", "d", " "]
    for _ in 0..<500 {
      func text() -> String {
        (0..<Int.random(in: 0...15, using: &random)).map { _ in words.randomElement(using: &random) ?? "" }.joined()
      }
      let (old, new) = (text(), text())
      let rows = ComparedRows(WordDifference(old, new))
      func side(_ fate: WordDifference.Fate) -> String {
        rows.items.map { item in
          guard case .row(let row) = item else { return "" }
          return row.side(fate).map(\.text).joined() + "\n"
        }.joined()
      }
      #expect(side(.removed) == old || side(.removed) == old + "\n", "\(old.debugDescription)")
      #expect(side(.added) == new || side(.added) == new + "\n", "\(new.debugDescription)")
    }
  }
}
