/// `llmctl cost budget`: sets, lists and removes budgets.
package struct BudgetDesk: Sendable {
  private let context: AppContext
  private let reporter: Reporter

  package init(context: AppContext, reporter: Reporter) {
    self.context = context
    self.reporter = reporter
  }

  /// Sets a budget, in place of one with the same name.
  ///
  /// Throws `LLMError` where the budgets cannot be read or written.
  package func set(_ budget: Budget) async throws(LLMError) -> ExitCode {
    let replaced = try await change { budgets in
      let old = budgets.firstIndex { $0.name == budget.name }
      if let old { budgets[old] = budget } else { budgets.append(budget) }
      return old != nil
    }
    let kind = budget.isHard ? "at most" : "a warning at"
    reporter.notice(
      "budget '\(SafeText.line(budget.name).text)' is \(kind) \(budget.shownLimit)\(replaced ? ", in place of the one before" : "")"
    )
    return .complete
  }

  /// Removes a budget by its name.
  ///
  /// Throws `LLMError` where there is none of this name.
  package func remove(_ name: String) async throws(LLMError) -> ExitCode {
    let found = try await change { budgets in
      guard let index = budgets.firstIndex(where: { $0.name == name }) else { return false }
      budgets.remove(at: index)
      return true
    }
    guard found else {
      throw LLMError(
        .inputMissing, "there is no budget '\(SafeText.line(name).text)'",
        advice: "'llmctl cost budget list' shows the names")
    }
    reporter.notice("budget '\(SafeText.line(name).text)' is removed")
    return .complete
  }

  /// Shows all budgets with what is left of them.
  ///
  /// Throws `LLMError` where the budgets or the ledger cannot be read.
  package func list(asJSON: Bool) async throws(LLMError) -> ExitCode {
    let entries = try await BudgetBook(context: context).entries()
    let calendar = LocalCalendar(context.time)
    let output = OutputWriter(console: context.console)
    if asJSON {
      try output.show(.document("budgets", [JSONMember("budgets", .array(entries.map(\.json)))]))
      return .complete
    }
    guard !entries.isEmpty else {
      reporter.notice("there is no budget; 'llmctl cost budget set day 5USD' sets one")
      return .complete
    }
    let heading = ["BUDGET", "USED", "SET ASIDE", "LEFT", "LIMIT", "%", "KIND", "UNTIL"]
    let rows = entries.map { entry in
      [
        SafeText.line(entry.budget.name).text, entry.budget.used(entry.use),
        entry.budget.reserved(entry.use) ?? "-", entry.budget.left(entry.use), entry.budget.shownLimit,
        "\(entry.permille / 10)", entry.budget.isHard ? "hard" : "soft", calendar.clock(entry.stretch.upperBound),
      ]
    }
    try output.show(AlignedColumns([heading] + rows, numbers: 1..<6).text)
    return .complete
  }

  /// Says whether a budget is used up: exit code 1.
  ///
  /// Throws `LLMError` where the budgets or the ledger cannot be read.
  package func check(asJSON: Bool) async throws(LLMError) -> ExitCode {
    let entries = try await BudgetBook(context: context).entries()
    let over = entries.filter(\.isUsedUp)
    let output = OutputWriter(console: context.console)
    if asJSON {
      try output.show(
        .document(
          "budget_check",
          [
            JSONMember("over", .bool(!over.isEmpty)),
            JSONMember("budgets", .array(entries.map(\.json))),
          ]))
    } else {
      for entry in over {
        reporter.line(
          "budget '\(SafeText.line(entry.budget.name).text)' is used up: \(entry.budget.used(entry.use)) of \(entry.budget.shownLimit)"
        )
      }
    }
    return over.isEmpty ? .complete : .gateFailed
  }

  /// Changes the file while no other process does.
  private func change(_ body: @escaping @Sendable (inout [Budget]) -> Bool) async throws(LLMError) -> Bool {
    let file = BudgetFile(context: context)
    let work: @Sendable () -> Result<Bool, LLMError> = {
      Result { () throws(LLMError) in
        var budgets = try file.read()
        let value = body(&budgets)
        try file.write(budgets)
        return value
      }
    }
    let outcome: Result<Bool, LLMError>
    do throws(SharedStateError) {
      outcome = try await context.state.update { _ in work() }
    } catch {
      // Where there is no lock to be had, a person who types twice at once is left to it.
      outcome = work()
    }
    return try outcome.get()
  }
}

extension BudgetBook.Entry {
  /// As one object for programs.
  var json: JSONValue {
    .object([
      JSONMember("name", .string(budget.name)), JSONMember("budget", BudgetCodec.json(budget)),
      JSONMember("spent_usd", use.spent.json), JSONMember("reserved_usd", use.reserved.json),
      JSONMember("spent_tokens", .integer(use.spentTokens)),
      JSONMember("reserved_tokens", .integer(use.reservedTokens)),
      JSONMember("used_permille", .integer(permille)), JSONMember("used_up", .bool(isUsedUp)),
      JSONMember("until", .string(stretch.upperBound.rfc3339)),
    ])
  }
}
