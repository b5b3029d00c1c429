/// One run of `llmctl cost`: a report in one of its forms.
package struct CostRun: Sendable {
  private let context: AppContext
  private let reporter: Reporter

  package init(context: AppContext, reporter: Reporter) {
    self.context = context
    self.reporter = reporter
  }

  /// Prints the report, or writes it to a file.
  ///
  /// Throws `LLMError` where the ledger cannot be read, the file cannot be written, or the arguments make no sense.
  package func run(_ invocation: CostInvocation) async throws(LLMError) -> ExitCode {
    let text = try await text(invocation)
    guard let path = invocation.output else {
      let output = OutputWriter(console: context.console)
      // Names are made safe where the table's rows are made.
      if invocation.format == .table { try output.show(coloured: text) } else { try output.show(text) }
      return .complete
    }
    do throws(FileError) {
      // Whoever collects metrics reads the file at any moment.
      try context.tree.replace(RawPath(path), Array(text.utf8))
    } catch {
      throw LLMError(.cannotWrite, "cannot write \(SafeText.line(path).text): \(error.phrase)")
    }
    reporter.notice("wrote \(SafeText.line(path).text)")
    return .complete
  }

  private func text(_ invocation: CostInvocation) async throws(LLMError) -> String {
    let settings = try SettingsLoader(environment: context.environment, files: context.files).load()
    let prices = PriceBook(settings, context, reporter).leading(at: context.time.now())
    let query = CostQuery(context: context, snapshotDay: prices.snapshotDay)
    switch invocation.format {
    case .table, .json, .csv:
      let period = try await query.period(invocation.period ?? "month")
      let report = try await query.report(
        on: period, by: invocation.grouping ?? Self.grouping(period.name), of: invocation.scope,
        limit: invocation.limit ?? (invocation.format == .csv ? 0 : nil))
      switch invocation.format {
      case .csv: return CostCSV(report).text
      case .json: return JSONWriter.text(of: CostDocument(report).json) + "\n"
      default: return CostTable(report, setting(invocation)).text
      }
    case .html, .prometheus:
      guard invocation.scope == .everything, invocation.grouping == nil else {
        throw LLMError(.usage, "--format \(invocation.format.rawValue) shows all groups of all calls")
      }
      let period = try await query.period(
        invocation.period ?? (invocation.format == .html ? "month" : "all"))
      let budgets = try await BudgetBook(context: context).shown()
      let overview = try await query.overview(of: period, version: context.version, budgets: budgets)
      return invocation.format == .html ? CostPage(overview).html : PrometheusText(overview).text
    }
  }

  /// What standard output can show.
  private func setting(_ invocation: CostInvocation) -> CostTable.Setting {
    let isTerminal = context.console.outputIsTerminal && invocation.output == nil
    let colors = invocation.appearance.depth(context.environment, isTerminal: isTerminal)
    return CostTable.Setting(
      columns: isTerminal ? context.terminal.size.columns : nil, isColoured: colors != .none,
      hasBlocks: !Appearance.isPlain(context.environment))
  }

  /// What is wanted of a period unless somebody says.
  private static func grouping(_ period: String) -> CostGrouping {
    switch period {
    case "today", "yesterday": .model
    case "all": .month
    default: LocalCalendar.Date(period) == nil ? .day : .model
    }
  }
}
