import Synchronization

/// Listens to one try and keeps what goes over the wire, for the recording.
final class ExchangeTape: Sendable {
  /// What is longer is cut: no model writes so much, and memory has to stay bounded.
  private static let replyLimit = 16 << 20

  private struct State {
    var exchange: RecordedExchange
    /// When the request left, on the monotonic clock.
    var sentAt: Duration?
  }

  private let state: Mutex<State>
  private let time: any TimeSource
  private let startedAt: Duration

  /// - Parameters:
  ///   - texts: what the request's body holds of its messages.
  ///   - startedAt: when the call was begun, on the monotonic clock.
  init(_ call: HTTPCall, texts: [String], time: any TimeSource, startedAt: Duration) {
    (self.time, self.startedAt) = (time, startedAt)
    var exchange = RecordedExchange(
      method: call.method.rawValue, url: call.url.text, requestHeaders: RecordedHeaders.sent(call.headers),
      requestBody: call.body, sentAfter: 0)
    exchange.requestTexts = texts
    state = Mutex(State(exchange: exchange))
  }

  /// Notes that the request leaves now; of several only the first counts.
  func noteSent() {
    let now = time.monotonic()
    state.withLock { state in
      guard state.sentAt == nil else { return }
      state.sentAt = now
      state.exchange.sentAfter = (now - startedAt).milliseconds
    }
  }

  /// The same reply, which is kept as it is read.
  func listening(to reply: HTTPReply) -> HTTPReply {
    state.withLock { state in
      state.exchange.status = reply.status
      state.exchange.replyHeaders = RecordedHeaders.received(reply.headers)
    }
    var reply = reply
    let next = reply.nextChunk
    reply.nextChunk = { [self] in
      let chunk = try await next()
      if let chunk { keep(chunk) }
      return chunk
    }
    return reply
  }

  private func keep(_ chunk: [UInt8]) {
    let now = time.monotonic()
    state.withLock { state in
      let room = Self.replyLimit - state.exchange.replyBody.count
      if chunk.count > room { state.exchange.isCut = true }
      guard room > 0, !chunk.isEmpty else { return }
      state.exchange.replyBody += chunk.prefix(room)
      let offset = (now - (state.sentAt ?? now)).microseconds
      state.exchange.pieces.append(.init(offset: offset, end: state.exchange.replyBody.count))
    }
  }

  /// What went over the wire; nil where the request never left.
  ///
  /// - Parameter cause: what ended it.
  func exchange(endedBy cause: (any Error)?) -> RecordedExchange? {
    state.withLock { state in
      guard state.sentAt != nil else { return nil }
      var exchange = state.exchange
      if let error = cause as? TransportError { exchange.breakage = "\(error.kind): \(error.detail)" }
      return exchange
    }
  }
}
