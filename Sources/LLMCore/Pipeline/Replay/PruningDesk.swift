/// One run of `llmctl replay prune`: recordings go, after somebody said yes.
package struct PruningDesk: Sendable {
  /// How long recordings are kept where nobody says.
  package static let usualAge = Duration.seconds(RecordingSettings.usualDays * 86_400)

  /// Less free room is not worth a word.
  private static let muchRoom = 16 << 20

  private let context: AppContext
  private let reporter: Reporter

  package init(context: AppContext, reporter: Reporter) { (self.context, self.reporter) = (context, reporter) }

  /// What is to go.
  package struct Invocation: Sendable, Equatable {
    /// What is older goes; nil for any age.
    package var age: Duration?
    package var mostBytes: Int?
    package var takesTexts = false
    package var isRehearsal = false
    package var isSure = false
    package var vacuums = false

    package init() {}
  }

  /// Says what would go, asks, and takes it away.
  ///
  /// Throws `LLMError` of kind `usage` where nobody can be asked and nobody said yes.
  package func run(_ invocation: Invocation, asJSON: Bool) async throws(LLMError) -> ExitCode {
    let finder = CallFinder(context: context)
    var order = PruningOrder(mostBytes: invocation.mostBytes)
    order.before = invocation.age.map { context.time.now() - $0 }
    order.takesTexts = invocation.takesTexts
    order.isRehearsal = true
    var pruned = try await finder.reading { [order] ledger throws(LedgerError) in try await ledger.prune(order) }
    if pruned.calls > 0 || invocation.vacuums, !invocation.isRehearsal {
      if pruned.calls > 0 { try confirm(pruned, invocation) }
      (order.isRehearsal, order.vacuums) = (false, invocation.vacuums)
      pruned = try await finder.reading { [order] ledger throws(LedgerError) in try await ledger.prune(order) }
    }
    let left = try await finder.reading { ledger throws(LedgerError) in
      try await ledger.recordingStatistics(countingTexts: invocation.takesTexts)
    }
    try tell(pruned, left, invocation, asJSON)
    if left.freeBytes > Self.muchRoom {
      reporter.notice("the ledger's file has \(left.freeBytes.shownBytes) free, which --vacuum gives back")
    }
    return .complete
  }

  private func confirm(_ foreseen: PrunedRecordings, _ invocation: Invocation) throws(LLMError) {
    guard !invocation.isSure else { return }
    let what = Self.what(foreseen, invocation)
    guard context.console.errorIsTerminal, context.terminal.hasPerson else {
      throw LLMError(.usage, "this takes \(what) away for good", advice: "Add --yes, or --dry-run to see what would go")
    }
    guard context.terminal.agrees(to: .line("Take \(what) away for good? [y/N] ")) else {
      throw LLMError(.interrupted, "nothing was taken away")
    }
  }

  private static func what(_ pruned: PrunedRecordings, _ invocation: Invocation) -> String {
    let calls = pruned.calls == 1 ? "1 call" : "\(pruned.calls.grouped) calls"
    let what = invocation.takesTexts ? "recording, prompt and answer" : "the recording"
    return "\(what) of \(calls) (\(pruned.bytes.shownBytes))"
  }

  private func tell(
    _ pruned: PrunedRecordings, _ left: RecordingStatistics, _ invocation: Invocation, _ asJSON: Bool
  ) throws(LLMError) {
    let output = OutputWriter(console: context.console)
    guard !asJSON else {
      return try output.show(
        .document(
          "prune",
          [
            JSONMember("dry_run", .bool(invocation.isRehearsal)), JSONMember("calls", .integer(pruned.calls)),
            JSONMember("bytes", .integer(pruned.bytes)), JSONMember("calls_left", .integer(left.calls)),
            JSONMember("bytes_left", .integer(left.bytes)), JSONMember("free_bytes", .integer(left.freeBytes)),
            JSONMember("oldest_left", .optional(left.oldest?.rfc3339)),
          ]))
    }
    let rest =
      "\(left.calls.grouped) \(invocation.takesTexts ? "calls with texts" : "recordings"), \(left.bytes.shownBytes)"
    if pruned.calls == 0 {
      try output.show("nothing to take away; there are \(rest)\n")
    } else if invocation.isRehearsal {
      try output.show("would take away \(Self.what(pruned, invocation)); there are \(rest)\n")
    } else {
      try output.show("took away \(Self.what(pruned, invocation)); \(rest) are left\n")
    }
  }
}
