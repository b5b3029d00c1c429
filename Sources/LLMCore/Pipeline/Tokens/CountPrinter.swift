/// Prints what was counted, and what it costs.
struct CountPrinter {
  let basis: TokenBasis
  let price: InputPrice?
  let invocation: TokensInvocation

  /// As lines or as JSON. Throws `LLMError` where the output cannot be written.
  func show(_ inputs: [InputCount], as view: TokenListing.View, on output: OutputWriter) throws(LLMError) {
    let total = basis.tokens(inputs.reduce(0) { $0 + $1.tokens })
    if invocation.printsJSON {
      let document = TokensDocument(
        inputs, as: view, basis: basis, model: invocation.model, budget: invocation.budget,
        price: price?.members(total) ?? [])
      try output.show(document.json)
    } else {
      let isCounted = inputs.contains { $0.kind == .folder || $0.failures.isEmpty }
      let isLowerBound = inputs.contains(where: \.isStopped)
      let line = isCounted ? price?.line(total, basis.exactness, isLowerBound: isLowerBound) ?? "" : ""
      try output.show(TokenListing(inputs, as: view, basis: basis).text + line)
    }
  }
}
