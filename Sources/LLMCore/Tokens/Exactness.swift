/// How sure a number of tokens is. Every number that is shown says it.
package enum Exactness: Sendable, Equatable {
  /// What the model's own tokenizer gives.
  case exact
  /// Probably right within so many percent.
  case estimate(percent: Int)

  /// By how many percent it can be wrong.
  package var percent: Int {
    switch self {
    case .exact: 0
    case .estimate(let percent): percent
    }
  }

  /// As people read it: `exact`, or `estimate ±20 %`.
  package var words: String {
    switch self {
    case .exact: "exact"
    case .estimate(let percent): "estimate ±\(percent) %"
    }
  }

  /// As members of a JSON object: `"exactness":"exact"`, or `"exactness":"estimate","error_percent":20`.
  package var members: [JSONMember] {
    switch self {
    case .exact: [JSONMember("exactness", .string("exact"))]
    case .estimate(let percent):
      [JSONMember("exactness", .string("estimate")), JSONMember("error_percent", .integer(percent))]
    }
  }
}
