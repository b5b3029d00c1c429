import LLMCore
import Testing

/// Which list counts.
@Suite struct PriceBookTests {
  private let later = ListSample.later

  private func updated(_ models: String..., snapshot: UInt32 = ListSample.laterDay) throws -> PriceTable {
    try ListSample.table(try PriceList(reading: Array("{\(models.joined(separator: ","))}".utf8)), snapshot: snapshot)
  }

  private func input(_ book: PriceBook, _ model: String, provider: String? = nil, at moment: Timestamp) -> String? {
    book.price(of: model, provider: provider, at: moment)?
      .price(of: Usage(uncachedInput: 1_000_000, textOutput: 0), under: CallTerms(at: moment))?.total.decimal
  }

  private func override(_ model: String, input: String, output: String? = "1") -> PriceOverride {
    var override = PriceOverride(model: model)
    (override.input, override.output) = (Money(decimal: input), output.flatMap { Money(decimal: $0) })
    return override
  }

  @Test func `without anything else the table in the program counts`() {
    #expect(PriceBook.compiledIn.price(of: "gpt-4o", at: later) == PriceTable.compiledIn.price(of: "gpt-4o"))
    #expect(PriceBook.compiledIn.price(of: "gpt-99", at: later) == nil)
    #expect(!PriceBook.compiledIn.isUpdated(at: later))
  }

  @Test func `the user's table comes before it, which still has what the other lacks`() throws {
    let book = PriceBook(overrides: [], updated: try updated(ListSample.model("gpt-4o"), ListSample.model("gpt-99")))
    #expect(input(book, "gpt-4o", at: later) == "2")
    #expect(input(book, "gpt-99", at: later) == "2")
    #expect(input(book, "claude-opus-4-5", at: later) == "5")
    #expect(book.isUpdated(at: later))
    #expect(book.price(of: "gpt-4o", at: later)?.snapshot == ListSample.laterDay)
    #expect(book.price(of: "claude-opus-4-5", at: later)?.snapshot == PriceTable.compiledIn.snapshot)
  }

  @Test func `calls of days before the user's table have the prices of their days`() throws {
    let book = PriceBook(overrides: [], updated: try updated(ListSample.model("gpt-4o"), ListSample.model("gpt-99")))
    #expect(input(book, "gpt-4o", at: AccountingTrapTests.noon) == "2.5")
    #expect(input(book, "gpt-99", at: AccountingTrapTests.noon) == "2")
    #expect(!book.isUpdated(at: AccountingTrapTests.noon))
  }

  @Test func `a table that is older than the program does not count`() throws {
    let old = try updated(ListSample.model("gpt-4o"), ListSample.model("gpt-99"), snapshot: 20_260_101)
    let book = PriceBook(overrides: [], updated: old)
    #expect(input(book, "gpt-4o", at: later) == "2.5")
    #expect(input(book, "gpt-99", at: later) == "2")
    #expect(!book.isUpdated(at: later))
  }

  @Test func `a name that only the program has leads to the price of the user's table`() throws {
    // claude-opus-4.5 is a name there of anthropic/claude-opus-4-5, and of this list it is not.
    let table = try updated(ListSample.model("anthropic/claude-opus-4-5", provider: "anthropic"))
    #expect(table.price(of: "claude-opus-4-5-20251101") != nil)
    let book = PriceBook(overrides: [], updated: table)
    #expect(input(book, "anthropic/claude-opus-4.5", at: later) == "2")
    // With a date of its own it is a model of its own there.
    #expect(input(book, "claude-opus-4-5-20251101", at: later) == "5")
  }

  @Test func `the configuration counts most, with the provider and without`() throws {
    let book = PriceBook(
      overrides: [
        override("openai/gpt-4o", input: "1"), override("own", input: "3"), override("work/own", input: "4"),
      ],
      updated: try updated(ListSample.model("gpt-4o")))
    #expect(input(book, "gpt-4o", provider: "openai", at: later) == "1")
    #expect(input(book, "openai/gpt-4o", at: later) == "1")
    #expect(input(book, "gpt-4o", at: later) == "1")
    #expect(input(book, "gpt-4o", provider: "azure", at: later) == "2.5")
    #expect(input(book, "own", provider: "work", at: later) == "4")
    #expect(input(book, "own", provider: "elsewhere", at: later) == "3")
    #expect(book.price(of: "own", provider: "work", at: later)?.snapshot == nil)
    #expect(book.price(of: "gpt-4o-mini", provider: "openai", at: later)?.match == .exact)
  }

  @Test func `half a price for a model that nobody lists is none`() {
    let half = override("own", input: "3", output: nil)
    let book = PriceBook(overrides: [half], updated: nil)
    #expect(book.price(of: "own", provider: "work", at: later) == nil)
    #expect(!book.isComplete(half, at: later))
    #expect(book.isComplete(override("openai/gpt-4o", input: "3", output: nil), at: later))
  }
}
