/// Where a run looks prices up: in the configuration's overrides, then in a table that the user brought, then in the one in
/// the program. It is made once for a run and handed down, so that all of the run is priced by the same lists.
package struct PriceBook: Sendable {
  /// With nothing but the table in the program.
  package static let compiledIn = PriceBook(overrides: [], updated: nil)

  private let overrides: [PriceOverride]
  private let updated: PriceTable?

  /// - Parameter overrides: of two for a model, the later one counts.
  package init(overrides: [PriceOverride], updated: PriceTable?) {
    (self.overrides, self.updated) = (overrides, updated)
  }

  /// The price of a model; nil where nobody here knows it, which is not zero.
  ///
  /// - Parameters:
  ///   - provider: whose price is meant, where the name does not say it; then no other provider's counts.
  ///   - moment: when the call is made.
  package func price(of model: String, provider: String? = nil, at moment: Timestamp) -> ModelPrice? {
    let listed = listed(PriceName(model, provider: provider), at: moment)
    guard !overrides.isEmpty, let override = override(of: model, provider, listed) else { return listed }
    return override.applied(to: listed, at: moment) ?? listed
  }

  /// The price in the tables. A name that stands in any of them comes before one that leads there only without the date or
  /// snapshot at its end.
  private func listed(_ name: PriceName, at moment: Timestamp) -> ModelPrice? {
    let tables = tables(at: moment)
    guard var found = PriceTable.price(name, in: tables) else { return nil }
    // The leading table may have the model and not all of its names.
    if tables.count > 1, var leading = tables[0].price(of: found.name), leading.match == .exact {
      leading.match = found.match
      found = leading
    }
    return found
  }

  /// The tables, the one that counts more first.
  private func tables(at moment: Timestamp) -> [PriceTable] {
    guard let updated else { return [.compiledIn] }
    return isUpdated(at: moment) ? [updated, .compiledIn] : [.compiledIn, updated]
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

  /// Whether an override leads to a price: with one for input and output, or together with those of the tables.
  package func isComplete(_ override: PriceOverride, at moment: Timestamp) -> Bool {
    override.applied(to: listed(PriceName(override.model, provider: nil), at: moment), at: moment) != nil
  }

  // MARK: What it says of itself

  /// For how many models the configuration has prices.
  package var overrideCount: Int { overrides.count }

  /// The table that is asked first at a moment: the source and the day of most prices.
  package func leading(at moment: Timestamp) -> PriceTable { tables(at: moment)[0] }

  /// Whether that is one that the user brought. Such a table knows neither the prices of days before it, which the one in the
  /// program has, nor those that changed since, when the program is newer.
  package func isUpdated(at moment: Timestamp) -> Bool {
    guard let updated else { return false }
    return (PriceTable.compiledIn.snapshot...max(PriceTable.compiledIn.snapshot, UTCMoment(moment).day))
      .contains(updated.snapshot)
  }

  /// All models of the tables, in the order of their names, each from the table that counts for it.
  package func models(at moment: Timestamp) -> [ModelPrice] {
    var models: [String: ModelPrice] = [:]
    for table in tables(at: moment).reversed() {
      for index in 0..<table.modelCount {
        let model = table.model(index)
        models[model.name] = model
      }
    }
    return models.values.sorted { PriceListNames.precedes($0.name, $1.name) }
  }
}
