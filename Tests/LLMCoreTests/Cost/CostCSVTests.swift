import LLMCore
import Testing

@Suite struct CostCSVTests {
  private func lines(_ rows: [CostReport.Row]) -> [String] {
    CostCSV(CostSample.report(rows)).text.split(separator: "\r\n", omittingEmptySubsequences: false).map(String.init)
  }

  @Test func `a row has every figure, money with all digits`() {
    #expect(
      lines([CostReport.Row(key: "openai/gpt-4o", spend: CostSample.full)]) == [
        "key,title,spent_usd,told_usd,estimated_usd,possible_usd,saved_usd,calls,retries,failures,cache_hits,unpriced,"
          + "input_tokens,uncached_input_tokens,cache_read_tokens,cache_write_short_tokens,cache_write_long_tokens,"
          + "output_tokens,text_output_tokens,reasoning_output_tokens",
        "openai/gpt-4o,,12.250000000000001,12.25,0.000000000000001,0.5,1.5,1200,7,30,60,3,5000,1000,3000,600,400,200,150,50",
        "",
      ])
  }

  @Test(arguments: [
    ("plain", "plain"), ("a,b", "\"a,b\""), ("say \"hi\"", "\"say \"\"hi\"\"\""), ("=1+1", "'=1+1"),
    ("+1", "'+1"), ("-1", "'-1"), ("@SUM(A1)", "'@SUM(A1)"), ("\t=1", "' =1"), (" =1", "' =1"), ("\u{200B}=1", "'=1"),
    ("＝1", "'＝1"), ("a=b", "a=b"), ("=A(\"x\",1)", "\"'=A(\"\"x\"\",1)\""), ("two\r\nlines", "two  lines"),
  ])
  func `a text is one harmless cell`(title: String, cell: String) {
    let line = lines([CostReport.Row(key: "k", title: title, spend: CostSample.spend(cents: 5))])[1]
    #expect(line.hasPrefix("k,\(cell),0.05,0.05,0,"), "\(line)")
  }

  @Test func `what nobody knows is empty, and what cost nothing is zero`() {
    let rows = [
      CostReport.Row(key: "a", spend: CostSample.spend(cents: 0, unpriced: 1)),
      CostReport.Row(key: "b", spend: CostSample.spend(cents: 0)),
    ]
    #expect(lines(rows)[1].hasPrefix("a,,,0,0,"))
    #expect(lines(rows)[2].hasPrefix("b,,0,0,0,"))
  }
}
