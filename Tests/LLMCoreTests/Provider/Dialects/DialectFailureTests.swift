import LLMCore
import Testing

/// What the errors of each provider mean, and what is learned from them.
@Suite struct DialectFailureTests {
  private func error(_ status: Int, _ body: String, _ profile: ServerProfile) throws -> LLMError {
    try Account.sample(profile: profile).provider.failure(
      status: status, headers: [], body: Array(body.utf8), now: Timestamp(milliseconds: 1_795_222_800_000))
  }

  private func anthropic(_ type: String, _ message: String = "x", details: String = "") -> String {
    #"{"type":"error","error":{"type":"\#(type)","message":"\#(message)"\#(details)},"request_id":"req_1"}"#
  }

  @Test(arguments: [
    (400, "invalid_request_error", LLMError.Code.request), (401, "authentication_error", .auth),
    (402, "billing_error", .quota), (403, "permission_error", .auth), (404, "not_found_error", .notFound),
    (408, "request_body_timeout", .timeout), (409, "conflict_error", .server), (413, "request_too_large", .request),
    (429, "rate_limit_error", .throttle), (500, "api_error", .server), (504, "timeout_error", .timeout),
    (529, "overloaded_error", .overload),
  ])
  func `Anthropic's table`(status: Int, type: String, code: LLMError.Code) throws {
    #expect(try error(status, anthropic(type), .anthropic).code == code)
  }

  @Test func `Anthropic's limits of money, three of them under other names`() throws {
    let capped = #","details":{"error_code":"enforced_spend_limit_reached"}"#
    #expect(try error(429, anthropic("rate_limit_error", details: capped), .anthropic).code == .quota)
    let purse = "Your credit balance is too low to access the Anthropic API."
    #expect(try error(400, anthropic("invalid_request_error", purse), .anthropic).code == .quota)
    let own = "You have reached your specified API usage limits."
    #expect(try error(400, anthropic("invalid_request_error", own), .anthropic).code == .quota)
  }

  @Test func `too long a prompt in each provider's words`() throws {
    #expect(
      try error(400, anthropic("invalid_request_error", "prompt is too long: 9 tokens > 8 maximum"), .anthropic).code
        == .contextOverflow)
    let gemini =
      #"{"error":{"code":400,"message":"The input token count (9) exceeds the maximum number of tokens allowed (8).","status":"INVALID_ARGUMENT"}}"#
    #expect(try error(400, gemini, .gemini).code == .contextOverflow)
    #expect(
      try error(400, #"{"error":"the input length exceeds the context length"}"#, .ollama).code == .contextOverflow)
  }

  @Test func `Gemini's key that is none, and its body in an array`() throws {
    let body =
      #"[{"error":{"code":400,"message":"API key not valid.","status":"INVALID_ARGUMENT","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"API_KEY_INVALID"}]}}]"#
    #expect(try error(400, body, .gemini).code == .auth)
  }

  @Test(arguments: [
    (404, "model 'x' not found", LLMError.Code.notFound), (503, "server busy", .overload),
    (500, "llama runner process has terminated", .server), (400, "m does not support tools", .request),
    (401, "unauthorized", .auth),
  ])
  func `Ollama's texts`(status: Int, text: String, code: LLMError.Code) throws {
    let error = try error(status, #"{"error":"\#(text)"}"#, .ollama)
    #expect(error.code == code)
    #expect(error.message == "work (https://api.test) answered HTTP \(status): \(text)")
  }

  private func openRouter(_ code: Int, _ metadata: String) -> String {
    #"{"error":{"code":\#(code),"message":"Provider returned error","metadata":\#(metadata)},"user_id":"u"}"#
  }

  @Test func `OpenRouter: the provider behind it says what is wrong`() throws {
    let raw = #"{\"error\":{\"message\":\"insufficient balance\",\"type\":\"insufficient_balance\"}}"#
    let body = openRouter(429, #"{"provider_name":"Acme","raw":"\#(raw)"}"#)
    let failure = try error(429, body, .openRouter)
    #expect(failure.code == .quota)
    #expect(failure.message == "work for Acme (https://api.test) answered HTTP 429: insufficient balance")
    let object = openRouter(502, #"{"provider_name":"Acme","raw":{"message":"down, try again in 3s"}}"#)
    #expect(try error(502, object, .openRouter).recovery.wait == .seconds(3))
    #expect(try error(502, openRouter(502, #"{"raw":"gone"}"#), .openRouter).message.hasSuffix(": gone"))
    #expect(try error(502, openRouter(502, #"{"raw":null}"#), .openRouter).message.hasSuffix("Provider returned error"))
    let long = #"{\"error\":{\"message\":\"x\",\"code\":\"context_length_exceeded\"}}"#
    #expect(try error(400, openRouter(400, #"{"raw":"\#(long)"}"#), .openRouter).code == .contextOverflow)
    let flagged = openRouter(403, #"{"reasons":["violence"],"flagged_input":"…"}"#)
    #expect(try error(403, flagged, .openRouter).code == .contentFilter)
  }

  @Test func `a body inside a body inside a body has an end`() throws {
    var body = "x"
    for _ in 0..<30 {
      body = String(
        JSONWriter.text(of: ["error": ["message": "m", "metadata": ["raw": .string(body)]]]).prefix(60_000))
    }
    #expect(try error(500, body, .openRouter).code == .server)
  }

  // MARK: Learning

  private func repair(_ body: String, _ profile: ServerProfile) throws -> ParameterRepair? {
    try error(400, body, profile).recovery.repair
  }

  @Test(arguments: [
    (
      #"{"error":{"message":"Unsupported parameter: 'reasoning.summary'.","param":"reasoning.summary","code":"unsupported_parameter"}}"#,
      ServerProfile.responses, "reasoning.summary"
    ),
    (
      #"{"error":{"message":"Your organization must be verified to generate reasoning summaries."}}"#, .responses,
      "reasoning.summary"
    ),
    (
      #"{"error":{"message":"Unsupported value: 'temperature' does not support 0.2","param":"temperature","code":"unsupported_value"}}"#,
      .responses, "temperature"
    ),
    (
      #"{"error":{"code":400,"message":"Invalid JSON payload received. Unknown name \"topK\" at 'generation_config': Cannot find field.","status":"INVALID_ARGUMENT"}}"#,
      .gemini, "topK"
    ),
    (
      #"{"error":{"code":400,"message":"Thinking level is not supported for this model.","status":"INVALID_ARGUMENT"}}"#,
      .gemini, "thinkingConfig"
    ),
    (
      #"{"error":{"code":400,"message":"Frequency penalty is not enabled for this model","status":"INVALID_ARGUMENT"}}"#,
      .gemini, "frequencyPenalty"
    ),
    (#"{"error":"\"gemma3\" does not support thinking"}"#, .ollama, "think"),
    (#"{"detail":"stream_options: Extra inputs are not permitted"}"#, .compatible, "stream_options"),
  ])
  func `a parameter that was refused is left out`(body: String, profile: ServerProfile, name: String) throws {
    #expect(try repair(body, profile) == .drop(name))
  }

  @Test(arguments: [
    #"{"error":"m does not support tools"}"#, #"{"error":{"message":"response_format is not supported"}}"#,
    #"{"error":{"code":400,"message":"Unknown name \"responseJsonSchema\" at 'generation_config': Cannot find field."}}"#,
    #"{"error":{"message":"temperature must be between 0 and 1","param":"temperature"}}"#,
  ])
  func `what the answer depends on is never left out`(body: String) throws {
    #expect(try repair(body, .gemini) == nil)
  }

  @Test(arguments: [
    (
      #"{"error":{"message":"response_format json_schema is not supported"}}"#, ServerProfile.compatible,
      SchemaRefusal.all
    ),
    (#"{"detail":"response_format: Extra inputs are not permitted"}"#, .compatible, .all),
    (
      #"{"error":{"type":"invalid_request_error","message":"output_config.format: Extra inputs are not permitted"}}"#,
      .anthropic, .all
    ),
    (
      #"{"error":{"code":400,"message":"Unknown name \"responseJsonSchema\" at 'generation_config': Cannot find field."}}"#,
      .gemini, .all
    ),
    (
      #"{"error":{"message":"Invalid schema for response_format 'a': In context=('properties', 'x'), 'oneOf' is not permitted.","param":"response_format"}}"#,
      .openAI, .thisOne
    ),
    (#"{"error":{"message":"response_format.json_schema: keyword 'pattern' is not supported"}}"#, .openAI, .thisOne),
    (#"{"error":{"code":400,"message":"failed to parse grammar"}}"#, .llamaServer, .thisOne),
    (#"{"error":{"message":"the schema is too complex"}}"#, .gemini, .thisOne),
  ])
  func `a refusal of one schema is not one of all`(body: String, profile: ServerProfile, refusal: SchemaRefusal) throws
  {
    #expect(try error(400, body, profile).recovery.schemaRefusal == refusal)
    #expect(try error(500, body, profile).recovery.schemaRefusal == nil)
  }

  @Test(arguments: [
    #"{"error":{"message":"output_config.effort: Extra inputs are not permitted"}}"#, "{}",
    #"{"error":{"message":"max_tokens must be positive"}}"#,
  ])
  func `what is about something else does not speak of schemas`(body: String) throws {
    #expect(try error(400, body, .anthropic).recovery.schemaRefusal == nil)
  }

  @Test func `what was learned is left out of the body, wherever it stands in it`() throws {
    func body(_ profile: ServerProfile, _ name: String) throws -> String {
      try BodyScene.body(
        BodyScene.request([Message(.user, "hi")], ["top_k=3", "temperature=1", "reasoning=low"]) {
          $0.repairs = [.drop(name)]
        }, profile)
    }
    #expect(
      try body(.gemini, "topK").hasSuffix(
        #""generationConfig":{"temperature":1,"thinkingConfig":{"includeThoughts":true,"thinkingBudget":1024}}}"#))
    #expect(try body(.gemini, "thinkingConfig").hasSuffix(#""generationConfig":{"topK":3,"temperature":1}}"#))
    #expect(try body(.ollama, "top_k").hasSuffix(#""think":"low","options":{"temperature":1}}"#))
    #expect(try !body(.ollama, "think").contains("think"))
    #expect(try body(.responses, "reasoning.summary").contains(#""reasoning":{"effort":"low"}"#))
  }
}
