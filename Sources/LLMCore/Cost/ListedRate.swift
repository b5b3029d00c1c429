/// An amount as a price list has it, in dollars: exact to 30 digits behind the point, and cut off behind them.
struct ListedRate: Hashable, Comparable {
  /// In 10^-30 dollars.
  let units: Int128

  private static let places = 30
  /// 10^-12 dollars, the unit of the table.
  private static let picodollar: Int128 = 1_000_000_000_000_000_000
  /// A thousand dollars for a million tokens is more than anyone asks; above it, the unit is wrong.
  private static let largest = picodollar * 1_000_000_000

  static let zero = ListedRate(units: 0)

  init(units: Int128) { self.units = units }

  /// Reads a number as JSON writes it: `2.5e-06`. Nil for anything else, and for ten million dollars and more.
  init?(_ literal: String) {
    var digits = literal.utf8[...]
    let isNegative = digits.first == UInt8(ascii: "-")
    if isNegative { digits = digits.dropFirst() }
    var exponent = 0
    if let mark = digits.firstIndex(where: { $0 | 0x20 == UInt8(ascii: "e") }) {
      guard let power = Int(String(digits[digits.index(after: mark)...]) ?? ""), abs(power) < 1000 else { return nil }
      (exponent, digits) = (power, digits[..<mark])
    }
    let parts = digits.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
    let all = parts.flatMap { Array($0) }
    guard !all.isEmpty, all.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    let shift = Self.places + exponent - (parts.count == 2 ? parts[1].count : 0)
    let significant = all.drop { $0 == 0x30 }.dropLast(max(0, -shift))
    guard !significant.isEmpty else {
      self.init(units: 0)
      return
    }
    guard significant.count + max(0, shift) <= 37 else { return nil }
    var value: Int128 = 0
    for digit in significant { value = value * 10 + Int128(digit - 0x30) }
    for _ in 0..<max(0, shift) { value *= 10 }
    self.init(units: isNegative ? -value : value)
  }

  static func < (left: Self, right: Self) -> Bool { left.units < right.units }

  /// Half of it.
  var half: ListedRate { ListedRate(units: units / 2) }

  /// As a number of thousandths; nil where that is no whole one from 0 to 65535, the most that the table has a place for.
  var permille: Int? {
    let (thousandths, rest) = units.quotientAndRemainder(dividingBy: Self.picodollar * 1_000_000_000)
    return rest == 0 && (0...0xFFFF).contains(thousandths) ? Int(thousandths) : nil
  }

  /// The nearest whole number of 10^-12 dollars, halves to the even one. What is rounded off are thirds, and the noise of
  /// somebody's division.
  ///
  /// Throws `UnusableEntry` for what is negative, beyond reason, or changed by more than a ten-thousandth.
  func rounded(_ name: String) throws(UnusableEntry) -> Money {
    if units < 0 { throw UnusableEntry("\(name) is negative") }
    if units > Self.largest { throw UnusableEntry("\(name) is more than 1000 dollars for a million tokens") }
    let (quotient, rest) = units.quotientAndRemainder(dividingBy: Self.picodollar)
    let isUp = rest * 2 > Self.picodollar || rest * 2 == Self.picodollar && quotient % 2 == 1
    let amount = quotient + (isUp ? 1 : 0)
    let error = amount * Self.picodollar - units
    if error.magnitude * 10_000 > (amount * Self.picodollar).magnitude {
      throw UnusableEntry("\(name) is no whole number of 10^-12 dollars")
    }
    return Money(picodollars: UInt32(amount))
  }
}

/// Why a model of a price list has no place in the table.
struct UnusableEntry: Error, Equatable {
  let reason: String

  init(_ reason: String) { self.reason = reason }
}
