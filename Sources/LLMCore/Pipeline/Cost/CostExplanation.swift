/// `llmctl cost explain`: how the price of one call was made up, try by try.
package struct CostExplanation: Sendable {
  private let context: AppContext

  package init(context: AppContext) { self.context = context }

  /// Prints it.
  ///
  /// Throws `LLMError` where the ledger cannot be read or has no such call.
  package func run(_ reference: String, asJSON: Bool) async throws(LLMError) -> ExitCode {
    let call: CallRecord?
    do throws(LedgerError) { call = try await context.ledger.call(reference) } catch {
      throw LLMError(.inputMissing, error.sentence)
    }
    guard let call else {
      throw LLMError(
        .inputMissing,
        reference == "last" ? "there is no call yet" : "there is no call '\(SafeText.line(reference).text)'",
        advice: "'llmctl replay list' shows what there is")
    }
    let output = OutputWriter(console: context.console)
    if asJSON { try output.show(document(call)) } else { try output.show(sheet(call)) }
    return .complete
  }

  // MARK: For people

  private func sheet(_ call: CallRecord) -> String {
    let model = "\(call.intent.provider)/\(call.intent.modelAsked)"
    var text = SafeText.line("\(call.id.text)  \(call.startedAt.rfc3339.prefix(19))Z  \(call.intent.command)  \(model)")
      .text
    text += "\n"
    for attempt in call.attempts {
      text += "\ntry \(attempt.number), \(attempt.errorCode), then \(attempt.sequel.rawValue): "
      text += SafeText.line("\(attempt.provider)/\(attempt.model)").text + "\n" + lines(attempt.charge)
    }
    guard case .closed(let outcome) = call.state else {
      return text + "\nThe call is \(call.state.name); what it cost is not known yet.\n"
    }
    if !call.attempts.isEmpty {
      text += "\ntry \(outcome.attempts): " + SafeText.line(outcome.servedBy ?? model).text + "\n"
    }
    text += lines(outcome.charge)
    if let shared = outcome.sharedWith { text += "the answer is that of call \(SafeText.line(shared).text)\n" }
    if call.attempts.count > 0 { text += "\n\(Self.total(call)) for all tries\n" }
    return text
  }

  private func lines(_ charge: Charge?) -> String {
    guard let charge else { return "  nobody looked what it cost\n" }
    let price = charge.explanation
    if price["source"]?.text == "correction" { return "  \(charge.amount.decimal) dollars, as you corrected it\n" }
    guard let lines = price["lines"]?.elements else {
      let saved = charge.saved > .zero ? "; it would have cost \(charge.saved.shown)" : ""
      return "  \(charge.words)\(saved)\n"
    }
    var rows = [["", "TOKENS", "$ PER MILLION", "$"]]
    for line in lines {
      let (kind, billed) = (line["kind"]?.text ?? "?", line["billed_as"]?.text ?? "?")
      let rate = line["usd_per_token"].flatMap(Self.money).map { ($0 * 1_000_000).decimal } ?? "?"
      rows.append(
        [
          kind == billed ? kind : "\(kind), billed as \(billed)", line["tokens"]?.integer.map(String.init) ?? "?", rate,
          line["usd"].flatMap(Self.money)?.decimal ?? "?",
        ].map { SafeText.line($0).text })
    }
    var text = AlignedColumns(rows, numbers: 1..<4).text.split(separator: "\n").map { "  \($0)\n" }.joined()
    for factor in price["factors"]?.elements ?? [] {
      let size = factor["factor"].flatMap(Self.money)?.decimal ?? "?"
      text += SafeText.line("  times \(size) for \(factor["name"]?.text ?? "?")").text + "\n"
    }
    text += "  \(charge.amount.decimal) dollars, \(charge.words)\n"
    return text + SafeText.line("  " + source(price)).text + "\n"
  }

  /// Which price it is: of which model, under which terms, out of which list.
  private func source(_ price: JSONValue) -> String {
    var parts = ["price of \(price["model"]?.text ?? "?")"]
    if let match = price["match"]?.text, match != "exact" { parts.append("found by \(match)") }
    if let service = price["service"]?.text, service != "standard" { parts.append("service \(service)") }
    if let threshold = price["above_prompt_tokens"]?.integer, threshold > 0 {
      parts.append("prompts above \(threshold) tokens")
    }
    if price["off_peak"] == .bool(true) { parts.append("off-peak hours") }
    if let since = price["since"]?.text { parts.append("since \(since)") }
    let day = price["prices_of"]?.text.map { " of \($0)" } ?? ""
    parts.append("list: \(price["source"]?.text ?? "?")\(day)")
    if price["is_lower_bound"] == .bool(true) { parts.append("a part of the tokens was not told") }
    return parts.joined(separator: "; ")
  }

  private static func money(_ value: JSONValue) -> Money? {
    guard case .number(let digits) = value else { return nil }
    return Money(decimal: digits)
  }

  private static func total(_ call: CallRecord) -> String {
    var sum = Spend()
    for attempt in call.attempts { sum += Spend(attempt) }
    if case .closed(let outcome) = call.state { sum += Spend(outcome) }
    var text = "\(sum.spent.decimal) dollars"
    if sum.possible > .zero { text += ", and up to \(sum.possible.decimal) that may have been charged besides," }
    if sum.unpriced > 0 { text += ", and \(sum.unpriced) without a price," }
    return text
  }

  // MARK: For programs

  private func document(_ call: CallRecord) -> JSONValue {
    var tries = call.attempts.map { attempt in
      object(number: attempt.number, model: "\(attempt.provider)/\(attempt.model)", attempt.usage, attempt.charge)
    }
    if case .closed(let outcome) = call.state {
      let model = outcome.servedBy ?? "\(call.intent.provider)/\(call.intent.modelAsked)"
      tries.append(object(number: outcome.attempts, model: model, outcome.usage, outcome.charge))
    }
    return .document(
      "cost_explanation",
      [
        JSONMember("id", .string(call.id.text)), JSONMember("started_at", .string(call.startedAt.rfc3339)),
        JSONMember("outcome", .string(call.state.name)), JSONMember("tries", .array(tries)),
      ])
  }

  private func object(number: Int, model: String, _ usage: Usage, _ charge: Charge?) -> JSONValue {
    .object([
      JSONMember("number", .integer(number)), JSONMember("model", .string(model)), JSONMember("usage", usage.json),
      JSONMember("basis", .optional(charge?.basis.rawValue)), JSONMember("usd", charge?.amount.json ?? .null),
      JSONMember("saved_usd", charge?.saved.json ?? .null), JSONMember("price", charge?.explanation ?? .null),
    ])
  }
}

extension Charge {
  /// How the amount is known, in words.
  fileprivate var words: String {
    switch basis {
    case .told: "by the tokens that the provider told"
    case .estimated: "by tokens that were counted here, because the answer broke off or its tokens were not told"
    case .possible: "up to \(amount.shown) may have been charged; nobody knows"
    case .free: "nothing was charged"
    case .unpriced: "it has no known price"
    }
  }
}
