import LLMCore
import Testing

@Suite struct ExitCodeTests {
  /// Scripts branch on these numbers: a change here breaks them.
  @Test func `the table is pinned`() {
    let table: [(ExitCode, Int32)] = [
      (.complete, 0), (.gateFailed, 1), (.refusedBeforeSending, 3), (.partial, 4), (.refusedByModel, 5), (.usage, 64),
      (.dataError, 65), (.noInput, 66), (.unavailable, 69), (.internalError, 70), (.cannotCreate, 73),
      (.temporaryFailure, 75), (.noPermission, 77), (.configuration, 78), (.hangup, 129), (.interrupted, 130),
      (.terminated, 143),
    ]
    #expect(ExitCode.allCases == table.map(\.0))
    #expect(ExitCode.allCases.map(\.rawValue) == table.map(\.1))
    #expect(Set(ExitCode.allCases.map(\.meaning)).count == table.count)
  }

  @Test func `what a program ends with is passed on, and is in no table`() {
    #expect(ExitCode.program(42).rawValue == 42)
    #expect(ExitCode.program(1) == .gateFailed)
    #expect(ExitCode(rawValue: 42) == nil)
    #expect(ExitCode(rawValue: 130) == .interrupted)
  }

  @Test func `every kind of error has its name and its number`() {
    let codes: [(LLMError.Code, String, Int32)] = [
      (.usage, "usage", 64), (.inputMissing, "input_missing", 66), (.inputInvalid, "input_invalid", 65),
      (.configuration, "configuration", 78), (.noCredential, "no_credential", 77), (.auth, "auth", 77),
      (.quota, "quota", 77), (.throttle, "throttle", 75), (.timeout, "timeout", 75), (.overload, "overload", 69),
      (.server, "server", 69), (.network, "network", 69), (.request, "request", 65),
      (.contextOverflow, "context_overflow", 65), (.notFound, "not_found", 78), (.redirect, "redirect", 78),
      (.malformed, "malformed", 65), (.contentFilter, "content_filter", 5), (.refusal, "refusal", 5),
      (.partial, "partial", 4), (.cannotWrite, "cannot_write", 73), (.interrupted, "interrupted", 130),
      (.terminated, "terminated", 143), (.hangup, "hangup", 129), (.internalError, "internal", 70),
    ]
    for (code, name, number) in codes {
      #expect(code.name == name)
      #expect(code.exitCode.rawValue == number)
    }
    #expect(Set(codes.map(\.1)).count == codes.count)
  }

  @Test func `an error is one line`() {
    let error = LLMError(
      .throttle, "the provider says slow down", advice: "Wait a minute", requestID: "req_1", status: 429, detail: "more"
    )
    #expect(error.line == "error: the provider says slow down. Wait a minute (request req_1)")
    #expect(LLMError(.network, "no connection").line == "error: no connection")
    #expect(error.exitCode == .temporaryFailure)
  }
}
