/// Something that must hold of an answer, or must not.
package struct SuiteAssertion: Sendable, Equatable {
  /// What is looked at.
  package enum Check: Sendable, Equatable {
    /// The text has this in it; with `ignoresCase`, in any case.
    case contains(String, ignoresCase: Bool)
    /// An expression of ECMA-262 matches somewhere in the text.
    case matches(String)
    /// The text is JSON that fits a schema: JSON, a file, a saved name, or a short form.
    case fitsSchema(String)
    /// The text is this, but for blanks around it; or, for what is no text, the same JSON by structure.
    case equals(JSONValue, ignoring: [String])
    /// The answer's calls were charged with no more than this.
    case maxCost(Money)
    /// It took no longer than this from sending to the end, without waiting for its turn.
    case maxLatency(Duration)
    /// It has no more tokens than this, reasoning included.
    case maxTokens(Int)
    /// It ended for one of these reasons.
    case finish([String])
    /// The model asked for a call of this tool; with arguments, for one that has them, by structure.
    case toolCall(name: String, arguments: JSONValue?, ignoring: [String])
    /// At least this share of words stands in both texts in the same order (`WordSimilarity`), from 0 to 1.
    case similarity(to: String, atLeast: Double)
    /// A model gives at least this mark, from 0 to 1, for what the rubric asks. Nil asks the model that the suite asks.
    case judge(rubric: String, model: String?, atLeast: Double)
  }

  package var check: Check
  /// Whether it must not hold.
  package var isNegated: Bool
  /// Whether JSON may have to be mended before it is looked at; what was mended is told.
  package var acceptsRepair: Bool
  /// The line of the file that it stands on, counted from 1.
  package var line: Int

  package init(_ check: Check, isNegated: Bool = false, acceptsRepair: Bool = false, line: Int = 1) {
    (self.check, self.isNegated, self.acceptsRepair, self.line) = (check, isNegated, acceptsRepair, line)
  }

  /// The kinds, as a suite names them.
  package static let kinds = [
    "contains", "not_contains", "icontains", "regex", "json_schema", "equals", "max_cost", "max_latency", "max_tokens",
    "finish", "tool_call", "similarity", "judge",
  ]

  /// The kind, as a suite names it.
  package var kind: String {
    switch check {
    case .contains(_, true): "icontains"
    case .contains: isNegated ? "not_contains" : "contains"
    case .matches: "regex"
    case .fitsSchema: "json_schema"
    case .equals: "equals"
    case .maxCost: "max_cost"
    case .maxLatency: "max_latency"
    case .maxTokens: "max_tokens"
    case .finish: "finish"
    case .toolCall: "tool_call"
    case .similarity: "similarity"
    case .judge: "judge"
    }
  }

  /// More of what is looked for does not stand in a title.
  private static let titleLimit = 200

  /// On one line, as a person would say it: `not contains "sorry"`. What is long is cut.
  package var title: String {
    let words =
      switch check {
      case .contains(let text, let ignoresCase): (ignoresCase ? "icontains " : "contains ") + Self.quoted(text)
      case .matches(let pattern): "regex \(pattern)"
      case .fitsSchema(let schema): "json_schema \(schema)"
      case .equals(let value, _): "equals \(JSONWriter.text(of: value))"
      case .maxCost(let limit): "max_cost $\(limit.decimal)"
      case .maxLatency(let limit): "max_latency \(limit.spoken)"
      case .maxTokens(let limit): "max_tokens \(limit)"
      case .finish(let reasons): "finish \(reasons.joined(separator: " or "))"
      case .toolCall(let name, let arguments, _):
        "tool_call \(name)" + (arguments.map { " " + JSONWriter.text(of: $0) } ?? "")
      case .similarity(_, let least): "similarity \(Self.share(least))"
      case .judge(let rubric, _, let least): "judge \(Self.share(least)) \(Self.quoted(rubric))"
      }
    let start = words.prefix(bytes: Self.titleLimit)
    return (isNegated ? "not " : "") + (start.utf8.count < words.utf8.count ? start + "…" : words)
  }

  /// A share with two places, such as `0.80`, cut off: what is shown as 0.80 is not less.
  package static func share(_ value: Double) -> String {
    let hundredths = Int((max(0, min(1, value)) * 100 + 1e-9).rounded(.down))
    return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
  }

  private static func quoted(_ text: String) -> String { JSONWriter.text(of: .string(text)) }
}
