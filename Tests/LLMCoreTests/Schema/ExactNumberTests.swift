import LLMTestKit
import Testing

@testable import LLMCore

@Suite struct ExactNumberTests {
  /// Compares two literals.
  private func order(_ left: String, _ right: String) -> Int {
    let mine = ValueTape(.number(left), depthLimit: 2)
    let theirs = ValueTape(.number(right), depthLimit: 2)
    return mine.withView { left in
      theirs.withView { right in ExactNumber.compare(left.nodes[0], left.bytes, right.nodes[0], right.bytes) }
    }
  }

  private func isMultiple(_ value: String, of divisor: String) -> Bool {
    let mine = ValueTape(.number(value), depthLimit: 2)
    let theirs = ValueTape(.number(divisor), depthLimit: 2)
    return mine.withView { view in ExactNumber.isMultiple(view.nodes[0], view.bytes, of: theirs.nodes[0]) }
  }

  @Test(arguments: [
    [
      "-1e400", "-1e399", "-123456789012345678901234567890", "-1.5", "-1", "-1e-400", "0", "1e-400", "0.1",
      "0.10000000000000000000000001",
      "1", "1.0000000000000000000000001", "2", "10", "99999999999999999999", "1e20", "123456789012345678901234567890",
      "123456789012345678901234567891", "1e399", "1e400", "1e999999999",
    ]
  ])
  func `numbers are in order`(_ rising: [String]) {
    for (i, left) in rising.enumerated() {
      for (j, right) in rising.enumerated() {
        #expect(order(left, right) == (i < j ? -1 : i > j ? 1 : 0), "\(left) \(right)")
      }
    }
  }

  @Test(arguments: [
    ("1", "1.0"), ("100", "1e2"), ("0", "-0.0e5"), ("1000000000000000000000", "1e21"), ("0.00012", "1.2e-4"),
    ("1E+2", "100"),
    ("12345678901234567890", "1.2345678901234567890e19"), ("0e999999999999999999999", "0"),
  ])
  func `ways to write a number are equal`(_ left: String, _ right: String) { #expect(order(left, right) == 0) }

  @Test func `comparison agrees with integers of 128 bits`() {
    var random = SeededRandom(seed: 3)
    for _ in 0..<20_000 {
      let left =
        Int128(Int64.random(in: .min ... .max, using: &random))
        * Int128(Int64.random(in: -1_000_000_000...1_000_000_000, using: &random))
      let right =
        Bool.random(using: &random)
        ? left + Int128(Int.random(in: -2...2, using: &random))
        : left / Int128(Int.random(in: 1...1000, using: &random))
      #expect(order("\(left)", "\(right)") == (left < right ? -1 : left > right ? 1 : 0))
    }
  }

  @Test func `multiples agree with integers of 128 bits`() {
    var random = SeededRandom(seed: 4)
    for _ in 0..<20_000 {
      let divisor =
        Int128(
          Int64.random(in: 1...999_999_999_999_999_999, using: &random) >> Int64.random(in: 0...58, using: &random)) + 1
      let factor = Int128(Int64.random(in: .min ... .max, using: &random))
      let value = factor * divisor + (Bool.random(using: &random) ? 0 : Int128(Int.random(in: 0...2, using: &random)))
      #expect(isMultiple("\(value)", of: "\(divisor)") == (value % divisor == 0), "\(value) \(divisor)")
      #expect(isMultiple("\(value)e-7", of: "\(divisor)e-7") == (value % divisor == 0))
    }
  }

  @Test func `a quotient of enormous exponents is found at once`() {
    #expect(isMultiple("1e999999999", of: "1e-999999999"))
    #expect(!isMultiple("1e999999999", of: "3"))
    #expect(!isMultiple("1e-5", of: "1e-4"))
  }
}
