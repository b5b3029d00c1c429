import GRDB
import LLMCore

/// Reads the calls that were made of a template.
enum PromptUseReading {
  /// Ids sort by time, so that older calls are not looked at.
  static func uses(of name: String, since moment: Timestamp, _ db: Database) throws -> [PromptUse] {
    let earlier = try earlierTries(of: name, since: moment, db)
    return try BoundStatement(
      """
      SELECT id, prompt_version, coalesce(prompt_hash, ''), command, verdict, reading, coalesce(total_ms, 0),
        is_from_cache, replay_of, charge_basis, charge_nanodollars, charge_rest, uncached_input_tokens, cache_read_tokens,
        cache_write_short_tokens, cache_write_long_tokens, text_output_tokens, reasoning_output_tokens
      FROM call WHERE prompt_name = ? AND id >= ? AND verdict IS NOT NULL AND exit_code <> ? ORDER BY id
      """, values(name, moment) + [.integer(Int(ExitCode.refusedBeforeSending.rawValue))]
    ).rows(db) { columns in
      let id = try columns.text()
      let version = PromptVersion(
        name: name, number: try columns.integer(), contentHash: try columns.text())
      let (command, verdict) = (try columns.text(), try columns.text())
      let reading = try columns.optionalText()
      var use = PromptUse(
        version: version, command: command, verdict: try columns.required(CallOutcome.Verdict(rawValue: verdict)),
        form: reading.flatMap { try? JSONReader.parse($0) }.flatMap(PromptUse.Form.init),
        duration: try columns.integer())
      use.isFromCache = try columns.optionalInteger() == 1
      use.isReplay = try columns.optionalText() != nil
      var tries = earlier[id] ?? Tries()
      try tries.add(&columns)
      (use.cost, use.input, use.output) = (tries.cost, tries.usage.input, tries.usage.output)
      return use
    }
  }

  /// What some tries of a call cost together.
  private struct Tries {
    /// Nil where one of them has no price.
    var cost: Money? = .zero
    var usage = Usage()

    /// Reads the columns of one more.
    mutating func add(_ columns: inout ColumnReader) throws {
      let (basis, amount) = (try columns.optionalText(), try columns.optionalMoney())
      let isPriced = basis.flatMap(Charge.Basis.init(rawValue:)).map { $0 != .unpriced } ?? false
      cost = isPriced ? cost.map { $0 + (amount ?? .zero) } : nil
      usage = usage.adding(try columns.usage())
    }
  }

  /// The tries before the last ones, by the id of their call: few calls have any.
  private static func earlierTries(
    of name: String, since moment: Timestamp, _ db: Database
  ) throws -> [String: Tries] {
    var tries: [String: Tries] = [:]
    _ = try BoundStatement(
      """
      SELECT call_id, attempt.charge_basis, attempt.charge_nanodollars, attempt.charge_rest,
        attempt.uncached_input_tokens, attempt.cache_read_tokens, attempt.cache_write_short_tokens,
        attempt.cache_write_long_tokens, attempt.text_output_tokens, attempt.reasoning_output_tokens
      FROM call JOIN attempt ON attempt.call_id = call.id WHERE call.prompt_name = ? AND call.id >= ?
      """, values(name, moment)
    ).rows(db) { columns in
      let id = try columns.text()
      try tries[id, default: Tries()].add(&columns)
    }
    return tries
  }

  private static func values(_ name: String, _ moment: Timestamp) -> [SQLValue] {
    [.text(name), .text(CallIDGenerator.first(at: moment))]
  }
}
