/// One try of a call that was followed by another, as the ledger keeps it. The last one is told by the call's outcome.
package struct AttemptRecord: Sendable, Equatable {
  /// What came after it. The raw value is what the ledger stores.
  package enum Sequel: String, Sendable {
    /// The same request again.
    case retry
    /// The request with a parameter less or another one.
    case repair
    /// Another model, provider or credential.
    case fallback
    /// A request for the rest of the answer.
    case continuation
    /// The request with what was wrong with the answer.
    case reask
  }

  /// Counted from 1.
  package var number: Int
  package var provider: String
  package var model: String
  /// Milliseconds it waited for its turn, and took from there.
  package var waited: Int
  package var duration: Int
  package var httpStatus: Int?
  package var errorCode: String
  package var requestID: String?
  /// Whether the provider may have charged for it all the same.
  package var mayHaveBeenCharged: Bool
  /// Bytes of the answer's text that came.
  package var answerBytes: Int
  package var usage: Usage
  package var sequel: Sequel
  /// What it cost; nil where nobody looked.
  package var charge: Charge?
  /// What went over the wire; nil where nothing is to be stored, or nothing was sent. Not read back with the row.
  package var exchange: RecordedExchange?

  package init(
    number: Int, provider: String, model: String, waited: Int, duration: Int, httpStatus: Int?, errorCode: String,
    requestID: String?, mayHaveBeenCharged: Bool, answerBytes: Int = 0, usage: Usage = Usage(), sequel: Sequel
  ) {
    self.number = number
    self.provider = provider
    self.model = model
    self.waited = waited
    self.duration = duration
    self.httpStatus = httpStatus
    self.errorCode = errorCode
    self.requestID = requestID
    self.mayHaveBeenCharged = mayHaveBeenCharged
    self.answerBytes = answerBytes
    self.usage = usage
    self.sequel = sequel
  }
}
