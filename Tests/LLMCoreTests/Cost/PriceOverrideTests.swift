import LLMCore
import Testing

@Suite struct PriceOverrideTests {
  private let terms = CallTerms(at: AccountingTrapTests.noon)
  private let known = PriceTable.compiledIn.price(of: "gpt-4o")

  private func override(_ change: (inout PriceOverride) -> Void) -> PriceOverride {
    var override = PriceOverride(model: "work/own")
    change(&override)
    return override
  }

  @Test func `a model that nobody lists gets a price`() throws {
    let override = override { ($0.input, $0.output) = (Money(decimal: "0.10"), Money(decimal: "0.40")) }
    let price = try #require(override.applied(to: nil, at: terms.moment))
    let call = try #require(price.price(of: Usage(uncachedInput: 1_000_000, textOutput: 500_000), under: terms))
    #expect(call.total.decimal == "0.3")
    #expect((call.model, call.match, call.source) == ("work/own", .configured, .configuration))
  }

  @Test func `what it leaves out is the table's`() throws {
    let override = override { $0.output = Money(decimal: "1") }
    let price = try #require(override.applied(to: known, at: terms.moment))
    let usage = Usage(uncachedInput: 1_000_000, cacheRead: 1_000_000, textOutput: 1_000_000)
    #expect(price.price(of: usage, under: terms)?.total.decimal == "4.75")
    #expect(price.contextWindow == 128_000)
  }

  @Test func `a new price for input does not leave the old one for cached input standing`() throws {
    let override = override { $0.input = Money(decimal: "0.50") }
    let price = try #require(override.applied(to: known, at: terms.moment))
    #expect(price.price(of: Usage(cacheRead: 1_000_000), under: terms)?.total.decimal == "0.5")
  }

  @Test func `free is a price, if somebody says so`() throws {
    let override = override { ($0.input, $0.output) = (.zero, .zero) }
    let price = try #require(override.applied(to: nil, at: terms.moment))
    #expect(price.price(of: Usage(uncachedInput: 10, textOutput: 10), under: terms)?.total == .zero)
  }

  @Test func `half a price, a negative one and one too fine are none`() {
    #expect(override { $0.input = Money(decimal: "1") }.applied(to: nil, at: terms.moment) == nil)
    #expect(override { $0.input = Money(decimal: "-1") }.applied(to: known, at: terms.moment) == nil)
    #expect(override { $0.input = Money(femtodollars: 1) }.applied(to: known, at: terms.moment) == nil)
  }
}
