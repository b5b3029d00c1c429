import LLMCore
import Testing

/// Many calls of one question.
@Suite struct ComparisonTableTests {
  private func call(_ id: String, _ model: String, _ answer: String?, total: Int = 1000) -> ComparedCall {
    ComparedCall(ComparedSample.call(id, model: model, answer: answer, total: total))
  }

  @Test func `a row for each model in the order of its first call`() {
    let table = ComparisonTable([
      call("1", "b", "x", total: 100), call("2", "a", "longer", total: 300), call("3", "b", " x\n", total: 300),
      call("4", "b", "other", total: 900),
    ])
    #expect(table.rows.map(\.model) == ["p/b", "p/a"])
    let row = table.rows[0]
    #expect((row.calls, row.done, row.medianTime, row.timed) == (3, 3, 300, 3))
    #expect(row.cost == ComparedCost(Money(usd: "0.03") ?? .zero, .exact))
    #expect((row.answers, row.distinct, row.mostFrequent, row.agreement) == (3, 2, 2, 666))
    #expect((row.shortest, row.medianLength, row.longest) == (1, 3, 5))
    #expect(table.rows[1].agreement == nil)
  }

  @Test func `equal answers are a group, blanks at the ends aside`() {
    let table = ComparisonTable([
      call("1", "a", "no"), call("2", "a", "yes"), call("3", "b", "yes\n"), call("4", "b", nil),
    ])
    #expect(table.groups.map(\.answer) == ["yes", "no"])
    #expect(table.groups[0].calls == [CallID("2"), CallID("3")])
    #expect(table.groups[0].models.map(\.model) == ["p/a", "p/b"])
    #expect(!table.isUnanimous)
  }

  @Test func `all agree only where all have answered`() {
    #expect(ComparisonTable([call("1", "a", "x"), call("2", "b", "x ")]).isUnanimous)
    #expect(!ComparisonTable([call("1", "a", "x"), call("2", "b", nil)]).isUnanimous)
    #expect(!ComparisonTable([]).isUnanimous)
  }

  @Test func `one unknown cost makes the sum unknown`() {
    let unpriced = ComparedCall(ComparedSample.call("2", charge: Charge(.unpriced)))
    let table = ComparisonTable([call("1", "m", "x"), unpriced])
    #expect(table.rows[0].cost.known == nil)
    #expect(table.rows[0].cost.shown == "unknown")
  }

  @Test(arguments: [([], nil), ([3], 3), ([1, 3], 2), ([9, 1, 5], 5), ([1, 2], 1)] as [([Int], Int?)])
  func `the median`(values: [Int], median: Int?) {
    let calls = values.enumerated().map { call("\($0.offset)", "m", "x", total: $0.element) }
    #expect(ComparisonTable(calls).rows.first?.medianTime == median)
  }

  @Test func `as a document`() {
    let calls = [call("1", "a", "x"), call("2", "b", "y"), call("3", "b", "y")]
    let json = ComparisonDocument(ComparisonTable(calls), of: calls).json
    #expect(json["type"]?.text == "comparison_table")
    #expect(json["models"]?.elements?.count == 2)
    #expect(json["answers"]?.elements?.first?["models"]?["p/b"]?.integer == 2)
    #expect(json["calls"]?.elements?.count == 3)
  }
}
