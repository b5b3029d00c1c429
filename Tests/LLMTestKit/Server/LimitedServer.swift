import LLMCore
import Synchronization

/// A provider with a rate limit, as the script of a `FaultServer`: a token bucket in real time, and OpenAI's headers.
package final class LimitedServer: Sendable {
  private struct State {
    var tokens: Double
    var countedAt: Duration
    var accepted = 0
    var rejections: [Duration] = []
  }

  private let perMinute: Double
  private let capacity: Double
  private let tellsLimit: Bool
  private let startedAt = Monotonic.now()
  private let state: Mutex<State>

  /// - Parameters:
  ///   - perMinute: requests that are let through in the long run.
  ///   - capacity: requests that are let through at once.
  ///   - tellsLimit: whether headers tell the limit and how long to wait.
  package init(perMinute: Int, capacity: Int, tellsLimit: Bool = true) {
    self.perMinute = Double(perMinute)
    self.capacity = Double(capacity)
    self.tellsLimit = tellsLimit
    state = Mutex(State(tokens: Double(capacity), countedAt: .zero))
  }

  /// How many requests were answered.
  package var accepted: Int { state.withLock { $0.accepted } }

  /// When requests were rejected, since the server began.
  package var rejections: [Duration] { state.withLock { $0.rejections } }

  /// What a request is answered: `answer`, or that it came too early.
  package func reply(_ answer: [FaultStep]) -> [FaultStep] {
    let now = Monotonic.now() - startedAt
    let (isAccepted, tokens) = state.withLock { state -> (Bool, Double) in
      state.tokens = min(capacity, state.tokens + perMinute * ((now - state.countedAt) / .seconds(60)))
      state.countedAt = now
      guard state.tokens >= 1 else {
        state.rejections.append(now)
        return (false, state.tokens)
      }
      state.tokens -= 1
      state.accepted += 1
      return (true, state.tokens)
    }
    guard !isAccepted else { return answer }
    let headers = [
      HTTPHeader("retry-after", "1"), HTTPHeader("x-ratelimit-limit-requests", "\(Int(perMinute))"),
      HTTPHeader("x-ratelimit-remaining-requests", "0"),
      HTTPHeader("x-ratelimit-reset-requests", "\((capacity - tokens) / perMinute * 60)s"),
    ]
    return .json(
      429, #"{"error":{"code":"rate_limit_exceeded","message":"Slow down"}}"#, headers: tellsLimit ? headers : [])
  }
}
