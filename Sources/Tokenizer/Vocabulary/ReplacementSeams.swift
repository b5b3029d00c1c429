/// Where text that was no text may be cut: between U+FFFD, which stands for what was ill-formed, and an ASCII character that no
/// token has beside it.
struct ReplacementSeams {
  /// The bytes of U+FFFD, little-endian.
  static let replacement: UInt64 = 0xBD_BFEF
  static let lead: UInt8 = 0xEF
  private static let bytes: [UInt8] = [lead, 0xBF, 0xBD]

  /// One bit for each ASCII character: whether a token has it after U+FFFD, or after a part of it that the token begins with.
  private var after: (UInt64, UInt64)
  /// Whether a token has it before U+FFFD, or before a part of it that the token ends with.
  private var before: (UInt64, UInt64)

  /// Allows no cut.
  static let joinsAll = ReplacementSeams(words: [UInt32](repeating: .max, count: 8))

  /// Reads what ``words`` gives.
  init(words: [UInt32]) {
    func pair(_ at: Int) -> UInt64 { UInt64(words[at]) | UInt64(words[at + 1]) << 32 }
    after = (pair(0), pair(2))
    before = (pair(4), pair(6))
  }

  /// Those of a vocabulary.
  init(tokens: some Sequence<[UInt8]>) {
    (after, before) = ((0, 0), (0, 0))
    for token in tokens { insert(token) }
  }

  /// Eight numbers, as they stand in the header of ``VocabularyTables``.
  var words: [UInt32] {
    [after.0, after.1, before.0, before.1].flatMap {
      [UInt32(truncatingIfNeeded: $0), UInt32(truncatingIfNeeded: $0 >> 32)]
    }
  }

  /// Whether a token may reach from U+FFFD into an ASCII character behind it.
  @inline(__always)
  func mayJoin(replacementBefore byte: UInt8) -> Bool { Self.holds(after, byte) }

  /// Whether a token may reach from an ASCII character into U+FFFD behind it.
  @inline(__always)
  func mayJoin(replacementAfter byte: UInt8) -> Bool { Self.holds(before, byte) }

  @inline(__always)
  private static func holds(_ bits: (UInt64, UInt64), _ byte: UInt8) -> Bool {
    (byte < 64 ? bits.0 : bits.1) &>> UInt64(byte & 63) & 1 != 0
  }

  private mutating func insert(_ token: [UInt8]) {
    for (at, byte) in token.enumerated() where byte < 0x80 {
      let known = min(3, at)
      if known > 0, token[(at - known)..<at].elementsEqual(Self.bytes.suffix(known)) { Self.enter(byte, into: &after) }
      let following = token[(at + 1)...].prefix(3)
      if !following.isEmpty, Self.bytes.starts(with: following) { Self.enter(byte, into: &before) }
    }
  }

  private static func enter(_ byte: UInt8, into bits: inout (UInt64, UInt64)) {
    let bit = UInt64(1) << UInt64(byte & 63)
    if byte < 64 { bits.0 |= bit } else { bits.1 |= bit }
  }
}
