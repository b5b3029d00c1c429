/// That an answer came from the response cache, and what it would have taken otherwise.
package struct CachedUse: Sendable, Equatable {
  /// The call that got the answer from a provider, where the ledger knows it.
  package var call: CallID?
  package var age: Duration
  /// The tokens of that call: those that were not needed again.
  package var usage: Usage

  package init(call: CallID?, age: Duration, usage: Usage) { (self.call, self.age, self.usage) = (call, age, usage) }

  /// What it saved, by the prices of now: the one place that says so. Nil where nobody knows a price; nothing on this machine.
  func saved(_ question: Question) -> Money? {
    let pricing = Pricing(question, question.request)
    return pricing.isCharged ? pricing.price(usage)?.total : .zero
  }

  /// The object in `--json`.
  func json(_ question: Question) -> JSONValue {
    .object([
      JSONMember("call_id", .optional(call?.text)), JSONMember("age_ms", .integer(age.milliseconds)),
      JSONMember("saved_usd", saved(question)?.json ?? .null), JSONMember("usage", usage.json),
    ])
  }
}
