/// What a text consists of: stretches of ordinary text and special tokens between them.
enum Segment {
  /// Ordinary text, which is cut into pieces on its own.
  case text(Range<Int>)
  /// A special token.
  case special(TokenID, Range<Int>)
}

extension SpecialTokens {
  /// Whether no spelling needs to be looked for under a policy.
  func isUnsought(by policy: SpecialTokenPolicy) -> Bool { policy.ignoresAll && plain.isEmpty }
}

/// Cuts a text at the special tokens that a policy wants encoded.
struct Segments {
  let specials: SpecialTokens
  let policy: SpecialTokenPolicy

  /// Calls with every segment from `start` on, until one is answered with false.
  ///
  /// Special tokens that begin at `limit` or later are not looked for, and the last segment of text ends there.
  /// Throws ``SpecialTokenError`` for one that the policy refuses, with its offset in `text`.
  /// - Returns: the start of the last segment of text, which may go on behind the limit.
  @discardableResult
  func forEach(
    in text: UnsafeBufferPointer<UInt8>, from start: Int = 0, before limit: Int? = nil,
    _ body: (Segment) throws(SpecialTokenError) -> Bool
  ) throws(SpecialTokenError) -> Int {
    let limit = limit ?? text.count
    var textStart = start
    var at = start
    while !specials.isUnsought(by: policy), let found = specials.first(in: text, from: at, before: limit) {
      switch specials.plain.contains(found.spelling) ? .token : policy.treatment(of: found.spelling) {
      case .refuse: throw SpecialTokenError(spelling: found.spelling, offset: found.range.lowerBound)
      case .text: at = found.range.lowerBound + 1
      case .token:
        if textStart < found.range.lowerBound, try !body(.text(textStart..<found.range.lowerBound)) { return textStart }
        guard try body(.special(found.number, found.range)) else { return found.range.upperBound }
        textStart = found.range.upperBound
        at = textStart
      }
    }
    if textStart < limit { _ = try body(.text(textStart..<limit)) }
    return textStart
  }
}
