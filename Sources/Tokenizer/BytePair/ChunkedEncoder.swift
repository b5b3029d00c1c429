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
  /// Bytes of tokens that may still be tried in vain.
  private var patience: Int

  /// A stretch that is encoded for itself. Its tokens are in the memory for chunks, from `start` on.
  private struct Chunk {
    var start: Int
    var number = 0
    /// Whether it is one byte over and over.
    var isRun = false
  }

  /// Bytes of the shortest text that is worth it.
  static let shortest = MergeLanes.longest + 1
  /// Bytes of the shortest run that is a chunk of its own.
  private static let shortestRun = 16
  /// Where a chunk may end, as long as another follows.
  private static let ends = (MergeLanes.longest - 7)...MergeLanes.longest

  /// Encodes a text, after the token before it if it goes on from one. Returns the number of tokens, which lie in
  /// `memory.tokens`.
  static func encode(
    _ encoder: BytePairEncoder, _ text: UnsafePointer<UInt8>, count: Int, after previous: TokenID?
  ) -> Int {
    withUnsafeTemporaryAllocation(of: Chunk.self, capacity: count / shortestRun * 2 + 2) { chunks in
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
    patience = 1024 + 16 * count
    var made = 0
    var start = 0
    while start < count {
      let next = Self.chunk(of: text, count: count, from: start, encoder.tables)
      memory.initializeElement(at: made, to: Chunk(start: start, isRun: next.isRun))
      made += 1
      start = next.end
    }
    chunks = UnsafeMutableBufferPointer(rebasing: memory[..<made])
    let (ends, tokens) = (chunks, encoder.memory.chunkTokens)
    MergeLanes(tables: encoder.tables, memory: encoder.memory).encode(made, areWide: true) { piece in
      let end = piece + 1 < ends.count ? ends[piece + 1].start : count
      // A run is found elsewhere; its first byte keeps the order of the lanes.
      return UnsafeBufferPointer(
        start: text + ends[piece].start, count: ends[piece].isRun ? 1 : end - ends[piece].start)
    } done: { encoded in
      if ends[encoded.piece].isRun { return }
      var starts = encoded.starts
      let target = tokens + ends[encoded.piece].start
      for index in 0..<encoded.number {
        target[index] = encoded.tokens[starts.trailingZeroBitCount]
        starts &= starts &- 1
      }
      ends[encoded.piece].number = encoded.number
    }
    for index in chunks.indices where chunks[index].isRun {
      let start = chunks[index].start
      let end = index + 1 < chunks.count ? chunks[index + 1].start : count
      chunks[index].number = RunTokens(encoder: encoder).write(text[start], times: end - start, to: tokens + start)
    }
    let words = count >> 6
    for word in 0...words { encoder.memory.deadEnds[word] = 0 }
  }

  /// The next chunk: a long run of one byte, or else it ends where the two bytes merge last or not at all, since then a
  /// token hardly reaches across.
  private static func chunk(
    of text: UnsafePointer<UInt8>, count: Int, from start: Int, _ tables: VocabularyTables
  ) -> (end: Int, isRun: Bool) {
    if let run = run(in: text, count: count, from: start) {
      return run.lowerBound == start ? (run.upperBound, true) : (run.lowerBound, false)
    }
    guard count - start > MergeLanes.longest else { return (count, false) }
    var best = start + MergeLanes.longest
    var token: TokenID = 0
    for length in ends {
      let merged = tables.pairs.merged(byte: text[start + length - 1], text[start + length])
      if merged >= token { (best, token) = (start + length, merged) }
    }
    return (best, false)
  }

  /// The first run of one byte that begins within the bytes of a chunk, if it is a long one.
  private static func run(in text: UnsafePointer<UInt8>, count: Int, from start: Int) -> Range<Int>? {
    let raw = UnsafeRawPointer(text)
    for at in stride(from: start, to: min(start + MergeLanes.longest, count - 8), by: 8) {
      // Of sixteen bytes in a row, nine begin at one of these places.
      let bytes = raw.loadUnaligned(fromByteOffset: at, as: UInt64.self)
      guard bytes == raw.loadUnaligned(fromByteOffset: at + 1, as: UInt64.self) else { continue }
      var (low, high) = (at, at + 9)
      while low > start, text[low - 1] == text[at] { low -= 1 }
      while high < count, text[high] == text[at] { high += 1 }
      if high - low >= shortestRun { return low - start <= MergeLanes.longest ? low..<high : nil }
    }
    return nil
  }

  /// Joins all chunks and returns the number of tokens; nil when that takes too long.
  private mutating func join() -> Int? {
    guard chunks.allSatisfy({ $0.number > 0 }) else { return nil }
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
      patience -= length
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
