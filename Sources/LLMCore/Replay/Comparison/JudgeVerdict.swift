/// What a judge thinks of two answers, asked twice: once in each order.
package struct JudgeVerdict: Sendable, Equatable {
  package enum Winner: String, Sendable { case old, new, tie }

  /// One reading of a judge's answer, with its A and B translated back.
  package struct Opinion: Sendable, Equatable {
    package let winner: Winner
    package let oldScore: Int
    package let newScore: Int
    package let reason: String

    /// - Parameter isSwapped: whether the new answer was shown first. Nil for what does not fit the schema.
    package init?(_ value: JSONValue, isSwapped: Bool) {
      guard let first = value["score_a"]?.integer, let second = value["score_b"]?.integer,
        let reason = value["reason"]?.text
      else { return nil }
      switch value["winner"]?.text {
      case "A": winner = isSwapped ? .new : .old
      case "B": winner = isSwapped ? .old : .new
      case "tie": winner = .tie
      default: return nil
      }
      (oldScore, newScore) = isSwapped ? (second, first) : (first, second)
      self.reason = reason
    }
  }

  /// Who judged: `provider/model`.
  package let judge: String
  /// The old answer shown first, and the new one.
  package let opinions: [Opinion]
  /// What both questions cost, and the calls they were.
  package let cost: ComparedCost
  package let calls: [CallID]

  package init(judge: String, _ first: Opinion, _ second: Opinion, cost: ComparedCost, calls: [CallID]) {
    (self.judge, opinions, self.cost, self.calls) = (judge, [first, second], cost, calls)
  }

  /// Whether the judge said the same in both orders.
  package var isConsistent: Bool { Set(opinions.map(\.winner)).count == 1 }

  /// Who both orders agree on; a judge that contradicts itself has not found one.
  package var winner: Winner { isConsistent ? opinions[0].winner : .tie }

  /// The sum of both orders, from 0 to 20.
  package var oldScore: Int { opinions.reduce(0) { $0 + $1.oldScore } }
  package var newScore: Int { opinions.reduce(0) { $0 + $1.newScore } }

  /// One sentence.
  package var summary: String {
    let scores = "\(oldScore) : \(newScore) of 20"
    guard isConsistent else {
      return "tie: the judge preferred another answer when their order was changed (\(scores))"
    }
    switch winner {
    case .old: return "A is better (\(scores))"
    case .new: return "B is better (\(scores))"
    case .tie: return "tie (\(scores))"
    }
  }

  /// As `--json` prints it.
  package var json: JSONValue {
    .object([
      JSONMember("judge", .string(judge)), JSONMember("winner", .string(winner.rawValue)),
      JSONMember("is_consistent", .bool(isConsistent)), JSONMember("old_score", .integer(oldScore)),
      JSONMember("new_score", .integer(newScore)),
      JSONMember(
        "opinions",
        .array(
          opinions.map {
            .object([
              JSONMember("winner", .string($0.winner.rawValue)), JSONMember("old_score", .integer($0.oldScore)),
              JSONMember("new_score", .integer($0.newScore)), JSONMember("reason", .string($0.reason)),
            ])
          })), JSONMember("cost", cost.json), JSONMember("calls", .array(calls.map { .string($0.text) })),
    ])
  }
}
