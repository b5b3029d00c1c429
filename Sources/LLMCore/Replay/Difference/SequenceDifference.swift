/// What has to be taken out of one sequence and put in to make it another: as little as possible, by Myers' algorithm with linear
/// space (E. Myers, "An O(ND) Difference Algorithm and Its Variations", 1986).
///
/// Elements are numbers that are equal where the elements are (`SymbolTable`). What stands in only one of both cannot stay, so it is
/// left out of the search, which keeps texts that have little in common cheap. Two bounds keep the time linear: a search that
/// gets past `mostSteps` edits is cut at the farthest point it reached, and when all searches together have used up their work, the
/// rest counts as replaced. `isExact` is false then: the changes are still right, and there may be a shorter list of them.
package struct SequenceDifference: Sendable, Equatable {
  /// A stretch that was taken out, and what stands in its place; one of both may be empty.
  package struct Replacement: Sendable, Equatable {
    package let old: Range<Int>
    package let new: Range<Int>

    package init(old: Range<Int>, new: Range<Int>) { (self.old, self.new) = (old, new) }
  }

  /// In order; between two of them something stayed.
  package let changes: [Replacement]
  /// Whether no shorter list of changes exists.
  package let isExact: Bool

  package init(_ old: [Int32], _ new: [Int32]) {
    let start = zip(old, new).prefix { $0 == $1 }.count
    let end = zip(old.reversed(), new.reversed()).prefix(min(old.count, new.count) - start).prefix { $0 == $1 }.count
    let (oldRange, newRange) = (start..<old.count - end, start..<new.count - end)
    var isRemoved = [Bool](repeating: false, count: old.count)
    var isAdded = [Bool](repeating: false, count: new.count)
    let (oldWords, newWords) = (Set(old[oldRange]), Set(new[newRange]))
    let oldShared = oldRange.filter { newWords.contains(old[$0]) }
    let newShared = newRange.filter { oldWords.contains(new[$0]) }
    for index in oldRange { isRemoved[index] = true }
    for index in newRange { isAdded[index] = true }
    var search = EditSearch(oldShared.map { old[$0] }, newShared.map { new[$0] })
    search.run()
    for match in search.matches {
      for offset in 0..<match.count {
        isRemoved[oldShared[match.old + offset]] = false
        isAdded[newShared[match.new + offset]] = false
      }
    }
    changes = Self.changes(isRemoved, isAdded)
    isExact = search.isExact
  }

  /// Runs of what goes and comes, from marks at each element.
  private static func changes(_ isRemoved: [Bool], _ isAdded: [Bool]) -> [Replacement] {
    var changes: [Replacement] = []
    var (old, new) = (0, 0)
    while old < isRemoved.count || new < isAdded.count {
      let (oldStart, newStart) = (old, new)
      while old < isRemoved.count, isRemoved[old] { old += 1 }
      while new < isAdded.count, isAdded[new] { new += 1 }
      if old > oldStart || new > newStart {
        changes.append(Replacement(old: oldStart..<old, new: newStart..<new))
      } else {
        (old, new) = (old + 1, new + 1)
      }
    }
    return changes
  }

  /// How many elements go, and how many come.
  package var removed: Int { changes.reduce(0) { $0 + $1.old.count } }
  package var added: Int { changes.reduce(0) { $0 + $1.new.count } }
}
