/// A place in a piece that is being merged.
struct MergeStep {
  /// The token that begins here.
  var token: TokenID
  /// Where the token before begins.
  var previous: UInt32
  /// Where the token after begins.
  var next: UInt32
}

extension BytePairEncoder {
  /// Bytes of the longest piece that ``merge(_:count:)`` takes.
  static let longestMerge = 32

  /// The number of tokens of a piece of at most ``longestMerge`` bytes.
  func count(short text: UnsafePointer<UInt8>, count: Int) -> Int {
    if tables.longestMatch(text, count: count).length == count { return 1 }
    return merge(text, count: count)
  }

  /// Encodes a short piece in the way byte-pair encoding is defined: the lowest merge first, of two the left one. It is the
  /// faster way for a few bytes; the time grows with the square of their number.
  ///
  /// The tokens lie in `memory.tokens`.
  /// - Returns: their number.
  @inline(__always)
  func merge(_ text: UnsafePointer<UInt8>, count: Int) -> Int {
    let (keys, steps) = (memory.keys, memory.steps)
    let none = UInt32.max
    for at in 0..<count {
      steps[at] = MergeStep(
        token: tables.byteToken(text[at]), previous: UInt32(truncatingIfNeeded: at &- 1),
        next: UInt32(truncatingIfNeeded: at &+ 1))
      // The merged token above, the place below: the least key is the merge to make.
      keys[at] =
        at &+ 1 < count
        ? tables.merged(byte: text[at], text[at &+ 1]).map { $0 &<< 8 | UInt32(truncatingIfNeeded: at) } ?? none : none
    }
    var number = count
    while true {
      var least = none
      for at in 0..<count { least = min(least, keys[at]) }
      if least == none { break }
      let at = Int(least & 0xFF)
      let token = least &>> 8
      let gone = Int(steps[at].next)
      let next = Int(steps[gone].next)
      keys[gone] = none
      steps[at].token = token
      steps[at].next = UInt32(truncatingIfNeeded: next)
      number &-= 1
      if next < count {
        steps[next].previous = UInt32(truncatingIfNeeded: at)
        keys[at] = tables.merged(token, steps[next].token).map { $0 &<< 8 | UInt32(truncatingIfNeeded: at) } ?? none
      } else {
        keys[at] = none
      }
      if at > 0 {
        let previous = Int(steps[at].previous)
        keys[previous] =
          tables.merged(steps[previous].token, token).map { $0 &<< 8 | UInt32(truncatingIfNeeded: previous) } ?? none
      }
    }
    return number
  }
}
