import LLMCore
import Testing

/// Conversations are counted with what they cost besides their text.
@Suite struct ConversationTokensTests {
  private static func tokens(_ json: String, _ basis: TokenBasis = .standard) throws -> ConversationTokens {
    try ConversationTokens(try JSONReader.parse(json), basis: basis)
  }

  /// The example of OpenAI's cookbook, "How to count tokens with tiktoken", with the counts the API gave.
  private static let jargon = #"""
    [{"role":"system","content":"You are a helpful, pattern-following assistant that translates corporate jargon into plain English."},
     {"role":"system","name":"example_user","content":"New synergies will help drive top-line growth."},
     {"role":"system","name":"example_assistant","content":"Things working well together will increase revenue."},
     {"role":"system","name":"example_user","content":"Let's circle back when we have more bandwidth to touch base on opportunities for increased leverage."},
     {"role":"system","name":"example_assistant","content":"Let's talk later when we're less busy about how to do better."},
     {"role":"user","content":"This late pivot means we don't have time to boil the ocean for the client deliverable."}]
    """#

  @Test func `the cookbook's conversation has the tokens the server counted`() throws {
    let gpt4 = try Self.tokens(Self.jargon, .exact("cl100k_base"))
    #expect(gpt4.total == 129)
    #expect(gpt4.exactness == .exact)
    let gpt4o = try Self.tokens(Self.jargon)
    #expect(gpt4o.total == 124)
    #expect(gpt4o.messages == 6)
  }

  @Test func `an object with messages counts like the array`() throws {
    #expect(try Self.tokens("{\"model\":\"x\",\"messages\":\(Self.jargon)}").total == 124)
  }

  /// The tool of the cookbook's example and the counts the API gave for it.
  @Test func `the cookbook's tool has the tokens the server counted`() throws {
    let json = #"""
      {"messages":[{"role":"system","content":"You are a helpful assistant that can answer to questions about the weather."},
                   {"role":"user","content":"What's the weather like in San Francisco?"}],
       "tools":[{"type":"function","function":{"name":"get_current_weather","description":"Get the current weather in a given location",
         "parameters":{"type":"object","properties":{
           "location":{"type":"string","description":"The city and state, e.g. San Francisco, CA"},
           "unit":{"type":"string","description":"The unit of temperature to return","enum":["celsius","fahrenheit"]}},
         "required":["location"]}}}]}
      """#
    let gpt4o = try Self.tokens(json)
    #expect(gpt4o.total == 101)
    #expect(gpt4o.exactness == .estimate(percent: 10))
    #expect(gpt4o.doubts == ["tools by the formula of OpenAI's cookbook"])
    #expect(try Self.tokens(json, .exact("cl100k_base")).total == 105)
  }

  @Test func `what is no text is named and not guessed`() throws {
    let json = #"""
      {"messages":[{"role":"user","content":[{"type":"text","text":"hi"},{"type":"image_url","image_url":{"url":"x"}}]}],
       "response_format":{"type":"json_schema","json_schema":{"name":"a","schema":{"type":"object"}}}}
      """#
    let count = try Self.tokens(json)
    #expect(count.exactness == .estimate(percent: 10))
    #expect(count.doubts.contains("parts of type 'image_url' not included"))
    #expect(count.schema > 0)
  }

  @Test func `empty conversations cost only what primes the answer`() throws {
    #expect(try Self.tokens("[]").total == 3)
    #expect(try Self.tokens(#"[{"role":"assistant","content":null}]"#).total == 3 + 3 + 1)
  }

  @Test func `a model that is estimated stays an estimate`() throws {
    let claude = TokenBasis.estimate("o200k_base", permille: 1180, percent: 15, reason: "")
    #expect(try Self.tokens(Self.jargon, claude).exactness == .estimate(percent: 15))
    #expect(try Self.tokens(Self.jargon, claude).total > 124)
  }

  @Test(arguments: [
    ("3", "neither"), ("{}", "neither"), ("[1]", "message 1 is no object"),
    (#"[{"content":"x"}]"#, "message 1 has no role"),
  ])
  func `what is no conversation says why`(json: String, reason: String) {
    let error = #expect(throws: ConversationTokens.Malformed.self) { try Self.tokens(json) }
    #expect(error?.reason.contains(reason) == true)
  }
}
