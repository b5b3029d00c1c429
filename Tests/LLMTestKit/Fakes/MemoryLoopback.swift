package import LLMCore
import Synchronization

/// A loopback server without a socket: the test asks it, as a client would, while it serves.
package final class MemoryLoopback: LoopbackServer {
  /// What a client got.
  package struct Answer: Sendable, Equatable {
    package var status: Int?
    package var headers: [HTTPHeader] = []
    package var pieces: [[UInt8]] = []
    package var hasEnded = false

    /// The body as text.
    package var text: String { String(decoding: pieces.joined(), as: UTF8.self) }
  }

  private let answer = Mutex<(@Sendable (LoopbackRequest, any LoopbackReply) async -> Void)?>(nil)

  package init() {}

  package func serve<Value: Sendable>(
    bodyLimit: Int, answering answer: @escaping @Sendable (LoopbackRequest, any LoopbackReply) async -> Void,
    while body: @Sendable (_ port: Int) async throws -> Value
  ) async throws -> Value {
    self.answer.withLock { $0 = answer }
    defer { self.answer.withLock { $0 = nil } }
    return try await body(1)
  }

  /// Sends a request and takes the whole reply.
  ///
  /// - Parameter leavingAfter: so many pieces are taken, then the client is gone; nil for one that stays.
  package func ask(_ request: LoopbackRequest, leavingAfter pieces: Int? = nil) async -> Answer {
    guard let answer = answer.withLock({ $0 }) else { fatalError("nobody serves on this loopback") }
    let reply = Reply(leavingAfter: pieces)
    await answer(request, reply)
    return reply.answer.withLock { $0 }
  }

  private final class Reply: LoopbackReply {
    let answer = Mutex(Answer())
    private let pieces: Int

    init(leavingAfter pieces: Int?) { self.pieces = pieces ?? .max }

    func begin(status: Int, headers: [HTTPHeader]) async throws(ClientLeft) {
      answer.withLock { ($0.status, $0.headers) = (status, headers) }
    }

    func write(_ bytes: [UInt8]) async throws(ClientLeft) {
      let isThere = answer.withLock { answer in
        guard answer.pieces.count < pieces else { return false }
        answer.pieces.append(bytes)
        return true
      }
      if !isThere { throw ClientLeft() }
    }

    func end() async throws(ClientLeft) {
      let isThere = answer.withLock { answer in
        answer.hasEnded = answer.pieces.count < pieces
        return answer.hasEnded
      }
      if !isThere { throw ClientLeft() }
    }

    func cut() async {}
  }
}
