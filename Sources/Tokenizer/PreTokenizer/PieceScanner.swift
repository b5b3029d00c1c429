/// Cuts UTF-8 text into the pieces byte-pair encoding is applied to, one by one.
struct PieceScanner: Sendable {
  private let grammar: PieceGrammar

  init(rule: PieceRule) { grammar = rule.grammar }

  /// Writes the ends of the pieces of a text, from the offset `start` on, which must be the start of a piece.
  ///
  /// With `isLast` false it stops before the first piece whose end could still change if more bytes followed, which then
  /// may also end within a character. With `isLast` true the last end is that of the text.
  ///
  /// - Parameters:
  ///   - bytes: valid UTF-8, shorter than 4 GiB.
  ///   - ends: offsets into `bytes`, rising. It ends early when this is full: call again with the last end as `start`.
  /// - Returns: the number of ends written.
  func scan(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, isLast: Bool,
    into ends: UnsafeMutableBufferPointer<UInt32>
  ) -> Int {
    guard let base = bytes.baseAddress else { return 0 }
    let reader = PieceReader(
      grammar: grammar, text: TextReader(bytes: base, count: bytes.count), isLast: isLast)
    var offset = start
    var written = 0
    while written < ends.count, offset < bytes.count, let end = reader.end(from: offset) {
      ends[written] = UInt32(truncatingIfNeeded: end)
      written &+= 1
      offset = end
    }
    return written
  }
}
