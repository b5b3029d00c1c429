package import LLMCore
import Synchronization

/// A transport that answers from a list, without a socket, and remembers what it was asked.
package final class ScriptedTransport: Transport {
  /// What one call is answered with.
  package enum Reply: Sendable {
    /// A head and then the body, piece by piece.
    case answer(status: Int, headers: [HTTPHeader], body: [Piece])
    /// No reply at all: the call breaks before the head.
    case failure(TransportError)
    /// No head ever comes; ends when the call is cancelled.
    case silence
  }

  /// One thing that happens while the body is read.
  package enum Piece: Sendable {
    case bytes([UInt8])
    /// Something that happens before the next bytes come, such as moving a `ManualClock`.
    case action(@Sendable () async throws -> Void)
    /// The connection breaks here.
    case failure(TransportError)
    /// Nothing more ever comes; ends when the call is cancelled.
    case silence
  }

  /// One call as it was made.
  package struct Call: Sendable {
    /// What was to be sent.
    package let request: HTTPCall
    /// The time limits that came with it.
    package let limits: TimeLimits
    /// How many pieces of the body were asked for, the end included.
    package internal(set) var pulls = 0
    /// Whether the caller is done with the reply.
    package internal(set) var isOver = false
  }

  private struct State {
    var replies: ArraySlice<Reply>
    var calls: [Call] = []
  }

  private let state: Mutex<State>

  /// Gives the first reply to the first call and so on. A call for which no reply is left traps: a test that counts on
  /// a number of calls must not pass with more.
  package init(_ replies: [Reply]) { state = Mutex(State(replies: replies[...])) }

  /// The calls so far, in order.
  package var calls: [Call] { state.withLock { $0.calls } }

  package func send<Value: Sendable>(
    _ call: HTTPCall, limits: TimeLimits, clearance: @escaping @Sendable () async throws -> Void,
    _ body: (HTTPReply) async throws -> Value
  ) async throws -> Value {
    try await clearance()
    let (number, reply) = state.withLock { state in
      state.calls.append(Call(request: call, limits: limits))
      return (state.calls.count - 1, state.replies.popFirst())
    }
    defer { state.withLock { $0.calls[number].isOver = true } }
    switch reply {
    case nil: fatalError("ScriptedTransport was called \(number + 1) times; its script has only \(number) replies")
    case .failure(let error): throw error
    case .silence: throw await Self.cancellation()
    case .answer(let status, let headers, let pieces):
      return try await body(HTTPReply(status: status, headers: headers, nextChunk: chunks(pieces, of: number)))
    }
  }

  /// A body in pieces, pulled one by one.
  private func chunks(_ pieces: [Piece], of number: Int) -> @Sendable () async throws -> [UInt8]? {
    let rest = Remaining(pieces)
    return {
      self.state.withLock { $0.calls[number].pulls += 1 }
      while let piece = rest.next() {
        try Task.checkCancellation()
        switch piece {
        case .bytes(let bytes): return bytes
        case .action(let action): try await action()
        case .failure(let error): throw error
        case .silence: throw await Self.cancellation()
        }
      }
      return nil
    }
  }

  private final class Remaining: Sendable {
    private let pieces: Mutex<ArraySlice<Piece>>
    init(_ pieces: [Piece]) { self.pieces = Mutex(pieces[...]) }
    func next() -> Piece? { pieces.withLock { $0.popFirst() } }
  }

  /// Waits until the task is cancelled. The sleeps are only how a task waits for that.
  private static func cancellation() async -> CancellationError {
    while (try? await Task.sleep(for: .seconds(3600))) != nil {}
    return CancellationError()
  }
}

extension ScriptedTransport.Reply {
  /// A body in the pieces given.
  package static func answer(_ status: Int, headers: [HTTPHeader] = [], chunks: [[UInt8]]) -> Self {
    .answer(status: status, headers: headers, body: chunks.map { .bytes($0) })
  }

  /// A JSON reply in one piece.
  package static func json(_ status: Int, _ body: String, headers: [HTTPHeader] = []) -> Self {
    answer(status, headers: [HTTPHeader("content-type", "application/json")] + headers, chunks: [Array(body.utf8)])
  }

  /// An event stream, one piece for each payload, behind them `[DONE]` if wanted and whatever else is to happen.
  package static func sse(
    _ payloads: [String], done: Bool = true, headers: [HTTPHeader] = [], then last: [ScriptedTransport.Piece] = []
  ) -> Self {
    let events = (payloads + (done ? ["[DONE]"] : [])).map { ScriptedTransport.Piece.bytes(Chunk.event($0)) }
    return .answer(
      status: 200, headers: [HTTPHeader("content-type", "text/event-stream")] + headers, body: events + last)
  }
}
