import LLMCore
import Testing

@Suite struct PrometheusTextTests {
  private func lines(_ overview: CostOverview) -> [Substring] { PrometheusText(overview).text.split(separator: "\n") }

  @Test func `every metric of one model, to the letter`() {
    var overview = CostSample.overview()
    overview.latencies = [
      CostOverview.Latency(
        model: "openai/gpt-4o", calls: 3, sum: 4100, median: 1000, p90: 2000, p95: 2000, p99: 2000,
        cumulative: [(bound: 1024, calls: 1), (bound: 2048, calls: 2)])
    ]
    overview.failures = [CostOverview.Failures(model: "openai/gpt-4o", error: "throttle", calls: 30)]
    overview.budgets = [CostOverview.Budget(name: "day", used: "$1.20", limit: "$1", permille: 1200)]
    let text = """
      # HELP llmctl_build_info The version, and the day of its prices; always 1.
      # TYPE llmctl_build_info gauge
      llmctl_build_info{version="1.2.3",prices="2026-11-21"} 1
      # HELP llmctl_requests_total Calls, each with all of its tries.
      # TYPE llmctl_requests_total counter
      llmctl_requests_total{model="gpt-4o",provider="openai"} 1200
      # HELP llmctl_retries_total Tries beyond the first of each call.
      # TYPE llmctl_retries_total counter
      llmctl_retries_total{model="gpt-4o",provider="openai"} 7
      # HELP llmctl_cache_hits_total Calls that the response cache answered.
      # TYPE llmctl_cache_hits_total counter
      llmctl_cache_hits_total{model="gpt-4o",provider="openai"} 60
      # HELP llmctl_unpriced_requests_total Charged tries without a known price; in none of the amounts.
      # TYPE llmctl_unpriced_requests_total counter
      llmctl_unpriced_requests_total{model="gpt-4o",provider="openai"} 3
      # HELP llmctl_cost_usd_total What was spent, as far as is known.
      # TYPE llmctl_cost_usd_total counter
      llmctl_cost_usd_total{model="gpt-4o",provider="openai"} 12.250000000000001
      # HELP llmctl_cost_possible_usd_total What may have been charged besides, at most.
      # TYPE llmctl_cost_possible_usd_total counter
      llmctl_cost_possible_usd_total{model="gpt-4o",provider="openai"} 0.5
      # HELP llmctl_saved_usd_total What answers would have cost that a cache or another call had.
      # TYPE llmctl_saved_usd_total counter
      llmctl_saved_usd_total{model="gpt-4o",provider="openai"} 1.5
      # HELP llmctl_tokens_total Tokens that were charged; the kinds do not overlap.
      # TYPE llmctl_tokens_total counter
      llmctl_tokens_total{model="gpt-4o",provider="openai",kind="input"} 1000
      llmctl_tokens_total{model="gpt-4o",provider="openai",kind="cache_read"} 3000
      llmctl_tokens_total{model="gpt-4o",provider="openai",kind="cache_write"} 1000
      llmctl_tokens_total{model="gpt-4o",provider="openai",kind="output"} 150
      llmctl_tokens_total{model="gpt-4o",provider="openai",kind="reasoning"} 50
      # HELP llmctl_errors_total Calls that ended with an error.
      # TYPE llmctl_errors_total counter
      llmctl_errors_total{model="gpt-4o",provider="openai",error="throttle"} 30
      # HELP llmctl_request_duration_seconds From asking to the end of the answer.
      # TYPE llmctl_request_duration_seconds histogram
      llmctl_request_duration_seconds_bucket{model="gpt-4o",provider="openai",le="1.024"} 1
      llmctl_request_duration_seconds_bucket{model="gpt-4o",provider="openai",le="2.048"} 2
      llmctl_request_duration_seconds_bucket{model="gpt-4o",provider="openai",le="+Inf"} 3
      llmctl_request_duration_seconds_sum{model="gpt-4o",provider="openai"} 4.1
      llmctl_request_duration_seconds_count{model="gpt-4o",provider="openai"} 3
      # HELP llmctl_budget_used_ratio Used and set aside, of the limit; above 1 it is over.
      # TYPE llmctl_budget_used_ratio gauge
      llmctl_budget_used_ratio{budget="day"} 1.2

      """
    #expect(PrometheusText(overview).text == text)
  }

  @Test(arguments: [
    ("openai/gpt", "model=\"gpt\",provider=\"openai\""), ("a/b/c", "model=\"b/c\",provider=\"a\""),
    ("alone", "model=\"alone\",provider=\"\""), ("p/a\"b\\c", "model=\"a\\\"b\\\\c\",provider=\"p\""),
    ("p/a\nb", "model=\"a\\nb\",provider=\"p\""), ("p/\u{1B}[31m", "model=\"%1B[31m\",provider=\"p\""),
    ("p/\u{9B}", "model=\"%C2%9B\",provider=\"p\""), ("p/%1B", "model=\"%251B\",provider=\"p\""),
    ("p/\u{202E}x", "model=\"%E2%80%AEx\",provider=\"p\""), ("p/é", "model=\"é\",provider=\"p\""),
  ])
  func `a name is a label, whatever it holds`(key: String, labels: String) {
    let overview = CostSample.overview(models: [CostReport.Row(key: key, spend: CostSample.spend(cents: 1))])
    #expect(lines(overview).contains("llmctl_requests_total{\(labels)} 1"))
  }

  @Test func `an empty ledger has only what the program says of itself`() {
    let overview = CostSample.overview(models: [])
    #expect(
      lines(overview).filter { !$0.hasPrefix("#") } == ["llmctl_build_info{version=\"1.2.3\",prices=\"2026-11-21\"} 1"])
  }
}
