/// Finds the calls a person means, and says what to do where there are none.
package struct CallFinder: Sendable {
  private let context: AppContext

  package init(context: AppContext) { self.context = context }

  /// The call of a reference: an id, a part of one, `last` or `last~1`.
  ///
  /// Throws `LLMError` of kind `inputMissing` where there is none, and where the ledger cannot be read.
  package func call(_ reference: String) async throws(LLMError) -> CallRecord {
    if let call = try await find(reference) { return call }
    throw Self.missing(reference)
  }

  /// The same, to be looked at: where a text of it is damaged, only the beginning of the texts.
  ///
  /// Throws `LLMError` of kind `inputMissing` where there is none, and where the ledger cannot be read.
  func row(_ reference: String) async throws(LLMError) -> (call: CallRecord, isDamaged: Bool) {
    let found = try await reading { ledger throws(LedgerError) -> (call: CallRecord, isDamaged: Bool)? in
      do throws(LedgerError) {
        return try await ledger.call(reference).map { ($0, false) }
      } catch {
        guard case .damagedContent(let id?) = error else { throw error }
        var query = CallQuery(limit: 1)
        query.call = id
        return try await ledger.calls(query).first.map { ($0, true) }
      }
    }
    guard let found else { throw Self.missing(reference) }
    return found
  }

  private static func missing(_ reference: String) -> LLMError {
    LLMError(
      .inputMissing,
      reference == "last" ? "there is no call yet" : "there is no call '\(SafeText.line(reference).text)'",
      advice: "'llmctl replay list' shows what there is")
  }

  /// The same, nil where there is none.
  ///
  /// Throws `LLMError` where the ledger cannot be read, or the reference fits several calls.
  package func find(_ reference: String) async throws(LLMError) -> CallRecord? {
    try await reading { ledger throws(LedgerError) in try await ledger.call(reference) }
  }

  /// The calls that fit; of their texts only the beginning.
  ///
  /// Throws `LLMError` where the ledger cannot be read.
  package func calls(_ query: CallQuery) async throws(LLMError) -> [CallRecord] {
    try await reading { ledger throws(LedgerError) in try await ledger.calls(query) }
  }

  /// All that is kept of a call; nil where nothing is.
  ///
  /// Throws `LLMError` where the ledger cannot be read.
  package func recording(of id: CallID) async throws(LLMError) -> CallRecording? {
    try await reading { ledger throws(LedgerError) in try await ledger.recording(of: id) }
  }

  /// Asks the ledger something.
  ///
  /// Throws `LLMError` where it cannot be read, or does not have what was named.
  func reading<Value>(
    _ body: (any Ledger) async throws(LedgerError) -> Value
  ) async throws(LLMError) -> Value {
    do throws(LedgerError) {
      return try await body(context.ledger)
    } catch {
      switch error {
      case .ambiguous, .missing: throw LLMError(.inputMissing, error.sentence)
      case .damagedContent: throw LLMError(.inputInvalid, error.sentence)
      default: throw LLMError(.cannotWrite, error.sentence)
      }
    }
  }
}
