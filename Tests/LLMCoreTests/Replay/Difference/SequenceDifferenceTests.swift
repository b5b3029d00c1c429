import LLMCore
import LLMTestKit
import Testing

/// Sequences of numbers.
@Suite struct SequenceDifferenceTests {
  private typealias Replacement = SequenceDifference.Replacement

  @Test func `what is the same has no changes`() {
    #expect(SequenceDifference([], []).changes == [])
    #expect(SequenceDifference([1, 2, 3], [1, 2, 3]).changes == [])
  }

  @Test func `one of both may be empty`() {
    #expect(SequenceDifference([], [1, 2]).changes == [Replacement(old: 0..<0, new: 0..<2)])
    #expect(SequenceDifference([1, 2], []).changes == [Replacement(old: 0..<2, new: 0..<0)])
  }

  @Test func `an element in the middle is replaced`() {
    #expect(SequenceDifference([1, 2, 3], [1, 9, 3]).changes == [Replacement(old: 1..<2, new: 1..<2)])
  }

  @Test func `a single step is not divided forever`() {
    #expect(SequenceDifference([1], [2, 1]).changes == [Replacement(old: 0..<0, new: 0..<1)])
    #expect(SequenceDifference([1, 1, 2], [1, 2]).removed == 1)
  }

  @Test func `the changes make one of the other, and there is no shorter list`() {
    var random = SeededRandom(seed: 20)
    for round in 0..<3000 {
      let most = round.isMultiple(of: 40) ? 60 : 10
      let letters = Int32.random(in: 1...5, using: &random)
      func sequence() -> [Int32] {
        (0..<Int.random(in: 0...most, using: &random)).map { _ in Int32.random(in: 0...letters, using: &random) }
      }
      let (old, new) = (sequence(), sequence())
      let difference = SequenceDifference(old, new)
      #expect(difference.isExact)
      #expect(applied(difference, old, new) == new, "\(old) \(new)")
      #expect(
        difference.removed + difference.added == old.count + new.count - 2 * longestCommon(old, new), "\(old) \(new)")
    }
  }

  @Test func `a search that is cut short is right all the same`() {
    var random = SeededRandom(seed: 21)
    let old = (0..<4000).map { _ in Int32.random(in: 0...3, using: &random) }
    let new = (0..<4100).map { _ in Int32.random(in: 0...3, using: &random) }
    let difference = SequenceDifference(old, new)
    #expect(!difference.isExact)
    #expect(applied(difference, old, new) == new)
    #expect(difference.removed < old.count, "something is kept")
  }

  @Test func `what has nothing in common takes no search`() {
    let difference = SequenceDifference((0..<100_000).map { $0 }, (100_000..<200_000).map { $0 })
    #expect(difference.isExact)
    #expect(difference.changes == [Replacement(old: 0..<100_000, new: 0..<100_000)])
  }

  private func applied(_ difference: SequenceDifference, _ old: [Int32], _ new: [Int32]) -> [Int32] {
    var (result, place) = ([Int32](), 0)
    for change in difference.changes {
      result += old[place..<change.old.lowerBound]
      result += new[change.new]
      place = change.old.upperBound
    }
    return result + old[place...]
  }

  /// By the table that everybody knows, in quadratic time.
  private func longestCommon(_ old: [Int32], _ new: [Int32]) -> Int {
    var row = [Int](repeating: 0, count: new.count + 1)
    for element in old {
      var before = 0
      for index in new.indices {
        let above = row[index + 1]
        row[index + 1] = element == new[index] ? before + 1 : max(above, row[index])
        before = above
      }
    }
    return row[new.count]
  }
}
