extension CallReport {
  /// What others learn from an answer. `repair` is what the server had wanted changed, and got.
  init(_ answer: Answer, foreseen: CallCost, wasStream: Bool, repair: ParameterRepair?, now: Timestamp) {
    let failure = answer.failure
    let ending = Self.ending(failure, status: answer.httpStatus)
    self.init(
      ending, readings: RateLimitHeaders(answer.replyHeaders, now: now).readings,
      used: Self.used(answer, foreseen, ending),
      streamBroke: wasStream && answer.httpStatus == 200 && answer.hasContent ? answer.breakage != nil : nil,
      repair: ending == .answered && failure?.code != .request ? repair : nil, isRetryable: !answer.hasContent)
  }

  private static func ending(_ failure: LLMError?, status: Int?) -> Ending {
    switch failure?.code {
    // We said so, not the provider.
    case .throttle where status == nil: .unknown
    case .circuitOpen: .unknown
    case .throttle: .rejected(wait: failure?.recovery.wait, reason: status.map { "HTTP \($0)" } ?? "throttle")
    case .overload, .server, .timeout: .hostFailed
    // A server on this machine that does not run costs nothing to ask, and may be started any moment.
    case .network: failure?.recovery.serverAllowsRetry == false ? .unknown : .hostFailed
    case .interrupted, .terminated, .hangup, .internalError, .cannotWrite: .unknown
    case .malformed: status == 200 ? .answered : .unknown
    default: .answered
    }
  }

  private static func used(_ answer: Answer, _ foreseen: CallCost, _ ending: Ending) -> CallCost? {
    if let input = answer.usage.input, let output = answer.usage.output {
      return CallCost(input: input, output: output)
    }
    if answer.hasContent {
      return CallCost(input: foreseen.input, output: (answer.textBytes + answer.reasoning.count) / 4)
    }
    return ending == .answered || ending == .unknown ? nil : CallCost(input: 0, output: 0)
  }
}
