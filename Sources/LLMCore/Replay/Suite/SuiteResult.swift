/// What came of asking a case once: the answer's figures, and what its assertions came to.
package struct SuiteResult: Sendable, Equatable {
  /// An error is no failure: there was nothing to look at.
  package enum Verdict: String, Sendable, Equatable { case pass, fail, error }

  package var caseName: String
  /// Counted from 1.
  package var repetition: Int
  package var verdict: Verdict
  package var outcomes: [AssertionOutcome]
  package var answer: SuiteAnswer

  /// Longer answers are cut where they are kept and reported; the ledger has the whole.
  private static let textLimit = 64 << 10

  /// Judges: one broken assertion is a failure, and one that could not be looked at an error.
  package init(caseName: String, repetition: Int, answer: SuiteAnswer, outcomes: [AssertionOutcome]) {
    (self.caseName, self.repetition, self.outcomes, self.answer) = (caseName, repetition, outcomes, answer)
    if answer.error != nil {
      verdict = .error
    } else if outcomes.contains(where: { $0.state == .broken }) {
      verdict = .fail
    } else {
      verdict = outcomes.contains { $0.state == .failed } ? .error : .pass
    }
  }

  /// The error that it ended with, the answer's or a judge's.
  package var error: LLMError? {
    verdict == .error ? answer.error ?? outcomes.lazy.compactMap(\.error).first : nil
  }

  /// What judges cost, apart from the answer.
  package var judgeCost: Money { outcomes.compactMap(\.judgeCost).reduce(.zero, +) }
}

// MARK: JSON

extension SuiteResult {
  /// As a run keeps it, and as `--json` prints it. Version 1; members may be added, never changed.
  package var json: JSONValue {
    .object([
      JSONMember("case", .string(caseName)), JSONMember("repetition", .integer(repetition)),
      JSONMember("verdict", .string(verdict.rawValue)), JSONMember("call", .optional(answer.callID?.text)),
      JSONMember("text", .string(Self.cut(answer.text))),
      JSONMember(
        "tool_calls",
        .array(
          answer.toolCalls.map {
            .object([JSONMember("name", .string($0.name)), JSONMember("arguments", .string($0.arguments))])
          })),
      JSONMember("finish", .optional(answer.finish)), JSONMember("model", .optional(answer.model)),
      JSONMember("input_tokens", .optional(answer.usage.input)),
      JSONMember("output_tokens", .optional(answer.usage.output)),
      JSONMember("cost_usd", answer.cost?.json ?? .null), JSONMember("judge_usd", judgeCost.json),
      JSONMember("latency_ms", .optional(answer.latency)), JSONMember("from_cache", .bool(answer.isFromCache)),
      JSONMember("repairs", .array(answer.repairs.map { .string($0) })),
      JSONMember("assertions", .array(outcomes.map(\.json))), JSONMember("error", error?.json ?? .null),
    ])
  }

  /// Reads what `json` writes; nil for anything else.
  package init?(_ json: JSONValue) {
    guard let name = json["case"]?.text, let repetition = json["repetition"]?.integer,
      let verdict = json["verdict"]?.text.flatMap(Verdict.init(rawValue:))
    else { return nil }
    var answer = SuiteAnswer()
    answer.text = json["text"]?.text ?? ""
    answer.toolCalls = (json["tool_calls"]?.elements ?? []).map {
      ToolCall(name: $0["name"]?.text ?? "", arguments: $0["arguments"]?.text ?? "")
    }
    (answer.finish, answer.model) = (json["finish"]?.text, json["model"]?.text)
    answer.usage = Usage(
      uncachedInput: json["input_tokens"]?.integer, textOutput: json["output_tokens"]?.integer)
    answer.cost = Self.money(json["cost_usd"])
    answer.latency = json["latency_ms"]?.integer
    answer.callID = json["call"]?.text.map { CallID($0) }
    answer.isFromCache = json["from_cache"]?.bool ?? false
    answer.repairs = (json["repairs"]?.elements ?? []).compactMap(\.text)
    let outcomes = (json["assertions"]?.elements ?? []).compactMap(AssertionOutcome.init)
    if verdict == .error, !outcomes.contains(where: { $0.state == .failed }) {
      answer.error = json["error"].flatMap(LLMError.init(kept:)) ?? LLMError(.internalError, "the error was not kept")
    }
    self.init(caseName: name, repetition: repetition, answer: answer, outcomes: outcomes)
    self.verdict = verdict
  }

  static func money(_ json: JSONValue?) -> Money? {
    guard case .number(let digits)? = json else { return nil }
    return Money(decimal: digits)
  }

  private static func cut(_ text: String) -> String {
    guard text.utf8.count > textLimit else { return text }
    return text.prefix(bytes: textLimit) + "…"
  }
}

extension AssertionOutcome {
  var json: JSONValue {
    .object([
      JSONMember("assertion", .string(title)), JSONMember("kind", .string(kind)),
      JSONMember("state", .string(state.rawValue)), JSONMember("found", .string(found)),
      JSONMember("judge_usd", judgeCost?.json ?? .null), JSONMember("error", error?.json ?? .null),
    ])
  }

  init?(_ json: JSONValue) {
    guard let title = json["assertion"]?.text, let kind = json["kind"]?.text,
      let state = json["state"]?.text.flatMap(State.init(rawValue:))
    else { return nil }
    self.init(
      title: title, kind: kind, state: state, found: json["found"]?.text ?? "",
      judgeCost: SuiteResult.money(json["judge_usd"]), error: json["error"].flatMap(LLMError.init(kept:)))
  }
}

extension LLMError {
  /// An error as `json` wrote it; nil where there was none.
  fileprivate init?(kept json: JSONValue) {
    guard let name = json["code"]?.text, let message = json["message"]?.text else { return nil }
    self.init(
      .kept(name), message, advice: json["advice"]?.text, requestID: json["request_id"]?.text,
      status: json["status"]?.integer)
  }
}

extension LLMError.Code {
  /// Those that only this machine's side can end with; the others are known by `named`.
  private static let own: [LLMError.Code] = [
    .budget, .stopped, .notCached, .noCredential, .locked, .interrupted, .terminated, .hangup, .cannotWrite, .usage,
    .inputMissing, .inputInvalid,
  ]

  fileprivate static func kept(_ name: String) -> LLMError.Code { own.first { $0.name == name } ?? named(name) }
}
