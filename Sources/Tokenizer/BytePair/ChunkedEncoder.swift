/// Encodes a long text in chunks of a few bytes, which ``MergeLanes`` merges side by side, and joins them.
///
/// Where the last token of a chunk and the first of the next may stand side by side, the two encodings are that of both
/// chunks' text, by the theorem that ``BytePairEncoder`` rests on. Elsewhere the last token is taken back, and the text is
/// encoded from there as that encoder does, until a token ends where one of the chunk's does and fits with the one behind:
/// from there on the chunk's tokens are right.
struct ChunkedEncoder {
  private let encoder: BytePairEncoder
  private let text: UnsafePointer<UInt8>
  private let count: Int
  private let previous: TokenID?
  private let chunks: UnsafeMutableBufferPointer<Chunk>

  /// The tokens that have been found.
  private var number = 0
  /// How many of them, from the start, come from chunks. No longer one has been tried in the place of any of these.
  private var ready = 0
  /// The bytes they stand for.
  private var position = 0
  /// The chunk whose tokens are met next, how many of them lie behind, and where the next begins.
  private var chunk = 0
  private var passed = 0
  private var boundary = 0
  private var patience: Int

  /// A stretch that is encoded for itself. Its tokens are in the memory for chunks, from `start` on.
  private struct Chunk {
    var start: Int
    var number = 0
  }

  /// Bytes of the shortest text that is worth it.
  static let shortest = 2 * MergeLanes.longest
  /// Where a chunk may end, as long as another follows.
  private static let ends = (MergeLanes.longest - 7)...MergeLanes.longest

  /// Encodes a text, after the token before it if it goes on from one. Returns the number of tokens, which lie in
  /// `memory.tokens`.
  static func encode(
    _ encoder: BytePairEncoder, _ text: UnsafePointer<UInt8>, count: Int, after previous: TokenID?
  ) -> Int {
    withUnsafeTemporaryAllocation(of: Chunk.self, capacity: count / ends.lowerBound + 1) { chunks in
      var chunked = Self(encoder, text, count: count, after: previous, chunks)
      return chunked.join()
        ?? LastTokens(encoder, UnsafeBufferPointer(start: text, count: count), after: previous)
        .write(to: encoder.memory.tokens)
    }
  }

  private init(
    _ encoder: BytePairEncoder, _ text: UnsafePointer<UInt8>, count: Int, after previous: TokenID?,
    _ memory: UnsafeMutableBufferPointer<Chunk>
  ) {
    (self.encoder, self.text, self.count, self.previous) = (encoder, text, count, previous)
    patience = 256 + 8 * count
    var made = 0
    var start = 0
    while start < count {
      memory.initializeElement(at: made, to: Chunk(start: start))
      made += 1
      start = Self.end(of: text, count: count, from: start, encoder.tables)
    }
    chunks = UnsafeMutableBufferPointer(rebasing: memory[..<made])
    let (ends, tokens) = (chunks, encoder.memory.chunkTokens)
    MergeLanes(tables: encoder.tables, memory: encoder.memory).encode(made, areWide: true) { piece in
      let end = piece + 1 < ends.count ? ends[piece + 1].start : count
      return UnsafeBufferPointer(start: text + ends[piece].start, count: end - ends[piece].start)
    } done: { encoded in
      var starts = encoded.starts
      let target = tokens + ends[encoded.piece].start
      for index in 0..<encoded.number {
        target[index] = encoded.tokens[starts.trailingZeroBitCount]
        starts &= starts &- 1
      }
      ends[encoded.piece].number = encoded.number
    }
    let words = count >> 6
    for word in 0...words { encoder.memory.deadEnds[word] = 0 }
  }

  /// Where a chunk ends: where the two bytes merge last or not at all, since then a token hardly reaches across.
  private static func end(
    of text: UnsafePointer<UInt8>, count: Int, from start: Int, _ tables: VocabularyTables
  ) -> Int {
    guard count - start > MergeLanes.longest else { return count }
    var best = start + MergeLanes.longest
    var token: TokenID = 0
    for length in ends {
      let merged = tables.pairs.merged(byte: text[start + length - 1], text[start + length])
      if merged >= token { (best, token) = (start + length, merged) }
    }
    return best
  }

  /// Joins all chunks and returns the number of tokens; nil when that takes too long.
  private mutating func join() -> Int? {
    while position < count {
      if fits(nextOfChunk) {
        takeChunk()
      } else if !search() {
        return nil
      }
    }
    return number
  }

  private var nextOfChunk: TokenID { encoder.memory.chunkTokens[chunks[chunk].start + passed] }

  /// Whether a token may come next.
  @inline(__always)
  private func fits(_ token: TokenID) -> Bool {
    if number > 0 { return encoder.areNeighbours(encoder.memory.tokens[number - 1], token) }
    return previous.map { encoder.areNeighbours($0, token) } ?? true
  }

  /// Takes the rest of the chunk at hand.
  private mutating func takeChunk() {
    let (start, end) = (chunks[chunk].start + passed, chunks[chunk].start + chunks[chunk].number)
    (encoder.memory.tokens + number).update(from: encoder.memory.chunkTokens + start, count: end - start)
    number += end - start
    ready = number
    chunk += 1
    passed = 0
    position = chunk < chunks.count ? chunks[chunk].start : count
    boundary = position
  }

  /// Passes the tokens of chunks that begin before the place that has been reached.
  private mutating func pass() {
    while boundary < position {
      boundary += encoder.tables.length(of: nextOfChunk)
      passed += 1
      if passed == chunks[chunk].number, chunk + 1 < chunks.count {
        chunk += 1
        passed = 0
      }
    }
  }

  /// Encodes on from the last token, which is taken back, until the chunk at hand goes on from what is found, or the text
  /// ends. False when that takes too long.
  private mutating func search() -> Bool {
    let (tables, tokens, dead) = (encoder.tables, encoder.memory.tokens, encoder.memory.deadEnds)
    var (token, length) = takeBack() ?? longest
    while true {
      let end = position + length
      if dead[end >> 6] >> UInt64(end & 63) & 1 == 0, fits(token) {
        tokens[number] = token
        number += 1
        position = end
        if position == count { return true }
        pass()
        if position == boundary, fits(nextOfChunk) { return true }
        (token, length) = longest
        continue
      }
      patience -= 1
      guard patience > 0 else { return false }
      let shorter = length > 1 ? tables.longestMatch(text + position, count: length - 1) : (token: 0, length: 0)
      if shorter.length > 0 {
        (token, length) = shorter
        continue
      }
      dead[position >> 6] |= 1 << UInt64(position & 63)
      guard let last = takeBack() else { return false }
      (token, length) = last
    }
  }

  /// The longest token that could come next.
  private var longest: (token: TokenID, length: Int) {
    encoder.tables.longestMatch(text + position, count: count - position)
  }

  /// Takes the last token back: what is to be tried in its place next, nil when there is no token.
  private mutating func takeBack() -> (token: TokenID, length: Int)? {
    guard number > 0 else { return nil }
    number -= 1
    let token = encoder.memory.tokens[number]
    let length = encoder.tables.length(of: token)
    position -= length
    guard number < ready else { return (token, length) }
    ready = number
    return longest
  }
}
