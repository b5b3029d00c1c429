/// Goes on with an answer that broke off in the middle, as far as that can be done without doubling or losing anything.
///
/// Only plain text is ever gone on with: an answer with a schema, a tool call or a refusal cannot be glued together.
struct Continuation {
  /// Each one may be paid for in full.
  private static let mostLegs = 2
  private static let failures: Set<LLMError.Code> = [.network, .timeout, .server, .overload]
  private static let wish = """
    Your answer above was cut off by a broken connection. Go on with it from exactly where it ends, in the middle of a word \
    if need be. Repeat nothing, add no remark.
    """

  private let asked: Question
  private var legs = 0
  /// What came before the leg at hand, as one answer.
  private var earlier: Answer?

  init(of question: Question) { asked = question }

  /// Goes on from an answer of an earlier call: makes the question that asks for the rest.
  mutating func begin(after resumed: Question.ResumedAnswer, _ question: inout Question) {
    var answer = Answer()
    answer.text = resumed.text
    answer.textBytes = resumed.text.count
    answer.error = LLMError(.partial, "the answer is still incomplete")
    earlier = answer
    question.request = request(
      after: resumed.text, prefills: question.provider.takesPrefill(question.request.capabilities))
  }

  /// All the text so far, but for the leg at hand.
  var text: [UInt8] { earlier?.text ?? [] }

  /// Makes the question that asks for the rest. Returns false where the answer must stay as it is.
  mutating func goOn(
    after answer: Answer, _ failure: LLMError, _ question: inout Question, _ reporter: Reporter
  ) -> Bool {
    let joined = joined(with: answer)
    guard asked.continuation == .auto, asked.retries.maxWait > .zero, legs < Self.mostLegs,
      Self.failures.contains(failure.code), failure.recovery.serverAllowsRetry != false, joined.textBytes > 0,
      joined.text.count == joined.textBytes,
      joined.toolCalls.isEmpty, joined.refusal.isEmpty,
      !asked.request.options.contains(where: { $0.name == "response_format" })
    else { return false }
    legs += 1
    earlier = joined
    question.request = request(
      after: joined.text, prefills: question.provider.takesPrefill(question.request.capabilities))
    reporter.notice("the answer broke off after \(joined.textBytes) bytes (\(failure.message)); asking for the rest")
    return true
  }

  /// The answer in one piece.
  func joined(with answer: Answer) -> Answer {
    guard let earlier else { return answer }
    var joined = answer
    joined.text = earlier.text + answer.text
    joined.reasoning = earlier.reasoning + answer.reasoning
    joined.textBytes = earlier.textBytes + answer.textBytes
    joined.responseBytes = earlier.responseBytes + answer.responseBytes
    joined.timeToFirstToken = earlier.timeToFirstToken
    joined.modelServed = answer.modelServed ?? earlier.modelServed
    joined.requestID = answer.requestID ?? earlier.requestID
    if let error = answer.error, error.code != .partial, error.code.exitCode.rawValue < ExitCode.hangup.rawValue {
      joined.error = earlier.error
      joined.error?.message += "; the rest could not be had: \(error.message)"
    }
    return joined
  }

  private func request(after text: [UInt8], prefills: Bool) -> ChatRequest {
    var request = asked.request
    let partial = String(decoding: text, as: UTF8.self)
    request.messages.append(Message(.assistant, partial))
    request.goesOn = prefills
    if !prefills { request.messages.append(Message(.user, Self.wish)) }
    // What is there counts against the limit that was asked for.
    if let place = request.options.firstIndex(where: { $0.name == "max_tokens" }),
      let limit = request.options[place].value.integer
    {
      request.options[place].value = .integer(max(1, limit - CostForecast.tokens(in: partial)))
    }
    return request
  }
}
