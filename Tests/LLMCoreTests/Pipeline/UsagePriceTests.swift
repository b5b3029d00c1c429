import LLMCore
import Testing

/// The usage of every dialect, as it stands on the wire, read by the dialect's own decoder, and what it costs: the traps of sums
/// that include their parts, from end to end.
@Suite struct UsagePriceTests {
  private let terms = CallTerms(at: AccountingTrapTests.noon)

  /// What the last usage of a stream costs.
  private func total(
    _ profile: ServerProfile, _ body: String, _ model: String, _ book: PriceBook = .compiledIn
  ) throws -> String? {
    let events = try WireTranscript(name: model, profile: profile, body: body, events: []).decodedEveryWay()
    let usages = events.compactMap { event -> Usage? in if case .usage(let usage) = event { usage } else { nil } }
    let usage = try #require(usages.last)
    return book.price(of: model, at: terms.moment)?.price(of: usage, under: terms)?.total.decimal
  }

  private func stream(_ payloads: String...) -> String { payloads.map { "data: \($0)\n\n" }.joined() }

  @Test func `OpenAI Chat: cached, written and reasoning tokens are parts of their sums, and paid once`() throws {
    let body = stream(
      #"{"choices":[{"index":0,"delta":{"content":"a"}}]}"#,
      #"{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}"#,
      #"{"choices":[],"usage":{"prompt_tokens":1000,"completion_tokens":100,"total_tokens":1100,"prompt_tokens_details":{"cached_tokens":800},"completion_tokens_details":{"reasoning_tokens":60}}}"#,
      "[DONE]")
    // 200 x 2.5e-6 + 800 x 1.25e-6 + 100 x 1e-5.
    #expect(try total(.openAI, body, "gpt-4o") == "0.0025")
  }

  @Test func `OpenAI Responses: cached and reasoning tokens are parts of their sums, and paid once`() throws {
    let body = stream(
      #"{"type":"response.completed","response":{"id":"r","status":"completed","output":[],"usage":{"input_tokens":1000,"input_tokens_details":{"cached_tokens":800},"output_tokens":100,"output_tokens_details":{"reasoning_tokens":60},"total_tokens":1100}}}"#
    )
    #expect(try total(.responses, body, "gpt-4o") == "0.0025")
  }

  @Test func `Anthropic: the cache is not part of the input, and its writes cost by how long they last`() throws {
    func event(_ type: String, _ more: String) -> String {
      "event: \(type)\ndata: {\"type\":\"\(type)\"\(more)}\n\n"
    }
    let body =
      event(
        "message_start",
        #","message":{"id":"m","type":"message","role":"assistant","model":"claude-opus-4-5","content":[],"usage":{"input_tokens":200,"cache_read_input_tokens":800,"cache_creation_input_tokens":300,"cache_creation":{"ephemeral_5m_input_tokens":100,"ephemeral_1h_input_tokens":200},"output_tokens":1}}"#
      )
      + event("message_delta", #","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":100}"#)
      + event("message_stop", "")
    // 200 x 5e-6 + 800 x 5e-7 + 100 x 6.25e-6 + 200 x 1e-5 + 100 x 2.5e-5: the 1 of the start is not added.
    #expect(try total(.anthropic, body, "claude-opus-4-5") == "0.006525")
  }

  @Test func `Gemini: thoughts come on top of the candidates, and cached tokens are part of the prompt`() throws {
    let body = stream(
      #"{"candidates":[{"content":{"parts":[{"text":"a"}]},"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":1000,"cachedContentTokenCount":800,"candidatesTokenCount":40,"thoughtsTokenCount":60,"totalTokenCount":1100}}"#
    )
    // 200 x 1.25e-6 + 800 x 1.25e-7 + 100 x 1e-5.
    #expect(try total(.gemini, body, "gemini-2.5-pro") == "0.00135")
  }

  @Test func `a compatible server: the price is the configuration's, and hits are not paid as input once more`() throws
  {
    var override = PriceOverride(model: "own")
    (override.input, override.output) = (Money(decimal: "1"), Money(decimal: "4"))
    override.cacheRead = Money(decimal: "0.1")
    let body = stream(
      #"{"choices":[{"index":0,"delta":{"content":"a"}}]}"#,
      #"{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":{"prompt_tokens":100,"completion_tokens":5,"prompt_cache_hit_tokens":64,"prompt_cache_miss_tokens":36}}"#,
      "[DONE]")
    // 36 x 1e-6 + 64 x 1e-7 + 5 x 4e-6.
    #expect(try total(.compatible, body, "own", PriceBook(overrides: [override], updated: nil)) == "0.0000624")
    #expect(try total(.compatible, body, "own") == nil)
  }

  @Test func `Ollama: a model nobody lists is unpriced, and one with a price has that of both counts`() throws {
    let body =
      #"{"model":"q","message":{"role":"assistant","content":"a"},"done":true,"done_reason":"stop","prompt_eval_count":26,"eval_count":8}"#
      + "\n"
    var override = PriceOverride(model: "q")
    (override.input, override.output) = (Money(decimal: "1"), Money(decimal: "2"))
    #expect(try total(.ollama, body, "q") == nil)
    #expect(try total(.ollama, body, "q", PriceBook(overrides: [override], updated: nil)) == "0.000042")
  }
}
