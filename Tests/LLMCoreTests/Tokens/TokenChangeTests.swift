import LLMCore
import LLMTestKit
import Testing

/// What a change adds and removes, by lines whose tokens are the same.
@Suite struct TokenChangeTests {
  private static func change(_ before: String, _ after: String) -> TokenChange {
    TokenChange(from: Array(before.utf8), to: Array(after.utf8), basis: .standard)
  }

  private static func count(_ text: String) -> Int { change(text, "").before }

  @Test func `the same text has all in common`() {
    let text = "one\ntwo\nthree\n"
    let change = Self.change(text, text)
    #expect(change.common == change.before)
    #expect(change.before == change.after)
  }

  @Test func `a line that comes is added, the others stay`() {
    let change = Self.change("one\nthree\n", "one\ntwo\nthree\n")
    #expect(change.common == change.before)
    #expect(change.after - change.common == Self.count("two\n"))
  }

  @Test func `a line that is changed is removed and added`() {
    let change = Self.change("alpha\nbeta\ngamma\n", "alpha\ndelta\ngamma\n")
    #expect(change.common == Self.count("alpha\n") + Self.count("gamma\n"))
  }

  @Test func `a new file is added, an old one removed`() {
    #expect(Self.change("", "one two\n").common == 0)
    #expect(Self.change("one two\n", "").after == 0)
  }

  @Test func `added less removed is the difference, whatever is compared`() {
    var random = SeededRandom(seed: 7)
    let lines = ["x\n", "  return y\n", "\n", "}\n", "é🙂\n", "no end", "<|endoftext|>\n", "\t\t// why\n"]
    for _ in 0..<300 {
      let before = (0..<random.below(30)).map { _ in lines[random.below(lines.count)] }.joined()
      let after = (0..<random.below(30)).map { _ in lines[random.below(lines.count)] }.joined()
      let change = Self.change(before, after)
      let (added, removed) = (change.after - change.common, change.before - change.common)
      #expect(change.after - change.before == added - removed)
      #expect(added >= 0 && removed >= 0)
      #expect(Self.change(after, before).common <= min(change.before, change.after))
    }
  }

  @Test func `as much is in common as a longest common subsequence of one-token lines has`() {
    var random = SeededRandom(seed: 11)
    for _ in 0..<200 {
      let before = (0..<random.below(14)).map { _ in "abcd".randomElement(using: &random) ?? "a" }
      let after = (0..<random.below(14)).map { _ in "abcd".randomElement(using: &random) ?? "a" }
      let change = Self.change(before.map { "\($0)\n" }.joined(), after.map { "\($0)\n" }.joined())
      let perLine = Self.count("a\n")
      #expect(change.common == perLine * Self.longestCommon(before[...], after[...]))
    }
  }

  @Test func `texts that share nothing are compared in no time to speak of`() {
    let before = (0..<3_000).map { "before \($0)\n" }.joined()
    let after = (0..<3_000).map { "after \($0)\n" }.joined()
    #expect(Self.change(before, after).common == 0)
  }

  private static func longestCommon(_ left: ArraySlice<Character>, _ right: ArraySlice<Character>) -> Int {
    var row = [Int](repeating: 0, count: right.count + 1)
    for a in left {
      var last = 0
      for (index, b) in right.enumerated() {
        let above = row[index + 1]
        row[index + 1] = a == b ? last + 1 : max(row[index], above)
        last = above
      }
    }
    return row[right.count]
  }
}
