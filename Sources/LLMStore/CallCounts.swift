import GRDB
import LLMCore

/// How long calls took and how they failed.
enum CallCounts {
  static func latencies(in range: Range<Timestamp>, _ db: Database) throws -> [LatencyCount] {
    let days = days(range)
    return try BoundStatement(
      """
      SELECT provider, spend_model_name.model, bucket, sum(calls), sum(total_ms) FROM latency
      JOIN spend_model_name ON spend_model_name.id = latency.model
      WHERE day >= ? AND day < ? GROUP BY latency.model, bucket ORDER BY latency.model, bucket
      """, [.integer(days.lowerBound), .integer(days.upperBound)]
    ).rows(db) { columns in
      LatencyCount(
        provider: try columns.text(), model: try columns.text(),
        bucket: LatencyBucket(number: try columns.integer()), calls: try columns.integer(),
        total: try columns.integer())
    }
  }

  static func failures(in range: Range<Timestamp>, _ db: Database) throws -> [FailureCount] {
    let days = days(range)
    return try BoundStatement(
      """
      SELECT provider, spend_model_name.model, error_code, sum(calls) FROM failure
      JOIN spend_model_name ON spend_model_name.id = failure.model
      WHERE day >= ? AND day < ? GROUP BY failure.model, error_code ORDER BY sum(calls) DESC, failure.model, error_code
      """, [.integer(days.lowerBound), .integer(days.upperBound)]
    ).rows(db) { columns in
      FailureCount(
        provider: try columns.text(), model: try columns.text(), error: try columns.text(),
        calls: try columns.integer())
    }
  }

  /// Ids sort by time, so that the newest calls are found without looking at the others.
  static func glimpses(since moment: Timestamp, _ db: Database) throws -> [CallGlimpse] {
    try BoundStatement(
      """
      SELECT started_at, total_ms, verdict, uncached_input_tokens, cache_read_tokens, cache_write_short_tokens,
        cache_write_long_tokens, text_output_tokens, reasoning_output_tokens
      FROM call WHERE id >= ? AND started_at >= ? AND verdict IS NOT NULL AND is_from_cache IS NULL
        AND exit_code <> ? ORDER BY id
      """,
      [
        .text(CallIDGenerator.first(at: moment)), .integer(Int(moment.milliseconds)),
        .integer(Int(ExitCode.refusedBeforeSending.rawValue)),
      ]
    ).rows(db) { columns in
      let (startedAt, duration) = (Timestamp(milliseconds: Int64(try columns.integer())), try columns.optionalInteger())
      let verdict = CallOutcome.Verdict(rawValue: try columns.text())
      let usage = try columns.usage()
      return CallGlimpse(
        startedAt: startedAt, duration: duration ?? 0, hasFailed: verdict == .failed || verdict == .partial,
        input: usage.input, output: usage.output)
    }
  }

  /// The days of UTC that a stretch of time touches.
  private static func days(_ range: Range<Timestamp>) -> Range<Int> {
    let stretch = SpendReading.Stretch(range)
    let perDay = SpendTable.day / SpendTable.quarter
    let first = stretch.quarters.lowerBound / perDay
    return first..<max(first, (stretch.quarters.upperBound + perDay - 1) / perDay)
  }
}
