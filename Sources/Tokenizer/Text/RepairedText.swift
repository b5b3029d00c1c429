/// A text with its ill-formed UTF-8 replaced, and the way back to the offsets of the original.
struct RepairedText {
  private(set) var bytes: [UInt8] = []
  private var changes = TextChanges()

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
        changes.append(
          end: bytes.count, count: UTF8Check.replacement.count, originalEnd: at, originalCount: length)
      }
    }
  }

  /// The offset in the original of an offset here. One within a U+FFFD that stands for ill-formed bytes falls on one of them.
  func original(_ offset: Int) -> Int { changes.original(offset) }
}
