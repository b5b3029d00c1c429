/// The faint line behind an answer at a terminal: tokens, money, time, speed, what the provider's cache spared.
struct AnswerFigures {
  let text: String

  init(_ answer: Answer, of question: Question) {
    let usage = answer.usage.adding(answer.earlierUsage)
    var parts: [String] = []
    if let input = usage.input {
      let cached = usage.cacheRead.flatMap { $0 > 0 && input > 0 ? ", \($0 * 100 / input) % cached" : nil } ?? ""
      parts.append("\(ContextFill.short(input)) in\(cached)")
    }
    if let output = usage.output { parts.append("\(ContextFill.short(output)) out") }
    if let money = AnswerPrice(answer)?.total { parts.append(money.shown) }
    let tenths = answer.totalTime.milliseconds / 100
    parts.append("\(tenths / 10).\(tenths % 10) s")
    let generating = (answer.totalTime - (answer.timeToFirstToken ?? .zero)).milliseconds
    if let output = usage.output, output > 1, generating > 0 { parts.append("\(output * 1000 / generating) tok/s") }
    if let other = answer.servedBy { parts.append("answered by \(other)") }
    if answer.cached != nil {
      parts.append("from the cache")
    } else if answer.sharedWith != nil {
      parts.append("shared")
    }
    text = parts.joined(separator: " · ")
  }
}

/// What an answer cost with all of its tries, as far as anybody knows; nil where one of them has no price.
struct AnswerPrice {
  let total: Money

  init?(_ answer: Answer) {
    guard let last = answer.charge else { return nil }
    let charges = answer.earlierCharges + [last]
    guard !charges.contains(where: { $0.basis == .unpriced }) else { return nil }
    // What was only possibly charged is told by the ledger.
    total = charges.filter { $0.basis != .possible }.reduce(.zero) { $0 + $1.amount }
  }
}
