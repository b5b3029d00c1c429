/// Where a quote was found.
struct QuoteHit: Sendable, Equatable {
  /// Places in the side's `lines`.
  let lines: Range<Int>
  let columns: QuoteColumns
  /// Whether the quote is all of the lines, but for white space around them.
  let coversLines: Bool
  /// Whether every character of it was found, and white space alone may be another.
  let isWhole: Bool
}

/// Chooses between several places where a quote stands: the nearest to the claimed line, of those as near the one that the change
/// adds. Without a claimed line, and where both are alike, the quote proves nothing.
struct PlaceChoice {
  private let hint: Int?
  /// Whether the quote is so poor (`}`) that a place elsewhere is chance.
  private let isWeak: Bool
  private var best: (hit: QuoteHit, distance: Int, isAdded: Bool)?
  private var isTied = false
  /// How many places there are in hunks.
  private(set) var count = 0
  /// Whether there were places that are only surroundings.
  private(set) var hasOutside = false

  init(hint: Int?, isWeak: Bool) {
    self.hint = hint
    self.isWeak = isWeak
  }

  /// Considers a place; `numbers` are those of its lines.
  mutating func consider(_ hit: QuoteHit, numbers: ClosedRange<Int>, kind: NewSide.LineKind) {
    guard kind > .surrounding else {
      hasOutside = true
      return
    }
    count += 1
    let distance = hint.map { numbers.contains($0) ? 0 : abs(numbers.lowerBound - $0) } ?? 0
    let isAdded = kind == .added
    guard let current = best else {
      best = (hit, distance, isAdded)
      return
    }
    if distance == current.distance, isAdded == current.isAdded {
      // The same line twice is one place.
      if hit.lines != current.hit.lines { isTied = true }
    } else if distance < current.distance || distance == current.distance && isAdded {
      best = (hit, distance, isAdded)
      isTied = false
    }
  }

  /// The chosen place; nil where there is none, or where it cannot be told which.
  var chosen: QuoteHit? {
    guard let best, count == 1 || !isTied && !(isWeak && (hint == nil || best.distance > 0)) else { return nil }
    return best.hit
  }
}
