import LLMCore
import Testing

@Suite struct UsageTests {
  @Test func `unknown is not zero`() {
    #expect(Usage().input == nil)
    #expect(Usage().output == nil)
    #expect(Usage(cacheRead: 0).input == 0)
    #expect(Usage(textOutput: 3).output == 3)
  }

  @Test func `buckets add up and do not mix`() {
    let usage = Usage(
      uncachedInput: 1, cacheRead: 20, cacheWriteShort: 300, cacheWriteLong: 4000, textOutput: 50_000,
      reasoningOutput: 600_000)
    #expect(usage.input == 4321)
    #expect(usage.output == 650_000)
  }
}

@Suite struct ToolCallTests {
  @Test(
    arguments: zip(
      ["", "{}", "{\"a\":1}", "null", " {} ", "{\"a\":", "{\"a\":\"cut", "{}{}", " "],
      [true, true, true, true, true, false, false, false, false]))
  func `C51 cut arguments are seen`(_ arguments: String, _ isComplete: Bool) {
    #expect(ToolCall(arguments: arguments).isComplete == isComplete)
  }
}

@Suite struct FinishTests {
  /// The ledger and scripts keep these names.
  @Test func `names are pinned`() {
    let finishes: [Finish] = [.stop, .length, .toolCalls, .contentFilter, .refusal, .failed, .other("eos")]
    #expect(finishes.map(\.name) == ["stop", "length", "tool_calls", "content_filter", "refusal", "error", "eos"])
  }
}
