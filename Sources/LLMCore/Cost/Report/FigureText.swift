/// Figures as people read them in reports.
package enum FigureText {
  /// `1 call`, `2,345 calls`.
  package static func counted(_ count: Int, _ noun: String) -> String {
    "\(count.grouped) \(noun)\(count == 1 ? "" : "s")"
  }

  /// `$12,345.67`; as precise as `Money.shown`.
  package static func money(_ amount: Money) -> String { amount.shown.grouped }

  /// What was spent, without calls whose price nobody knows: `unpriced` where there were no others, and never `$0`.
  package static func spent(_ spend: Spend) -> String { spend.isUnknown ? "unpriced" : money(spend.spent) }

  /// `41 %` of a whole, with a digit behind the point below ten; `<0.1 %` for what is little and not nothing. The parts of a
  /// whole may add up to a little more or less than 100 %.
  package static func percent(_ part: Money, of whole: Money) -> String {
    percent(Proportion(part, of: whole), isNothing: part == .zero)
  }

  /// The same of counts.
  package static func percent(_ part: Int, of whole: Int) -> String {
    percent(Proportion(part, of: whole), isNothing: part == 0)
  }

  private static func percent(_ share: Proportion, isNothing: Bool) -> String {
    if isNothing { return "0 %" }
    let tenths = (share.points + 5) / 10
    if tenths == 0 { return "<0.1 %" }
    return tenths < 100 ? "\(tenths / 10).\(tenths % 10) %" : "\((share.points + 50) / 100) %"
  }

  /// Milliseconds as `250 ms`, `3.5 s`, `2 min 5 s`.
  static func duration(_ milliseconds: Int) -> String { Duration.milliseconds(milliseconds).spoken }
}
