/// Finds single bytes, eight at a time.
package enum ByteSearch {
  /// Where a byte stands first from an offset on; nil where it does not.
  package static func firstIndex(of byte: UInt8, in text: UnsafeRawBufferPointer, from start: Int = 0) -> Int? {
    let pattern = UInt64(byte) &* 0x0101_0101_0101_0101
    var at = start
    while at + 8 <= text.count {
      let word = text.loadUnaligned(fromByteOffset: at, as: UInt64.self) ^ pattern
      // The classic test for a zero byte.
      if (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080 != 0 { break }
      at += 8
    }
    // Either the byte is among the next eight, or fewer than eight are left.
    while at < text.count {
      if text[at] == byte { return at }
      at += 1
    }
    return nil
  }
}
