internal import AsyncHTTPClient
internal import LLMCore
internal import NIOCore
internal import Synchronization

/// The time limits of a call up to the head of its reply: one until the connection stands, and one from the moment the
/// request may leave. The client has limits of its own for neither of the two.
final class CallDeadline: Sendable {
  private enum Phase { case connecting, connected, cleared, over }

  private struct State {
    var phase = Phase.connecting
    var task: HTTPClient.Task<Void>?
    var timer: Scheduled<Void>?
  }

  private let limits: TimeLimits
  private let state = Mutex(State())

  init(limits: TimeLimits) { self.limits = limits }

  /// The call has begun. The connection may stand already, for the sockets have a thread of their own.
  func begin(_ task: HTTPClient.Task<Void>) {
    state.withLock { state in
      state.task = task
      Self.schedule(&state, limits)
    }
  }

  /// The connection stands; waiting for the permission to send is nobody's fault.
  func connected() {
    state.withLock { state in
      guard state.phase == .connecting else { return }
      // Also for a call that has not begun yet: the connection may be faster.
      state.phase = .connected
      state.timer?.cancel()
    }
  }

  /// The request may leave.
  func cleared() {
    state.withLock { state in
      guard state.phase != .over else { return }
      state.phase = .cleared
      Self.schedule(&state, limits)
    }
  }

  /// The head has come, or nobody waits for it any more.
  func end() {
    state.withLock { state in
      state.phase = .over
      state.timer?.cancel()
    }
  }

  private static func schedule(_ state: inout State, _ limits: TimeLimits) {
    state.timer?.cancel()
    guard let task = state.task, state.phase == .connecting || state.phase == .cleared else { return }
    let isConnecting = state.phase == .connecting
    state.timer = task.eventLoop.scheduleTask(in: (isConnecting ? limits.connect : limits.head).timeAmount) {
      task.fail(reason: isConnecting ? HTTPClientError.connectTimeout : HTTPClientError.deadlineExceeded)
    }
  }
}

extension Duration {
  /// For NIO, in whole milliseconds.
  var timeAmount: TimeAmount { .milliseconds(Int64(milliseconds)) }
}
