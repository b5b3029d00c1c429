/// Byte-pair encoding of a piece of any length, step by step in bounded memory.
///
/// A step encodes a window of the piece and gives out the tokens that no text to come can change. These are found so: the
/// encoding of a longer text has a token's end among the last places of the window, as many as the longest token has bytes,
/// and up to there it is the encoding of the text up to there. If the encodings up to all of these places go through one
/// place, the tokens before it are certain. (Berglund and van der Merwe, 2023, prove that such a place is never far.)
final class LongPiece {
  private let tables: VocabularyTables
  private var workspace: Workspace
  /// The last token that was given out.
  private var previous: TokenID?

  /// A piece that has been given none of its text yet.
  convenience init(_ tables: VocabularyTables) { self.init(tables, after: nil) }

  private init(_ tables: VocabularyTables, after previous: TokenID?) {
    self.tables = tables
    self.previous = previous
    workspace = Workspace(tables, expecting: 0, window: Workspace.longWindow)
  }

  /// Another encoder of the same piece, from the same place on.
  func copy() -> LongPiece { LongPiece(tables, after: previous) }

  /// Encodes all of the text that is certain, or all of it when it is the last of the piece.
  ///
  /// - Parameters:
  ///   - text: the piece from where the last call stopped.
  ///   - take: is handed tokens in order.
  /// - Returns: the bytes of the tokens handed out.
  func encode(
    _ text: UnsafeBufferPointer<UInt8>, isLast: Bool, take: (UnsafeBufferPointer<TokenID>) -> Void
  ) -> Int {
    if let merges = tables.merges { return encodeWhole(text, with: merges, isLast: isLast, take) }
    var position = 0
    var isRowTried = false
    while position < text.count {
      let rest = UnsafeBufferPointer(rebasing: text[position...])
      position += takeRow(of: rest, take)
      let window = UnsafeBufferPointer(rebasing: text[position...].prefix(windowLength(for: rest, isRowTried)))
      guard let base = window.baseAddress else { return position }
      let encoder = workspace.encoder
      let number = encoder.encode(base, count: window.count, after: previous)
      let tokens = UnsafeBufferPointer(start: encoder.memory.tokens, count: number)
      let reachesEnd = position + window.count == text.count
      if isLast, reachesEnd {
        take(tokens)
        previous = tokens.last
        return text.count
      }
      let certain = certainTokens(window, tokens)
      isRowTried = certain.number == 0
      if certain.number > 0 {
        take(UnsafeBufferPointer(rebasing: tokens[..<certain.number]))
        previous = tokens[certain.number - 1]
        position += certain.bytes
      } else if window.count == encoder.memory.capacity {
        workspace = Workspace(tables, expecting: 0, window: 2 * window.count)
      } else if reachesEnd {
        return position
      }
    }
    return position
  }

  /// Where a ``MergeTable`` says what merges, nothing is certain before the end, and the piece is encoded when all of it is
  /// there.
  private func encodeWhole(
    _ text: UnsafeBufferPointer<UInt8>, with merges: MergeTable, isLast: Bool,
    _ take: (UnsafeBufferPointer<TokenID>) -> Void
  ) -> Int {
    guard isLast, let base = text.baseAddress else { return 0 }
    let encoder = MergeEncoder(tables: tables, merges: merges)
    let tokens = [TokenID](unsafeUninitializedCapacity: text.count) { buffer, count in
      if let memory = buffer.baseAddress { count = encoder.encode(base, count: text.count, into: memory) }
    }
    tokens.withUnsafeBufferPointer(take)
    return text.count
  }

  /// Bytes that are encoded at once: few at the start of a row of one byte, the rest of which needs no encoding.
  private func windowLength(for text: UnsafeBufferPointer<UInt8>, _ isRowTried: Bool) -> Int {
    let capacity = workspace.encoder.memory.capacity
    return !isRowTried && mayBeRow(text) ? min(8 * tables.longestToken, capacity) : capacity
  }

  /// Whether a text may begin with a row of one byte that is worth it.
  private func mayBeRow(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let length = 4 * tables.longestToken
    return text.count > length && text[1] == text[0] && text[length / 2] == text[0] && text[length] == text[0]
  }

  /// Gives out the last token as often as it is certain to come again, and returns its bytes.
  private func takeRow(of text: UnsafeBufferPointer<UInt8>, _ take: (UnsafeBufferPointer<TokenID>) -> Void) -> Int {
    let repeats = certainRepeats(text)
    guard repeats > 0, let previous else { return 0 }
    let memory = workspace.encoder.memory
    let run = UnsafeMutableBufferPointer(start: memory.tokens, count: min(repeats, memory.capacity))
    run.update(repeating: previous)
    for taken in stride(from: 0, to: repeats, by: run.count) {
      take(UnsafeBufferPointer(rebasing: run.prefix(repeats - taken)))
    }
    return repeats * tables.length(of: previous)
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
    LastTokens(workspace.encoder, UnsafeBufferPointer(rebasing: window[place...]), after: token)
      .coverEnd(of: tables.longestToken)
  }

  /// How often the last token is certain to come again in a row of one byte: a gigabyte of one letter is a few such rows.
  ///
  /// The token has `m` bytes, all of them the row's, and may stand after itself. Say that after it the encodings of `e`
  /// bytes of the row exist for all `e` of the `L` numbers up to `W`, where no token has more than `L` bytes. Then those of
  /// `e + m` bytes are the token and the encoding of `e` bytes, since each two neighbours fit and there is but one encoding;
  /// and so on for every greater number. Whatever follows a row of `R` bytes, a token ends among its last `L` places, so the
  /// row begins with the token `(R - W) / m` times.
  private func certainRepeats(_ text: UnsafeBufferPointer<UInt8>) -> Int {
    guard let previous, mayBeRow(text) else { return 0 }
    let enough = 2 * tables.longestToken
    let first = text[0]
    guard tables.bytes(of: previous).allSatisfy({ $0 == first }) else { return 0 }
    let row = text.firstIndex { $0 != first } ?? text.count
    guard row > 2 * enough, workspace.encoder.areNeighbours(previous, previous) else { return 0 }
    let start = UnsafeBufferPointer(rebasing: text[..<enough])
    guard
      LastTokens(workspace.encoder, start, after: previous).coverEnd(of: tables.longestToken)
    else { return 0 }
    return (row - enough) / tables.length(of: previous)
  }
}
