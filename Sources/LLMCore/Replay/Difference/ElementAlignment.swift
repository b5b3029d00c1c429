/// Which element of an array became which of another: equal ones first, as many as can be in order, and between those the pairs
/// that have the most in common.
struct ElementAlignment {
  /// Stretches with more pairs to try than this are aligned by their place.
  private static let mostPairs = 1024
  /// Pairs with less in common, in thousandths, are two different elements.
  private static let leastLikeness = 200

  /// In order: an old index, a new one, or both.
  private(set) var pairs: [(old: Int?, new: Int?)] = []
  private(set) var isExact: Bool

  init(_ old: [JSONValue], _ new: [JSONValue]) {
    var table = SymbolTable()
    let difference = SequenceDifference(
      old.map { table.symbol(of: $0.normalForm[...]) }, new.map { table.symbol(of: $0.normalForm[...]) })
    isExact = difference.isExact
    var (oldEnd, newEnd) = (0, 0)
    for change in difference.changes {
      keep(&oldEnd, &newEnd, through: change.old.lowerBound)
      if change.old.count * change.new.count <= Self.mostPairs {
        align(old, change.old, new, change.new)
      } else {
        isExact = false
        let both = min(change.old.count, change.new.count)
        for offset in 0..<both { pairs.append((change.old.lowerBound + offset, change.new.lowerBound + offset)) }
        for index in change.old.dropFirst(both) { pairs.append((index, nil)) }
        for index in change.new.dropFirst(both) { pairs.append((nil, index)) }
      }
      (oldEnd, newEnd) = (change.old.upperBound, change.new.upperBound)
    }
    keep(&oldEnd, &newEnd, through: old.count)
  }

  private mutating func keep(_ old: inout Int, _ new: inout Int, through end: Int) {
    while old < end {
      pairs.append((old, new))
      (old, new) = (old + 1, new + 1)
    }
  }

  /// Pairs elements in order so that all pairs together have as much in common as can be.
  private mutating func align(_ old: [JSONValue], _ left: Range<Int>, _ new: [JSONValue], _ right: Range<Int>) {
    let width = right.count + 1
    /// The most that the elements from here on can have in common, by row and column.
    var best = [Int](repeating: 0, count: (left.count + 1) * width)
    var likeness = best
    for row in (0..<left.count).reversed() {
      for column in (0..<right.count).reversed() {
        let place = row * width + column
        let alike = Likeness.permille(old[left.lowerBound + row], new[right.lowerBound + column])
        likeness[place] = alike
        let paired = alike >= Self.leastLikeness ? best[place + width + 1] + alike : 0
        best[place] = max(paired, best[place + width], best[place + 1])
      }
    }
    var (row, column) = (0, 0)
    while row < left.count || column < right.count {
      let place = row * width + column
      let (oldIndex, newIndex) = (left.lowerBound + row, right.lowerBound + column)
      let canPair = row < left.count && column < right.count && likeness[place] >= Self.leastLikeness
      if canPair, best[place] == best[place + width + 1] + likeness[place] {
        pairs.append((oldIndex, newIndex))
        (row, column) = (row + 1, column + 1)
      } else if row < left.count, column == right.count || best[place] == best[place + width] {
        pairs.append((oldIndex, nil))
        row += 1
      } else {
        pairs.append((nil, newIndex))
        column += 1
      }
    }
  }
}

/// How much two values have in common.
enum Likeness {
  /// Two different values of the same plain type: enough to be told as one that changed.
  private static let sameType = 300
  /// What is deeper than this, or has more members or elements, is not looked into.
  private static let mostDepth = 3
  private static let mostParts = 16

  /// 1000 for values that mean the same, 0 for those of different types. Of objects and arrays, the mean of what their
  /// members and elements have in common.
  static func permille(_ left: JSONValue, _ right: JSONValue, depth: Int = 0) -> Int {
    switch (left, right) {
    case (.object(let old), .object(let new)):
      guard depth < mostDepth, max(old.count, new.count) <= mostParts else { return sameType }
      guard !old.isEmpty || !new.isEmpty else { return 1000 }
      var sum = 0
      for member in old {
        guard let other = right[member.name] else { continue }
        sum += permille(member.value, other, depth: depth + 1)
      }
      return min(1000, 2 * sum / (old.count + new.count))
    case (.array(let old), .array(let new)):
      guard depth < mostDepth, max(old.count, new.count) <= mostParts else { return sameType }
      guard !old.isEmpty || !new.isEmpty else { return 1000 }
      let sum = zip(old, new).reduce(0) { $0 + permille($1.0, $1.1, depth: depth + 1) }
      return max(sameType / 2, 2 * sum / (old.count + new.count))
    default: return left.means(right) ? 1000 : left.typeName == right.typeName ? sameType : 0
    }
  }
}
