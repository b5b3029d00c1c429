import LLMCore
import LLMTestKit
import Testing

@Suite struct ProxySelectionTests {
  private static func proxy(_ environment: [String: String], _ url: String) throws -> ProxySelection.Server? {
    try ProxySelection(environment: Environment(environment)).proxy(for: try #require(Endpoint(url)))
  }

  @Test(
    arguments: [
      ([:], "https://a.test", nil), (["HTTPS_PROXY": "http://p:1"], "https://a.test", "p"),
      (["HTTPS_PROXY": "http://p:1"], "http://a.test", nil), (["HTTP_PROXY": "http://p:1"], "http://a.test", "p"),
      (["ALL_PROXY": "http://p:1"], "http://a.test", "p"), (["all_proxy": "http://p:1"], "https://a.test", "p"),
      (["https_proxy": "http://low:1", "HTTPS_PROXY": "http://up:1"], "https://a.test", "low"),
      (["ALL_PROXY": "http://all:1", "HTTPS_PROXY": "http://own:1"], "https://a.test", "own"),
      (["HTTP_PROXY": "http://p:1"], "http://localhost:8080", nil), (["ALL_PROXY": "p:1"], "http://127.0.0.1", nil),
      (["ALL_PROXY": "p:1"], "http://[::1]:8080", nil), (["ALL_PROXY": "p:1"], "http+unix://%2Frun%2Fs/v1", nil),
      (["ALL_PROXY": "nonsense://", "NO_PROXY": "*"], "https://a.test", nil),
      (["HTTPS_PROXY": ""], "https://a.test", nil),
    ] as [([String: String], String, String?)])
  func `which variable counts`(environment: [String: String], url: String, host: String?) throws {
    #expect(try Self.proxy(environment, url)?.host == host)
  }

  @Test(arguments: [
    ("http://p.test:3128", ProxySelection.Server(host: "p.test", port: 3128)),
    ("p.test", .init(host: "p.test", port: 3128)), ("HTTP://P.test:8/", .init(host: "p.test", port: 8)),
    ("socks5://s", .init(host: "s", port: 1080, isSOCKS: true)),
    ("socks5h://s:9", .init(host: "s", port: 9, isSOCKS: true)),
    ("http://u:pw@p:1", .init(host: "p", port: 1, user: "u", password: "pw")),
    ("http://u@p:1", .init(host: "p", port: 1, user: "u")),
    ("http://u:a:b@c@p:1", .init(host: "p", port: 1, user: "u", password: "a:b@c")),
    ("http://[::2]:1", .init(host: "::2", port: 1)),
  ])
  func `the forms of a proxy address`(text: String, server: ProxySelection.Server) throws {
    #expect(try Self.proxy(["HTTPS_PROXY": text], "https://a.test") == server)
  }

  @Test(arguments: ["https://p:1", "ftp://p", "http://", "http://p:99999", "http://p/path", "http://u:sk-abcdefgh1@"])
  func `what is no proxy address is refused and not repeated`(text: String) {
    let error = #expect(throws: LLMError.self) { try Self.proxy(["HTTPS_PROXY": text], "https://a.test") }
    #expect(error?.code == .configuration)
    #expect(error?.message == "HTTPS_PROXY is not a usable proxy address")
    #expect(error?.line.contains("sk-abc") == false)
  }

  @Test(arguments: [
    ("*", true), ("a.b.test", true), ("b.test", true), (".b.test", true), ("*.b.test", true), ("B.TEST", true),
    ("x.test, b.test", true), ("x.test b.test", true), ("a.b.test:443", true), ("b.test:443", true),
    ("a.b.test:80", false), ("c.test", false), (".test.b", false), ("ab.test", false), (",, ,", false), (".", false),
    ("*.", false), ("b.tes", false), ("xa.b.test", false),
  ])
  func `NO_PROXY`(list: String, isExempt: Bool) throws {
    let environment = ["HTTPS_PROXY": "http://p:1", "NO_PROXY": list]
    #expect((try Self.proxy(environment, "https://a.b.test/v1") == nil) == isExempt)
  }

  @Test(arguments: [("fd00::1", true), ("fd00::2", false), ("[fd00::1]", true)])
  func `NO_PROXY with addresses of version 6`(list: String, isExempt: Bool) throws {
    #expect((try Self.proxy(["ALL_PROXY": "p", "NO_PROXY": list], "https://[fd00::1]:8443") == nil) == isExempt)
  }
}
