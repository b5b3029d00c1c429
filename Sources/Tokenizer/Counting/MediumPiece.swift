/// A piece of 16 to 30 bytes in registers: its bytes, zeros, its length in the last byte but one. The last byte is left for
/// a number of tokens.
struct MediumPiece {
  static let longest = 30

  let words: (UInt64, UInt64, UInt64, UInt64)

  /// Reads 32 bytes, whatever the length is.
  @inline(__always)
  init(_ text: UnsafePointer<UInt8>, count: Int) {
    let raw = UnsafeRawPointer(text)
    let third = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: 16, as: UInt64.self))
    let fourth = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: 24, as: UInt64.self))
    let isLong = count >= 24
    let mask = ~(UInt64.max &<< (UInt64(truncatingIfNeeded: count &* 8) & 63))
    words = (
      UInt64(littleEndian: raw.loadUnaligned(as: UInt64.self)),
      UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self)),
      isLong ? third : third & mask,
      (isLong ? fourth & mask : 0) | UInt64(truncatingIfNeeded: count) &<< 48
    )
  }

  @inline(__always)
  var hash: UInt64 {
    let left = (words.0 ^ words.2 &<< 11 ^ words.2 &>> 53) &* VocabularyTables.multiplier
    let right = (words.1 ^ words.3 &<< 23 ^ words.3 &>> 41) &* 0xD6E8_FEB8_6659_FD93
    let mixed = left ^ right &>> 31 ^ right
    return (mixed ^ mixed &>> 32) &* VocabularyTables.multiplier
  }
}
