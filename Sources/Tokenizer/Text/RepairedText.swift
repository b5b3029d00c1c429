/// A text with its ill-formed UTF-8 replaced, and prepared as an encoding wants it, with the way back to the offsets of the
/// original.
struct RepairedText {
  private(set) var bytes: [UInt8] = []
  /// A stretch of the repaired text that stands for a stretch of the original of another length.
  private struct Replacement {
    /// Where the stretch ends, here and in the original.
    let end: Int
    let originalEnd: Int
    /// Bytes of the original, and what became of them.
    let length: Int
    let count: Int
  }
  private var replacements: [Replacement] = []

  /// Nil when the text is well-formed and prepared as it is.
  init?(_ text: UnsafeBufferPointer<UInt8>, preparation: TextPreparation = TextPreparation()) {
    var at = UTF8Check.wellFormedPrefix(text)
    let first = UnsafeBufferPointer(rebasing: text[..<at])
    guard at < text.count || preparation.changes(first) else { return nil }
    bytes.reserveCapacity(text.count + text.count / 8 + 16)
    append(first, of: 0, preparation)
    while at < text.count {
      switch UTF8Check.sequence(text, at: at) {
      case .character:
        let end = UTF8Check.wellFormedPrefix(text, from: at)
        append(UnsafeBufferPointer(rebasing: text[at..<end]), of: at, preparation)
        at = end
      case .illFormed(let length), .incomplete(let length):
        bytes.append(contentsOf: UTF8Check.replacement)
        at += length
        replacements.append(
          Replacement(end: bytes.count, originalEnd: at, length: length, count: UTF8Check.replacement.count))
      }
    }
  }

  /// Appends well-formed text that begins at an offset of the original.
  private mutating func append(
    _ text: UnsafeBufferPointer<UInt8>, of start: Int, _ preparation: TextPreparation
  ) {
    preparation.apply(to: text) { part, change in
      bytes.append(contentsOf: part)
      if let change {
        replacements.append(
          Replacement(end: bytes.count, originalEnd: start + change.upperBound, length: change.count, count: part.count)
        )
      }
    }
  }

  /// The offset in the original of an offset here. One within a U+FFFD that stands for ill-formed bytes falls on one of them.
  func original(_ offset: Int) -> Int {
    // The last replacement that ends at the offset or before it.
    var (low, high) = (0, replacements.count)
    while low < high {
      let middle = (low + high) / 2
      if replacements[middle].end <= offset { low = middle + 1 } else { high = middle }
    }
    if low < replacements.count {
      let next = replacements[low]
      let into = offset - (next.end - next.count)
      if into > 0 { return next.originalEnd - next.length + min(into, next.length) }
    }
    guard low > 0 else { return offset }
    return replacements[low - 1].originalEnd + offset - replacements[low - 1].end
  }
}
