/// An exact amount of US dollars: a whole number of 10^-15 dollars, never floating point.
///
/// Prices are whole numbers of 10^-12 dollars for a token. The three digits more hold what the factors of regions and fast
/// modes make of them, which come in thousandths, so that no product is ever rounded. An amount that would not fit into
/// 128 bits (10^23 dollars) stays at the limit instead of stopping the program: no budget allows it.
package struct Money: Sendable, Hashable, Comparable {
  /// In 10^-15 dollars.
  package let femtodollars: Int128

  package init(femtodollars: Int128) { self.femtodollars = femtodollars }

  /// A rate as the price table has it, in 10^-12 dollars.
  package init(picodollars: UInt32) { femtodollars = Int128(picodollars) * 1000 }

  package static let zero = Money(femtodollars: 0)

  /// 10^-15 dollars in a dollar.
  private static let dollar: Int128 = 1_000_000_000_000_000
  /// Digits behind the point.
  private static let places = 15

  package static func < (left: Self, right: Self) -> Bool { left.femtodollars < right.femtodollars }

  package static func + (left: Self, right: Self) -> Self {
    let (sum, overflows) = left.femtodollars.addingReportingOverflow(right.femtodollars)
    return Money(femtodollars: overflows ? limit(isNegative: left.femtodollars < 0) : sum)
  }

  package static func - (left: Self, right: Self) -> Self {
    let (difference, overflows) = left.femtodollars.subtractingReportingOverflow(right.femtodollars)
    return Money(femtodollars: overflows ? limit(isNegative: left.femtodollars < 0) : difference)
  }

  package static func += (left: inout Self, right: Self) { left = left + right }

  /// So many times the amount, such as a rate times a number of tokens.
  package static func * (rate: Self, count: Int) -> Self {
    let (product, overflows) = rate.femtodollars.multipliedReportingOverflow(by: Int128(count))
    return Money(femtodollars: overflows ? limit(isNegative: (rate.femtodollars < 0) != (count < 0)) : product)
  }

  /// The amount times so many thousandths, such as 1100 for a tenth more. Exact for rates of the table and overrides with up to
  /// twelve digits behind the point; else rounded up, away from zero.
  package func times(permille: Int) -> Money {
    let (product, overflows) = femtodollars.multipliedReportingOverflow(by: Int128(permille))
    if overflows { return Money(femtodollars: Self.limit(isNegative: (femtodollars < 0) != (permille < 0))) }
    let (quotient, remainder) = product.quotientAndRemainder(dividingBy: 1000)
    return Money(femtodollars: quotient + (remainder == 0 ? 0 : remainder.signum()))
  }

  /// An amount for a number of things as that for one of them, such as dollars for a million tokens as dollars for a token.
  /// Nil where that is no whole number of 10^-15 dollars.
  package func divided(exactlyBy count: Int) -> Money? {
    guard count != 0 else { return nil }
    let (quotient, remainder) = femtodollars.quotientAndRemainder(dividingBy: Int128(count))
    return remainder == 0 ? Money(femtodollars: quotient) : nil
  }

  private static func limit(isNegative: Bool) -> Int128 { isNegative ? -Int128.max : .max }
}

extension Money {
  /// Reads an amount as people type it: `0.05`, `$2`, `5USD`. Nil for anything else, and for what is not above zero.
  package init?(usd text: String) {
    var digits = text[...]
    if digits.hasPrefix("$") { digits = digits.dropFirst() }
    if digits.uppercased().hasSuffix("USD") { digits = digits.dropLast(3) }
    guard let money = Money(decimal: String(digits)), money > .zero else { return nil }
    self = money
  }

  /// Reads a decimal such as `5`, `0.0125`, `-3.` or `2.5e-06`. Nil for anything else, for more than 15 digits behind the point,
  /// and for more than 10^15 dollars.
  package init?(decimal text: String) {
    var digits = text.utf8[...]
    let isNegative = digits.first == UInt8(ascii: "-")
    if isNegative { digits = digits.dropFirst() }
    var exponent = 0
    if let mark = digits.firstIndex(where: { $0 | 0x20 == UInt8(ascii: "e") }) {
      guard let power = Int(String(digits[digits.index(after: mark)...]) ?? ""), abs(power) < 100 else { return nil }
      (exponent, digits) = (power, digits[..<mark])
    }
    let parts = digits.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
    let all = parts.flatMap { Array($0) }
    guard !all.isEmpty, all.count <= 60, all.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    // The places left of the last digit, in units of 10^-15 dollars.
    var shift = Self.places + exponent - (parts.count == 2 ? parts[1].count : 0)
    var significant = all.drop { $0 == 0x30 }
    while shift < 0, significant.last == 0x30 { (significant, shift) = (significant.dropLast(), shift + 1) }
    guard !significant.isEmpty else {
      self.init(femtodollars: 0)
      return
    }
    guard shift >= 0, significant.count + shift <= 31 else { return nil }
    var value: Int128 = 0
    for digit in significant { value = value * 10 + Int128(digit - 0x30) }
    for _ in 0..<shift { value *= 10 }
    self.init(femtodollars: isNegative ? -value : value)
  }

  /// All digits, without zeros at the end: `0.0000025`, `12`, `-0.5`.
  package var decimal: String {
    let (whole, rest) = femtodollars.magnitude.quotientAndRemainder(dividingBy: Self.dollar.magnitude)
    let sign = femtodollars < 0 ? "-" : ""
    guard rest != 0 else { return sign + String(whole) }
    var fraction = Self.padded(rest, to: Self.places)
    while fraction.hasSuffix("0") { fraction.removeLast() }
    return "\(sign)\(whole).\(fraction)"
  }

  /// The amount as a JSON number with all of its digits. Not a string: programs that compare or add (`jq '.price_usd > 1'`) would
  /// compare letters, silently; those that read numbers as decimals have the exact amount, the others the nearest double.
  package var json: JSONValue { .number(decimal) }

  /// For people, rounded: `$12.34`, below a dollar `$0.0123`, and `<$0.0001` for what costs less but costs. Only nothing is `$0`.
  package var shown: String {
    let amount = femtodollars.magnitude
    let sign = femtodollars < 0 ? "-" : ""
    if amount == 0 { return "$0" }
    // A ten-thousandth of a dollar, and a hundredth.
    let (small, cent): (UInt128, UInt128) = (100_000_000_000, 10_000_000_000_000)
    if amount < small { return femtodollars < 0 ? ">-$0.0001" : "<$0.0001" }
    let tenThousandths = Self.rounded(amount, small)
    if tenThousandths < 10_000 { return "\(sign)$0.\(Self.padded(tenThousandths, to: 4))" }
    let (whole, cents) = Self.rounded(amount, cent).quotientAndRemainder(dividingBy: 100)
    return "\(sign)$\(whole).\(Self.padded(cents, to: 2))"
  }

  /// The nearest number of units, halves up.
  private static func rounded(_ amount: UInt128, _ unit: UInt128) -> UInt128 {
    let (quotient, remainder) = amount.quotientAndRemainder(dividingBy: unit)
    return quotient + (remainder >= unit - remainder ? 1 : 0)
  }

  private static func padded(_ value: UInt128, to width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}
