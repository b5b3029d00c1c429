/// What the calls made of one version came to, with how sure that is.
package struct VersionFigures: Sendable, Equatable {
  package let version: PromptVersion
  /// `v3`, with the start of the hash where the same number stood for several contents.
  package let label: String
  /// Calls that say something: not those that somebody broke off.
  package let calls: Int
  package let cancelled: Int
  package let done: ShareEstimate
  package let partial: ShareEstimate
  package let refused: ShareEstimate
  package let failed: ShareEstimate
  /// Of the answers that had to have a form: how many had it in the end, and how many were asked for again.
  package let valid: ShareEstimate
  package let reasked: ShareEstimate
  /// In 10^-12 dollars, of the calls that have a price.
  package let cost: MeanEstimate
  /// In thousandths of tokens, so that their intervals are not rounded to whole ones.
  package let input: MeanEstimate
  package let output: MeanEstimate
  /// Milliseconds, of complete answers.
  package let median: QuantileEstimate
  package let slow: QuantileEstimate

  init(_ version: PromptVersion, label: String, of uses: [PromptUse]) {
    (self.version, self.label) = (version, label)
    let counted = uses.filter { $0.verdict != .cancelled }
    calls = counted.count
    cancelled = uses.count - counted.count
    func share(_ verdict: CallOutcome.Verdict) -> ShareEstimate {
      ShareEstimate(counted.count { $0.verdict == verdict }, of: counted.count)
    }
    (done, partial, refused, failed) = (share(.done), share(.partial), share(.refused), share(.failed))
    let forms = counted.compactMap(\.form)
    valid = ShareEstimate(forms.count { $0.problems == 0 }, of: forms.count)
    reasked = ShareEstimate(forms.count { $0.reasks > 0 }, of: forms.count)
    cost = MeanEstimate(counted.compactMap { $0.cost.map { $0.femtodollars / 1000 } })
    input = MeanEstimate(counted.compactMap { $0.input.map { Int128($0) * 1000 } })
    output = MeanEstimate(counted.compactMap { $0.output.map { Int128($0) * 1000 } })
    let durations = counted.filter { $0.verdict == .done }.map(\.duration)
    median = QuantileEstimate(50, of: durations)
    slow = QuantileEstimate(95, of: durations)
  }

  /// An amount of 10^-12 dollars.
  package static func money(_ picodollars: Int128) -> Money {
    let (amount, overflows) = picodollars.multipliedReportingOverflow(by: 1000)
    return Money(femtodollars: overflows ? (picodollars < 0 ? -Int128.max : .max) : amount)
  }

  package var json: JSONValue {
    .object([
      JSONMember("label", .string(label)), JSONMember("number", .integer(version.number)),
      JSONMember("hash", .string(version.contentHash)), JSONMember("calls", .integer(calls)),
      JSONMember("cancelled", .integer(cancelled)), JSONMember("done", done.json), JSONMember("partial", partial.json),
      JSONMember("refused", refused.json), JSONMember("failed", failed.json), JSONMember("valid", valid.json),
      JSONMember("reasked", reasked.json), JSONMember("mean_usd", Self.json(cost) { Self.money($0).json }),
      JSONMember("mean_input_tokens", Self.json(input, Self.tokens)),
      JSONMember("mean_output_tokens", Self.json(output, Self.tokens)),
      JSONMember("median_ms", median.json), JSONMember("p95_ms", slow.json),
    ])
  }

  /// Thousandths as a number with as many digits behind the point as it needs.
  private static func tokens(_ thousandths: Int128) -> JSONValue {
    let (whole, rest) = thousandths.magnitude.quotientAndRemainder(dividingBy: 1000)
    var digits = String(String(rest + 1000).dropFirst())
    while digits.last == "0" { digits.removeLast() }
    return .number("\(thousandths < 0 ? "-" : "")\(whole)\(digits.isEmpty ? "" : ".")\(digits)")
  }

  private static func json(_ estimate: MeanEstimate, _ number: (Int128) -> JSONValue) -> JSONValue {
    [
      "count": .integer(estimate.count), "mean": estimate.mean.map(number) ?? .null,
      "lower": estimate.interval.map { number($0.lowerBound) } ?? .null,
      "upper": estimate.interval.map { number($0.upperBound) } ?? .null,
    ]
  }
}
