/// A finding whose place is proven: its code stands in the file at its lines.
package struct ReviewFinding: Sendable, Equatable {
  package var path: RawPath
  /// In the new side, counted from 1.
  package var lines: ClosedRange<Int>
  /// Where the quote begins in the first line and ends in the last, in bytes from 0 on; the end is behind its last byte.
  package var columns: QuoteColumns
  /// The whole lines, as the model was shown them, without line ends.
  package var code: [[UInt8]]
  /// Whether all of it is context: the change touches none of the lines.
  package var isInContext: Bool
  package var rule: String
  package var category: FindingCategory
  package var severity: FindingSeverity
  /// From 0 to 1.
  package var confidence: Double
  package var message: String
  /// What other findings said about the same place before they were merged into this one, in other words.
  package var otherMessages: [String] = []
  package var suggestion: SuggestedChange?
  package var identity: FindingIdentity
  /// The short name for people: at least eight hexadecimal digits, unique in a report. Empty until the finding is merged.
  package var id = ""

  package init(
    path: RawPath, lines: ClosedRange<Int>, columns: QuoteColumns, code: [[UInt8]], isInContext: Bool,
    claim: ClaimedFinding, suggestion: SuggestedChange?, identity: FindingIdentity
  ) {
    self.path = path
    self.lines = lines
    self.columns = columns
    self.code = code
    self.isInContext = isInContext
    (rule, category, severity) = (claim.rule, claim.category, claim.severity)
    (confidence, message) = (claim.confidence, claim.message)
    self.suggestion = suggestion
    self.identity = identity
  }

  /// The message, and what others said about the same place, as one text.
  package var explanation: String { ([message] + otherMessages).joined(separator: "\nAlso: ") }
}

/// The part of the quoted lines that is quoted.
package struct QuoteColumns: Sendable, Equatable {
  /// Bytes of the first line before the quote.
  package let start: Int
  /// Bytes of the last line up to the end of the quote.
  package let end: Int

  package init(start: Int, end: Int) {
    self.start = start
    self.end = end
  }
}
