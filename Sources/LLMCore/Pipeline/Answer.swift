/// What came of a call, for good or ill.
package struct Answer: Sendable {
  /// The answer as far as it came and was kept; well-formed UTF-8.
  package var text: [UInt8] = []
  package var reasoning: [UInt8] = []
  package var refusal: [UInt8] = []
  package var toolCalls: [ToolCall] = []
  package var usage = Usage()
  /// The tokens of tries before the one that this answer is of, where they were told.
  package var earlierUsage = Usage()
  /// How the provider says it was served.
  package var servedTerms = ServedTerms()
  /// What the try cost that it is of, and those before it.
  package var charge: Charge?
  package var earlierCharges: [Charge] = []
  package var finish: Finish?
  package var modelServed: String?
  /// The support id: a header's, or the id in the body.
  package var requestID: String?
  package var httpStatus: Int?
  package var callID: CallID?
  package var timeToFirstToken: Duration?
  package var totalTime = Duration.zero
  package var responseBytes = 0
  /// Bytes of the answer's text, kept or not.
  package var textBytes = 0
  /// Why it is not a complete answer; nil where it is one.
  package var error: LLMError?
  /// What broke it in the middle, where something did; `error` says then that it is partial.
  package var breakage: LLMError?
  /// What went wrong, as it was before it was called partial.
  var failure: LLMError? { breakage ?? error }
  /// The headers of the reply, for the limits they tell.
  package var replyHeaders: [HTTPHeader] = []
  /// How many tries it took, and how long they waited for their turns.
  package var attempts = 1
  package var waited = Duration.zero
  /// Who answered, where it was not who was asked: `provider/model`.
  package var servedBy: String?
  /// The call whose answer this is.
  package var sharedWith: CallID?
  /// That it came from the response cache; nil where it did not.
  package var cached: CachedUse?
  /// What it holds, where a form was asked for and a whole answer came.
  package var structured: StructuredReading?
  /// The last try as it went over the wire, where that is recorded.
  package var exchange: RecordedExchange?
  /// The reader of standard output went away, so the rest was not asked for.
  package var readerLeft = false

  package init() {}

  /// No answer, for this reason.
  package init(failure: LLMError) { error = failure }

  /// Whether anything came that a user may want to keep.
  package var hasContent: Bool { textBytes > 0 || !toolCalls.isEmpty || !refusal.isEmpty || !reasoning.isEmpty }

  /// What the process exits with.
  package var exitCode: ExitCode { readerLeft ? .complete : error?.exitCode ?? .complete }

  /// How the ledger calls it.
  package var verdict: CallOutcome.Verdict {
    if readerLeft { return .cancelled }
    return switch error?.code {
    case nil: .done
    case .partial?: .partial
    case .schema?: .failed
    case .refusal?, .contentFilter?: .refused
    case .interrupted?, .terminated?, .hangup?: .cancelled
    default: hasContent ? .partial : .failed
    }
  }
}
