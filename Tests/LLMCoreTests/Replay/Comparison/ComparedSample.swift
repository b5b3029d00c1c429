import LLMCore

/// Calls to be compared.
enum ComparedSample {
  static func call(
    _ id: String, model: String = "m", prompt: String? = "What is it?", system: String? = nil,
    answer: String? = "It is so.",
    usage: Usage = Usage(uncachedInput: 10, textOutput: 4),
    charge: Charge? = Charge(.told, amount: Money(usd: "0.01") ?? .zero),
    first: Int? = 100, total: Int = 1000, hash: String? = nil,
    change: (inout CallIntent, inout CallOutcome) -> Void = { _, _ in }
  ) -> CallRecord {
    var intent = CallIntent(
      command: "chat", provider: "p", modelAsked: model, requestBytes: 1, contentHash: hash, system: system,
      prompt: prompt)
    var outcome = CallOutcome(
      verdict: .done, exitCode: .complete, usage: usage, finishReason: "stop", timeToFirstToken: first,
      totalTime: total,
      answer: answer)
    outcome.charge = charge
    change(&intent, &outcome)
    return CallRecord(
      id: CallID(id), startedAt: Timestamp(milliseconds: 1_763_694_245_678), intent: intent, state: .closed(outcome))
  }

  static func comparison(
    _ old: CallRecord, _ new: CallRecord, recordings: (CallRecording?, CallRecording?) = (nil, nil)
  ) -> CallComparison {
    CallComparison(
      ComparedCall(old, recording: recordings.0), ComparedCall(new, recording: recordings.1),
      value: { try? JSONReader.parse($0) })
  }
}
