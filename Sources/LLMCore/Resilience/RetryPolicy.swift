/// Whether a call that failed is tried again, and when: at most four attempts, with exponential backoff and full jitter (AWS
/// Architecture Blog, 2015), never less than the server asks for.
package struct RetryPolicy: Sendable, Equatable {
  package static let attempts = 4
  private static let base = Duration.milliseconds(500)
  private static let cap = Duration.seconds(20)
  /// A request that may have been answered already is sent once more at most: each time may be paid.
  private static let attemptsAfterSending = 2
  /// Rejections cost nothing, and are waited for as long as the user allows.
  private static let attemptsAfterRejection = 100

  /// How long a call may wait in all.
  package var maxWait: Duration

  package init(maxWait: Duration) { self.maxWait = maxWait }

  package enum Decision: Sendable, Equatable {
    /// Try again after this pause.
    case retry(after: Duration)
    /// It will not get better.
    case giveUp
    /// It would get better later than the user wants to wait.
    case tooLong(Duration)
    /// All processes together have tried too often.
    case exhausted
  }

  /// Decides after attempt number `attempt`, counted from 1, when the call has waited for `waited` already; 0 stands for a failure
  /// before the first one.
  ///
  /// `charged` is how many attempts may have been charged, this one included; all of them if nil. `budget` says whether the
  /// shared budget allows a retry, `jitter` is a random number from 0 to 1.
  package func decide(
    _ error: LLMError, attempt: Int, charged: Int? = nil, waited: Duration, budget: Bool, jitter: Double
  ) -> Decision {
    let most = Self.attempts(for: error)
    // What came before anything was sent is no attempt yet, and may be final all the same.
    guard maxWait > .zero, most > 1, attempt < most,
      !error.recovery.mayHaveBeenCharged || (charged ?? attempt) < Self.attemptsAfterSending
    else { return .giveUp }
    let hint = error.recovery.wait ?? .zero
    let pause = max(Self.backoff(attempt, jitter), hint + hint * (0.1 * jitter))
    guard waited + hint <= maxWait, waited + pause <= maxWait else {
      return hint > .zero ? .tooLong(hint) : .giveUp
    }
    guard budget || error.code == .throttle else { return .exhausted }
    return .retry(after: pause)
  }

  /// A random pause from nothing to the bound that doubles with each attempt.
  package static func backoff(_ attempt: Int, _ jitter: Double) -> Duration {
    min(cap, base * (1 << min(max(attempt, 1) - 1, 10))) * jitter
  }

  /// How many attempts an error is worth; 1 where another one cannot help.
  private static func attempts(for error: LLMError) -> Int {
    switch error.code {
    case .throttle: return error.recovery.serverAllowsRetry == false ? 1 : attemptsAfterRejection
    case .overload, .server, .network, .timeout:
      return error.recovery.serverAllowsRetry == false ? 1 : attempts
    // An answer that cannot be read may be read the next time, if its server says so; money and refusals are final.
    case .request, .malformed, .notFound: return error.recovery.serverAllowsRetry == true ? attempts : 1
    default: return 1
    }
  }
}
