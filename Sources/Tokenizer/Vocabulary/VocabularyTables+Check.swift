extension VocabularyTables {
  /// The tables of an image that nobody vouches for: nil unless every offset, link and number in it stays inside of it.
  init?(checking image: UnsafeRawBufferPointer) {
    guard image.count >= 64, let base = image.baseAddress else { return nil }
    let header = (0..<16).map { Int(UInt32(littleEndian: base.loadUnaligned(fromByteOffset: $0 * 4, as: UInt32.self))) }
    let size = header[14]
    guard size <= image.count, header[6] == SeamFilter.hashBits, header[2] < 1 << 24 else { return nil }
    func holds(_ section: Int, _ count: Int, of width: Int) -> Bool {
      header[section] % 64 == 0 && header[section] >= 64 && header[section] <= size
        && count <= (size - header[section]) / width
    }
    let splits = header[10] == header[11] ? 0 : 2 * header[2]
    guard holds(8, header[4], of: 8), holds(9, header[5], of: 8), holds(10, splits, of: 4),
      holds(11, header[2] + 1, of: 4), holds(13, SeamFilter.joinsAll.count, of: 1), holds(12, 0, of: 1),
      header[3] > 0, header[4] >= 256, header[4] % 256 == 0, header[5] > 0
    else { return nil }
    self.init(image)
    let room = size - header[12]
    var previous: UInt32 = 0
    for index in 0...tokenCount {
      guard offsets[index] >= previous, Int(offsets[index] - previous) <= longestToken else { return nil }
      previous = offsets[index]
    }
    guard offsets[0] == 0, Int(previous) <= room, hasCheckedUnits(header[4]) else { return nil }
    if hasOrder, !hasCheckedOrder(header[5]) { return nil }
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
    for index in 0..<2 * tokenCount where splits[index] > UInt32(index / 2) { return false }
    var hasFree = false
    for index in 0..<slots {
      if pairs[index] == 0 { hasFree = true } else if UInt32(pairs[index] & 0xF_FFFF) > limit { return false }
    }
    return hasFree
  }
}
