import LLMCore
import Testing

/// Which headers reach the server, the program and the file.
@Suite struct CassetteHeadersTests {
  private static func names(_ headers: [HTTPHeader]) -> [String] { headers.map(\.name) }

  @Test func `what is about one connection is not passed on`() {
    let sent =
      [
        "host", "connection", "x-mine", "keep-alive", "transfer-encoding", "content-length", "expect", "te", "upgrade",
        "proxy-authorization", "authorization", "content-type", "user-agent", "x-stainless-lang",
      ].map { HTTPHeader($0, $0 == "connection" ? "keep-alive, X-Mine" : "v") } + [HTTPHeader("accept-encoding", "br")]
    let forwarded = CassetteHeaders.forwarded(sent)
    #expect(
      Self.names(forwarded) == ["authorization", "content-type", "user-agent", "x-stainless-lang", "accept-encoding"])
    #expect(forwarded.last == HTTPHeader("accept-encoding", "identity"))
  }

  @Test func `a length goes with the compression`() {
    let plain = [HTTPHeader("content-length", "5"), HTTPHeader("set-cookie", "a"), HTTPHeader("connection", "close")]
    #expect(Self.names(CassetteHeaders.returned(plain)) == ["content-length", "set-cookie"])
    #expect(Self.names(CassetteHeaders.returned(plain + [HTTPHeader("content-encoding", "gzip")])) == ["set-cookie"])
  }

  @Test func `the file has what clients read, and nothing else`() {
    let sent = [
      "authorization", "x-api-key", "cookie", "user-agent", "x-stainless-os", "content-type", "anthropic-version",
      "anthropic-beta", "idempotency-key",
    ].map { HTTPHeader($0, "v") }
    #expect(
      Self.names(CassetteHeaders.recorded(ofRequest: sent)) == ["content-type", "anthropic-version", "anthropic-beta"])
    let came = [
      "date", "set-cookie", "server", "cf-ray", "content-length", "content-type", "x-request-id", "request-id",
      "retry-after",
      "x-ratelimit-remaining-tokens", "anthropic-ratelimit-requests-limit", "x-should-retry",
      "strict-transport-security",
    ].map { HTTPHeader($0, "v") }
    #expect(
      Self.names(CassetteHeaders.recorded(ofReply: came)) == [
        "content-type", "x-request-id", "request-id", "retry-after", "x-ratelimit-remaining-tokens",
        "anthropic-ratelimit-requests-limit", "x-should-retry",
      ])
  }

  @Test(
    arguments: [
      ("text/event-stream; charset=utf-8", nil, "data", true), ("application/x-ndjson", nil, "{", true),
      ("application/json", nil, "[", true), ("application/json", nil, "{", false),
      ("application/json", "2", "[", false),
      ("text/html", nil, "<", false), ("audio/mpeg", nil, "x", true),
      ("application/vnd.amazon.eventstream", nil, "x", true),
    ] as [(String, String?, String, Bool)])
  func `what is a stream`(type: String, length: String?, beginning: String, isStream: Bool) {
    let headers = [HTTPHeader("content-type", type)] + (length.map { [HTTPHeader("content-length", $0)] } ?? [])
    #expect(CassetteHeaders.isStream(headers, beginning: Array(beginning.utf8)) == isStream)
  }
}
