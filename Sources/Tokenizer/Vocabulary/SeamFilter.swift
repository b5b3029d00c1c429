/// Builds the Bloom filter over the seams between two three-byte characters that lie inside of a token.
///
/// Where the filter says no, no token reaches from one character into the next, so no merge does, and the text can be cut
/// there without changing the tokens. Tokens that hold only a part of the second character are entered with every character
/// that begins so; those with a part of the first by its last byte.
struct SeamFilter {
  /// Bits of a seam's hash.
  static let hashBits = 18

  private(set) var bytes = [UInt8](repeating: 0, count: 1 << (hashBits - 3))

  /// A filter that allows no cut.
  static let joinsAll = [UInt8](repeating: .max, count: 1 << (hashBits - 3))

  /// Enters the seams of a token.
  mutating func insert(_ token: [UInt8]) {
    for at in token.indices.dropFirst() where Self.length(ofLead: token[at]) == 3 {
      var start = at - 1
      while start > 0, token[start] & 0xC0 == 0x80 { start -= 1 }
      let isWhole = Self.length(ofLead: token[start]) == at - start
      if isWhole ? at - start != 3 : token[start] & 0xC0 != 0x80 { continue }
      let first =
        isWhole
        ? Self.littleEndian(token[start..<at]) << 24 : UInt64(token[at - 1]) << 24 | 1 << 63
      let known = token[at...].prefix(3)
      for rest in 0..<(1 << (6 * (3 - known.count))) {
        let continuation = [0x80 | UInt8(rest >> 6 & 63), 0x80 | UInt8(rest & 63)]
        enter(first | Self.littleEndian(known + continuation.suffix(3 - known.count)))
      }
    }
  }

  private mutating func enter(_ key: UInt64) {
    let bit = Int((key &* VocabularyTables.multiplier) >> UInt64(64 - Self.hashBits))
    bytes[bit >> 3] |= 1 << UInt8(bit & 7)
  }

  private static func littleEndian(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// Bytes of the character that begins with a byte; 0 for one that begins none.
  private static func length(ofLead lead: UInt8) -> Int {
    lead < 0x80 ? 1 : lead < 0xC0 ? 0 : UTF8Check.length(ofLead: lead)
  }
}
