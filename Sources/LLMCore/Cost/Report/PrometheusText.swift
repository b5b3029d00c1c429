/// Figures of all time in Prometheus' text exposition format 0.0.4, for node_exporter's textfile collector.
///
/// Counters fall when calls are pruned from the ledger, which Prometheus takes for a restart. A metric without any value is left
/// out. What nobody knows the price of is in no amount, and counted by `llmctl_unpriced_requests_total`.
package struct PrometheusText {
  package let text: String

  package init(_ overview: CostOverview) {
    let models = overview.models.filter { !$0.spend.isEmpty }
    let latencies = overview.latencies.filter { $0.calls > 0 }
    let about = PrometheusMetric("llmctl_build_info", .gauge, "The version, and the day of its prices; always 1.") {
      $0.add([("version", overview.version), ("prices", overview.snapshotDay)], "1")
    }
    let metrics =
      [about] + Self.counters(of: models) + [
        Self.tokens(of: models), Self.errors(overview.failures), Self.durations(latencies),
        Self.budgets(overview.budgets),
      ]
    text = metrics.map(\.text).joined()
  }

  private static func counters(of models: [CostReport.Row]) -> [PrometheusMetric] {
    func counter(_ name: String, _ help: String, _ value: @escaping (Spend) -> String) -> PrometheusMetric {
      PrometheusMetric(name, .counter, help) { metric in
        for row in models { metric.add(labels(of: row.key), value(row.spend)) }
      }
    }
    return [
      counter("llmctl_requests_total", "Calls, each with all of its tries.") { String($0.calls) },
      counter("llmctl_retries_total", "Tries beyond the first of each call.") { String($0.retries) },
      counter("llmctl_cache_hits_total", "Calls that the response cache answered.") { String($0.cacheHits) },
      counter("llmctl_unpriced_requests_total", "Charged tries without a known price; in none of the amounts.") {
        String($0.unpriced)
      },
      counter("llmctl_cost_usd_total", "What was spent, as far as is known.") { $0.spent.decimal },
      counter("llmctl_cost_possible_usd_total", "What may have been charged besides, at most.") { $0.possible.decimal },
      counter("llmctl_saved_usd_total", "What answers would have cost that a cache or another call had.") {
        $0.saved.decimal
      },
    ]
  }

  private static func tokens(of models: [CostReport.Row]) -> PrometheusMetric {
    PrometheusMetric("llmctl_tokens_total", .counter, "Tokens that were charged; the kinds do not overlap.") { metric in
      for row in models {
        let spend = row.spend
        let kinds = [
          ("input", spend.uncachedInput), ("cache_read", spend.cacheRead),
          ("cache_write", spend.cacheWriteShort + spend.cacheWriteLong), ("output", spend.textOutput),
          ("reasoning", spend.reasoningOutput),
        ]
        for (kind, count) in kinds { metric.add(labels(of: row.key) + [("kind", kind)], String(count)) }
      }
    }
  }

  private static func errors(_ failures: [CostOverview.Failures]) -> PrometheusMetric {
    PrometheusMetric("llmctl_errors_total", .counter, "Calls that ended with an error.") { metric in
      for failure in failures {
        metric.add(labels(of: failure.model) + [("error", failure.error)], String(failure.calls))
      }
    }
  }

  private static func durations(_ latencies: [CostOverview.Latency]) -> PrometheusMetric {
    PrometheusMetric("llmctl_request_duration_seconds", .histogram, "From asking to the end of the answer.") { metric in
      for latency in latencies {
        let labels = labels(of: latency.model)
        for (bound, calls) in latency.cumulative {
          metric.add(labels + [("le", thousandths(bound))], String(calls), suffix: "_bucket")
        }
        metric.add(labels + [("le", "+Inf")], String(latency.calls), suffix: "_bucket")
        metric.add(labels, thousandths(latency.sum), suffix: "_sum")
        metric.add(labels, String(latency.calls), suffix: "_count")
      }
    }
  }

  private static func budgets(_ budgets: [CostOverview.Budget]) -> PrometheusMetric {
    PrometheusMetric("llmctl_budget_used_ratio", .gauge, "Used and set aside, of the limit; above 1 it is over.") {
      metric in
      for budget in budgets { metric.add([("budget", budget.name)], thousandths(budget.permille)) }
    }
  }

  /// Of `provider/model`; a name without a provider is all model.
  private static func labels(of key: String) -> [(String, String)] {
    let parts = key.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    let (provider, model) = parts.count == 2 ? (parts[0], parts[1]) : ("", key[...])
    return [("model", String(model)), ("provider", String(provider))]
  }

  /// A whole number of thousandths as an exact decimal: `1.024`.
  private static func thousandths(_ count: Int) -> String {
    Money(femtodollars: Int128(count) * 1_000_000_000_000).decimal
  }
}
