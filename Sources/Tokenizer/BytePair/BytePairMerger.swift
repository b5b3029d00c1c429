internal import CVocabulary

/// A place in a piece that is being merged.
struct MergeStep {
  /// The token that begins here.
  var token: TokenID
  /// Where the token before begins.
  var previous: UInt32
  /// Where the token after begins.
  var next: UInt32
}

/// Encodes short pieces in the way byte-pair encoding is defined: the lowest merge first, of two the left one. For a few
/// bytes that is the fastest way; the time grows with the square of their number.
///
/// It is taken step by step, so that many pieces can be merged in turn: each step asks for the memory that the next step of
/// the same piece needs, and the others' steps are done while it comes.
struct BytePairMerger {
  let tables: VocabularyTables
  /// What each place merges to with the next: the merged token above eight bits of the place, so that the least is the merge
  /// to make.
  let keys: UnsafeMutablePointer<UInt32>
  let steps: UnsafeMutablePointer<MergeStep>
  /// Bytes of the piece.
  let count: Int
  /// Tokens it has come down to.
  private(set) var number: Int
  /// The place that was merged last, whose neighbours' merges are yet to be looked up.
  private var at = -1

  /// Bytes of the longest piece.
  static let longest = 32
  private static let none = UInt32.max

  /// A piece of which nothing is merged yet. `keys` and `steps` have room for ``longest`` each.
  @inline(__always)
  init(
    _ tables: VocabularyTables, _ text: UnsafePointer<UInt8>, count: Int, keys: UnsafeMutablePointer<UInt32>,
    steps: UnsafeMutablePointer<MergeStep>
  ) {
    (self.tables, self.keys, self.steps, self.count) = (tables, keys, steps, count)
    number = count
    for at in 0..<count {
      steps[at] = MergeStep(
        token: tables.byteToken(text[at]), previous: UInt32(truncatingIfNeeded: at &- 1),
        next: UInt32(truncatingIfNeeded: at &+ 1))
      let merged = at &+ 1 < count ? tables.merged(byte: text[at], text[at &+ 1]) : nil
      keys[at] = Self.key(merged, at)
    }
  }

  /// Makes the next merge. False when there is none: the piece is encoded.
  @inline(__always)
  mutating func advance() -> Bool {
    if at >= 0 { lookUpNeighbours() }
    var least = Self.none
    for place in 0..<count { least = min(least, keys[place]) }
    if least == Self.none { return false }
    at = Int(least & 0xFF)
    let token = least &>> 8
    let gone = Int(steps[at].next)
    let next = Int(steps[gone].next)
    keys[gone] = Self.none
    steps[at].token = token
    steps[at].next = UInt32(truncatingIfNeeded: next)
    if next < count {
      steps[next].previous = UInt32(truncatingIfNeeded: at)
      tables.prefetchMerged(token, steps[next].token)
    }
    if at > 0 { tables.prefetchMerged(steps[Int(steps[at].previous)].token, token) }
    number &-= 1
    return true
  }

  @inline(__always)
  private func lookUpNeighbours() {
    let token = steps[at].token
    let next = Int(steps[at].next)
    keys[at] = next < count ? Self.key(tables.merged(token, steps[next].token), at) : Self.none
    if at > 0 {
      let previous = Int(steps[at].previous)
      keys[previous] = Self.key(tables.merged(steps[previous].token, token), previous)
    }
  }

  @inline(__always)
  private static func key(_ token: TokenID?, _ place: Int) -> UInt32 {
    token.map { $0 &<< 8 | UInt32(truncatingIfNeeded: place) } ?? none
  }
}
