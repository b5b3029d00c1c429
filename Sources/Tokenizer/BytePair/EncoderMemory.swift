/// Where an encoder works. Belongs to one thread at a time; ``Workspace`` owns the memory.
struct EncoderMemory {
  /// Answers about neighbours that are remembered: one per value of the upper 14 bits of a mixed pair.
  static let neighbourSlots = 1 << 14

  /// The tokens of the piece that was encoded last.
  let tokens: UnsafeMutablePointer<UInt32>
  /// The tokens of the chunks of a long piece, each from the place on where its chunk begins.
  let chunkTokens: UnsafeMutablePointer<UInt32>
  /// One bit for each place in a piece: no encoding goes on from there.
  let deadEnds: UnsafeMutablePointer<UInt64>
  /// Tag (26 bits), in use (1), answer (1).
  let neighbours: UnsafeMutablePointer<UInt32>
  /// For each lane of ``MergeLanes``: what each place merges to with the next.
  let keys: UnsafeMutablePointer<UInt32>
  /// For each lane: its tokens.
  let places: UnsafeMutablePointer<TokenID>
  /// What ``RunTokens`` found out about each byte.
  let runs: UnsafeMutablePointer<TokenID>
  /// Bytes of the longest piece that may be encoded at once.
  let capacity: Int
}
