/// Cuts a stretch of well-formed text into pieces, some hundred at a time.
struct PieceBatches {
  let scanner: PieceScanner

  /// Pieces that are handed out together: enough to amortise a call, few enough to stay in the nearest cache.
  static let size = 512
  /// Bytes whose offsets a batch can hold. A single piece that is longer is cut here.
  static let window = 1 << 31

  /// Calls with batches of pieces until one is answered with false.
  ///
  /// - Parameters:
  ///   - text: well-formed; may end within a character unless `isLast`.
  ///   - isLast: whether nothing follows. Otherwise the pieces that more text could change are left out.
  ///   - body: gets the text from the batch's window on, the start of the first piece in it and the ends of all.
  /// - Returns: where the last piece handed out ends.
  func forEach(
    in text: UnsafeBufferPointer<UInt8>, isLast: Bool,
    _ body: (_ window: UnsafeBufferPointer<UInt8>, _ offset: Int, _ start: Int, _ ends: UnsafeBufferPointer<UInt32>) ->
      Bool
  ) -> Int {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: Self.size) { ends in
      var position = 0
      while position < text.count {
        let windowStart = position
        let rest = UnsafeBufferPointer(rebasing: text[windowStart...].prefix(Self.window))
        let endsText = windowStart + rest.count == text.count
        while position < text.count {
          let start = position - windowStart
          let number = scanner.scan(rest, from: start, isLast: isLast && endsText, into: ends)
          guard number > 0 else { break }
          let batch = UnsafeBufferPointer(rebasing: ends[..<number])
          position = windowStart + Int(batch[number - 1])
          guard body(rest, windowStart, start, batch) else { return position }
        }
        if endsText { return position }
        if position == windowStart {
          ends[0] = UInt32(rest.count)
          position += rest.count
          guard body(rest, windowStart, 0, UnsafeBufferPointer(rebasing: ends[..<1])) else { return position }
        }
      }
      return position
    }
  }
}
