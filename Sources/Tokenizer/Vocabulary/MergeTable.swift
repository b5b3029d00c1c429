/// Which two neighbours merge, to what, and what merges first: for vocabularies where the tokens alone do not tell.
///
/// Open addressing; a slot is four numbers: left, right, priority, and the token they merge to, which is `UInt32.max` where
/// the slot is free. The merge of the least priority comes first, of two the left one.
struct MergeTable {
  let slots: UnsafePointer<UInt32>
  let slotCount: UInt64
  /// The token of each byte: what a text begins as, or what a character becomes that is no token.
  let byteTokens: UnsafePointer<UInt32>
  /// Whether a text begins as its characters instead of its bytes.
  let beginsWithCharacters: Bool

  /// What a free slot has in place of a token.
  static let free = UInt32.max

  /// The priority of a merge and what comes of it.
  struct Merge {
    var priority: UInt32
    var token: TokenID
  }

  /// What two neighbours merge to, nil when they do not.
  @inline(__always)
  func merge(_ left: TokenID, _ right: TokenID) -> Merge? {
    var slot = Self.slot(left, right, of: slotCount)
    while true {
      let entry = slots + 4 &* slot
      if entry[3] == Self.free { return nil }
      if entry[0] == left, entry[1] == right { return Merge(priority: entry[2], token: entry[3]) }
      slot &+= 1
      if slot == Int(slotCount) { slot = 0 }
    }
  }

  /// Where the search for a pair begins.
  @inline(__always)
  static func slot(_ left: TokenID, _ right: TokenID, of slotCount: UInt64) -> Int {
    var mixed = (UInt64(left) &<< 32 | UInt64(right)) &* VocabularyTables.multiplier
    mixed ^= mixed &>> 32
    mixed = mixed &* VocabularyTables.multiplier
    return Int(((mixed &>> 32) &* slotCount) &>> 32)
  }

  /// The slots for some merges. Of two of one pair the later counts, as in a dictionary that is filled.
  static func slots(for merges: [TokenizerModel.Merge]) -> [UInt32] {
    let slotCount = merges.count * 3 / 2 + 1
    var slots = [UInt32](repeating: free, count: 4 * slotCount)
    for merge in merges {
      var slot = slot(merge.left, merge.right, of: UInt64(slotCount))
      while slots[4 * slot + 3] != free, slots[4 * slot] != merge.left || slots[4 * slot + 1] != merge.right {
        slot = slot + 1 == slotCount ? 0 : slot + 1
      }
      slots.replaceSubrange(4 * slot..<4 * slot + 4, with: [merge.left, merge.right, merge.priority, merge.token])
    }
    return slots
  }
}
