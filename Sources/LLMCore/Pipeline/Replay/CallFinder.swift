/// Finds calls by what people type for them.
struct CallFinder: Sendable {
  /// The farthest call behind the last one that has a name.
  private static let farthest = 9999

  let ledger: any Ledger

  /// One call by its id, the start of it, `last`, or `last~2` for the second before the last.
  ///
  /// Throws `LLMError` of kind `inputMissing` where there is none, or where several fit.
  func call(_ reference: String) async throws(LLMError) -> CallRecord {
    let found: CallRecord?
    do throws(LedgerError) {
      if let distance = try distance(reference) {
        let newest = try await ledger.recent(limit: distance + 1)
        found = newest.count > distance ? newest[distance] : nil
      } else {
        found = try await ledger.call(reference)
      }
    } catch {
      throw LLMError(.inputMissing, error.sentence)
    }
    guard let found else {
      throw LLMError(
        .inputMissing, reference == "last" ? "there is no call yet" : "there is no call '\(reference)'",
        advice: "'llmctl replay list' shows what there is")
    }
    return found
  }

  /// How far behind the last call; nil for what is not counted from there.
  private func distance(_ reference: String) throws(LedgerError) -> Int? {
    guard reference.hasPrefix("last~") else { return nil }
    let digits = reference.dropFirst(5)
    guard !digits.isEmpty, digits.utf8.allSatisfy({ Byte.isDigit($0) }), let distance = Int(digits),
      distance <= Self.farthest
    else { throw .missing("call '\(reference)'") }
    return distance
  }
}
