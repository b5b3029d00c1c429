extension VocabularyTables {
  /// The tables of an image that nobody vouches for: nil unless every offset, link and number in it stays inside of it.
  init?(checking image: UnsafeRawBufferPointer) {
    let headerBytes = Self.headerNumbers * 4
    guard image.count >= headerBytes, let base = image.baseAddress else { return nil }
    let header = (0..<Self.headerNumbers).map {
      Int(UInt32(littleEndian: base.loadUnaligned(fromByteOffset: $0 * 4, as: UInt32.self)))
    }
    let size = header[8]
    guard size <= image.count, header[7] == SeamFilter.hashBits, header[2] < 1 << 24 else { return nil }
    func holds(_ section: Int, _ count: Int, of width: Int) -> Bool {
      header[section] % 64 == 0 && header[section] >= headerBytes && header[section] <= size
        && count <= (size - header[section]) / width
    }
    let isOrdered = header[13] != header[14]
    let (slots, seeds) = (header[5], header[6])
    guard holds(9, header[4], of: 8), holds(10, slots, of: 8), holds(11, seeds, of: 1),
      holds(12, isOrdered ? 1 << 16 : 0, of: 4), holds(13, isOrdered ? 2 * header[2] : 0, of: 4),
      holds(14, header[2] + 1, of: 4), holds(16, SeamFilter.joinsAll.count, of: 1), holds(15, 0, of: 1),
      header[3] > 0, header[4] >= 256, header[4] % 256 == 0,
      [slots, seeds].allSatisfy({ $0 > 1 && $0 & ($0 - 1) == 0 })
    else { return nil }
    self.init(image)
    let room = size - header[15]
    var previous: UInt32 = 0
    for index in 0...tokenCount {
      guard offsets[index] >= previous, Int(offsets[index] - previous) <= longestToken else { return nil }
      previous = offsets[index]
    }
    guard offsets[0] == 0, Int(previous) <= room, hasCheckedUnits(header[4]) else { return nil }
    if hasOrder, !hasCheckedOrder(slots) { return nil }
  }

  private func hasCheckedUnits(_ count: Int) -> Bool {
    let limit = UInt32(tokenCount)
    for index in 0..<count {
      let value = UInt32(truncatingIfNeeded: units[index] &>> 32)
      let link = Int(units[index] &>> 8 & 0xFF_FFFF)
      let token = value & 0x7FFF_FFFF
      guard token <= limit else { return false }
      if value &>> 31 != 0 {
        guard token > 0, link < length(of: token - 1) else { return false }
      } else if link | 0xFF >= count {
        return false
      }
    }
    return true
  }

  private func hasCheckedOrder(_ slots: Int) -> Bool {
    let limit = UInt32(tokenCount)
    guard limit < PairTable.loner else { return false }
    for index in 0..<2 * tokenCount where splits[index] > UInt32(index / 2) { return false }
    for index in 0..<slots where pairs.slots[index] != .max {
      let (left, right) = (pairs.slots[index] >> 40, pairs.slots[index] >> 20 & 0xF_FFFF)
      guard left < limit, right < limit, UInt32(pairs.slots[index] & 0xF_FFFF) < limit else { return false }
    }
    for index in 0..<1 << 16 {
      guard pairs.bytePairs[index] < limit || pairs.bytePairs[index] == PairTable.noToken else { return false }
    }
    return true
  }
}
