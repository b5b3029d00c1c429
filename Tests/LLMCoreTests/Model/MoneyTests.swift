import LLMCore
import Testing

@Suite struct MoneyTests {
  @Test(arguments: [
    ("0", "0"), ("5", "5"), ("0.0125", "0.0125"), ("2.5e-06", "0.0000025"), ("-3.", "-3"), (".5", "0.5"),
    ("1E2", "100"), ("0.000000000000001", "0.000000000000001"), ("10.50", "10.5"), ("-0.000", "0"), ("25e-16", nil),
    ("1000e-18", "0.000000000000001"), ("9999999999999999", "9999999999999999"), ("0e99", "0"),
  ])
  func `decimals are read and written exactly`(_ text: String, _ written: String?) {
    #expect(Money(decimal: text)?.decimal == written)
  }

  @Test(arguments: [
    "", ".", "-", "e5", "1e", "1e1000", "+1", "1,5", "0x10", "1.2.3", "$5", " 1", "NaN", "inf", "٣", "1e99",
    "0.0000000000000001", "99999999999999999",
  ])
  func `what is no amount is refused`(_ text: String) { #expect(Money(decimal: text) == nil) }

  @Test(arguments: [
    ("0", "$0"), ("0.0123", "$0.0123"), ("12.34", "$12.34"), ("0.00001", "<$0.0001"), ("0.000000000000001", "<$0.0001"),
    ("0.0001", "$0.0001"), ("0.00009999", "<$0.0001"), ("0.99994", "$0.9999"), ("0.99995", "$1.00"), ("1.005", "$1.01"),
    ("1.004999", "$1.00"), ("0.00015", "$0.0002"), ("1234567.891", "$1234567.89"), ("-0.5", "-$0.5000"),
    ("-0.00001", ">-$0.0001"), ("-12", "-$12.00"), ("0.9", "$0.9000"),
  ])
  func `what costs is never shown as nothing`(_ amount: String, _ shown: String) throws {
    #expect(try #require(Money(decimal: amount)).shown == shown)
  }

  /// The sum of ten times ten cents is a dollar, which it is not in floating point.
  @Test func `sums and products are exact`() throws {
    let cents = try #require(Money(decimal: "0.1"))
    #expect((0..<10).reduce(Money.zero) { sum, _ in sum + cents } == Money(decimal: "1"))
    #expect(try #require(Money(decimal: "0.0000025")) * 123_456_789 == Money(decimal: "308.6419725"))
    #expect(Money(picodollars: 1) * 1_000_000 == Money(decimal: "0.000001"))
    #expect(cents - cents - cents == Money(decimal: "-0.1"))
    #expect(Money(decimal: "2.50")?.divided(exactlyBy: 1_000_000) == Money(decimal: "0.0000025"))
    #expect(Money(decimal: "0.000000001")?.divided(exactlyBy: 1_000_000) == Money(femtodollars: 1))
    #expect(Money(femtodollars: 1).divided(exactlyBy: 2) == nil)
    #expect(Money(femtodollars: 1).divided(exactlyBy: 0) == nil)
  }

  @Test func `factors in thousandths are exact for every rate of the table`() {
    #expect(Money(picodollars: 1).times(permille: 1100) == Money(femtodollars: 1100))
    #expect((Money(picodollars: 3) * 7).times(permille: 1001) == Money(femtodollars: 21_021))
    #expect(Money(femtodollars: 1).times(permille: 1001) == Money(femtodollars: 2))
    #expect(Money(femtodollars: -1).times(permille: 1001) == Money(femtodollars: -2))
  }

  @Test func `the largest amounts stay at the limit and do not stop the program`() {
    let limit = Money(femtodollars: .max)
    #expect(Money(picodollars: .max) * Int.max < limit)
    #expect(limit + limit == limit)
    #expect(limit * 2 == limit)
    #expect(limit * -2 == Money(femtodollars: -.max))
    #expect(Money(femtodollars: -.max) - limit == Money(femtodollars: -.max))
    #expect(limit.times(permille: 1100) == limit)
    #expect(Money(femtodollars: .min).shown == "-$170141183460469231731687.30")
    #expect(Money(femtodollars: .min).decimal.hasPrefix("-170141183460469231731687"))
  }

  @Test func `JSON has a number with every digit`() {
    #expect(JSONWriter.text(of: Money(femtodollars: 12_345_000_000_000_001).json) == "12.345000000000001")
    #expect(JSONWriter.text(of: Money.zero.json) == "0")
  }
}
