extension CallPrice {
  /// The price as the ledger keeps it and `cost explain --json` prints it; members may be added, never changed. What the
  /// configuration says is of no day.
  package var json: JSONValue {
    .object([
      JSONMember("model", .string(model)), JSONMember("match", .string(match.name)),
      JSONMember("source", .string(source.name)), JSONMember("prices_of", .optional(snapshot.map(PriceTable.day))),
      JSONMember("service", .string(service.name)), JSONMember("above_prompt_tokens", .integer(threshold)),
      JSONMember("off_peak", .bool(isOffPeak)),
      JSONMember("since", firstDay == 0 ? .null : .string(PriceTable.day(firstDay))),
      JSONMember("lines", .array(lines.map(\.json))),
      JSONMember(
        "factors",
        .array(
          factors.map { factor in
            .object([
              JSONMember("name", .string(factor.name)),
              JSONMember("factor", Money(femtodollars: Int128(factor.permille) * 1_000_000_000_000).json),
            ])
          })),
      JSONMember("total_usd", total.json), JSONMember("is_lower_bound", .bool(isLowerBound)),
    ])
  }
}

extension CallPrice.Line {
  fileprivate var json: JSONValue {
    .object([
      JSONMember("kind", .string(kind.name)), JSONMember("billed_as", .string(billedAs.name)),
      JSONMember("tokens", .integer(tokens)), JSONMember("usd_per_token", rate.json), JSONMember("usd", amount.json),
    ])
  }
}

extension PriceMatch {
  /// The name in JSON and in the ledger.
  package var name: String {
    switch self {
    case .exact: "exact"
    case .snapshot: "snapshot"
    case .configured: "configured"
    }
  }
}
