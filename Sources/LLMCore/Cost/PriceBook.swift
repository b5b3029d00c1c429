/// Where a run looks prices up: in the configuration's overrides, then in a table that the user brought, then in the one in the
/// program. It is made once for a run and handed down, so that all of the run is priced by the same lists.
package struct PriceBook: Sendable {
  /// With nothing but the table in the program.
  package static let compiledIn = PriceBook(overrides: [], updated: nil)

  private let overrides: [PriceOverride]
  /// The one that counts more comes first.
  private let tables: [PriceTable]

  /// A table of the user's that is older than the one in the program, which was updated since, counts less than it.
  ///
  /// - Parameter overrides: of two for a model, the later one counts.
  package init(overrides: [PriceOverride], updated: PriceTable?) {
    self.overrides = overrides
    let compiledIn = PriceTable.compiledIn
    guard let updated else {
      tables = [compiledIn]
      return
    }
    tables = updated.snapshot < compiledIn.snapshot ? [compiledIn, updated] : [updated, compiledIn]
  }

  /// The price of a model; nil where nobody here knows it, which is not zero.
  ///
  /// A name that stands in any of the tables comes before one that leads there only without the date or snapshot at its end.
  ///
  /// - Parameter provider: whose price is meant, where the name does not say it; then no other provider's counts.
  package func price(of model: String, provider: String? = nil, at moment: Timestamp) -> ModelPrice? {
    let listed = PriceTable.price(PriceName(model, provider: provider), in: tables)
    guard !overrides.isEmpty, let override = override(of: model, provider, listed) else { return listed }
    return override.applied(to: listed, at: moment) ?? listed
  }

  /// The override whose name is the one that was asked for, with the provider or without, or the model's in the table.
  private func override(of model: String, _ provider: String?, _ listed: ModelPrice?) -> PriceOverride? {
    var names = [PriceName(model, provider: provider).key, PriceName(model, provider: nil).key]
    if let listed, listed.match == .exact { names.insert(Array(listed.name.utf8), at: 1) }
    for name in names {
      if let found = overrides.last(where: { PriceName($0.model, provider: nil).key == name }) { return found }
    }
    return nil
  }

  // MARK: What it says of itself

  /// The table that is asked first: the source and the day of most prices.
  package var leading: PriceTable { tables[0] }

  /// The day on which that table's prices were taken, as `2026-11-21`.
  package var snapshotDay: String { leading.snapshotDay }
}
