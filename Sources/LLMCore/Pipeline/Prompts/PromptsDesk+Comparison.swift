extension PromptsDesk {
  /// Prints how the versions of a template did, by the calls that were made of them.
  ///
  /// - Parameter days: how far back calls are looked at.
  ///
  /// Throws `LLMError` for a template that there is not and was not, and where the ledger cannot be read.
  package func compare(_ name: String, days: Int, asJSON: Bool) async throws(LLMError) -> ExitCode {
    let name = try TemplateReference.name(name, for: "compare")
    let since = Timestamp(milliseconds: context.time.now().milliseconds - Int64(days) * 86_400_000)
    let uses: [PromptUse]
    do throws(LedgerError) { uses = try await context.ledger.promptUses(of: name, since: since) } catch {
      throw LLMError(.cannotWrite, error.sentence)
    }
    // The ledger may know a template whose file is gone; what neither knows is a slip of the fingers.
    if uses.isEmpty { _ = try library.lineage(name) }
    let comparison = VersionComparison(uses)
    if asJSON {
      try output.show(VersionTable(comparison, name: name, since: since).json)
    } else if comparison.versions.isEmpty {
      reporter.notice("no call was made of '\(name)' since \(since.day)")
    } else {
      try output.show(VersionTable(comparison, name: name, since: since).text)
    }
    return .complete
  }
}
