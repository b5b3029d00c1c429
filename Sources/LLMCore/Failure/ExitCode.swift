/// How a run of llmctl ends, as the number the shell sees.
///
/// The numbers from 64 on are those of BSD's sysexits.h; scripts may branch on every one of them, so a number never
/// changes its meaning. `README.md` and the man pages carry the same table.
package struct ExitCode: RawRepresentable, Sendable, Hashable {
  package let rawValue: Int32

  /// The code with this number; nil for one that is not in the table.
  package init?(rawValue: Int32) {
    guard Self.meanings[rawValue] != nil else { return nil }
    self.rawValue = rawValue
  }

  private init(_ rawValue: Int32) { self.rawValue = rawValue }

  /// As a program ended that was run in our place: its exit status, or 128 and the number of the signal that ended it.
  package static func program(_ status: Int32) -> ExitCode { ExitCode(status) }

  /// The answer is complete. Also: the reader closed our standard output early, as `head` does.
  package static let complete = ExitCode(0)
  /// The command ran fine and the gate it was asked to be said no.
  package static let gateFailed = ExitCode(1)
  /// Refused before anything was sent: a budget, a guard, the kill switch.
  package static let refusedBeforeSending = ExitCode(3)
  /// The answer was cut; what came was kept.
  package static let partial = ExitCode(4)
  /// The model refused, or a content filter did.
  package static let refusedByModel = ExitCode(5)
  /// The command line is wrong.
  package static let usage = ExitCode(64)
  /// Input data, or the answer, breaks its format or schema.
  package static let dataError = ExitCode(65)
  /// An input file is missing or unreadable.
  package static let noInput = ExitCode(66)
  /// The provider cannot be reached, or fails on its side.
  package static let unavailable = ExitCode(69)
  /// A bug in llmctl.
  package static let internalError = ExitCode(70)
  /// The output or the store cannot be written.
  package static let cannotCreate = ExitCode(73)
  /// Rate-limited or timed out after retries: the same command may work later.
  package static let temporaryFailure = ExitCode(75)
  /// No credential, it was rejected, or the account is out of quota.
  package static let noPermission = ExitCode(77)
  /// The configuration is wrong.
  package static let configuration = ExitCode(78)
  /// Ended by SIGHUP (128 + 1).
  package static let hangup = ExitCode(129)
  /// Ended by SIGINT, usually Ctrl-C (128 + 2).
  package static let interrupted = ExitCode(130)
  /// Ended by SIGTERM (128 + 15).
  package static let terminated = ExitCode(143)
}

extension ExitCode: CaseIterable {
  /// The table, in the order of the numbers. What programs that are run end with is not in it.
  package static var allCases: [ExitCode] { meanings.keys.sorted().map { ExitCode($0) } }

  /// One line for tables in help, man pages and README.
  package var meaning: String { Self.meanings[rawValue] ?? "what the program that was run ended with" }

  private static let meanings: [Int32: String] = [
    0: "complete (also: the reader closed standard output early)",
    1: "ran fine, and the gate said no",
    3: "refused before sending: budget, guard or kill switch",
    4: "partial: the answer was cut, what came was kept",
    5: "the model refused, or a content filter did",
    64: "wrong usage",
    65: "input data or answer breaks its format or schema",
    66: "input file missing or unreadable",
    69: "provider unreachable or failing",
    70: "a bug in llmctl",
    73: "cannot write the output or the store",
    75: "rate-limited or timed out; may work later",
    77: "no credential, it was rejected, or the account is out of quota",
    78: "configuration error",
    129: "ended by SIGHUP",
    130: "interrupted by Ctrl-C",
    143: "ended by SIGTERM",
  ]
}
