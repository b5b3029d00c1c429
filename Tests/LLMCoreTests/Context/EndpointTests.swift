import LLMCore
import Testing

@Suite struct EndpointTests {
  @Test func `the parts of a URL`() throws {
    let plain = try #require(Endpoint("https://API.Example.com:8443/v1/?api-version=2#top"))
    #expect(plain.scheme == .https)
    #expect(plain.host == "api.example.com")
    #expect(plain.port == 8443)
    #expect(plain.path == "/v1/?api-version=2")
    #expect(plain.text == "https://API.Example.com:8443/v1/?api-version=2")
    #expect(plain.origin == "https://API.Example.com:8443")
    let bare = try #require(Endpoint("HTTP://localhost"))
    #expect(bare.scheme == .http)
    #expect(bare.port == nil)
    #expect(bare.path == "")
    #expect(bare.text == "http://localhost")
  }

  @Test func `addresses of version six`() throws {
    let address = try #require(Endpoint("http://[::1]:8080/v1"))
    #expect(address.host == "::1")
    #expect(address.port == 8080)
    #expect(address.origin == "http://[::1]:8080")
    #expect(Endpoint("http://[2001:db8::1]/")?.host == "2001:db8::1")
    #expect(Endpoint("http://[2001:db8::1]/")?.port == nil)
  }

  @Test func `sockets in the file system`() throws {
    let socket = try #require(Endpoint("http+unix://%2Frun%2Fllama%20a.sock/v1/"))
    #expect(socket.scheme == .unix)
    #expect(socket.host == "/run/llama a.sock")
    #expect(socket.port == nil)
    #expect(socket.path == "/v1")
    #expect(socket.text == "http+unix://%2Frun%2Fllama%20a.sock/v1")
    #expect(socket.isLocal)
  }

  @Test(arguments: [
    "", "example.com", "//example.com", "https:", "https://", "https:///v1", "ftp://example.com", "https:/example.com",
    "https://h/v1?key=abc", "https://h/v1?a=1&API_Key=abc", "https://h/v1?access-token", "https://user@example.com",
    "https://user:secret@example.com/v1", "https://:80", "https://example.com:0",
    "https://example.com:65536", "https://example.com:", "https://example.com:x", "https://example.com:-1",
    "https://example.com:+80", "https://a b", " https://example.com", "https://example.com\n",
    "https://exa\u{0}mple.com", "http://::1/",
    "http://[::1", "http://[::1]x", "http://[]/", "http+unix://run", "http+unix://%2", "http+unix://%00%2Frun",
    "http+unix://%FF%2F", "http+unix://%2Frun%2g", "http+unix://%2Frun%+1",
  ])
  func refuses(_ text: String) {
    #expect(Endpoint(text) == nil)
  }

  @Test(
    arguments: zip(
      [
        "http://h", "http://h/", "http://h/v1", "http://h/v1///", "http://h/v1?k=v", "http://h/v1/?k=/", "http://h?k=v",
      ],
      [
        "http://h/chat", "http://h/chat", "http://h/v1/chat", "http://h/v1/chat", "http://h/v1/chat?k=v",
        "http://h/v1/chat?k=/", "http://h/chat?k=v",
      ]))
  func `paths are appended before the query`(_ base: String, _ result: String) throws {
    #expect(try #require(Endpoint(base)).appending("/chat").text == result)
  }

  @Test(
    arguments: zip(
      [
        "http://localhost", "http://api.localhost:1", "http://127.0.0.1", "http://127.8.9.1:80", "http://[::1]",
        "https://example.com", "http://127.0.0.1.evil.example", "http://127.evil", "http://localhost.evil.example",
        "http://10.0.0.1", "http://[::2]", "http://127.0.0.1.5",
      ],
      [true, true, true, true, true, false, false, false, false, false, false, false]))
  func `what is local`(_ text: String, _ isLocal: Bool) throws {
    #expect(try #require(Endpoint(text)).isLocal == isLocal)
  }
}
