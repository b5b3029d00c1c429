/// One call in full, for people.
package struct CallSheet {
  package let text: String

  /// - Parameters:
  ///   - left: what a killed process left of the answer.
  ///   - replays: the calls that run this one again.
  package init(_ call: CallRecord, left: String? = nil, replays: [CallID] = []) {
    var lines = [
      ("call", call.id.text), ("started", call.startedAt.rfc3339), ("outcome", call.state.name),
      ("command", call.intent.command), ("model", "\(call.intent.provider)/\(call.intent.modelAsked)"),
      ("template", call.intent.promptVersion.map { "\($0.text) (\($0.contentHash.prefix(8)))" } ?? ""),
      ("replay of", call.intent.replayOf?.text ?? ""),
      ("run again as", replays.map(\.short).joined(separator: " ")),
    ]
    lines += call.attempts.map { ("attempt \($0.number)", Self.line(of: $0)) }
    if case .closed(let outcome) = call.state { lines += Self.lines(of: outcome) }
    let intent = call.intent
    lines += [
      ("request", "\(intent.requestBytes) bytes"), ("hash", intent.contentHash ?? ""),
      ("repository", intent.repository ?? ""), ("branch", intent.branch ?? ""),
      ("conversation", intent.conversation ?? ""),
      ("tags", intent.tags.map { "\($0.name)=\($0.value.text ?? "")" }.joined(separator: " ")),
    ]
    var text = ""
    for (label, value) in lines where !value.isEmpty {
      text += label + String(repeating: " ", count: max(1, 14 - label.count)) + SafeText.line(value).text + "\n"
    }
    if let system = intent.system { text += "\n--- system ---\n\(Self.ended(system))" }
    text += intent.prompt.map { "\n--- prompt ---\n\(Self.ended($0))" } ?? "\nprompt and answer were not recorded\n"
    if case .closed(let outcome) = call.state { text += Self.answer(of: outcome) }
    if let left { text += "\n--- answer, as far as it came before the call was killed ---\n\(Self.ended(left))" }
    self.text = text
  }

  private static func answer(of outcome: CallOutcome) -> String {
    var text = ""
    if let answer = outcome.answer, !answer.isEmpty || outcome.toolCalls.isEmpty {
      text += "\n--- answer ---\n\(ended(answer))"
    }
    guard !outcome.toolCalls.isEmpty else { return text }
    let calls = outcome.toolCalls.map { ended("\($0.name) \($0.arguments)") }
    return text + "\n--- tool calls ---\n\(calls.joined())"
  }

  private static func lines(of outcome: CallOutcome) -> [(String, String)] {
    let usage = outcome.usage
    return [
      ("exit status", String(outcome.exitCode.rawValue)), ("error", outcome.errorCode ?? ""),
      ("finish reason", outcome.finishReason ?? ""), ("served by", outcome.modelServed ?? ""),
      ("request id", outcome.requestID ?? ""), ("http status", outcome.httpStatus.map(String.init) ?? ""),
      ("tokens in", count(usage.input, [("cached", usage.cacheRead)])),
      ("tokens out", count(usage.output, [("reasoning", usage.reasoningOutput)])),
      ("cost", outcome.charge?.shown ?? ""),
      ("attempts", outcome.attempts > 1 ? String(outcome.attempts) : ""),
      ("answered by", outcome.servedBy ?? ""), ("shared with", outcome.sharedWith ?? ""),
      ("waited", outcome.waited > 0 ? "\(outcome.waited) ms" : ""),
      ("first token", outcome.timeToFirstToken.map { "\($0) ms" } ?? ""), ("total", "\(outcome.totalTime) ms"),
      ("reply", "\(outcome.responseBytes) bytes, \(outcome.answerBytes) of text"),
    ]
  }

  private static func line(of attempt: AttemptRecord) -> String {
    let status = attempt.httpStatus.map { ", HTTP \($0)" } ?? ""
    let cost = attempt.charge.flatMap { $0.basis == .free ? nil : ", cost \($0.shown)" } ?? ""
    let charge = (attempt.mayHaveBeenCharged ? ", may have been charged" : "") + cost
    return "\(attempt.provider)/\(attempt.model): \(attempt.errorCode)\(status) after \(attempt.duration) ms, "
      + "then \(attempt.sequel.rawValue)\(charge)"
  }

  private static func count(_ total: Int?, _ parts: [(String, Int?)]) -> String {
    guard let total else { return "unknown" }
    let known = parts.compactMap { part in part.1.flatMap { $0 > 0 ? "\($0) \(part.0)" : nil } }
    return "\(total)" + (known.isEmpty ? "" : " (\(known.joined(separator: ", ")))")
  }

  private static func ended(_ text: String) -> String { text.hasSuffix("\n") ? text : text + "\n" }
}
