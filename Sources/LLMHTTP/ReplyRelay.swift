internal import AsyncHTTPClient
internal import LLMCore
internal import NIOCore
internal import NIOHTTP1
internal import Synchronization

/// Hands a reply from the sockets' thread to the task that reads it.
///
/// What comes while nobody waits is put together, so a reader that wakes takes all of it at once: a stream of very small
/// pieces costs one wake-up for many of them. Beyond `highWaterMark` bytes the connection is not read any further until
/// the reader has caught up.
final class ReplyRelay: HTTPClientResponseDelegate {
  typealias Response = Void

  /// Status and headers of the reply.
  typealias Head = HTTPResponseHead

  /// In bytes; several reads of a socket.
  private static let highWaterMark = 256 << 10

  private struct State {
    var head: Head?
    var pending: [UInt8] = []
    /// The end has come: a proper one, or an error that is told once everything pending was taken.
    var end: Result<Void, any Error>?
    /// The reader, while it waits.
    var reader: CheckedContinuation<Void, Never>?
    /// Kept while the connection is not read further.
    var resumption: EventLoopPromise<Void>?
  }

  private let state = Mutex(State())

  // MARK: The sockets' side

  func didReceiveHead(task: HTTPClient.Task<Void>, _ head: Head) -> EventLoopFuture<Void> {
    update { $0.head = head }
    return task.eventLoop.makeSucceededVoidFuture()
  }

  func didReceiveBodyPart(task: HTTPClient.Task<Void>, _ buffer: ByteBuffer) -> EventLoopFuture<Void> {
    let resumption = update { state -> EventLoopPromise<Void>? in
      state.pending += buffer.readableBytesView
      if state.pending.count >= Self.highWaterMark {
        state.resumption = task.eventLoop.makePromise()
      }
      return state.resumption
    }
    return resumption?.futureResult ?? task.eventLoop.makeSucceededVoidFuture()
  }

  func didReceiveError(task: HTTPClient.Task<Void>, _ error: any Error) {
    update { state in
      if state.end == nil { state.end = .failure(error) }
    }
  }

  func didFinishRequest(task: HTTPClient.Task<Void>) {
    update { $0.end = .success(()) }
  }

  /// Changes the state and wakes the reader.
  @discardableResult
  private func update<Value>(_ change: (inout State) -> Value) -> Value {
    let (value, reader) = state.withLock { state in
      let value = change(&state)
      defer { state.reader = nil }
      return (value, state.reader)
    }
    reader?.resume()
    return value
  }

  // MARK: The reader's side

  /// Waits for the head.
  ///
  /// Throws the error the call ended with before there was one.
  func head() async throws -> Head {
    while true {
      let (head, end) = state.withLock { ($0.head, $0.end) }
      if let head { return head }
      if case .failure(let error)? = end { throw error }
      try await wait(while: { $0.head == nil && $0.end == nil })
    }
  }

  /// Waits for more of the body, and takes all there is; nil at the proper end.
  ///
  /// Throws the error the call ended with.
  func next() async throws -> [UInt8]? {
    while true {
      let (piece, end, resumption) = state.withLock { state in
        defer {
          state.pending = []
          state.resumption = nil
        }
        return (state.pending, state.end, state.resumption)
      }
      resumption?.succeed()
      if !piece.isEmpty { return piece }
      switch end {
      case .success?: return nil
      case .failure(let error)?: throw error
      case nil: try await wait(while: { $0.pending.isEmpty && $0.end == nil })
      }
    }
  }

  /// Sleeps until something changes, if there is still nothing to do.
  ///
  /// Throws `CancellationError` when the reader's task is cancelled, which need not be the task that made the call.
  private func wait(while isIdle: (borrowing State) -> Bool) async throws {
    try await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let sleeps = state.withLock { state in
          let sleeps = isIdle(state) && !Task.isCancelled
          if sleeps { state.reader = continuation }
          return sleeps
        }
        if !sleeps { continuation.resume() }
      }
      try Task.checkCancellation()
    } onCancel: {
      update { _ in }
    }
  }
}
