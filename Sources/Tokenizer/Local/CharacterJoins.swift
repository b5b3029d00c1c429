/// Which characters may stand next to each other inside of a token: a Bloom filter. Text that is merged as a whole can be
/// cut wherever the filter says no, since no merge reaches across.
struct CharacterJoins: @unchecked Sendable {
  // The guard behind `@unchecked`: the memory is never written once the filter exists.
  let bits: UnsafePointer<UInt8>
  /// 64 less the bits of a pair's hash.
  let shift: UInt64

  /// Bits of a pair's hash: a few hundred thousand pairs leave most bits clear.
  static let hashBits = 22

  /// Whether a token may have one character before the other in it. They are code points.
  @inline(__always)
  func mayJoin(_ first: UInt32, _ second: UInt32) -> Bool {
    let bit = Int(Self.hash(first, second) &>> shift)
    return bits[bit >> 3] >> UInt8(bit & 7) & 1 != 0
  }

  @inline(__always)
  private static func hash(_ first: UInt32, _ second: UInt32) -> UInt64 {
    let pair = (UInt64(first) &<< 21 | UInt64(second)) &* VocabularyTables.multiplier
    return (pair ^ pair &>> 29) &* VocabularyTables.multiplier
  }

  /// The filter over the tokens of a vocabulary.
  static func bits(for tokens: [[UInt8]]) -> [UInt8] {
    var bits = [UInt8](repeating: 0, count: 1 << (hashBits - 3))
    for token in tokens {
      var previous: UInt32?
      for scalar in String(decoding: token, as: UTF8.self).unicodeScalars {
        if let previous {
          let bit = Int(hash(previous, scalar.value) >> UInt64(64 - hashBits))
          bits[bit >> 3] |= 1 << UInt8(bit & 7)
        }
        previous = scalar.value
      }
    }
    return bits
  }
}
