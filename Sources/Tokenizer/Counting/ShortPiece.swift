/// A piece of at most 15 bytes in a register: its bytes, zeros, and in the last byte its length in the lower four bits.
/// The upper four bits are left for a number of tokens, which never exceeds the length.
struct ShortPiece {
  static let longest = 15

  let low: UInt64
  let high: UInt64

  /// Reads 16 bytes, whatever the length is.
  @inline(__always)
  init(_ text: UnsafePointer<UInt8>, count: Int) {
    let raw = UnsafeRawPointer(text)
    let first = UInt64(littleEndian: raw.loadUnaligned(as: UInt64.self))
    let second = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
    let bits = UInt64(truncatingIfNeeded: count &* 8)
    // Swift's smart shifts give 0 for 64 bits and more, and for a negative number shift the other way; `&>>` is one instruction.
    let isLong = count >= 8
    let mask = ~(UInt64.max &<< (bits & 63))
    low = isLong ? first : first & mask
    high = (isLong ? second & mask : 0) | UInt64(truncatingIfNeeded: count) &<< 56
  }

  @inline(__always)
  var hash: UInt64 {
    let mixed = (low ^ high &<< 7) &* VocabularyTables.multiplier
    return (mixed ^ high ^ mixed &>> 32) &* 0xD6E8_FEB8_6659_FD93
  }
}
