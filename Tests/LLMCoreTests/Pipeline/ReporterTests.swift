import LLMCore
import LLMTestKit
import Testing

@Suite struct ReporterTests {
  private static let failure = LLMError(
    .throttle, "too\nmany \u{1B}[31m", advice: "Wait", requestID: "req_1", status: 429, detail: "cause")

  private func notes(_ verbosity: Reporter.Verbosity, json: Bool = false, _ say: (Reporter) -> Void) -> [String] {
    let console = RecordingConsole()
    say(Reporter(console: console, verbosity: verbosity, usesJSON: json))
    return console.notes
  }

  @Test(arguments: [
    (Reporter.Verbosity.quiet, ["warning: w", "l"]), (.normal, ["llmctl: n", "warning: w", "l"]),
    (.verbose, ["llmctl: d", "llmctl: n", "warning: w", "l"]),
  ])
  func `as loud as was asked for`(verbosity: Reporter.Verbosity, lines: [String]) {
    let notes = notes(verbosity) { reporter in
      reporter.detail("d")
      reporter.notice("n")
      reporter.warning("w")
      reporter.line("l")
    }
    #expect(notes == lines)
  }

  @Test func `details are not even made where nobody reads them`() {
    _ = notes(.normal) { reporter in
      reporter.detail(
        {
          Issue.record("made"); return ""
        }())
    }
  }

  @Test(arguments: [Reporter.Verbosity.quiet, .normal]) func `an error is one safe line`(verbosity: Reporter.Verbosity)
  {
    #expect(notes(verbosity) { $0.error(Self.failure) } == ["error: too many ␛[31m. Wait (request req_1)"])
  }

  @Test func `the cause is for the curious`() {
    #expect(notes(.verbose) { $0.error(Self.failure) }.last == "llmctl: cause: cause")
  }

  @Test func `an error as JSON`() {
    #expect(
      notes(.verbose, json: true) { $0.error(Self.failure) } == [
        #"{"version":1,"type":"error","error":{"code":"throttle","message":"too\nmany \u001b[31m","advice":"Wait","#
          + #""request_id":"req_1","status":429,"exit_code":75}}"#
      ])
  }
}
