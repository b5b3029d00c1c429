import Testing

@testable import LLMCore

@Suite struct CostTableTests {
  private static let rows = [
    CostReport.Row(key: "openai/gpt-4o", spend: CostSample.full),
    CostReport.Row(key: "p/m", spend: CostSample.spend(calls: 20, cents: 300)),
    CostReport.Row(key: "", spend: CostSample.spend(cents: 0, unpriced: 1)),
  ]
  private static let trend = [0, 1, 4, 8].map { Money(femtodollars: 1) * $0 }

  private func lines(_ report: CostReport, _ setting: CostTable.Setting = .init()) -> [String] {
    CostTable(report, setting).text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  @Test func `in a pipe there are neither bars nor colours`() {
    #expect(
      CostTable(CostSample.report(Self.rows, omitted: 2, trend: Self.trend)).text == """
        $15.25 spent + 4 unpriced, 2026-11-01 to 2026-11-30 (CET)
        1,221 calls, 30 failed · 5.0k in, 60 % cached · 200 out · $1.50 saved by 60 cache hits · <$0.0001 of it estimated · \
        at most $0.5000 more possible · prices of 2026-11-21

        MODEL             SPENT  SHARE  CALLS    IN  OUT  UNPRICED
        openai/gpt-4o    $12.25   80 %  1,200  5.0k  200         3
        p/m               $3.00   20 %     20     0    0         -
        (none)         unpriced      -      1     0    0         1
        total            $15.25  100 %  1,221  5.0k  200         4
        and 2 more rows

        """)
  }

  @Test func `on a terminal there are bars, faint where there are colours`() {
    let report = CostSample.report(Array(Self.rows.prefix(2)), trend: Self.trend)
    #expect(
      lines(report, .init(columns: 80)) == [
        "$15.25 spent + 3 unpriced, 2026-11-01 to 2026-11-30 (CET)",
        "1,220 calls, 30 failed · 5.0k in, 60 % cached · 200 out",
        "$1.50 saved by 60 cache hits · <$0.0001 of it estimated",
        "at most $0.5000 more possible · prices of 2026-11-21", " ▁▄█", "",
        "MODEL           SPENT  SHARE  CALLS    IN  OUT  UNPRICED",
        "openai/gpt-4o  $12.25   80 %  1,200  5.0k  200         3  ██████████████████████",
        "p/m             $3.00   20 %     20     0    0         -  █████▍",
        "total          $15.25  100 %  1,220  5.0k  200         3", "",
      ])
    let coloured = lines(report, .init(columns: 80, isColoured: true))
    #expect(coloured[0] == "\u{1B}[1m$15.25 spent + 3 unpriced, 2026-11-01 to 2026-11-30 (CET)\u{1B}[0m")
    #expect(coloured[8].hasSuffix("-  \u{1B}[2m█████▍\u{1B}[0m"))
    let plain = CostTable(report, .init(columns: 80, hasBlocks: false)).text
    #expect(!plain.contains("█"))
  }

  @Test func `where there is little room, columns go before names`() {
    let narrow = lines(CostSample.report(Self.rows), .init(columns: 44, hasBlocks: false))
    #expect(narrow[0] == "$15.25 spent + 4 unpriced")
    #expect(narrow[1] == "2026-11-01 to 2026-11-30 (CET)")
    #expect(narrow.contains("MODEL             SPENT  SHARE  CALLS"))
    let long = CostReport.Row(key: String(repeating: "long", count: 30), spend: CostSample.spend(cents: 300))
    #expect(lines(CostSample.report([long]), .init(columns: 40)).contains("longlonglonglonglonglongl…  $3.00      1"))
  }

  @Test(arguments: 30...140)
  func `no line is wider than the terminal`(columns: Int) {
    var dear = CostSample.full
    dear.told = Money(femtodollars: .max)
    let rows =
      Self.rows + [
        CostReport.Row(key: "01KAPN8M4Q7R2V5X9Z3B6D8F00", title: "日本語のドキュメントを要約してください 👩‍👩‍👧‍👦", spend: CostSample.full),
        CostReport.Row(key: "x", spend: dear),
      ]
    let trend = (0..<400).map { Money(femtodollars: 1) * $0 }
    for count in 1...rows.count {
      for line in lines(
        CostSample.report(Array(rows.prefix(count)), by: .conversation, trend: trend), .init(columns: columns))
      {
        #expect(displayWidth(of: line) <= max(40, columns), "\(line)")
      }
    }
  }

  @Test func `names cannot reach the terminal`() {
    let row = CostReport.Row(key: "01X", title: "\u{1B}[31m\u{202E}\nx", spend: CostSample.spend(cents: 1))
    let text = CostTable(CostSample.report([row], by: .conversation)).text
    #expect(text.contains("01X  ␛[31m<U+202E> x"))
    #expect(text.count { $0 == "\n" } == 5)
  }

  @Test func `an empty report is a line`() {
    #expect(CostTable(CostSample.report([])).text == "Nothing was asked, 2026-11-01 to 2026-11-30 (CET)\n")
  }

  @Test func `bars are as long as their parts`() {
    func bar(_ part: Int, of whole: Int, width: Int = 4) -> String {
      BlockBars.bar(Money(femtodollars: Int128(part)), of: Money(femtodollars: Int128(whole)), width: width)
    }
    #expect(bar(1, of: 1) == "████")
    #expect(bar(1, of: 2) == "██")
    #expect(bar(1, of: 1_000_000) == "▏")
    #expect(bar(0, of: 5) == "")
    #expect(bar(3, of: 32) == "▍")
    #expect(BlockBars.line((1...16).map { Money(femtodollars: $0) }, width: 8) == "▁▂▃▄▅▆▇█")
    #expect(BlockBars.line([Money(femtodollars: .max), .zero], width: 8) == "█ ")
  }
}
