internal import ArgumentParser
package import LLMCore

/// The limit of a budget as it is typed: `5USD`, `$0.50`, `2.5`, `500000tokens`, `200k-tokens`, `2M tokens`.
package struct BudgetLimit: ExpressibleByArgument, Sendable, Equatable {
  package let limit: Budget.Limit

  package init?(argument: String) {
    let text = argument.lowercased()
    for suffix in ["tokens", "token", "tok"] where text.hasSuffix(suffix) {
      guard let count = Self.count(text.dropLast(suffix.count)) else { return nil }
      limit = .tokens(count)
      return
    }
    guard let money = Money(usd: argument) else { return nil }
    limit = .money(money)
  }

  /// A count with the letters that people use for thousands and millions.
  private static func count(_ text: Substring) -> Int? {
    var digits = text
    while let last = digits.last, last == " " || last == "-" { digits = digits.dropLast() }
    var factor = 1
    if digits.last == "k" { (digits, factor) = (digits.dropLast(), 1000) }
    if digits.last == "m" { (digits, factor) = (digits.dropLast(), 1_000_000) }
    guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(digits), number > 0
    else { return nil }
    let (count, overflows) = number.multipliedReportingOverflow(by: factor)
    return overflows ? nil : count
  }
}
