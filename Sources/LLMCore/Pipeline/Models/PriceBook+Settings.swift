extension PriceBook {
  /// The prices of a run: those of the configuration, of the table in the data folder if there is one, and of the program.
  ///
  /// A table that cannot be used is a warning: the program's is used then.
  init(_ settings: Settings, _ context: AppContext, _ reporter: Reporter) {
    self.init(settings.prices, context.environment, context.tree, reporter)
  }

  /// The same for what stays on this machine. What a project says does not change prices, so only the user's file is read; where
  /// it is wrong, that is a warning, since the price is a remark beside the count that was asked for.
  init(_ context: LocalContext, _ reporter: Reporter) {
    var prices: [PriceSettings] = []
    do throws(LLMError) {
      let loader = SettingsLoader(environment: context.environment, files: context.files)
      prices = try loader.loadUserFile().prices
    } catch { reporter.warning("prices of the configuration are not used: \(error.message)") }
    self.init(prices, context.environment, context.tree, reporter)
  }

  init(_ prices: [PriceSettings], _ environment: Environment, _ tree: any FileTree, _ reporter: Reporter) {
    var updated: PriceTable?
    if let file = PriceFile(environment, tree) {
      do throws(PriceFile.Failure) { updated = try file.read() } catch {
        reporter.warning(
          "\(file.path.shown) is not used: \(error.phrase); 'llmctl models update' writes it anew, with --reset removes it"
        )
      }
    }
    self.init(overrides: prices.map(PriceOverride.init), updated: updated)
  }

  /// Throws `LLMError` of kind `configuration` for the first price that leads nowhere, since a side of it is missing.
  func check(_ settings: Settings, at moment: Timestamp) throws(LLMError) {
    for price in settings.prices where !isComplete(PriceOverride(price), at: moment) {
      throw LLMError(
        .configuration,
        "\(price.origin.text): prices of '\(price.model)' need 'input' and 'output', since no list has the model")
    }
  }
}

extension PriceOverride {
  /// What the configuration says.
  init(_ settings: PriceSettings) {
    self.init(model: settings.model)
    (input, output, reasoning) = (settings.rates[.input], settings.rates[.output], settings.rates[.reasoning])
    (cacheRead, cacheWrite) = (settings.rates[.cacheRead], settings.rates[.cacheWrite])
    cacheWriteLong = settings.rates[.cacheWriteLong]
  }
}
