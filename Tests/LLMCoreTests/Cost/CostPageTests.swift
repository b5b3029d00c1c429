import Crypto
import LLMCore
import Testing

@Suite struct CostPageTests {
  private static let hostile = "<script>alert('x')</script> & \"q\" \u{1B}[31m \u{202E}"

  private func full(named name: String = "openai/gpt-4o") -> CostOverview {
    let row = CostReport.Row(key: name, spend: CostSample.full)
    var overview = CostSample.overview(models: [row])
    overview.projects = [row, CostReport.Row(key: "", spend: CostSample.spend(cents: 700))]
    overview.commands = [row]
    overview.conversations = [CostReport.Row(key: "01X", title: name, spend: CostSample.full)]
    overview.latencies = [
      CostOverview.Latency(
        model: name, calls: 3, sum: 4500, median: 1000, p90: 2000, p95: 125_000, p99: 250_000, cumulative: [])
    ]
    overview.failures = [CostOverview.Failures(model: name, error: name, calls: 30)]
    overview.budgets = [CostOverview.Budget(name: name, used: "$11", limit: "$10", permille: 1100)]
    return overview
  }

  @Test func `all figures are there`() {
    let html = CostPage(full()).html
    for figure in [
      "$12.25", "+ 3 unpriced", "1,200", "30 failed", "7 tried again", "5.0k", "60 % cached", "25 % reasoning", "$1.50",
      "60 cache hits", "$0.5000", "&lt;$0.0001 of it estimated", "outside of repositories", "$7.00", "1 s", "2 s",
      "2 min 5 s", "4 min 10 s", "1.5 s", "110 %", "over", "$11 of $10", "5.0 %", "60 of 1,200 calls", "2026-11-01",
      "CET",
      "1.2.3", "Prices of 2026-11-21", "2026-11-30 06:12",
    ] {
      #expect(html.contains(figure), "\(figure)")
    }
  }

  @Test func `text of the ledger stays text`() {
    let html = CostPage(full(named: Self.hostile)).html
    #expect(!html.contains("<script"))
    #expect(!html.contains("\u{1B}"))
    #expect(!html.contains("\u{202E}"))
    #expect(!html.contains("alert('x')"))
    #expect(html.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;q&quot; ␛[31m &lt;U+202E&gt;"))
    // As many marks as the same page of harmless names has.
    #expect(html.count { $0 == "<" } == CostPage(full()).html.count { $0 == "<" })
  }

  @Test func `the page needs nothing from elsewhere, and its policy allows nothing`() throws {
    let html = CostPage(full()).html
    for mark in [
      "http:", "https:", "<script", "<link", "<img", "@import", "url(", " style=", " src=", " href=", " onload",
    ] {
      #expect(!html.contains(mark), "\(mark)")
    }
    let sheet = try #require(html.split(separator: "<style>").last?.split(separator: "</style>").first)
    let hash = Base64.encode(Array(SHA256.hash(data: Array(sheet.utf8))))
    let policy = "default-src 'none'; style-src 'sha256-\(hash)'; base-uri 'none'; form-action 'none'"
    #expect(html.contains("<meta http-equiv=\"Content-Security-Policy\" content=\"\(policy)\">"))
  }

  @Test func `an empty ledger says so`() {
    let html = CostPage(CostSample.overview(models: [])).html
    #expect(html.contains("Nothing was asked"))
    #expect(!html.contains("<table"))
    #expect(!html.contains("$0"))
  }

  @Test func `what nobody knows the price of is no zero`() {
    let row = CostReport.Row(key: "p/m", spend: CostSample.spend(calls: 2, cents: 0, unpriced: 2))
    let html = CostPage(CostSample.overview(models: [row], days: 1)).html
    #expect(html.contains("unpriced"))
    #expect(html.contains("Calls by model"))
    // Only what was saved is nothing.
    #expect(html.split(separator: "$0", omittingEmptySubsequences: false).count == 2)
  }

  @Test(arguments: [(1, 0), (7, 0), (8, 1), (40, 33)])
  func `seven models have a colour, the others share one`(count: Int, others: Int) {
    let models = (0..<count).map { CostReport.Row(key: "p/m\($0)", spend: CostSample.spend(cents: 100 - $0)) }
    let html = CostPage(CostSample.overview(models: models)).html
    #expect(html.contains("rect class=\"s\(min(count, 7) - 1)"))
    #expect(html.contains("\(others) other\(others == 1 ? "" : "s")</bdi>") == (others > 0))
    #expect(html.contains("more</summary>") == (count > 12))
  }

  @Test func `the largest amounts and the smallest can be drawn`() {
    var spend = CostSample.full
    spend.told = Money(femtodollars: .max)
    var overview = CostSample.overview(
      models: [CostReport.Row(key: "a/b", spend: spend), CostReport.Row(key: "a/c", spend: spend)], days: 400)
    overview.slots[399].models = [CostReport.Row(key: "a/c", spend: CostSample.spend(calls: .max / 4, cents: 1))]
    let html = CostPage(overview).html
    #expect(!html.contains("\"-"))
    overview.slots = []
    #expect(!CostPage(overview).html.contains("class=\"plot\""))
  }
}
