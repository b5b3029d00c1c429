import LLMCore
import LLMTestKit
import Testing

/// No credential in what is recorded, wherever it stood and however it was written.
@Suite struct CassetteSecretTests {
  /// Of no provider's shape, with characters that JSON and URLs escape.
  private static let canary = "zq+canary/7f3a9c51=e2d84b60"

  private static func request(
    _ headers: [HTTPHeader] = [HTTPHeader("authorization", "Bearer \(canary)")], target: String = "/openai/v1/x",
    body: String = "{}"
  ) -> LoopbackRequest {
    LoopbackRequest(method: "POST", target: target, headers: headers, body: Array(body.utf8))
  }

  private static func mask(_ request: LoopbackRequest = request()) -> CassetteMask {
    CassetteMask(secrets: CassetteCredentials.all(in: request))
  }

  private static func text(_ call: CassetteCall) -> String { CassetteWriter.text(call) }

  @Test(arguments: [
    [HTTPHeader("authorization", "Bearer \(canary)")], [HTTPHeader("authorization", canary)],
    [HTTPHeader("x-api-key", canary)], [HTTPHeader("api-key", canary)], [HTTPHeader("x-goog-api-key", canary)],
    [HTTPHeader("ocp-apim-subscription-key", canary)], [HTTPHeader("cookie", "a=b; session=\(canary)")],
    [HTTPHeader("authorization", "Basic \(Base64.encode(Array("user:\(canary)".utf8)))")],
  ])
  func `a credential in any header is found, and hidden where it is echoed`(headers: [HTTPHeader]) {
    let mask = Self.mask(Self.request(headers))
    for form in [
      Self.canary, Self.canary.replacing("/", with: "\\/"), "zq%2Bcanary%2F7f3a9c51%3De2d84b60",
      "zq\\u002bcanary/7f3a9c51\\u003de2d84b60",
    ] {
      let body = mask.masked(CassetteBody(reply: Array("echo: \(form)!".utf8)))
      #expect(body == .text("echo: [masked]!"), "\(form)")
    }
    let json = mask.masked(CassetteBody(reply: Array(#"{"a":"zq\u002Bc\u0061nary\/7f3a9c51=e2d84b60"}"#.utf8)))
    #expect(!String(decoding: json.bytes, as: UTF8.self).contains("canary"))
  }

  @Test(arguments: ["key", "api_key", "access_token", "KEY", "%6Bey", "X-Amz-Signature"])
  func `a credential in the query is hidden by its name`(name: String) {
    let mask = CassetteMask()
    #expect(mask.masked(path: "/v1/m?a=1&\(name)=abc&b=2") == "/v1/m?a=1&\(name)=[masked]&b=2")
    let found = CassetteCredentials.all(in: Self.request([], target: "/gemini/m?\(name)=zq%2Bcanary-0123456789"))
    #expect(
      CassetteMask(secrets: found).masked(CassetteBody(reply: Array("zq+canary-0123456789".utf8))) == .text("[masked]"))
  }

  @Test(arguments: [
    HTTPHeader("idempotency-key", canary), HTTPHeader("x-idempotency-key", canary),
    HTTPHeader("sec-websocket-key", canary),
    HTTPHeader("x-goog-auth-type", canary), HTTPHeader("x-token-count", canary),
    HTTPHeader("authorization", "Bearer lm-studio"),
    HTTPHeader("x-api-key", "no-key-required"),
  ])
  func `what only sounds like a credential is none`(header: HTTPHeader) {
    #expect(CassetteCredentials.all(in: Self.request([header])).isEmpty)
  }

  @Test func `words of a query stay`() {
    #expect(CassetteMask().masked(path: "/v1/m?keyboard=1&alt=sse&keys") == "/v1/m?keyboard=1&alt=sse&keys")
  }

  @Test func `keys in requests and replies are hidden by their shape`() {
    let call = CassetteCall(
      request: CassetteRequest(
        Self.request([], body: #"{"prompt":"my key is sk-proj-abcdefgh12345678","n":1}"#), route: "openai",
        path: "/v1/x",
        mask: CassetteMask()),
      reply: CassetteReply(
        status: 200, headers: [HTTPHeader("location", "https://x/?t=AIzaSyA1234567890123")],
        content: .chunks([Array("data: hf_abcdefgh12345678\n\n".utf8)]), timing: [1, 2]))
    let text = Self.text(CassetteMask().masked(call))
    for word in ["abcdefgh", "AIzaSy"] { #expect(!text.contains(word), "\(text)") }
  }

  @Test func `members that are called secret are hidden, and tokens of models are not`() {
    let body = CassetteBody(
      request: Array(
        #"{"client_secret":"0123456789","api_key":"abcdefghijk","token":"Hello world","password":{"type":"string"}}"#
          .utf8))
    let text = String(decoding: CassetteMask().masked(body).bytes, as: UTF8.self)
    #expect(
      text == #"{"client_secret":"[masked]","api_key":"[masked]","token":"Hello world","password":{"type":"string"}}"#)
  }

  @Test(arguments: ["zq+canary/7f3a9c51=e2d84b60", "sk-proj-abcdefgh1234567890"])
  func `a secret that chunks cut is gone from all of them`(secret: String) throws {
    let mask = CassetteMask(secrets: [Secret(copying: Self.canary)])
    let text = "data: one \(secret) two\n\ndata: \(secret)\(secret)\n\n"
    let whole = try everySplit(of: text) { pieces in
      let (chunks, moments) = mask.masked(pieces, Array(1...pieces.count))
      #expect(chunks.count == moments.count)
      #expect(moments == moments.sorted())
      return String(decoding: chunks.joined(), as: UTF8.self)
    }
    #expect(!whole.contains("canary") && !whole.contains("abcdefgh"))
    #expect(whole.hasPrefix("data: one [masked] two\n\ndata: [masked]"))
  }

  @Test func `borders of chunks without a secret stay where they were`() {
    let mask = CassetteMask(secrets: [Secret(copying: "canary-0123456789")])
    let pieces = ["data: a", "b\n\ndata: cana", "ry-01234", "56789 c", "d"].map { Array($0.utf8) }
    let (chunks, moments) = mask.masked(pieces, [1, 2, 3, 4, 5])
    #expect(chunks.map { String(decoding: $0, as: UTF8.self) } == ["data: a", "b\n\ndata: [masked]", " c", "d"])
    #expect(moments == [1, 2, 4, 5])
  }

  @Test func `what is recorded and what is asked have the same placeholder`() {
    func asked(_ key: String) -> CassetteRequest {
      let request = Self.request(
        [HTTPHeader("authorization", "Bearer \(key)")], body: #"{"messages":[{"content":"use \#(key) please"}]}"#)
      return CassetteRequest(request, route: "openai", path: "/v1/x?key=\(key)", mask: Self.mask(request))
    }
    #expect(asked("first-key-0123456789") == asked("another-key-abcdefgh"))
  }

  @Test func `large bodies are looked through quickly`() {
    let body = Array(repeating: UInt8(ascii: "s"), count: 1 << 20)
    let started = ContinuousClock.now
    #expect(CassetteMask(secrets: [Secret(copying: Self.canary)]).masked(CassetteBody.binary(body)) == .binary(body))
    // Much more than it takes, and much less than a search that is quadratic.
    #expect(ContinuousClock.now - started < .seconds(60))
  }
}
