import Testing

@testable import LLMCore

/// What charts of the page are measured with.
@Suite struct ChartTests {
  @Test(arguments: [
    (0, ["0", "1"]), (1, ["0", "1"]), (3, ["0", "1", "2", "3"]), (5, ["0", "2", "4", "6"]),
    (23, ["0", "10", "20", "30"]), (4000, ["0", "1,000", "2,000", "3,000", "4,000"]),
    (1_400_000, ["0", "500k", "1.0M", "1.5M"]),
  ])
  func `lines stand at round numbers`(maximum: Int, labels: [String]) {
    let scale = ChartScale(reaching: Int128(maximum), unit: .count)
    #expect(scale.ticks.map(scale.label) == labels)
    #expect(scale.top >= Int128(maximum))
  }

  @Test(arguments: [
    ("1.3", ["$0", "$0.50", "$1.00", "$1.50"]), ("0.00007", ["$0", "$0.00002", "$0.00004", "$0.00006", "$0.00008"]),
    ("80", ["$0", "$20", "$40", "$60", "$80"]), ("3999", ["$0", "$1,000", "$2,000", "$3,000", "$4,000"]),
    ("5300000", ["$0", "$2.0M", "$4.0M", "$6.0M"]), ("0.6", ["$0", "$0.20", "$0.40", "$0.60"]),
  ])
  func `amounts at lines have as many places as they need`(maximum: String, labels: [String]) throws {
    let scale = ChartScale(reaching: try #require(Money(decimal: maximum)).femtodollars, unit: .money)
    #expect(scale.ticks.map(scale.label) == labels)
  }

  @Test func `days, hours and months are named below the chart`() {
    func marks(_ labels: [String]) -> [String] { TimeAxis(labels).marks.map { "\($0.slot) \($0.text)" } }
    #expect(marks(["2026-11-01", "2026-11-02"]) == ["0 1 Nov", "1 2 Nov"])
    #expect(marks(["2026-W47"]) == ["0 2026-W47"])
    #expect(marks((0..<24).map { "2026-11-22 \($0 < 10 ? "0" : "")\($0):00" }).prefix(2) == ["0 00:00", "3 03:00"])
    let days = (1...12).flatMap { month in
      (1...28).map { "2026-\(month < 10 ? "0" : "")\(month)-\($0 < 10 ? "0" : "")\($0)" }
    }
    #expect(marks(days) == ["0 Jan 2026", "56 Mar", "112 May", "168 Jul", "224 Sep", "280 Nov"])
    #expect(marks([]) == [])
  }

  @Test func `there are never so many names that they touch`() {
    for count in 0..<500 {
      #expect(TimeAxis((0..<count).map { "2026-11-22 \($0)" }).marks.count <= 8)
    }
  }

  @Test func `parts of a whole are never more, nor lost by rounding`() {
    #expect(Proportion(1, of: 3).length == "33.33%")
    #expect(Proportion(1, of: 2).length == "50%")
    #expect(Proportion(1, of: 1000).length == "0.10%")
    #expect(Proportion(5, of: 0).length == "0%")
    #expect(Proportion(Int128.max, of: .max).length == "100%")
    #expect(Proportion(Int128.max / 2, of: .max).length == "50%")
  }

  @Test(arguments: [
    (0, 100, "0 %"), (1, 100_000, "<0.1 %"), (3, 100, "3.0 %"), (999, 10_000, "10 %"), (994, 10_000, "9.9 %"),
    (41, 100, "41 %"),
    (1, 1, "100 %"),
  ])
  func `percentages are as precise as they are small`(part: Int, whole: Int, text: String) {
    #expect(FigureText.percent(part, of: whole) == text)
  }

  @Test func `figures have commas`() throws {
    #expect(0.grouped == "0")
    #expect((-1_234_567).grouped == "-1,234,567")
    #expect(FigureText.money(try #require(Money(decimal: "1234567.891"))) == "$1,234,567.89")
    #expect(FigureText.money(try #require(Money(decimal: "0.1234"))) == "$0.1234")
    #expect(FigureText.counted(1, "call") == "1 call")
    #expect(FigureText.counted(1000, "call") == "1,000 calls")
  }

  @Test func `text in markup is escaped, and markup is not`() {
    let text = "<a&b>'\"\u{7}\n"
    let inner: Markup = "<b>\(text)</b>"
    #expect(inner.html == "<b>&lt;a&amp;b&gt;&#39;&quot;␇ </b>")
    let outer: Markup = "<p>\(inner)\([inner, inner]) \(7)</p>"
    #expect(outer.html == "<p>\(inner.html)\(inner.html)\(inner.html) 7</p>")
  }
}
