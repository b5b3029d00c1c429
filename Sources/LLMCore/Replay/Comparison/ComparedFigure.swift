/// One figure of two calls, with how it changed. What nobody knows is said to be unknown, and is never taken for nothing.
package struct ComparedFigure: Sendable, Equatable {
  /// What was measured or told.
  package enum Value: Sendable, Equatable {
    case count(Int)
    case milliseconds(Int)
    case cost(ComparedCost)
    case word(String)
  }

  /// As people read it: `tokens in`. As `--json` has it: `tokens_in`.
  package let name: String
  package let old: Value?
  package let new: Value?

  package init(_ name: String, _ old: Value?, _ new: Value?) { (self.name, self.old, self.new) = (name, old, new) }

  package var oldShown: String { Self.shown(old) }
  package var newShown: String { Self.shown(new) }

  /// How it changed: `+120, 1.40×`, `same`, or `unknown`. Words have no difference but being another one.
  package var change: String {
    guard let old, let new else { return "unknown" }
    if case .word = new { return old == new ? "same" : "differs" }
    guard let (before, after) = amounts else { return "unknown" }
    if before == after { return "same" }
    let ratio = ratio.map { ", \(Self.shown(ratio: $0))" } ?? ""
    let sign = after > before ? "+" : "-"
    switch new {
    case .milliseconds:
      return "\(sign)\(Duration.milliseconds(Int(clamping: (after - before).magnitude)).spoken)\(ratio)"
    case .cost:
      let difference = Money(femtodollars: Int128(clamping: (after - before).magnitude)).shown
      return "\(difference.hasPrefix("<") ? "\(sign) \(difference)" : sign + difference)\(ratio)"
    case .count, .word: return "\(sign)\(Int(clamping: (after - before).magnitude).grouped)\(ratio)"
    }
  }

  /// The new one in hundredths of the old one; nil where one of both is unknown, or the old one is nothing.
  package var ratio: Int? {
    guard let (before, after) = amounts, before > 0, after >= 0 else { return nil }
    let (product, overflows) = after.multipliedReportingOverflow(by: 200)
    return overflows ? nil : Int(exactly: (product + before) / (2 * before))
  }

  /// As `--json` prints it.
  package var json: JSONValue {
    var members = [JSONMember("old", Self.json(old)), JSONMember("new", Self.json(new))]
    if case .word? = new ?? old { return .object(members) }
    var delta = JSONValue.null
    if let (before, after) = amounts {
      if case .cost? = new {
        delta = (Money(femtodollars: after) - Money(femtodollars: before)).json
      } else {
        delta = .number("\(after - before)")
      }
    }
    members.append(JSONMember("delta", delta))
    members.append(
      JSONMember("ratio", ratio.map { .number("\($0 / 100).\($0 % 100 < 10 ? "0" : "")\($0 % 100)") } ?? .null))
    return .object(members)
  }

  /// Both as numbers of the same unit; nil where one is unknown, or only a bound.
  private var amounts: (old: Int128, new: Int128)? {
    guard let old = Self.amount(old), let new = Self.amount(new) else { return nil }
    return (old, new)
  }

  private static func amount(_ value: Value?) -> Int128? {
    switch value {
    case .count(let count)?, .milliseconds(let count)?: Int128(count)
    case .cost(let cost)?: cost.known?.femtodollars
    case .word?, nil: nil
    }
  }

  private static func shown(_ value: Value?) -> String {
    switch value {
    case .count(let count)?: count.grouped
    case .milliseconds(let time)?: Duration.milliseconds(time).spoken
    case .cost(let cost)?: cost.shown
    case .word(let word)?: word
    case nil: "unknown"
    }
  }

  private static func json(_ value: Value?) -> JSONValue {
    switch value {
    case .count(let count)?, .milliseconds(let count)?: .integer(count)
    case .cost(let cost)?: cost.json
    case .word(let word)?: .string(word)
    case nil: .null
    }
  }

  /// `1.40×`; from ten on without a fraction, and a hundredth at least for what is not nothing.
  private static func shown(ratio: Int) -> String {
    if ratio == 0 { return "<0.01×" }
    if ratio >= 1000 { return "\(((ratio + 50) / 100).grouped)×" }
    return "\(ratio / 100).\(ratio % 100 < 10 ? "0" : "")\(ratio % 100)×"
  }
}
