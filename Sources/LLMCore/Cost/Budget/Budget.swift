/// A limit on what calls may cost in an hour, a day, a week or a month.
package struct Budget: Sendable, Equatable {
  /// How much is allowed.
  package enum Limit: Sendable, Equatable {
    case money(Money)
    /// Of prompts and answers together.
    case tokens(Int)
  }

  /// What is done for a call that does not fit any more.
  package enum Overrun: Sendable, Equatable {
    /// It is refused.
    case refuse
    /// An earlier answer to the same question is shown where there is one; else it is refused.
    case kept
    /// This model is asked instead, where that fits; else an earlier answer is shown or the call is refused.
    case reduced(String)
  }

  package var unit: LocalCalendar.Unit
  package var scope: SpendScope
  package var limit: Limit
  /// From how much of the limit on people are warned, in percent.
  package var warnsAt = 80
  /// Whether calls that do not fit are held back; else people are only warned.
  package var isHard = true
  package var overrun = Overrun.refuse

  package init(unit: LocalCalendar.Unit, scope: SpendScope = .everything, limit: Limit) {
    (self.unit, self.scope, self.limit) = (unit, scope, limit)
  }

  /// What people call it: `day`, `month of model openai/gpt-4o`. Two budgets of one name for money are the same one.
  package var name: String {
    var parts: [String] = []
    if let model = scope.model {
      parts.append("model " + (scope.provider.map { "\($0)/\(model)" } ?? model))
    } else if let provider = scope.provider {
      parts.append("provider \(provider)")
    }
    if let command = scope.command { parts.append("command \(command)") }
    if let repository = scope.repository { parts.append("project \(repository)") }
    if let branch = scope.branch { parts.append("branch \(branch)") }
    if let tag = scope.tag { parts.append("tag \(tag)") }
    let kind =
      if case .tokens = limit { "tokens \(unit == .hour ? "an" : "a") \(unit.rawValue)" } else { unit.rawValue }
    return parts.isEmpty ? kind : "\(kind) of \(parts.joined(separator: ", "))"
  }

  /// The limit as people read it.
  package var shownLimit: String {
    switch limit {
    case .money(let money): money.shown
    case .tokens(let count): "\(count) tokens"
    }
  }

  /// How much of a window is used up, in thousandths of the limit and with what is set aside; above 1000 where it is over.
  package func permille(_ use: SpendUse) -> Int {
    let (used, limit): (Int128, Int128) =
      switch self.limit {
      case .money(let money): (use.money.femtodollars, money.femtodollars)
      case .tokens(let count): (Int128(use.tokens), Int128(count))
      }
    guard limit > 0 else { return used > 0 ? .max : 1000 }
    // Rounded up: what is over by the least is over.
    return Int(clamping: (used * 1000 + limit - 1) / limit)
  }

  /// Whether so much more fits.
  package func allows(_ use: SpendUse, and most: Money, tokens: Int) -> Bool {
    switch limit {
    case .money(let money): use.money + most <= money
    case .tokens(let count): use.tokens + tokens <= count
    }
  }

  /// What is left, as people read it; nothing where it is over.
  package func left(_ use: SpendUse) -> String {
    switch limit {
    case .money(let money): max(.zero, money - use.money).shown
    case .tokens(let count): "\(max(0, count - use.tokens)) tokens"
    }
  }

  /// What is used, as people read it.
  package func used(_ use: SpendUse) -> String {
    switch limit {
    case .money: use.spent.shown
    case .tokens: "\(use.spentTokens) tokens"
    }
  }

  /// What is set aside for calls under way, as people read it; nil for nothing.
  package func reserved(_ use: SpendUse) -> String? {
    switch limit {
    case .money: use.reserved > .zero ? use.reserved.shown : nil
    case .tokens: use.reservedTokens > 0 ? "\(use.reservedTokens) tokens" : nil
    }
  }
}
