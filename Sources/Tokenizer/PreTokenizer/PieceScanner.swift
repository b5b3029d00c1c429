/// Cuts UTF-8 text into the pieces byte-pair encoding is applied to, one by one.
struct PieceScanner: Sendable {
  private let method: Method

  /// How pieces are found.
  private enum Method {
    case grammar(PieceGrammar)
    case split(PieceRule)
    case joins(CharacterJoins)
  }

  init(rule: PieceRule) { method = rule.grammar.map { .grammar($0) } ?? .split(rule) }

  /// Cuts text that has no rule wherever no token reaches across.
  init(joins: CharacterJoins) { method = .joins(joins) }

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
    switch method {
    case .grammar(let grammar):
      return scan(PieceReader(grammar: grammar, text: text, isLast: isLast), from: start, into: ends)
    case .split(let rule):
      return scan(from: start, into: ends, count: bytes.count) {
        SplitReader(rule: rule, text: text, isLast: isLast).end(from: $0)
      }
    case .joins(let joins):
      return scan(from: start, into: ends, count: bytes.count) { joins.end(in: text, from: $0, isLast: isLast) }
    }
  }

  /// The end of the first piece of a text of any length, nil if it could go on differently, were there more text.
  func endOfFirst(in bytes: UnsafeBufferPointer<UInt8>, isLast: Bool) -> Int? {
    guard let base = bytes.baseAddress, !bytes.isEmpty else { return nil }
    let text = TextReader(bytes: base, count: bytes.count)
    switch method {
    case .grammar(let grammar):
      var piece = OpenPiece(grammar: grammar)
      return piece.read(bytes, isLast: isLast).length
    case .split(let rule): return SplitReader(rule: rule, text: text, isLast: isLast).end(from: 0)
    case .joins(let joins): return joins.end(in: text, from: 0, isLast: isLast)
    }
  }

  @inline(__always)
  private func scan(
    from start: Int, into ends: UnsafeMutableBufferPointer<UInt32>, count: Int, _ endOfPiece: (Int) -> Int?
  ) -> Int {
    var offset = start
    var written = 0
    while written < ends.count, offset < count, let end = endOfPiece(offset) {
      ends[written] = UInt32(truncatingIfNeeded: end)
      written &+= 1
      offset = end
    }
    return written
  }

  private func scan(
    _ reader: PieceReader, from start: Int, into ends: UnsafeMutableBufferPointer<UInt32>
  ) -> Int {
    let (text, grammar) = (reader.text, reader.grammar)
    var offset = start
    var written = 0
    var patience = Patience()
    while true {
      while offset &+ PieceWindow.reach <= text.count {
        var window = PieceWindow(of: text, at: offset, grammar: grammar)
        let starts = window.pieceStarts()
        guard write(starts, from: offset, into: ends, &written) else { return ends.count }
        let length = ClassMasks.width &- 1 &- (starts | 1).leadingZeroBitCount
        offset &+= length
        if patience.isLost(over: length) { break }
      }
      for _ in 0..<patience.pieces {
        guard written < ends.count, offset < text.count, let end = reader.end(from: offset) else { return written }
        ends[written] = UInt32(truncatingIfNeeded: end)
        written &+= 1
        offset = end
      }
    }
  }

  /// Writes the offset of every bit, as far as there is room. Returns whether there was.
  ///
  /// Sixteen at a time are written, whether there are as many or not: a loop that ends after a different number of rounds
  /// each time is mispredicted more often than not.
  @inline(__always)
  private func write(
    _ bits: UInt64, from offset: Int, into ends: UnsafeMutableBufferPointer<UInt32>, _ written: inout Int
  ) -> Bool {
    let base = UInt32(truncatingIfNeeded: offset)
    let total = bits.nonzeroBitCount
    var bits = bits
    var slot = written
    while bits != 0, slot &+ 16 <= ends.count {
      for index in 0..<16 {
        ends[slot &+ index] = base &+ UInt32(truncatingIfNeeded: bits.trailingZeroBitCount)
        bits &= bits &- 1
      }
      slot &+= 16
    }
    while bits != 0, slot < ends.count {
      ends[slot] = base &+ UInt32(truncatingIfNeeded: bits.trailingZeroBitCount)
      bits &= bits &- 1
      slot &+= 1
    }
    written &+= total
    return bits == 0
  }

  /// How many pieces are read one by one before the next window is tried.
  ///
  /// A window costs as much as some six pieces that are read one by one, so that one that ends early is a loss, and
  /// after a few of them another loss is likely.
  private struct Patience {
    private(set) var pieces = 1

    @inline(__always)
    mutating func isLost(over length: Int) -> Bool {
      if length >= 24 {
        pieces = 1
        return false
      }
      pieces = min(pieces &* 2, 32)
      return true
    }
  }
}
