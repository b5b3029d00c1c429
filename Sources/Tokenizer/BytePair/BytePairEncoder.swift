/// Byte-pair encoding of one piece of text.
///
/// It rests on a theorem (proved in the notes of the Rust crate `bpe`, and by Berglund and van der Merwe, "Formalizing BPE
/// tokenization", 2023): a sequence of tokens is the encoding of its text exactly when each two neighbours in it are the
/// encoding of theirs. So the encoder takes the longest token at each place, goes back where neighbours do not fit, and
/// remembers which places lead nowhere. Each place is given up at most once, so the time is linear in the text. Long texts
/// go to ``ChunkedEncoder``, as do those where many places would be given up, as in a long row of `=`, which is dozens of
/// tokens at each place.
struct BytePairEncoder {
  let tables: VocabularyTables
  let memory: EncoderMemory

  /// Where a text begins with a token of so many bytes, merging is slower than to look for such tokens.
  private static let longStart = 16

  /// Encodes a piece, after the token before it if it goes on from one, and returns the number of tokens, which lie in
  /// `memory.tokens` until the next call. `count` must not exceed `memory.capacity`.
  func encode(_ text: UnsafePointer<UInt8>, count: Int, after previous: UInt32? = nil) -> Int {
    guard count > 0 else { return 0 }
    let first = tables.longestMatch(text, count: count)
    if previous == nil, first.length == count {
      memory.tokens[0] = first.token
      return 1
    }
    if let merges = tables.merges {
      return MergeEncoder(tables: tables, merges: merges).encode(text, count: count, into: memory.tokens)
    }
    if count < ChunkedEncoder.shortest || first.length >= Self.longStart || isRow(text, count: count),
      let number = encode(text, count: count, after: previous, first: first)
    {
      return number
    }
    if count >= ChunkedEncoder.shortest { return ChunkedEncoder.encode(self, text, count: count, after: previous) }
    return LastTokens(self, UnsafeBufferPointer(start: text, count: count), after: previous).write(to: memory.tokens)
  }

  /// Whether most of a text's start is one phrase of up to four bytes over and over, as lines of tables are. What becomes
  /// of a part of such text depends on all that stands before.
  private func isRow(_ text: UnsafePointer<UInt8>, count: Int) -> Bool {
    let length = min(count, 256) - 4
    for period in 1...4 {
      var equal = 0
      for at in 0..<length { equal &+= text[at] == text[at &+ period] ? 1 : 0 }
      if 16 * equal > 15 * length { return true }
    }
    return false
  }

  /// The same, when the longest token that the piece begins with is known already; nil when it takes too long.
  private func encode(
    _ text: UnsafePointer<UInt8>, count: Int, after previous: UInt32?, first: (token: UInt32, length: Int)
  ) -> Int? {
    let tokens = memory.tokens
    let dead = memory.deadEnds
    for word in 0...(count >> 6) { dead[word] = 0 }
    var (token, length) = first
    var position = 0
    var number = 0
    // Bytes of tokens that may be tried in vain.
    var patience = 256 + 4 * count
    while true {
      let end = position + length
      let fits =
        dead[end >> 6] >> UInt64(end & 63) & 1 == 0
        && (number > 0 ? areNeighbours(tokens[number - 1], token) : previous.map { areNeighbours($0, token) } ?? true)
      if fits {
        tokens[number] = token
        number += 1
        position = end
        if position == count { return number }
        (token, length) = tables.longestMatch(text + position, count: count - position)
      } else if length > 1 {
        patience -= length
        guard patience > 0 else { return nil }
        let shorter = tables.longestMatch(text + position, count: length - 1)
        if shorter.length > 0 {
          (token, length) = shorter
          continue
        }
        length = 1
      } else {
        // No token leads on from here. The whole text has an encoding, so there is a token to take back.
        guard number > 0 else { return 0 }
        dead[position >> 6] |= 1 << UInt64(position & 63)
        number -= 1
        token = tokens[number]
        length = tables.length(of: token)
        position -= length
      }
    }
  }

  /// Whether two tokens, one after the other, are the encoding of their text.
  @inline(__always)
  func areNeighbours(_ left: UInt32, _ right: UInt32) -> Bool {
    // 40 bits of two tokens are mixed one to one, so that the slot and the rest together are the pair: no false hits.
    var key = UInt64(left) << 20 | UInt64(right)
    key = key &* 0x9E_3779_B97F & 0xFF_FFFF_FFFF
    key ^= key >> 20
    key = key &* 0x9E_3779_B97F & 0xFF_FFFF_FFFF
    let slot = Int(key >> 26)
    let tag = UInt32(truncatingIfNeeded: key & 0x3FF_FFFF) << 2 | 2
    let entry = memory.neighbours[slot]
    if entry & ~1 == tag { return entry & 1 != 0 }
    let answer = computeNeighbours(left, right)
    memory.neighbours[slot] = tag | (answer ? 1 : 0)
    return answer
  }

  /// Takes both tokens apart in the reverse order of merging and looks for a merge across the seam that would have come
  /// first.
  private func computeNeighbours(_ first: UInt32, _ second: UInt32) -> Bool {
    var (left, right) = (first, second)
    var limit = PairTable.noToken
    while true {
      if tables.pairs.merged(left, right) < limit { return false }
      // The later of the two merges is undone. At equal ranks the left one was made first.
      if left > right {
        limit = left
        left = tables.splits[2 * Int(left) + 1]
        if left == limit {
          limit = right + 1
          right = tables.splits[2 * Int(right)]
          if right + 1 == limit { return true }
        }
      } else {
        limit = right + 1
        right = tables.splits[2 * Int(right)]
        if right + 1 == limit {
          limit = left
          left = tables.splits[2 * Int(left) + 1]
          if left == limit { return true }
        }
      }
    }
  }
}
