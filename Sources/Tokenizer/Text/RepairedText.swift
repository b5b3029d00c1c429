/// A text with its ill-formed UTF-8 replaced, and the way back to the offsets of the original.
struct RepairedText {
  private(set) var bytes: [UInt8] = []
  /// A stretch of the repaired text that stands for a stretch of the original of another length.
  private struct Replacement {
    /// Where the stretch ends, here and in the original.
    let end: Int
    let originalEnd: Int
    /// Bytes of the original that became three.
    let length: Int
  }
  private var replacements: [Replacement] = []

  /// Nil when the text is well-formed as it is.
  init?(_ text: UnsafeBufferPointer<UInt8>) {
    var at = UTF8Check.wellFormedPrefix(text)
    guard at < text.count else { return nil }
    bytes.reserveCapacity(text.count + text.count / 8 + 16)
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[..<at]))
    while at < text.count {
      switch UTF8Check.sequence(text, at: at) {
      case .character:
        let end = UTF8Check.wellFormedPrefix(text, from: at)
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[at..<end]))
        at = end
      case .illFormed(let length), .incomplete(let length):
        bytes.append(contentsOf: UTF8Check.replacement)
        at += length
        replacements.append(Replacement(end: bytes.count, originalEnd: at, length: length))
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
      let into = offset - (next.end - UTF8Check.replacement.count)
      if into > 0 { return next.originalEnd - next.length + min(into, next.length) }
    }
    guard low > 0 else { return offset }
    return replacements[low - 1].originalEnd + offset - replacements[low - 1].end
  }
}
