/// Percentiles out of counts of answers that took about as long.
enum LatencySummary {
  /// By model, the one with the most answers first.
  static func latencies(_ counts: [LatencyCount]) -> [CostOverview.Latency] {
    let models = Dictionary(grouping: counts) { "\($0.provider)/\($0.model)" }
    return models.map { latency($0.key, $0.value.sorted { $0.bucket < $1.bucket }) }
      .sorted { ($1.calls, $0.model) < ($0.calls, $1.model) }
  }

  private static func latency(_ model: String, _ counts: [LatencyCount]) -> CostOverview.Latency {
    let calls = counts.reduce(0) { $0 + $1.calls }
    return CostOverview.Latency(
      model: model, calls: calls, sum: counts.reduce(0) { $0 + $1.total }, median: percentile(50, counts, calls),
      p90: percentile(90, counts, calls), p95: percentile(95, counts, calls), p99: percentile(99, counts, calls),
      cumulative: cumulative(counts))
  }

  /// The middle of the stretch in which the answer at that place of the order lies.
  static func percentile(_ percent: Int, _ counts: [LatencyCount], _ calls: Int) -> Int {
    // The nearest rank: the least of the values that so many are not above.
    let rank = (calls * percent + 99) / 100
    var passed = 0
    for count in counts {
      passed += count.calls
      if passed >= rank { return (count.bucket.range.lowerBound + count.bucket.range.upperBound - 1) / 2 }
    }
    return 0
  }

  /// At powers of two, which are bounds of the stretches as well, so that nothing is guessed.
  private static func cumulative(_ counts: [LatencyCount]) -> [(bound: Int, calls: Int)] {
    (6...18).map { power in
      let bound = 1 << power
      return (bound, counts.filter { $0.bucket.range.upperBound <= bound }.reduce(0) { $0 + $1.calls })
    }
  }
}
