/// Decides by the findings whether a merge may go on.
package struct ReviewGate: Sendable, Equatable {
  /// From which severity on findings say no.
  package enum Threshold: Sendable, Equatable {
    case never
    case from(FindingSeverity)

    /// The words `--fail-on` takes.
    package static let words = ["critical", "warning", "info", "never"]

    /// Nil for a word that is none of `words`.
    package init?(_ word: String) {
      if word == "never" {
        self = .never
      } else if let severity = FindingSeverity(rawValue: word) {
        self = .from(severity)
      } else {
        return nil
      }
    }
  }

  /// What `--fail-on` says; nil where it was not given.
  package var threshold: Threshold?

  package init(threshold: Threshold? = nil) { self.threshold = threshold }

  /// Where nothing else is asked for, warnings say no. SARIF is uploaded by a later step, which must not be kept from running by what
  /// it is to upload.
  package func threshold(for format: ReportFormat) -> Threshold {
    threshold ?? (format == .sarif ? .never : .from(.warning))
  }

  /// What the process exits with.
  ///
  /// A review that failed says why. Findings at the threshold say no, also where parts were not reviewed: looking at the rest could not
  /// turn it to yes, and who lets partial reviews pass must not let them pass. Then what was not reviewed makes it partial.
  package func exitCode(
    outcome: ReviewReport.Outcome, newSeverities: [FindingSeverity], errors: [LLMError], format: ReportFormat
  ) -> ExitCode {
    if outcome == .failed { return errors.first?.exitCode ?? .partial }
    if case .from(let severity) = threshold(for: format), newSeverities.contains(where: { $0 >= severity }) {
      return .gateFailed
    }
    return outcome == .partial ? .partial : .complete
  }
}

extension ReviewReport {
  /// What the process exits with when the report is written in a format.
  package func exitCode(for format: ReportFormat) -> ExitCode {
    interruption
      ?? gate.exitCode(outcome: outcome, newSeverities: newFindings.map(\.severity), errors: errors, format: format)
  }
}
