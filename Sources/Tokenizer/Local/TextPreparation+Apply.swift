internal import CVocabulary

extension TextPreparation {
  /// U+2581, which stands for a space in the files of a model.
  static let visibleSpace: [UInt8] = [0xE2, 0x96, 0x81]

  /// Whether all texts stay as they are.
  var isNothing: Bool { self == TextPreparation() }

  /// Whether a space is put before a stretch of prepared text that begins with a byte.
  func prefixes(_ first: UInt8, isAtTextStart: Bool) -> Bool {
    switch prefix {
    case .never: false
    case .always: true
    case .unlessSpaced: first != UInt8(ascii: " ")
    case .unlessSpacedAtStart: isAtTextStart && first != UInt8(ascii: " ")
    }
  }

  /// The byte that the prepared form of a text begins with, as far as it matters: a space or not.
  func firstByte(of text: UnsafeBufferPointer<UInt8>) -> UInt8 {
    hasVisibleSpaces && text.starts(with: Self.visibleSpace) ? UInt8(ascii: " ") : text.first ?? 0
  }

  /// Whether well-formed text is changed by it.
  func changes(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    (hasVisibleSpaces && Self.visibleSpace(in: text, from: 0) != nil)
      || (composes && CanonicalComposition.nextUnstable(in: text, from: 0) != nil)
  }

  /// Bytes from the start of a text that can be prepared whatever follows.
  func stablePrefix(of text: UnsafeBufferPointer<UInt8>) -> Int {
    guard composes else { return UTF8Check.wellFormedPrefix(text) }
    return CanonicalComposition.stablePrefix(of: text)
  }

  /// Calls with the parts of the prepared form of well-formed text; for a part that was changed, with the range it was made
  /// of.
  func apply(
    to text: UnsafeBufferPointer<UInt8>, _ take: (_ part: UnsafeBufferPointer<UInt8>, _ change: Range<Int>?) -> Void
  ) {
    guard !composes else { return CanonicalComposition.apply(to: text, take) }
    var at = 0
    while hasVisibleSpaces, let found = Self.visibleSpace(in: text, from: at) {
      take(UnsafeBufferPointer(rebasing: text[at..<found]), nil)
      at = found + Self.visibleSpace.count
      withUnsafePointer(to: UInt8(ascii: " ")) { take(UnsafeBufferPointer(start: $0, count: 1), found..<at) }
    }
    take(UnsafeBufferPointer(rebasing: text[at...]), nil)
  }

  private static func visibleSpace(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    guard let base = text.baseAddress else { return nil }
    var at = start
    while at + 3 <= text.count, let found = llmctl_find_byte(base + at, visibleSpace[0], text.count - at - 2) {
      at = found - base
      if base[at + 1] == visibleSpace[1], base[at + 2] == visibleSpace[2] { return at }
      at += 1
    }
    return nil
  }
}
