extension SuiteAnswer {
  /// What came of a call.
  ///
  /// - Parameter mask: takes the keys in play out of all texts, so that nothing behind this has seen one.
  init(_ answer: Answer, hiding mask: SecretMask) {
    self.init()
    let refusal = String(decoding: answer.refusal, as: UTF8.self)
    text = mask.maskedExactly(String(decoding: answer.text, as: UTF8.self))
    if text.isEmpty { text = mask.maskedExactly(refusal) }
    toolCalls = answer.toolCalls.map {
      ToolCall(id: $0.id, name: mask.maskedExactly($0.name), arguments: mask.maskedExactly($0.arguments))
    }
    value = answer.structured?.validValue
    repairs = answer.structured?.steps.map(\.kind.rawValue) ?? []
    formProblems = answer.structured?.problems.map { mask.maskedExactly($0.message) } ?? []
    usage = answer.usage
    cost = Self.cost(of: answer)
    latency = max(0, (answer.totalTime - answer.waited).milliseconds)
    finish = answer.finish?.name
    (model, callID) = (answer.modelServed, answer.callID)
    isFromCache = answer.cached != nil || answer.sharedWith != nil
    take(answer.error, answer)
  }

  /// Sorts what the model did, which assertions are about, from what kept it from answering.
  private mutating func take(_ failure: LLMError?, _ answer: Answer) {
    guard let failure else { return }
    switch failure.code {
    case .refusal: finish = finish ?? Finish.refusal.name
    case .contentFilter: finish = finish ?? Finish.contentFilter.name
    case .schema: break
    case .truncated: formProblems.append(failure.message)
    case .partial where answer.finish == .length: break
    default: error = failure
    }
  }

  /// All tries together, those that were possibly charged at the most that they can have cost.
  private static func cost(of answer: Answer) -> Money? {
    guard let last = answer.charge else { return nil }
    let charges = answer.earlierCharges + [last]
    return charges.contains { $0.basis == .unpriced } ? nil : charges.map(\.amount).reduce(.zero, +)
  }
}
