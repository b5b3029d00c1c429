import LLMCore
import Testing

/// What an update of the prices says that it changes.
@Suite struct PriceComparisonTests {
  private func changes(_ before: String, _ after: String) throws -> [String] {
    func table(_ text: String) throws -> PriceTable {
      try ListSample.table(try PriceList(reading: Array(text.utf8)))
    }
    let book = PriceBook(overrides: [], updated: try table(before))
    return PriceComparison(try table(after), to: book, at: ListSample.later).entries
      .filter { $0.name.contains("zz-") }.map { "\($0.name) \($0.change.rawValue)" }
  }

  private static let plain = ListSample.model("zz-a")

  @Test(arguments: [
    ("", []), (#","input_cost_per_token":3e-06"#, ["openai/zz-a up"]),
    (#","output_cost_per_token":1e-06"#, ["openai/zz-a down"]),
    (#","input_cost_per_token":3e-06,"output_cost_per_token":1e-06"#, ["openai/zz-a changed"]),
    (#","input_cost_per_token_batches":1e-06"#, ["openai/zz-a changed"]),
    (#","cache_read_input_token_cost":1e-06"#, ["openai/zz-a down"]),
    (#","regional_processing_uplift_multiplier_us":1.1"#, ["openai/zz-a changed"]),
    (#","max_input_tokens":5"#, []),
  ])
  func `a price goes up or down or changes otherwise`(more: String, expected: [String]) throws {
    let after = ListSample.text(ListSample.model("zz-a", more))
    #expect(try changes(ListSample.text(Self.plain), after) == expected)
  }

  @Test func `models come and go`() throws {
    #expect(
      try changes(ListSample.text(Self.plain), ListSample.text(ListSample.model("zz-b")))
        == ["openai/zz-a gone", "openai/zz-b new"])
  }
}
