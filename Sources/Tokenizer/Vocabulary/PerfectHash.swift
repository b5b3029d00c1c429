/// Gives each of some known keys a slot of its own ("hash, displace and compress", Belazzougui, Botelho and Dietzfelbinger,
/// 2009): a key belongs to a bucket, and each bucket has a seed with which all of its keys find free slots.
struct PerfectHash {
  private(set) var seeds: [UInt8]
  /// The slot of each key.
  private(set) var slots: [Int]
  /// A slot is a number of so many bits.
  private(set) var slotBits: Int

  private static let secondMultiplier: UInt64 = 0xD6E8_FEB8_6659_FD93

  /// Finds seeds for keys, no two of which may be alike.
  init(_ keys: [UInt64]) {
    seeds = []
    slots = []
    slotBits = max(1, Int.bitWidth - (keys.count * 9 / 8).leadingZeroBitCount)
    while !place(keys) { slotBits += 1 }
  }

  /// A key spread over 64 bits. The lower ones choose the bucket.
  @inline(__always)
  static func mixed(_ key: UInt64) -> UInt64 {
    let product = key &* VocabularyTables.multiplier
    return product ^ product &>> 32
  }

  @inline(__always)
  static func slot(_ mixed: UInt64, seed: UInt8, shift: UInt64) -> UInt64 {
    (mixed &* (secondMultiplier &+ 2 &* UInt64(seed))) &>> shift
  }

  /// The fullest buckets choose first. False when one finds no seed.
  private mutating func place(_ keys: [UInt64]) -> Bool {
    let bits = max(1, Int.bitWidth - (keys.count / 4).leadingZeroBitCount)
    var buckets = [[Int]](repeating: [], count: 1 << bits)
    let mixed = keys.map(Self.mixed)
    for (number, key) in mixed.enumerated() { buckets[Int(key & (1 << UInt64(bits) - 1))].append(number) }
    seeds = [UInt8](repeating: 0, count: buckets.count)
    slots = [Int](repeating: 0, count: keys.count)
    var isTaken = [Bool](repeating: false, count: 1 << slotBits)
    let fullest = buckets.indices.sorted { (buckets[$1].count, $0) < (buckets[$0].count, $1) }
    for bucket in fullest {
      guard
        let seed = (UInt8.min ... .max).first(where: { seed in
          take(buckets[bucket], mixed, seed: seed, &isTaken)
        })
      else { return false }
      seeds[bucket] = seed
    }
    return true
  }

  /// Takes the slots of a bucket's keys if all of them are free.
  private mutating func take(_ bucket: [Int], _ mixed: [UInt64], seed: UInt8, _ isTaken: inout [Bool]) -> Bool {
    for (index, number) in bucket.enumerated() {
      let slot = Int(Self.slot(mixed[number], seed: seed, shift: UInt64(64 - slotBits)))
      if isTaken[slot] {
        for number in bucket[..<index] { isTaken[slots[number]] = false }
        return false
      }
      isTaken[slot] = true
      slots[number] = slot
    }
    return true
  }
}
