import LLMCore
import Testing

/// What an HTTP status and its body mean, by the cases D64, D71, D74 and D75 and the tables of error codes.
@Suite struct HTTPFailureTests {
  private func error(
    _ status: Int, _ body: String = "", headers: [HTTPHeader] = [], key: String? = nil, keyOrigin: String? = nil
  ) throws -> LLMError {
    OpenAIChat(account: try .sample(key: key, keyOrigin: keyOrigin))
      .failure(
        status: status, headers: headers, body: Array(body.utf8), now: Timestamp(milliseconds: 1_763_694_245_678))
  }

  @Test(arguments: [
    (400, LLMError.Code.request), (401, .auth), (402, .quota), (403, .auth), (404, .notFound), (405, .notFound),
    (407, .auth), (408, .timeout), (409, .server), (410, .notFound), (413, .request), (422, .request),
    (425, .timeout), (429, .throttle), (498, .overload), (499, .request), (500, .server), (501, .server),
    (502, .server), (503, .overload), (504, .timeout), (520, .server), (524, .timeout), (529, .overload),
    (598, .timeout), (599, .timeout), (204, .malformed), (206, .malformed), (304, .malformed), (700, .malformed),
  ])
  func `D78 a status without a word`(status: Int, code: LLMError.Code) throws {
    let error = try error(status)
    #expect(error.code == code)
    #expect(error.status == status)
    #expect(error.message == "work (https://api.test) answered HTTP \(status) without a reason")
  }

  @Test(arguments: [
    #"{"error":{"message":"too many"}}"#, #"{"error":"too many"}"#,
    #"{"detail":"{\"error\":{\"message\":\"too many\"}}"}"#,
    #"{"detail":"too many"}"#, #"{"message":"too many"}"#, #"[{"error":{"message":"too many"}}]"#, #""too many""#,
    #"{"error":"{\"error\":\"too many\"}"}"#, #"{"error":null,"message":"too many"}"#, "too many", " \n too\n many \n",
    #"{"object":"error","message":"too many","type":"x"}"#, #"{"error":{"code":1},"message":"too many"}"#,
  ])
  func `D71 the message is found in every form`(body: String) throws {
    #expect(try error(429, body).message == "work (https://api.test) answered HTTP 429: too many")
  }

  @Test(arguments: ["", "  \n", "{}", "[]", "null", "17", #"{"error":{}}"#, #"{"error":[]}"#])
  func `D71 a body without a message`(body: String) throws {
    #expect(try error(500, body).message == "work (https://api.test) answered HTTP 500 without a reason")
  }

  @Test func `D71 a message that never ends is cut`() throws {
    let long = String(repeating: "word ", count: 1 << 20)
    for body in [long, "{\"error\":{\"message\":\"\(long)\"}}", "{\"error\":{\"message\":\"\(long)"] {
      let message = try error(500, body).message
      #expect(message.count < 700)
      #expect(message.contains("word word"))
    }
  }

  @Test func `D71 nesting without end is not followed`() throws {
    var body = #"{"message":"deep"}"#
    for _ in 0..<40 { body = JSONWriter.text(of: .object([JSONMember("detail", .string(body))])).prefix(60_000) + "" }
    #expect(try error(500, body).code == .server)
    #expect(try error(500, String(repeating: "[", count: 100_000)).code == .server)
  }

  @Test(arguments: [
    "x-request-id", "request-id", "apim-request-id", "cf-ray", "x-generation-id",
  ])
  func `D71 the request id is shown`(header: String) throws {
    let error = try error(500, headers: [HTTPHeader("date", "x"), HTTPHeader(header, "req_1")])
    #expect(error.requestID == "req_1")
    #expect(error.line.hasSuffix("(request req_1)"))
  }

  @Test func `D71 the provider's id is better than the proxy's, an empty one is none`() throws {
    let both = [HTTPHeader("cf-ray", "ray"), HTTPHeader("x-request-id", "req_1")]
    #expect(try error(500, headers: both).requestID == "req_1")
    #expect(try error(500, headers: [HTTPHeader("x-request-id", ""), HTTPHeader("cf-ray", "ray")]).requestID == "ray")
    #expect(try error(500).requestID == nil)
  }

  @Test func `D71 keys are masked wherever they are echoed`() throws {
    let key = "my-very-own-key-1"
    for body in [
      #"{"error":{"message":"Incorrect key my-very-own-key-1 or sk-abcdefgh12345"}}"#, "key my-very-own-key-1",
      "<html><title>my-very-own-key-1</title></html>", #"{"error":{"param":"my-very-own-key-1","message":"x"}}"#,
    ] {
      let line = try error(400, body, key: key).line
      #expect(!line.contains(key))
      #expect(!line.contains("sk-abc"))
    }
    let redirect = try error(302, headers: [HTTPHeader("location", "https://x/?k=\(key)")], key: key)
    #expect(!redirect.line.contains(key))
    let wait = try error(429, headers: [HTTPHeader("retry-after", key)], key: key)
    #expect(!wait.line.contains(key))
  }

  @Test(arguments: [
    #"{"error":{"type":"insufficient_quota","code":null}}"#, #"{"error":{"code":"billing_hard_limit_reached"}}"#,
    #"{"error":{"code":"credit_balance_exhausted","type":"insufficient_quota"}}"#,
    #"{"error":{"type":"rate_limit_error","details":{"error_code":"enforced_spend_limit_reached"}}}"#,
  ])
  func `D64 D65 an empty purse is not a rate limit`(body: String) throws {
    let error = try error(429, body, headers: [HTTPHeader("retry-after", "5")])
    #expect(error.code == .quota)
    #expect(error.exitCode == .noPermission)
    #expect(error.advice?.contains("waiting does not help") == true)
  }

  @Test(arguments: [
    (400, #"{"error":{"code":"context_length_exceeded","message":"x"}}"#),
    (400, #"{"error":{"code":400,"type":"exceed_context_size_error","message":"x"}}"#),
    (400, #"{"error":{"message":"This model's maximum context length is 4096 tokens"}}"#),
    (400, #"{"error":{"message":"Prompt is too long: 9 tokens > 8"}}"#),
    (500, #"{"error":"the request exceeds the available context size"}"#),
    (400, #"{"error":{"message":"The input token count exceeds the maximum number of tokens allowed"}}"#),
    (422, #"{"detail":"Input is longer than the model's context length"}"#),
    (413, "Requested token count exceeds the limit"),
  ])
  func `too long a prompt by its code or by its words`(status: Int, body: String) throws {
    #expect(try error(status, body).code == .contextOverflow)
  }

  @Test func `too long a string is another matter`() throws {
    let body = #"{"error":{"code":"string_above_max_length","message":"maximum context length is"}}"#
    #expect(try error(400, body).code == .request)
  }

  @Test(arguments: [
    (400, #"{"error":{"innererror":{"code":"ResponsibleAIPolicyViolation"}}}"#, LLMError.Code.contentFilter),
    (400, #"{"error":{"code":"content_filter","message":"x"}}"#, .contentFilter),
    (503, #"{"error":{"code":"slow_down"}}"#, .overload), (500, #"{"error":{"type":"overloaded_error"}}"#, .overload),
    (400, #"{"error":{"code":"invalid_api_key"}}"#, .auth), (400, #"{"error":{"code":"model_not_found"}}"#, .notFound),
    (503, #"{"error":{"code":"rate_limit_exceeded"}}"#, .throttle),
  ])
  func `the code in the body is finer than the status`(status: Int, body: String, code: LLMError.Code) throws {
    #expect(try error(status, body).code == code)
  }

  @Test func `D73 the parameter at fault is named`() throws {
    let body = #"{"error":{"message":"Unsupported","code":"unsupported_parameter","param":"max_tokens"}}"#
    #expect(try error(400, body).advice == "The parameter at fault is 'max_tokens'")
  }

  @Test func `D74 a login page in front, the API itself and a proxy get different advice`() throws {
    let page = try error(401, "<html><head><title>Sign in</title></head>…", key: "k", keyOrigin: "WORK_KEY")
    #expect(page.message == "work (https://api.test) answered HTTP 401 with a web page: Sign in …")
    #expect(page.advice?.contains("proxy in front") == true)
    let rejected = try error(401, #"{"error":{"message":"bad key"}}"#, key: "k", keyOrigin: "WORK_KEY")
    #expect(rejected.advice == "Check the key from WORK_KEY")
    #expect(try error(401, "{}").advice?.contains("No key was sent") == true)
    #expect(try error(407).advice?.contains("proxy variable") == true)
  }

  @Test(arguments: [301, 302, 303, 307, 308]) func `D75 redirects name their target`(status: Int) throws {
    let error = try error(status, "moved", headers: [HTTPHeader("location", "https://other.test/v1")])
    #expect(error.code == .redirect)
    #expect(error.message.contains("https://other.test/v1"))
    #expect(error.advice?.contains("base_url") == true)
    #expect(try self.error(status).message.contains("nowhere"))
  }

  @Test(arguments: [
    ("5", "The server asks to wait 5 s"), ("0.5", "The server asks to wait 500 ms"),
    ("86400", "The server asks to wait 1 d"), ("Fri, 21 Nov 2025 04:03:00 GMT", "The server asks to wait 58 min 54 s"),
  ])
  func `D68 what the server asks to wait is shown`(header: String, advice: String) throws {
    #expect(try error(429, headers: [HTTPHeader("retry-after", header)]).advice == advice)
  }

  @Test(arguments: ["-5", "0", "inf", "nan", "1e999", "abc", ""])
  func `D68 nonsense is not repeated`(header: String) throws {
    #expect(try error(429, headers: [HTTPHeader("retry-after", header)]).advice == "Try again later")
  }
}
