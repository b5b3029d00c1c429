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
    let text = TextReader(bytes: base, count: bytes.count)
    let reader = PieceReader(grammar: grammar, text: text, isLast: isLast)
    var offset = start
    var written = 0
    // How many pieces are read one by one before the next window is tried: twice as many after each that had no end.
    var patience = 1
    while true {
      while offset &+ PieceWindow.reach <= text.count {
        var window = PieceWindow(of: text, at: offset, grammar: grammar)
        let starts = window.pieceStarts()
        if starts == 0 { break }
        patience = 1
        guard write(starts, from: offset, into: ends, &written) else { return ends.count }
        offset &+= ClassMasks.width &- 1 &- starts.leadingZeroBitCount
      }
      for _ in 0..<patience {
        guard written < ends.count, offset < text.count, let end = reader.end(from: offset) else { return written }
        ends[written] = UInt32(truncatingIfNeeded: end)
        written &+= 1
        offset = end
      }
      patience = min(patience &* 2, 16)
    }
  }

  /// Writes the offset of every bit, as far as there is room. Returns whether there was.
  ///
  /// Eight at a time are written, whether there are as many or not: a loop that ends after a different number of rounds
  /// each time is mispredicted more often than not.
  @inline(__always)
  private func write(
    _ bits: UInt64, from offset: Int, into ends: UnsafeMutableBufferPointer<UInt32>, _ written: inout Int
  ) -> Bool {
    let base = UInt32(truncatingIfNeeded: offset)
    let total = bits.nonzeroBitCount
    var bits = bits
    var slot = written
    while bits != 0, slot &+ 8 <= ends.count {
      for index in 0..<8 {
        ends[slot &+ index] = base &+ UInt32(truncatingIfNeeded: bits.trailingZeroBitCount)
        bits &= bits &- 1
      }
      slot &+= 8
    }
    while bits != 0, slot < ends.count {
      ends[slot] = base &+ UInt32(truncatingIfNeeded: bits.trailingZeroBitCount)
      bits &= bits &- 1
      slot &+= 1
    }
    written &+= total
    return bits == 0
  }
}
