/// A fact of a review that is no finding, in the words all formats use.
struct ReportNotice: Equatable {
  enum Kind: String, CaseIterable {
    case summary, run, known, dropped, skipped, remark
    case notReviewed = "not_reviewed"
    case error

    /// What the kind is, for formats that describe their notices.
    var description: String {
      switch self {
      case .summary: "What was found, and whether the whole change was reviewed."
      case .run: "What the review took."
      case .known: "Findings that were dismissed or that the baseline has."
      case .dropped: "Findings of the model that are not reported."
      case .skipped: "A file that was left out on purpose."
      case .remark: "What the change has to be looked at that stands at no line of it."
      case .notReviewed: "A part of the change that should have been reviewed and was not."
      case .error: "What went wrong."
      }
    }
  }

  let kind: Kind
  let text: String
  var path: RawPath?
  var lines: ClosedRange<Int>?

  init(_ kind: Kind, _ text: String, path: RawPath? = nil, lines: ClosedRange<Int>? = nil) {
    self.kind = kind
    self.text = text
    self.path = path
    self.lines = lines
  }

  /// How loud it is, in the words of findings.
  var severity: FindingSeverity {
    switch kind {
    case .summary, .run, .known, .dropped, .skipped: .info
    case .notReviewed, .remark: .warning
    case .error: .critical
    }
  }
}

extension ReviewReport {
  /// All facts but the new findings, the most important first.
  var notices: [ReportNotice] {
    var notices = errors.map { error in
      ReportNotice(.error, error.advice.map { "\(error.message). \($0)" } ?? error.message)
    }
    notices.append(ReportNotice(.summary, verdict))
    notices += unreviewed.map { part in
      ReportNotice(.notReviewed, "not reviewed: \(part.reason)", path: part.path, lines: part.lines)
    }
    notices += remarks.map { ReportNotice(.remark, $0) }
    if let knownLine { notices.append(ReportNotice(.known, knownLine)) }
    if let droppedLine { notices.append(ReportNotice(.dropped, droppedLine)) }
    notices += skipped.map { ReportNotice(.skipped, "skipped: \($0.reason)", path: $0.path) }
    notices.append(ReportNotice(.run, runLine))
    return notices
  }

  /// What was found, and in how much of the change.
  var verdict: String {
    let found = counts
    let files = reviewed.count == 1 ? "1 file" : "\(reviewed.count) files"
    switch outcome {
    case .failed: return "the review failed: nothing of \(source) was reviewed"
    case .complete where reviewed.isEmpty: return "nothing to review in \(source)"
    case .complete: return "\(found) in \(files) of \(source)"
    case .partial:
      let parts = unreviewed.count == 1 ? "1 part was" : "\(unreviewed.count) parts were"
      return "\(found) in \(files) of \(source); the review is not complete: \(parts) not reviewed"
    }
  }

  /// The new findings by severity, such as `1 critical, 2 warning`.
  var counts: String {
    let severities = newFindings.map(\.severity)
    let parts = FindingSeverity.allCases.reversed().compactMap { severity -> String? in
      let count = severities.count { $0 == severity }
      return count == 0 ? nil : "\(count) \(severity.rawValue)"
    }
    return parts.isEmpty ? "no new findings" : parts.joined(separator: ", ")
  }

  /// The findings that are no news, by their names; nil where there are none.
  var knownLine: String? {
    func list(_ word: String, _ isWanted: (FindingState) -> Bool) -> String? {
      let names = entries.filter { isWanted($0.state) }.map(\.finding.id)
      return names.isEmpty ? nil : "\(names.count) \(word) (\(names.joined(separator: ", ")))"
    }
    let parts = [
      list("dismissed") { $0 != .new && $0 != .baseline }, list("in the baseline") { $0 == .baseline },
    ].compactMap { $0 }
    return parts.isEmpty ? nil : "not new: " + parts.joined(separator: ", ")
  }

  /// What became of findings that are not reported or stand elsewhere; nil where that is nothing.
  var droppedLine: String? {
    var parts = dropped.keys.sorted().compactMap { reason in
      dropped[reason].flatMap { $0 > 0 ? "\($0) \(reason.phrase)" : nil }
    }
    if !parts.isEmpty { parts[0] = "dropped " + parts[0] }
    if duplicates > 0 { parts.append("\(duplicates) merged into others") }
    if moved > 0 { parts.append("\(moved) moved to where the code is") }
    return parts.isEmpty ? nil : "findings of the model: " + parts.joined(separator: ", ")
  }

  /// Model, tokens, price and time; of a review that asked nobody, time alone.
  var runLine: String {
    let asked = provider.isEmpty ? "" : "\(provider)/\(model): "
    let tenths = duration.milliseconds / 100
    let cached = cachedParts == 0 ? "" : ", \(cachedParts) from the cache"
    let start = startedAt.map { ", started \($0)" } ?? ""
    return "\(asked)\(used)\(cached), \(tenths / 10).\(tenths % 10) s\(start), llmctl \(toolVersion)"
  }

  /// What calls took; without any there are no tokens to be unknown.
  private var used: String {
    guard calls > 0 else { return "no calls" }
    let input = usage.input.map(String.init) ?? "unknown"
    let output = usage.output.map(String.init) ?? "unknown"
    let cost = price.map { (priceIsLowerBound ? "at least " : "") + $0.shown } ?? "price unknown"
    return "\(input) tokens in, \(output) out, \(cost), \(calls == 1 ? "1 call" : "\(calls) calls")"
  }
}

extension ReviewFinding {
  /// Rule and category as one name, such as `security/sql-injection`.
  var ruleID: String { "\(category.rawValue)/\(rule)" }

  /// Rule, confidence, name and place, for formats without members for them.
  var particulars: String {
    let percent = Int((confidence * 100).rounded())
    let context = isInContext ? ", not a changed line" : ""
    let function = identity.symbol.map { ", in \($0)" } ?? ""
    return "\(ruleID), confidence \(percent) %\(function)\(context), id \(id)"
  }

  /// The replacement as text that a person reads; nil where nothing is suggested.
  var suggestedText: String? {
    suggestion.map { change in
      change.replacement.isEmpty ? "delete it" : change.replacement.map(\.asText).joined(separator: "\n")
    }
  }

  /// Everything that is said, as one text.
  func prose(withSuggestion: Bool) -> String {
    let suggested = withSuggestion ? suggestedText.map { "\nSuggestion:\n\($0)" } ?? "" : ""
    return "\(explanation)\(suggested)\n(\(particulars))"
  }
}

extension [UInt8] {
  /// As text, with U+FFFD for what is not UTF-8.
  var asText: String { String(decoding: self, as: UTF8.self) }
}
