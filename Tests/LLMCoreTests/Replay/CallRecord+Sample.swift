import LLMCore

extension CallRecord {
  /// A call that was answered in full.
  static let done = CallRecord(
    id: CallID("01DONE"), startedAt: Timestamp(milliseconds: 1_763_694_245_678),
    intent: CallIntent(
      command: "chat", provider: "work", modelAsked: "m\u{1B}1", requestBytes: 120, contentHash: "abc",
      tags: [JSONMember("k", .string("v")), JSONMember("l", .string("w"))], repository: "/repo", branch: "main",
      conversation: "01CONV", system: "be brief", prompt: "hi\n"),
    state: .closed(
      CallOutcome(
        verdict: .done, exitCode: .complete,
        usage: Usage(uncachedInput: 3, cacheRead: 4, textOutput: 1234, reasoningOutput: 0),
        finishReason: "stop", modelServed: "m1-real", requestID: "req_1", httpStatus: 200, timeToFirstToken: 250,
        totalTime: 61_980, responseBytes: 900, answerBytes: 3, answer: "yes")))

  /// A call that failed and was not to be recorded.
  static let failed = CallRecord(
    id: CallID("01FAILED"), startedAt: Timestamp(milliseconds: 0),
    intent: CallIntent(command: "chat", provider: "p", modelAsked: "m", requestBytes: 7),
    state: .closed(CallOutcome(verdict: .failed, exitCode: .noPermission, errorCode: "auth", totalTime: 49)))

  /// A call whose process was killed.
  static let killed = CallRecord(
    id: CallID("01KILLED"), startedAt: Timestamp(milliseconds: 1000), intent: failed.intent, state: .interrupted)
}
