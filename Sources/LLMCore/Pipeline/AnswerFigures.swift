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
    if let money = AnswerPrice(answer, of: question)?.total { parts.append(money.shown) }
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

/// What an answer cost by the price table; nil where the table does not have the model or the provider told no tokens.
struct AnswerPrice {
  let total: Money

  init?(_ answer: Answer, of question: Question) {
    let names = answer.servedBy.map { $0.split(separator: "/", maxSplits: 1).map(String.init) }
    let (provider, model) =
      names.flatMap { $0.count == 2 ? ($0[0], $0[1]) : nil } ?? (question.account.name, question.request.model)
    let now = question.askedAt
    guard answer.sharedWith == nil, answer.cached == nil else {
      total = .zero
      return
    }
    guard let price = PriceTable.compiledIn.price(of: model, provider: provider),
      let call = price.price(of: answer.usage.adding(answer.earlierUsage), under: CallTerms(at: now))
    else { return nil }
    total = call.total
  }
}
