import LLMCore
import Testing

@Suite struct OpenAIChatRequestTests {
  private let messages = [Message(.system, "Be \"brief\""), Message(.user, "é\n"), Message(.assistant, "a")]

  private func call(
    _ options: [JSONMember] = [], streams: Bool = true, profile: ServerProfile = .compatible,
    baseURL: String = "https://api.test/v1", key: String? = nil
  ) throws -> HTTPCall {
    OpenAIChat(account: try .sample(profile: profile, baseURL: baseURL, key: key))
      .call(for: ChatRequest(model: "m", messages: messages, options: options, streams: streams))
  }

  private func body(of call: HTTPCall) -> String { String(decoding: call.body, as: UTF8.self) }

  private static let start =
    #"{"model":"m","messages":[{"role":"system","content":"Be \"brief\""},{"role":"user","content":"é\n"},"#
    + #"{"role":"assistant","content":"a"}]"#

  @Test func `a body for a compatible server`() throws {
    #expect(
      body(of: try call()) == Self.start + #","stream":true,"stream_options":{"include_usage":true}}"#)
  }

  @Test func `a body for OpenAI refuses the padding`() throws {
    #expect(
      body(of: try call(profile: .openAI)) == Self.start
        + #","stream":true,"stream_options":{"include_usage":true,"include_obfuscation":false}}"#)
  }

  @Test func `a body for a whole answer has no stream options`() throws {
    #expect(body(of: try call(streams: false)) == Self.start + "}")
  }

  @Test(arguments: [
    (ServerProfile.compatible, "max_tokens"), (.openAI, "max_completion_tokens"), (.azure, "max_completion_tokens"),
  ])
  func `options keep their order and get their names`(profile: ServerProfile, limitName: String) throws {
    let options = try GenerationOptions.parse(
      ["temperature=0.20", "max_tokens=9", "reasoning=low", "stop=a", "stop=b", "logit_bias={\"1\":2}"])
    #expect(
      body(of: try call(options, streams: false, profile: profile)) == Self.start + #","temperature":0.20,""#
        + limitName
        + #"":9,"reasoning_effort":"low","stop":["a","b"],"logit_bias":{"1":2}}"#)
  }

  @Test(arguments: [
    (ServerProfile.compatible, HTTPHeader("authorization", "Bearer secret-key-1")),
    (.openAI, HTTPHeader("authorization", "Bearer secret-key-1")), (.azure, HTTPHeader("api-key", "secret-key-1")),
  ])
  func `the key stands in its header and nowhere else`(profile: ServerProfile, header: HTTPHeader) throws {
    let call = try call(profile: profile, key: "secret-key-1")
    #expect(call.headers.filter { $0.value.contains("secret-key-1") } == [header])
    #expect(!call.url.text.contains("secret"))
    #expect(!body(of: call).contains("secret"))
  }

  @Test(arguments: [ServerProfile.compatible, .openAI, .azure])
  func `without a key there is no key header`(profile: ServerProfile) throws {
    #expect(try call(profile: profile).headers.map(\.name) == ["content-type", "accept", "user-agent"])
  }

  @Test(arguments: [
    ("https://api.test/v1", "https://api.test/v1/chat/completions"),
    ("http://[::1]:8080/", "http://[::1]:8080/chat/completions"),
    (
      "https://r.test/openai/deployments/d?api-version=1",
      "https://r.test/openai/deployments/d/chat/completions?api-version=1"
    ),
    ("http+unix://%2Frun%2Fllama.sock/v1", "http+unix://%2Frun%2Fllama.sock/v1/chat/completions"),
  ])
  func `the path goes behind the base URL`(baseURL: String, url: String) throws {
    #expect(try call(baseURL: baseURL).url.text == url)
  }

  @Test func `the headers say what is understood`() throws {
    let stream = try call()
    #expect(stream.method == .post)
    #expect(
      stream.headers == [
        HTTPHeader("content-type", "application/json"), HTTPHeader("accept", "text/event-stream, application/json"),
        HTTPHeader("user-agent", "llmctl/test"),
      ])
    // A compressed stream would come in blocks; a whole answer may be compressed.
    let whole = try call(streams: false)
    #expect(whole.headers.contains(HTTPHeader("accept", "application/json")))
    #expect(whole.headers.contains(HTTPHeader("accept-encoding", "gzip, deflate")))
  }

  @Test func `the same question gives the same bytes`() throws {
    #expect(try call(key: "secret-key-1") == call(key: "secret-key-1"))
  }
}
