import LLMCore
import Testing

/// What each provider's sums include, and where that makes others count twice.
@Suite struct UsageTrapTests {
  /// The last usage that a whole answer with these counts tells.
  private func usage(_ profile: ServerProfile, _ counts: String) throws -> Usage? {
    let body =
      switch profile.dialect {
      case .chat: #"{"choices":[{"message":{"content":"a"},"finish_reason":"stop"}],"usage":\#(counts)}"#
      case .responses: #"{"status":"completed","output":[],"usage":\#(counts)}"#
      case .messages: #"{"content":[],"stop_reason":"end_turn","usage":\#(counts)}"#
      case .gemini: #"{"candidates":[{"finishReason":"STOP"}],"usageMetadata":\#(counts)}"#
      case .ollama: #"{"message":{"content":"a"},"done":true,\#(counts.dropFirst())"#
      }
    let told = try WireTranscript.decode(whole: body, profile).compactMap { event -> Usage? in
      if case .usage(let usage) = event { usage } else { nil }
    }
    return told.last
  }

  @Test func `Anthropic's input excludes what the cache gave and took`() throws {
    let usage = try usage(
      .anthropic,
      #"{"input_tokens":10,"cache_read_input_tokens":90,"cache_creation_input_tokens":50,"output_tokens":1}"#)
    #expect(usage == Usage(uncachedInput: 10, cacheRead: 90, cacheWriteShort: 50, textOutput: 1))
    #expect(usage?.input == 150)
  }

  @Test func `Anthropic's writes of an hour are not counted among those of minutes`() throws {
    let usage = try usage(
      .anthropic,
      #"{"input_tokens":1,"cache_creation_input_tokens":50,"cache_creation":{"ephemeral_5m_input_tokens":20,"ephemeral_1h_input_tokens":30},"output_tokens":1}"#
    )
    #expect(usage == Usage(uncachedInput: 1, cacheWriteShort: 20, cacheWriteLong: 30, textOutput: 1))
  }

  @Test func `Anthropic's output includes its thoughts`() throws {
    let counts = #"{"input_tokens":1,"output_tokens":50,"output_tokens_details":{"thinking_tokens":40}}"#
    #expect(try usage(.anthropic, counts) == Usage(uncachedInput: 1, textOutput: 10, reasoningOutput: 40))
  }

  @Test func `Gemini's prompt includes what was cached, and not what tools were asked`() throws {
    let counts = #"{"promptTokenCount":100,"cachedContentTokenCount":80,"toolUsePromptTokenCount":7}"#
    #expect(try usage(.gemini, counts) == Usage(uncachedInput: 27, cacheRead: 80))
  }

  @Test func `Gemini's candidates exclude thoughts`() throws {
    let counts = #"{"promptTokenCount":1,"candidatesTokenCount":5,"thoughtsTokenCount":40,"totalTokenCount":46}"#
    let usage = try usage(.gemini, counts)
    #expect(usage == Usage(uncachedInput: 1, textOutput: 5, reasoningOutput: 40))
    #expect(usage?.output == 45)
  }

  @Test func `Responses' sums include their parts`() throws {
    let counts =
      #"{"input_tokens":100,"input_tokens_details":{"cached_tokens":60,"cache_write_tokens":30},"output_tokens":50,"output_tokens_details":{"reasoning_tokens":20}}"#
    #expect(
      try usage(.responses, counts)
        == Usage(uncachedInput: 10, cacheRead: 60, cacheWriteShort: 30, textOutput: 30, reasoningOutput: 20))
  }

  @Test func `Ollama leaves out a prompt that was in memory`() throws {
    #expect(try usage(.ollama, #"{"eval_count":5}"#) == Usage(textOutput: 5))
    #expect(try usage(.ollama, #"{"prompt_eval_count":7,"eval_count":5}"#) == Usage(uncachedInput: 7, textOutput: 5))
  }

  @Test(arguments: [
    (ServerProfile.anthropic, #"{"input_tokens":-1,"output_tokens":"many"}"#),
    (.responses, #"{"input_tokens":1e400,"output_tokens":1.5}"#), (.gemini, #"{"promptTokenCount":0}"#),
    (.ollama, #"{"prompt_eval_count":0,"eval_count":1000000000000}"#), (.anthropic, "{}"), (.gemini, "{}"),
  ])
  func `C60 nonsense is unknown, not zero`(profile: ServerProfile, counts: String) throws {
    #expect(try usage(profile, counts) == nil)
  }

  @Test(arguments: [
    (ServerProfile.responses, #"{"input_tokens":5,"input_tokens_details":{"cached_tokens":6}}"#),
    (.gemini, #"{"promptTokenCount":5,"cachedContentTokenCount":6}"#),
  ])
  func `C60 a part larger than its whole is not believed`(profile: ServerProfile, counts: String) throws {
    #expect(try usage(profile, counts) == Usage(uncachedInput: 5))
  }
}
