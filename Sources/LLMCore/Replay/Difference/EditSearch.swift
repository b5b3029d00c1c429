/// Finds what two sequences have in common, by dividing: the middle of a shortest way from one to the other is found from both
/// ends at once, then what is before and behind it is searched the same way.
///
/// A way leads through a grid with the old sequence at its side and the new one at its top: a step along the old one takes
/// an element out, one along the new one puts one in, and a diagonal step is an element that stays. A diagonal is numbered by the
/// place in the old sequence less that in the new one.
struct EditSearch {
  /// A stretch that stays.
  struct Match {
    let old: Int
    let new: Int
    let count: Int
  }

  /// A part of the grid.
  private struct Field {
    var old: Range<Int>
    var new: Range<Int>
  }

  /// Edits that one search goes before it is cut short.
  private static let mostSteps = 256
  /// Steps of all searches together: some tenths of a second.
  private static let mostWork = 50_000_000

  /// In no order.
  private(set) var matches: [Match] = []
  private(set) var isExact = true
  private let old: [Int32]
  private let new: [Int32]
  /// How far each diagonal was gone from the start and from the end, in places of the old sequence.
  private var forward: [Int32]
  private var backward: [Int32]
  private var work = 0

  init(_ old: [Int32], _ new: [Int32]) {
    (self.old, self.new) = (old, new)
    forward = [Int32](repeating: 0, count: old.count + new.count + 3)
    backward = forward
  }

  /// Searches all of the grid.
  mutating func run() {
    var fields = [Field(old: 0..<old.count, new: 0..<new.count)]
    while var field = fields.popLast() {
      let start = common(field.old, field.new)
      keep(Match(old: field.old.lowerBound, new: field.new.lowerBound, count: start))
      field.old = field.old.lowerBound + start..<field.old.upperBound
      field.new = field.new.lowerBound + start..<field.new.upperBound
      let end = commonEnd(field.old, field.new)
      field.old = field.old.lowerBound..<field.old.upperBound - end
      field.new = field.new.lowerBound..<field.new.upperBound - end
      keep(Match(old: field.old.upperBound, new: field.new.upperBound, count: end))
      guard !field.old.isEmpty, !field.new.isEmpty else { continue }
      guard work < Self.mostWork else {
        isExact = false
        continue
      }
      let middle = middle(of: field)
      fields.append(
        Field(old: middle.old..<field.old.upperBound, new: middle.new..<field.new.upperBound))
      fields.append(
        Field(old: field.old.lowerBound..<middle.old, new: field.new.lowerBound..<middle.new))
    }
  }

  private mutating func keep(_ match: Match) {
    if match.count > 0 { matches.append(match) }
  }

  /// How many elements both begin with.
  private mutating func common(_ left: Range<Int>, _ right: Range<Int>) -> Int {
    var count = 0
    let most = min(left.count, right.count)
    while count < most, old[left.lowerBound + count] == new[right.lowerBound + count] { count += 1 }
    work += count
    return count
  }

  /// How many elements both end with.
  private mutating func commonEnd(_ left: Range<Int>, _ right: Range<Int>) -> Int {
    var count = 0
    let most = min(left.count, right.count)
    while count < most, old[left.upperBound - count - 1] == new[right.upperBound - count - 1] { count += 1 }
    work += count
    return count
  }

  /// A place that a shortest way through the field goes through; where that takes too long to find, one that a good way goes through.
  /// Never a corner at which nothing is divided, since the field begins and ends with a difference.
  private mutating func middle(of field: Field) -> (old: Int, new: Int) {
    let (height, width) = (field.old.count, field.new.count)
    // Diagonals from -width to height, one more at both sides.
    let zero = width + 1
    let delta = height - width
    let isOdd = !delta.isMultiple(of: 2)
    forward[zero + 1] = 0
    backward[zero + delta - 1] = Int32(height)
    var steps = 0
    while true {
      for diagonal in stride(from: Self.first(steps, width), through: -Self.first(steps, height), by: 2) {
        let place = advance(diagonal, steps, field, zero)
        if isOdd, abs(diagonal - delta) < steps, place >= Int(backward[zero + diagonal]) {
          return (field.old.lowerBound + place, field.new.lowerBound + place - diagonal)
        }
      }
      for offset in stride(from: -Self.first(steps, width), through: Self.first(steps, height), by: -2) {
        let diagonal = delta + offset
        let place = retreat(offset, steps, field, zero + delta)
        if !isOdd, abs(diagonal) <= steps, place <= Int(forward[zero + diagonal]) {
          return (field.old.lowerBound + place, field.new.lowerBound + place - diagonal)
        }
      }
      steps += 1
      work += 2 * steps
      if steps > Self.mostSteps {
        isExact = false
        return farthest(steps - 1, field, zero)
      }
    }
  }

  /// The lowest diagonal that so many edits can reach and go on from.
  private static func first(_ steps: Int, _ limit: Int) -> Int { -steps + 2 * max(0, steps - limit) }

  /// Goes one edit more on a diagonal, and as far as elements are equal.
  private mutating func advance(_ diagonal: Int, _ steps: Int, _ field: Field, _ zero: Int) -> Int {
    let (below, above) = (forward[zero + diagonal - 1], forward[zero + diagonal + 1])
    var place = Int(diagonal == -steps || (diagonal != steps && below < above) ? above : below + 1)
    let start = place
    let (height, width) = (field.old.count, field.new.count)
    while place < height, place - diagonal < width,
      old[field.old.lowerBound + place] == new[field.new.lowerBound + place - diagonal]
    { place += 1 }
    work += place - start
    forward[zero + diagonal] = Int32(place)
    return place
  }

  /// The same from the end; diagonals are counted from the end's.
  private mutating func retreat(_ offset: Int, _ steps: Int, _ field: Field, _ end: Int) -> Int {
    let (below, above) = (backward[end + offset - 1], backward[end + offset + 1])
    var place = Int(offset == steps || (offset != -steps && below < above) ? below : above - 1)
    let start = place
    let diagonal = field.old.count - field.new.count + offset
    while place > 0, place - diagonal > 0,
      old[field.old.lowerBound + place - 1] == new[field.new.lowerBound + place - diagonal - 1]
    { place -= 1 }
    work += start - place
    backward[end + offset] = Int32(place)
    return place
  }

  /// Of the places that a search from the start has reached, the one nearest to the end.
  private func farthest(_ steps: Int, _ field: Field, _ zero: Int) -> (old: Int, new: Int) {
    var best = (old: 0, new: 0)
    for diagonal in stride(
      from: Self.first(steps, field.new.count), through: -Self.first(steps, field.old.count), by: 2)
    {
      let place = min(Int(forward[zero + diagonal]), field.old.count, field.new.count + diagonal)
      if place >= 0, place - diagonal >= 0, 2 * place - diagonal > best.old + best.new {
        best = (place, place - diagonal)
      }
    }
    return (field.old.lowerBound + best.old, field.new.lowerBound + best.new)
  }
}
