import LLMCore
import LLMTestKit
import Testing

/// Whether there is another try, by the cases D67, D68 and D70, and the budget for all of them.
@Suite struct RetryTests {
  private let policy = RetryPolicy(maxWait: .seconds(300))

  private func error(_ code: LLMError.Code, _ recovery: Recovery = Recovery()) -> LLMError {
    LLMError(code, "failed", recovery: recovery)
  }

  @Test func `D67 the pause is the larger one of backoff and hint`() {
    let hinted = error(.overload, Recovery(wait: .seconds(1)))
    #expect(policy.decide(hinted, attempt: 3, waited: .zero, budget: true, jitter: 1) == .retry(after: .seconds(2)))
    #expect(policy.decide(hinted, attempt: 3, waited: .zero, budget: true, jitter: 0) == .retry(after: .seconds(1)))
  }

  @Test func `D67 ten rejections with a hint of a second take minutes`() {
    var state = ResilienceState()
    let route = CallRoute(pool: "pool", host: "https://api.test", model: "model", isLocal: false)
    let caller = Caller(process: ProcessIdentity(pid: 1, start: "1"), number: 1)
    let cost = CallCost(input: 1, output: 1)
    var now = Duration.zero
    for attempt in 1...10 {
      while case .wait(let moment, _) = state.admit(
        caller, on: route, .background, cost, since: .zero, at: now, isGone: { _ in false })
      {
        now = moment
      }
      let report = CallReport(.rejected(wait: .seconds(1), reason: "throttle"), isRetryable: true)
      let budget = state.conclude(caller, on: route, foreseen: cost, report, at: now, jitter: 0.5)
      let decision = RetryPolicy(maxWait: .seconds(600)).decide(
        error(.throttle, Recovery(wait: .seconds(1))), attempt: attempt, waited: now, budget: budget, jitter: 0.5)
      guard case .retry = decision else {
        Issue.record("gave up after attempt \(attempt): \(decision)")
        return
      }
    }
    #expect(now > .seconds(90))
  }

  @Test func `what is final before the first attempt is final`() {
    for code in [LLMError.Code.budget, .auth, .interrupted] {
      #expect(policy.decide(error(code, Recovery()), attempt: 0, waited: .zero, budget: true, jitter: 0.5) == .giveUp)
    }
    #expect(RetryPolicy.backoff(0, 1) == RetryPolicy.backoff(1, 1))
  }

  @Test func `D68 a hint beyond what the user waits is told at once`() {
    let error = error(.throttle, Recovery(wait: .seconds(86_400)))
    #expect(
      policy.decide(error, attempt: 1, waited: .zero, budget: true, jitter: 0.5) == .tooLong(.seconds(86_400)))
  }

  @Test func `What was waited already counts`() {
    let error = error(.overload, Recovery(wait: .seconds(10)))
    #expect(
      policy.decide(error, attempt: 1, waited: .seconds(289), budget: true, jitter: 0) == .retry(after: .seconds(10)))
    #expect(policy.decide(error, attempt: 1, waited: .seconds(291), budget: true, jitter: 0) == .tooLong(.seconds(10)))
  }

  @Test func `D70 a header overrules the status, and not the limits of money and attempts`() {
    let refused = error(.overload, Recovery(serverAllowsRetry: false))
    #expect(policy.decide(refused, attempt: 1, waited: .zero, budget: true, jitter: 0) == .giveUp)
    let allowed = error(.request, Recovery(serverAllowsRetry: true))
    #expect(policy.decide(allowed, attempt: 1, waited: .zero, budget: true, jitter: 0) == .retry(after: .zero))
    #expect(policy.decide(allowed, attempt: 4, waited: .zero, budget: true, jitter: 0) == .giveUp)
    #expect(policy.decide(allowed, attempt: 1, waited: .zero, budget: false, jitter: 0) == .exhausted)
    let money = error(.quota, Recovery(serverAllowsRetry: true))
    #expect(policy.decide(money, attempt: 1, waited: .zero, budget: true, jitter: 0) == .giveUp)
    let charged = error(.server, Recovery(serverAllowsRetry: true, mayHaveBeenCharged: true))
    #expect(policy.decide(charged, attempt: 2, waited: .zero, budget: true, jitter: 0) == .giveUp)
  }

  @Test(arguments: [
    LLMError.Code.quota, .auth, .request, .contextOverflow, .contentFilter, .refusal, .notFound, .redirect,
    .interrupted, .circuitOpen, .partial,
  ])
  func `What waiting cannot mend is not tried again`(code: LLMError.Code) {
    #expect(policy.decide(error(code), attempt: 1, waited: .zero, budget: true, jitter: 0) == .giveUp)
  }

  @Test func `Four attempts, and two where one may have been paid`() {
    for code in [LLMError.Code.overload, .server, .network, .timeout] {
      #expect(policy.decide(error(code), attempt: 3, waited: .zero, budget: true, jitter: 0) == .retry(after: .zero))
      #expect(policy.decide(error(code), attempt: 4, waited: .zero, budget: true, jitter: 0) == .giveUp)
      let charged = error(code, Recovery(mayHaveBeenCharged: true))
      #expect(policy.decide(charged, attempt: 1, waited: .zero, budget: true, jitter: 0) == .retry(after: .zero))
      #expect(policy.decide(charged, attempt: 2, waited: .zero, budget: true, jitter: 0) == .giveUp)
    }
  }

  @Test func `Backoff doubles up to its cap and is spread over all of it`() {
    #expect((1...7).map { RetryPolicy.backoff($0, 1) } == [0.5, 1, 2, 4, 8, 16, 20].map { Duration.seconds($0) })
    #expect(RetryPolicy.backoff(1000, 0.25) == .seconds(5))
    #expect(RetryPolicy.backoff(5, 0) == .zero)
  }

  @Test func `The budget allows a handful of retries, then what time and successes bring back`() {
    var budget = RetryBudget(countedAt: .zero)
    var retries = 0
    for _ in 0..<100 {
      budget.noteFailure(at: .zero)
      if budget.allowsRetry(at: .zero) { retries += 1 }
    }
    #expect(retries == 4)
    #expect(!budget.allowsRetry(at: .seconds(50)))
    #expect(budget.allowsRetry(at: .seconds(51)))
    for _ in 0..<51 { budget.noteSuccess(at: .zero) }
    #expect(budget.allowsRetry(at: .zero))
    for _ in 0..<1000 { budget.noteSuccess(at: .seconds(1_000_000)) }
    #expect(budget.tokens == RetryBudget.capacity)
  }

  @Test func `A budget counted in the future is of now`() {
    var budget = RetryBudget(tokens: 0, countedAt: .seconds(1_000_000))
    budget.clamp(at: .seconds(10))
    #expect(budget.allowsRetry(at: .seconds(61)))
  }
}
