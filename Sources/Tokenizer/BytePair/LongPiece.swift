/// Byte-pair encoding of a piece of any length, step by step in bounded memory.
///
/// A step encodes a window of the piece and gives out the tokens that no text to come can change. These are found so: the
/// encoding of a longer text has a token's end among the last places of the window, as many as the longest token has bytes,
/// and up to there it is the encoding of the text up to there. If the encodings up to all of these places go through one
/// place, the tokens before it are certain. (Berglund and van der Merwe, 2023, prove that such a place is never far.)
///
/// Where a ``MergeTable`` says what merges, none of that holds, and the piece is encoded as a whole when all of it is there.
final class LongPiece {
  private let tables: VocabularyTables
  private var workspace: Workspace
  /// The last token that was given out.
  private var previous: TokenID?

  /// A piece that has been given none of its text yet.
  init(_ tables: VocabularyTables) {
    self.tables = tables
    workspace = Workspace(tables, expecting: 0, window: Workspace.longWindow)
  }

  /// Encodes all of the text that is certain, or all of it when it is the last of the piece.
  ///
  /// - Parameters:
  ///   - text: the piece from where the last call stopped.
  ///   - take: is handed tokens in order.
  /// - Returns: the bytes of the tokens handed out.
  func encode(
    _ text: UnsafeBufferPointer<UInt8>, isLast: Bool, take: (UnsafeBufferPointer<TokenID>) -> Void
  ) -> Int {
    guard let base = text.baseAddress else { return 0 }
    if let merges = tables.merges {
      guard isLast else { return 0 }
      let encoder = MergeEncoder(tables: tables, merges: merges)
      let tokens = [TokenID](unsafeUninitializedCapacity: text.count) { buffer, count in
        if let memory = buffer.baseAddress { count = encoder.encode(base, count: text.count, into: memory) }
      }
      tokens.withUnsafeBufferPointer(take)
      return text.count
    }
    var position = 0
    while position < text.count {
      let encoder = workspace.encoder
      let window = min(text.count - position, encoder.memory.capacity)
      let number = encoder.encode(base + position, count: window, after: previous)
      let tokens = UnsafeBufferPointer(start: encoder.memory.tokens, count: number)
      if isLast, position + window == text.count {
        take(tokens)
        previous = tokens.last
        return text.count
      }
      let certain = certainTokens(UnsafeBufferPointer(start: base + position, count: window), tokens)
      guard certain.number > 0 else {
        guard window == encoder.memory.capacity else { return position }
        workspace = Workspace(tables, expecting: 0, window: 2 * window)
        continue
      }
      take(UnsafeBufferPointer(rebasing: tokens[..<certain.number]))
      previous = tokens[certain.number - 1]
      position += certain.bytes
    }
    return position
  }

  /// How many of a window's tokens no text behind it can change, and their bytes.
  private func certainTokens(
    _ window: UnsafeBufferPointer<UInt8>, _ tokens: UnsafeBufferPointer<TokenID>
  ) -> (number: Int, bytes: Int) {
    var margin = 2 * tables.longestToken
    var (number, bytes) = (tokens.count, window.count)
    while margin < window.count {
      while number > 0, bytes > window.count - margin {
        number -= 1
        bytes -= tables.length(of: tokens[number])
      }
      if number > 0, allGoThrough(bytes, after: tokens[number - 1], in: window) { return (number, bytes) }
      margin *= 2
    }
    return (0, 0)
  }

  /// Whether the encodings up to each of the last places of a window have a token's end at `place`.
  private func allGoThrough(_ place: Int, after token: TokenID, in window: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let base = window.baseAddress else { return false }
    let count = window.count - place
    // The last token of the encoding up to each place, plus one; 0 where it does not go through the first place.
    var last = [TokenID](repeating: 0, count: count + 1)
    last[0] = token + 1
    for start in 0..<count where last[start] != 0 {
      let before = last[start] - 1
      tables.forEachMatch(base + place + start, count: count - start) { token, length in
        if workspace.encoder.areNeighbours(before, token) { last[start + length] = token + 1 }
      }
    }
    return last.suffix(tables.longestToken).allSatisfy { $0 != 0 }
  }
}
