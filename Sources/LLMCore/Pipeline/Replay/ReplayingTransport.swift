/// Gives the reply of a recorded try again, with its pieces as they came, and when they came.
struct ReplayingTransport: Transport {
  let exchange: RecordedExchange
  let time: any TimeSource
  /// How much faster than it was; nil for as fast as it can be read.
  let speed: Double?

  /// A year, in microseconds.
  private static let longestWait = 365.0 * 86_400 * 1_000_000

  func send<Value: Sendable>(
    _ call: HTTPCall, limits: TimeLimits, clearance: @escaping @Sendable () async throws -> Void,
    _ body: (HTTPReply) async throws -> Value
  ) async throws -> Value {
    try await clearance()
    guard let status = exchange.status else {
      throw TransportError(.reset, exchange.breakage ?? "no reply was recorded")
    }
    let pieces = RecordedPieces(exchange)
    let startedAt = time.monotonic()
    return try await body(
      HTTPReply(status: status, headers: exchange.replyHeaders) { [time, speed, exchange] in
        guard let piece = pieces.next() else {
          if exchange.breakage == nil, !exchange.isCut { return nil }
          throw TransportError(.reset, exchange.breakage ?? "no more was recorded")
        }
        if let speed {
          // A clock that was set, or a factor near nothing, must not make more of it than a number holds.
          let wait = min(Double(piece.offset) / speed, Self.longestWait)
          try await time.sleep(until: startedAt + .microseconds(Int(wait)))
        }
        return piece.bytes
      })
  }
}
