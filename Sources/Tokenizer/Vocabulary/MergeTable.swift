/// Which two neighbours merge, to what, and what merges first: for vocabularies where the tokens alone do not tell.
///
/// It is read in place: the number of slots, whether a text begins as its characters, at 16 the tokens of the bytes, and at
/// 272 the slots. These are open addressing; each is four numbers: left, right, priority, and the token they merge to, which
/// is `UInt32.max` where the slot is free. The merge of the least priority comes first, of two the left one.
struct MergeTable {
  /// A single pointer, since every part of the encoder carries it along.
  let numbers: UnsafePointer<UInt32>

  private static let bytesStart = 16
  private static let slotsStart = bytesStart + 256

  private var slots: UnsafePointer<UInt32> { numbers + Self.slotsStart }
  private var slotCount: UInt64 { UInt64(numbers[0]) }
  /// The token of each byte: what a text begins as, or what a character becomes that is no token.
  var byteTokens: UnsafePointer<UInt32> { numbers + Self.bytesStart }
  /// Whether a text begins as its characters instead of its bytes.
  var beginsWithCharacters: Bool { numbers[1] != 0 }

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

  /// The table of some merges. Of two of one pair the later counts, as in a dictionary that is filled.
  static func numbers(of model: TokenizerModel) -> [UInt32] {
    let slots = slots(for: model.merges)
    let head = [UInt32(slots.count / 4), model.beginning == .characters ? 1 : 0]
    return head + [UInt32](repeating: 0, count: bytesStart - head.count) + model.byteTokens.map { $0 ?? 0 } + slots
  }

  /// Whether some numbers are a table whose tokens are all below a limit, and in which a search ends.
  static func isTable(_ numbers: UnsafeBufferPointer<UInt32>, limit: UInt32) -> Bool {
    guard numbers.count > slotsStart, numbers.count - slotsStart == 4 * Int(numbers[0]),
      numbers[bytesStart..<slotsStart].allSatisfy({ $0 < limit })
    else { return false }
    var hasFree = false
    for slot in stride(from: slotsStart + 3, to: numbers.count, by: 4) {
      if numbers[slot] == free { hasFree = true } else if numbers[slot] >= limit { return false }
    }
    return hasFree
  }

  private static func slots(for merges: [TokenizerModel.Merge]) -> [UInt32] {
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
