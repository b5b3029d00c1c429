import GRDB
import LLMCore

/// Keeps the tables of sums in step with the calls.
enum SpendTable {
  /// Milliseconds of a quarter of an hour, and of a day.
  static let quarter = 900_000
  static let day = 86_400_000

  /// Adds what a call or a try of it cost to all sums.
  static func add(
    _ spend: Spend, of call: SpentCall, in db: Database
  ) throws {
    guard !spend.isEmpty else { return }
    let model = try call.modelNumber(in: db)
    let number = try call.labelNumber(model: model, in: db)
    let (day, quarter) = (SQLValue.integer(call.day), SQLValue.integer(call.quarter))
    try SpendSums.add(spend, to: "spend_quarter", ["quarter": quarter, "label": .integer(number)], in: db)
    try SpendSums.add(spend, to: "spend_day", ["day": day, "label": .integer(number)], in: db)
    try SpendSums.add(spend, to: "spend_model", ["quarter": quarter, "model": .integer(model)], in: db)
    guard let conversation = call.conversation else { return }
    let key = SQLValue.text(conversation)
    try SpendSums.add(spend, to: "spend_conversation", ["conversation_id": key, "quarter": quarter], in: db)
    try BoundStatement(
      """
      INSERT INTO spend_conversation_total (conversation_id, amount) VALUES (?, ?)
      ON CONFLICT DO UPDATE SET amount = amount + excluded.amount
      """, [key, .integer(ceiling(spend))]
    ).run(db)
  }

  /// Counts a closed call among those that took about as long, or failed alike.
  static func count(_ call: SpentCall, _ outcome: CallOutcome, in db: Database) throws {
    let model = try call.modelNumber(in: db)
    if let error = outcome.errorCode {
      try BoundStatement(
        """
        INSERT INTO failure (day, model, error_code, calls) VALUES (?, ?, ?, 1) ON CONFLICT DO UPDATE SET calls = calls + 1
        """, [.integer(call.day), .integer(model), .text(error)]
      ).run(db)
    } else if outcome.verdict == .done, !outcome.isFromCache {
      let bucket = LatencyBucket(milliseconds: outcome.totalTime).number
      try BoundStatement(
        """
        INSERT INTO latency (day, model, bucket, calls, total_ms) VALUES (?, ?, ?, 1, ?)
        ON CONFLICT DO UPDATE SET calls = calls + 1, total_ms = total_ms + excluded.total_ms
        """, [.integer(call.day), .integer(model), .integer(bucket), .integer(outcome.totalTime)]
      ).run(db)
    }
  }

  /// All that may have been spent, in whole 10^-9 dollars and not less than it is: the order of conversations may not put one too
  /// low. What is taken off is rounded the other way.
  private static func ceiling(_ spend: Spend) -> Int {
    let sum = spend.told + spend.estimated + spend.possible
    return sum.nanodollars + (sum.rest > 0 ? 1 : 0)
  }
}

extension CallOutcome {
  /// Who answered, where that is not who was asked.
  var server: (provider: String, model: String)? { Self.server(servedBy) }

  /// Provider and model of `provider/model`.
  static func server(_ name: String?) -> (provider: String, model: String)? {
    guard let name, let slash = name.firstIndex(of: "/") else { return nil }
    return (String(name[..<slash]), String(name[name.index(after: slash)...]))
  }
}
