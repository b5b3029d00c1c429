import LLMCore
import Testing

/// What the words of providers mean, by the cases D64, D65, D66 and D73.
@Suite struct FailureWordsTests {
  private func error(_ status: Int, _ body: String) throws -> LLMError {
    OpenAIChat(account: try .sample()).failure(
      status: status, headers: [], body: Array(body.utf8), now: Timestamp(milliseconds: 1_795_222_800_000))
  }

  @Test(arguments: [
    #"{"error":{"type":"insufficient_quota","code":null}}"#, #"{"error":{"code":"insufficient_quota"}}"#,
    #"{"error":{"code":"credit_balance_exhausted","type":"insufficient_quota"}}"#,
    #"{"error":{"code":"billing_hard_limit_reached"}}"#,
  ])
  func `D64 no money is no throttle`(body: String) throws {
    let error = try error(429, body)
    #expect(error.code == .quota)
    #expect(
      RetryPolicy(maxWait: .seconds(300)).decide(error, attempt: 1, waited: .zero, budget: true, jitter: 0) == .giveUp)
  }

  @Test(arguments: [
    "enforced_spend_limit_reached", "contract_spend_limit_reached", "linked_organization_spend_limit_reached",
  ])
  func `D65 a limit of spending is final, although it is called a rate limit`(code: String) throws {
    let body =
      #"{"type":"error","error":{"type":"rate_limit_error","message":"x","details":{"error_code":"\#(code)"}}}"#
    #expect(try error(429, body).code == .quota)
    let plain = #"{"type":"error","error":{"type":"rate_limit_error","message":"x"}}"#
    #expect(try error(429, plain).code == .throttle)
  }

  private func google(quota: String) -> String {
    #"""
    {"error":{"code":429,"status":"RESOURCE_EXHAUSTED","message":"You exceeded your current quota","details":[
    {"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[{"quotaId":"\#(quota)"}]},
    {"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"20s"}]}}
    """#
  }

  @Test func `D66 a daily quota is final, whatever the hint says`() throws {
    #expect(try error(429, google(quota: "GenerateRequestsPerDayPerProjectPerModel-FreeTier")).code == .quota)
    let minute = try error(429, google(quota: "GenerateRequestsPerMinutePerProjectPerModel-FreeTier"))
    #expect(minute.code == .throttle)
    #expect(minute.recovery.wait == .seconds(20))
  }

  @Test(arguments: [
    ("Please retry in 12.5s.", Duration.milliseconds(12_500)), ("Rate limit reached, try again in 6m0s", .seconds(360)),
    ("Please try again in 900ms. Visit us", .milliseconds(900)),
  ])
  func `A wait in the words of a message is read`(message: String, wait: Duration) throws {
    #expect(try error(429, #"{"error":{"message":"\#(message)"}}"#).recovery.wait == wait)
  }

  @Test(arguments: [
    ("overloaded_error", 529, LLMError.Code.overload), ("slow_down", 503, .overload),
    ("rate_limit_error", 429, .throttle),
    ("authentication_error", 401, .auth), ("context_length_exceeded", 400, .contextOverflow),
    ("content_filter", 400, .contentFilter), ("model_not_found", 404, .notFound), ("api_error", 500, .server),
    ("string_above_max_length", 400, .request), ("internal_error", 400, .request),
  ])
  func `A code says more than a status`(word: String, status: Int, code: LLMError.Code) throws {
    #expect(try error(status, #"{"error":{"type":"\#(word)","message":"x"}}"#).code == code)
    #expect(try error(status, #"{"error":{"code":"\#(word)","message":"x"}}"#).code == code)
  }

  @Test(arguments: [
    (
      #"{"error":{"message":"Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.","param":"max_tokens","code":"unsupported_parameter"}}"#,
      ParameterRepair.rename("max_tokens", to: "max_completion_tokens")
    ),
    (
      #"{"error":{"message":"Unsupported value: 'temperature' does not support 0.2 with this model.","param":"temperature","code":"unsupported_value"}}"#,
      .drop("temperature")
    ),
    (#"{"error":{"message":"Unrecognized request argument supplied: stream_options"}}"#, .drop("stream_options")),
    (#"{"detail":"stream_options.include_usage: Extra inputs are not permitted"}"#, .drop("stream_options")),
    (
      #"{"error":{"message":"unsupported","param":"stream_options.include_usage","code":"unknown_parameter"}}"#,
      .drop("stream_options")
    ),
    (
      #"{"error":{"message":"max_completion_tokens: unknown field"}}"#,
      .rename("max_completion_tokens", to: "max_tokens")
    ),
  ])
  func `D73 one refused parameter is dropped or renamed`(body: String, repair: ParameterRepair) throws {
    #expect(try error(400, body).recovery.repair == repair)
    #expect(try error(500, body).recovery.repair == nil)
  }

  @Test(arguments: [
    #"{"error":{"message":"temperature must be between 0 and 2","param":"temperature"}}"#,
    #"{"error":{"message":"'response_format' is not supported","param":"response_format","code":"unsupported_parameter"}}"#,
    #"{"error":{"message":"'stop' is not supported","param":"stop","code":"unsupported_parameter"}}"#,
    #"{"error":{"message":"your temperatures are not supported"}}"#, "", "{}",
  ])
  func `D73 what the user has to correct is not repaired`(body: String) throws {
    #expect(try error(400, body).recovery.repair == nil)
  }
}
