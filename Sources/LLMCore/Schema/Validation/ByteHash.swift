/// Hashes for look-ups by bytes. They are the same in every run, so nothing may depend on their being hard to predict: where hashes
/// meet, bytes are compared, and every comparison is a step against the limit.
enum ByteHash {
  /// Eight bytes at a time, multiplied and folded.
  static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
    UInt32(truncatingIfNeeded: wide(bytes.baseAddress, bytes.count))
  }

  /// The same with all its bits.
  static func wide(_ start: UnsafePointer<UInt8>?, _ count: Int) -> UInt64 {
    guard let start else { return 0 }
    let raw = UnsafeRawPointer(start)
    var hash = UInt64(truncatingIfNeeded: count)
    var index = 0
    while index + 8 <= count {
      hash = mix(hash, raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      index += 8
    }
    var rest: UInt64 = 0
    while index < count {
      rest = rest << 8 | UInt64(start[index])
      index += 1
    }
    return mix(hash, rest)
  }

  /// One more word into a hash.
  static func mix(_ hash: UInt64, _ word: UInt64) -> UInt64 {
    let product = (hash ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: word ^ 0xD6E8_FEB8_6659_FD93)
    return product.high ^ product.low ^ word
  }
}
