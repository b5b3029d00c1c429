/// Cuts a stretch of well-formed text into pieces, some hundred at a time.
struct PieceBatches {
  let scanner: PieceScanner
  /// Bytes whose offsets a batch can hold. A piece that is longer is handed out alone.
  var window = 1 << 31

  /// Pieces that are handed out together: enough to amortise a call, few enough to stay in the nearest cache.
  static let size = 512

  /// Calls with batches of pieces until one is answered with false.
  ///
  /// - Parameters:
  ///   - text: well-formed; may end within a character unless `isLast`.
  ///   - isLast: whether nothing follows. Otherwise the pieces that more text could change are left out.
  ///   - takeLong: gets a piece that is longer than the window, and answers as `body` does.
  ///   - body: gets the text from the batch's window on, the start of the first piece in it and the ends of all.
  /// - Returns: where the last piece handed out ends.
  func forEach(
    in text: UnsafeBufferPointer<UInt8>, isLast: Bool, takeLong: (UnsafeBufferPointer<UInt8>) -> Bool,
    _ body: (_ window: UnsafeBufferPointer<UInt8>, _ offset: Int, _ start: Int, _ ends: UnsafeBufferPointer<UInt32>) ->
      Bool
  ) -> Int {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: Self.size) { ends in
      var position = 0
      while position < text.count {
        let windowStart = position
        let rest = UnsafeBufferPointer(rebasing: text[windowStart...].prefix(window))
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
          // Its end is told in 64 bits. A piece of well-formed text ends at the latest where the last text does.
          let following = UnsafeBufferPointer(rebasing: text[position...])
          guard let length = scanner.endOfFirst(in: following, isLast: isLast) else { return position }
          position += length
          guard takeLong(UnsafeBufferPointer(rebasing: following[..<length])) else { return position }
        }
      }
      return position
    }
  }
}
