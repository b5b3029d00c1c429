/// Where a text was changed, and the way back to the offsets of the original.
struct TextChanges {
  /// A stretch that stands for one of the original, which may have another length.
  private struct Change {
    /// Where the stretch ends, here and in the original.
    let end: Int
    let originalEnd: Int
    /// Its bytes, here and in the original.
    let count: Int
    let originalCount: Int
  }
  private var changes: [Change] = []

  /// Adds a stretch behind all others, by where it ends and how many bytes it has, here and in the original.
  mutating func append(end: Int, count: Int, originalEnd: Int, originalCount: Int) {
    changes.append(Change(end: end, originalEnd: originalEnd, count: count, originalCount: originalCount))
  }

  /// The offset in the original of an offset here. One within a changed stretch falls within what it stands for.
  func original(_ offset: Int) -> Int {
    // The last change that ends at the offset or before it.
    var (low, high) = (0, changes.count)
    while low < high {
      let middle = (low + high) / 2
      if changes[middle].end <= offset { low = middle + 1 } else { high = middle }
    }
    if low < changes.count {
      let next = changes[low]
      let into = offset - (next.end - next.count)
      if into > 0 { return next.originalEnd - next.originalCount + min(into, next.originalCount) }
    }
    guard low > 0 else { return offset }
    return changes[low - 1].originalEnd + offset - changes[low - 1].end
  }
}
