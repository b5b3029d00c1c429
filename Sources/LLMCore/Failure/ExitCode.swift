/// How a run of llmctl ends, as the number the shell sees.
///
/// The numbers from 64 on are those of BSD's sysexits.h; scripts may branch on every one of them, so a number never
/// changes its meaning. `README.md` and the man pages carry the same table.
package enum ExitCode: Int32, Sendable, CaseIterable {
  /// The answer is complete. Also: the reader closed our standard output early, as `head` does.
  case complete = 0
  /// The command ran fine and the gate it was asked to be said no.
  case gateFailed = 1
  /// Refused before anything was sent: a budget, a guard, the kill switch.
  case refusedBeforeSending = 3
  /// The answer was cut; what came was kept.
  case partial = 4
  /// The model refused, or a content filter did.
  case refusedByModel = 5
  /// The command line is wrong.
  case usage = 64
  /// Input data, or the answer, breaks its format or schema.
  case dataError = 65
  /// An input file is missing or unreadable.
  case noInput = 66
  /// The provider cannot be reached, or fails on its side.
  case unavailable = 69
  /// A bug in llmctl.
  case internalError = 70
  /// The output or the store cannot be written.
  case cannotCreate = 73
  /// Rate-limited or timed out after retries: the same command may work later.
  case temporaryFailure = 75
  /// No credential, it was rejected, or the account is out of quota.
  case noPermission = 77
  /// The configuration is wrong.
  case configuration = 78
  /// Ended by SIGHUP (128 + 1).
  case hangup = 129
  /// Ended by SIGINT, usually Ctrl-C (128 + 2).
  case interrupted = 130
  /// Ended by SIGTERM (128 + 15).
  case terminated = 143

  /// One line for tables in help, man pages and README.
  package var meaning: String {
    switch self {
    case .complete: "complete (also: the reader closed standard output early)"
    case .gateFailed: "ran fine, and the gate said no"
    case .refusedBeforeSending: "refused before sending: budget, guard or kill switch"
    case .partial: "partial: the answer was cut, what came was kept"
    case .refusedByModel: "the model refused, or a content filter did"
    case .usage: "wrong usage"
    case .dataError: "input data or answer breaks its format or schema"
    case .noInput: "input file missing or unreadable"
    case .unavailable: "provider unreachable or failing"
    case .internalError: "a bug in llmctl"
    case .cannotCreate: "cannot write the output or the store"
    case .temporaryFailure: "rate-limited or timed out; may work later"
    case .noPermission: "no credential, it was rejected, or the account is out of quota"
    case .configuration: "configuration error"
    case .hangup: "ended by SIGHUP"
    case .interrupted: "interrupted by Ctrl-C"
    case .terminated: "ended by SIGTERM"
    }
  }
}
