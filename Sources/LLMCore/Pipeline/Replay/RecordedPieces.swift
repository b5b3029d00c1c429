import Synchronization

/// Hands out the pieces of a recorded reply, one after the other.
final class RecordedPieces: Sendable {
  private let exchange: RecordedExchange
  private let count = Mutex(0)

  init(_ exchange: RecordedExchange) { self.exchange = exchange }

  /// The next piece and when it came, in microseconds after the request was sent; nil at the end.
  func next() -> (offset: Int, bytes: [UInt8])? {
    count.withLock { count in
      guard count < exchange.pieces.count else { return nil }
      let start = count > 0 ? exchange.pieces[count - 1].end : 0
      let piece = exchange.pieces[count]
      count += 1
      guard start <= piece.end, piece.end <= exchange.replyBody.count else { return nil }
      return (piece.offset, Array(exchange.replyBody[start..<piece.end]))
    }
  }
}
