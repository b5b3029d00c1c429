import LLMCore
import Testing

@Suite struct CostDocumentTests {
  @Test func `a report as JSON`() {
    let rows = [
      CostReport.Row(key: "01X", title: "Words", spend: CostSample.full),
      CostReport.Row(key: "", spend: CostSample.spend(cents: 0, unpriced: 2)),
    ]
    let report = CostSample.report(rows, by: .conversation, omitted: 4, trend: [.zero, Money(decimal: "0.1") ?? .zero])
    let full =
      #""spent_usd":12.250000000000001,"told_usd":12.25,"estimated_usd":0.000000000000001,"possible_usd":0.5,"#
      + #""saved_usd":1.5,"calls":1200,"retries":7,"failures":30,"cache_hits":60,"unpriced":3,"input_tokens":5000,"#
      + #""uncached_input_tokens":1000,"cache_read_tokens":3000,"cache_write_short_tokens":600,"#
      + #""cache_write_long_tokens":400,"output_tokens":200,"text_output_tokens":150,"reasoning_output_tokens":50"#
    let text = JSONWriter.text(of: CostDocument(report).json)
    #expect(
      text.hasPrefix(
        #"{"version":1,"type":"cost","period":{"name":"month","from":"2026-11-01T00:00:00.000Z","#
          + #""to":"2026-12-01T00:00:00.000Z","first_day":"2026-11-01","last_day":"2026-11-30","zone":"CET"},"#
          + #""by":"conversation","rows":[{"key":"01X","title":"Words",\#(full)},"#
          + #"{"key":null,"title":null,"spent_usd":null,"told_usd":0,"#), "\(text)")
    let json = CostDocument(report).json
    #expect(json["total"]?["calls"] == .integer(1201))
    #expect(json["total"]?["unpriced"] == .integer(5))
    #expect(text.hasSuffix(#""trend_usd":[0,0.1],"prices_of":"2026-11-21"}"#))
    #expect(json["omitted"] == .integer(4))
  }
}
