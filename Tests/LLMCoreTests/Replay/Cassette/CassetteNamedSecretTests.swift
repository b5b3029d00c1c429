import LLMCore
import Testing

/// Values whose names say that they are secret, and secrets that come in parts.
@Suite struct CassetteNamedSecretTests {
  private static func masked(_ text: String, isRequest: Bool = false) -> String {
    let bytes = Array(text.utf8)
    let body = CassetteMask().masked(isRequest ? CassetteBody(request: bytes) : CassetteBody(reply: bytes))
    return String(decoding: body.bytes, as: UTF8.self)
  }

  @Test(arguments: [
    "{\n    \"access_token\": \"hunter2\"\n}", #"{"client_secret":{"value":"hunter2","expires_at":1}}"#,
    #"{"accessToken":"hunter2"}"#, #"{"clientSecret" : ["hunter2"]}"#, #"{"password":"hunter2"}"#,
    #"{"private-key":"hunter2"}"#, #"{"secret":"hunter2"}"#, "{\"password\":\t\"hunter2\",}",
    #"cut: {"password":"hunter2"#,
    #"{"a":"{\"password\": \"hunter2\"}"}"#, #"{"url":"https://x/?a=1&sig=hunter2"}"#,
    #"see https://x/?sig=hunter2, or"#,
    #"<a href="https://x/?a=1&amp;sig=hunter2">"#, #"{ "url":"https://x/?a=1\u0026sig=hunter2" }"#,
    "client_secret=hunter2&refresh_token=hunter2", "grant_type=x&Client%5FSecret=hunter2",
    #"{ "client_secret": {"value": "hunter2"}, }"#,
  ])
  func `a value is hidden by its name, however it is written`(text: String) {
    for isRequest in [false, true] {
      let masked = Self.masked(text, isRequest: isRequest)
      #expect(!masked.contains("hunter2") && masked.contains("[masked]"), "\(masked)")
      // Once more changes nothing.
      #expect(Self.masked(masked, isRequest: isRequest) == masked)
    }
  }

  @Test(arguments: [
    #"{"token":"hello","key":"a","tokens":["x"]}"#, #"{"password":{"type":"string"}}"#, "a=b&c=d", "x: key=value",
    #"{ "password" : {"type":["string","null"],"description":"a word"} }"#, #"{"password":""}"#, "what is a monkey=1",
    #"{"password":null,"secret":5}"#,
  ])
  func `other values stay`(text: String) {
    #expect(Self.masked(text) == text)
  }

  @Test func `where a reply leads to is recorded without its signature`() {
    let headers = CassetteMask().masked([HTTPHeader("location", "https://x.blob/y?sv=1&sig=abc%2Fdef&se=2")])
    #expect(headers.map(\.value) == ["https://x.blob/y?sv=1&sig=[masked]&se=2"])
  }

  @Test func `a name that opens objects without end is no work without end`() {
    let text = String(repeating: #"{"password":"#, count: 10_000)
    let started = ContinuousClock.now
    #expect(Self.masked(text) == text)
    #expect(ContinuousClock.now - started < .seconds(60))
  }

  // MARK: Parts

  private static let mask = CassetteMask(secrets: [Secret(copying: "canary0123456789abcdef0123")])

  private static func masked(stream: [String]) -> [String] {
    let chunks = mask.masked(stream.map { Array($0.utf8) }, Array(stream.indices)).chunks
    return chunks.map { String(decoding: $0, as: UTF8.self) }
  }

  @Test(arguments: [
    (
      ["data: {\"delta\":\"canary0123\"}\n\n", "data: {\"delta\":\"456789abcdef0123 is\"}\n\n"],
      ["data: {\"delta\":\"[masked]\"}\n\n", "data: {\"delta\":\" is\"}\n\n"]
    ),
    (
      ["{\"r\":\"a canary0123\"}\n", "{\"r\":\"456789abc\"}\n", "{\"r\":\"def0123!\"}\n"],
      ["{\"r\":\"a [masked]\"}\n", "{\"r\":\"\"}\n", "{\"r\":\"!\"}\n"]
    ),
    (
      ["[{\n  \"t\": \"canary0123\"\n}\n", ",\r\n{\n  \"t\": \"456789abcdef0123\"\n}\n", "]"],
      ["[{\n  \"t\": \"[masked]\"\n}\n", ",\r\n{\n  \"t\": \"\"\n}\n", "]"]
    ),
    (
      ["data: {\"d\":\"\\u0063anary0123\"}\n\n", "data: {\"d\":\"456789abcdef012\\u0033\"}\n\n"],
      ["data: {\"d\":\"[masked]\"}\n\n", "data: {\"d\":\"\"}\n\n"]
    ),
    (
      ["data: {\"d\":\"sk-pro\"}\n\n", "data: {\"d\":\"j-abcdefgh1234567\"}\n\n"],
      ["data: {\"d\":\"[masked]\"}\n\n", "data: {\"d\":\"\"}\n\n"]
    ),
    (
      ["data: {\"a\":\"{\\\"password\\\": \\\"hun\"}\n\n", "data: {\"a\":\"ter2\\\"}\"}\n\n"],
      ["data: {\"a\":\"{\\\"password\\\": \\\"[masked]\"}\n\n", "data: {\"a\":\"\\\"}\"}\n\n"]
    ),
    (["data: canary0123\n\n", "data: 456789abcdef0123\n\n"], ["data: [masked]\n\n", "data: \n\n"]),
  ])
  func `a secret in several events is gone from all of them`(stream: [String], expected: [String]) {
    #expect(Self.masked(stream: stream) == expected)
  }

  @Test func `answers that come at the same time are put together by their numbers`() {
    func event(_ index: Int, _ text: String) -> String {
      "data: {\"choices\":[{\"index\":\(index),\"delta\":{\"content\":\"\(text)\"}}]}\n\n"
    }
    let masked = Self.masked(stream: [
      event(0, "canary0123"), event(1, "other"), event(0, "456789abcdef0123"), event(1, "words"),
    ])
    #expect(masked == [event(0, "[masked]"), event(1, "other"), event(0, ""), event(1, "words")])
  }

  @Test func `events without a secret stay as they are, also broken ones`() {
    let stream = [
      "data: {\"a\":\"x\\ud83d\\ude00\"}\n\n", "data: {\"a\":\n\n", "data: {\"a\":\"y", "\"}\n", ": note\n", "[DONE]",
    ]
    #expect(Self.masked(stream: stream) == stream)
  }
}
