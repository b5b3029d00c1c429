internal import CVocabulary

/// Which token two neighbours merge to.
///
/// A perfect hash: the mixed pair chooses a bucket, the bucket's seed the slot, and the slot has the whole pair in it. A
/// search is one far read, whether the pair is there or not, with neither a loop nor a branch.
struct PairTable {
  /// Left token (20 bits above 20 more), right token (20), the token they merge to (20). All ones where nothing is.
  let slots: UnsafePointer<UInt64>
  /// 64 less the bits of a slot's number.
  let slotShift: UInt64
  let seeds: UnsafePointer<UInt8>
  /// One less than the number of seeds, a power of two.
  let seedMask: UInt64
  /// The token of each two bytes, ``noToken`` when they are none.
  let bytePairs: UnsafePointer<TokenID>

  /// Stands for a token where there is none. It is above every token and fits in 22 bits.
  static let noToken: TokenID = 0x3F_FFFF
  /// Above every token, and not above ``noToken``.
  static let miss: TokenID = 0x20_0000
  /// A token that merges with none.
  static let loner: TokenID = 0xF_FFFF

  /// Two neighbours and where they would be.
  struct Place {
    var pair: UInt64
    var slot: UnsafePointer<UInt64>
  }

  /// Where two neighbours would be.
  @inline(__always)
  func place(_ left: TokenID, _ right: TokenID) -> Place {
    let pair = UInt64(left) &<< 20 | UInt64(right)
    let mixed = PerfectHash.mixed(pair)
    let seed = seeds[Int(truncatingIfNeeded: mixed & seedMask)]
    let slot = PerfectHash.slot(mixed, seed: seed, shift: slotShift)
    return Place(pair: pair, slot: slots + Int(truncatingIfNeeded: slot))
  }

  /// What two neighbours merge to, ``noToken`` when they do not.
  @inline(__always)
  func merged(_ place: Place) -> TokenID {
    let entry = place.slot.pointee
    return entry &>> 20 == place.pair ? TokenID(truncatingIfNeeded: entry & 0xF_FFFF) : Self.noToken
  }

  /// What two neighbours merge to, ``miss`` or more when they do not. Written so that no compiler makes a branch of it.
  @inline(__always)
  func mergedOrMiss(_ place: Place) -> TokenID {
    let entry = place.slot.pointee
    let difference = entry &>> 20 ^ place.pair
    let differs = TokenID(truncatingIfNeeded: (difference | (0 &- difference)) &>> 63)
    return TokenID(truncatingIfNeeded: entry & 0xF_FFFF) | differs &* Self.miss
  }

  /// What two neighbours merge to, ``noToken`` when they do not.
  @inline(__always)
  func merged(_ left: TokenID, _ right: TokenID) -> TokenID { merged(place(left, right)) }

  /// The token of two bytes, ``noToken`` when they are none.
  @inline(__always)
  func merged(byte first: UInt8, _ second: UInt8) -> TokenID { bytePairs[Int(first) &<< 8 | Int(second)] }
}
