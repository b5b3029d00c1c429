/// What makes a run of suites say no.
package struct SuiteGate: Sendable, Equatable {
  /// What may be asked for; the raw value is the word that `--fail-on` takes.
  package enum Trigger: String, Sendable, CaseIterable {
    /// A case fails, and the baseline does not show that it failed before.
    case regress
    /// A case fails, whatever it did before.
    case fail
    /// Repetitions of a case disagree.
    case flaky
    /// An answer could not be looked at, whatever the others of its case come to.
    case error
    /// Nothing does, errors included.
    case never
  }

  package var triggers: Set<Trigger>

  package init(_ triggers: Set<Trigger> = [.fail]) { self.triggers = triggers }

  /// Reads words with commas between them; nil where one is unknown, and where `never` stands beside others.
  package init?(words: String) {
    var triggers: Set<Trigger> = []
    for word in words.split(separator: ",", omittingEmptySubsequences: false) {
      guard let trigger = Trigger(rawValue: String(word).trimmingBlanks.lowercased()) else { return nil }
      triggers.insert(trigger)
    }
    guard !triggers.contains(.never) || triggers.count == 1 else { return nil }
    self.triggers = triggers
  }

  /// Whether a report makes it say no.
  package func refuses(_ report: SuiteReport) -> Bool {
    triggers.contains { trigger in
      switch trigger {
      case .regress: !report.regressed.isEmpty
      case .fail: report.entries.contains { $0.verdict == .fail }
      case .flaky: report.entries.contains { $0.verdict.name == "flaky" }
      case .error: report.firstError != nil
      case .never: false
      }
    }
  }

  /// How a run ends: by the signal that ended it; 1 where the gate says no; the first error's code where something could not be looked
  /// at, and `partial` where something was not asked, unless nothing is to count.
  package func exitCode(for reports: [SuiteReport], interruption: ExitCode?) -> ExitCode {
    if let interruption { return interruption }
    if reports.contains(where: refuses) { return .gateFailed }
    guard triggers != [.never] else { return .complete }
    if let error = reports.lazy.compactMap(\.firstError).first { return error.exitCode }
    return reports.allSatisfy(\.isComplete) ? .complete : .partial
  }
}
