import LLMCore
import Testing

/// Bodies: readable in the file, and the same bytes when they are sent.
@Suite struct CassetteBodyTests {
  @Test(
    arguments: [
      (#"{"a":1,"b":[1,2],"c":{}}"#, "compact"), (#"{"a": 1, "b": [1, 2], "c": {}}"#, "spaced"),
      ("{\n  \"a\": 1,\n  \"b\": [\n    1,\n    2\n  ],\n  \"c\": []\n}", "indented"), ("{\"a\":1}\n", "compact line"),
      (#"{"a":"\u00fc\ud83d\ude00"}"#, "compact ascii"), (#"{"a": "\u00fc", "b": 1}"# + "\n", "spaced ascii line"),
    ])
  func `a reply keeps its layout`(text: String, layout: String) throws {
    let body = CassetteBody(reply: Array(text.utf8))
    guard case .json(_, let found) = body else {
      Issue.record("\(body)")
      return
    }
    #expect(found.name == layout)
    #expect(CassetteJSON.Layout(name: layout) == found)
    #expect(body.bytes == Array(text.utf8))
  }

  @Test(arguments: ["{\"a\" : 1}", "{\"a\":\"\\/\"}", "{ }", "[1 ,2]", "\n{}", "plain", "{", "{\"a\":1}\n\n"])
  func `a layout nobody's writer has is kept as text`(text: String) {
    let body = CassetteBody(reply: Array(text.utf8))
    #expect(body == .text(text))
    #expect(body.bytes == Array(text.utf8))
  }

  @Test func `layouts that there are not are none`() {
    for name in ["", "pretty", "compact  ascii", "ascii", "compact line ascii"] {
      #expect(CassetteJSON.Layout(name: name) == nil, "\(name)")
    }
  }

  @Test func `of a request the layout does not count`() {
    let bodies = [#"{"a":1,"b":2}"#, "{ \"a\" : 1 , \"b\" : 2 }"].map { CassetteBody(request: Array($0.utf8)) }
    #expect(bodies[0] == bodies[1])
  }

  @Test func `a form has the usual boundary`() {
    func form(_ boundary: String) -> CassetteRequest {
      let body = "--\(boundary)\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--\(boundary)--\r\n"
      return CassetteRequest(
        LoopbackRequest(
          method: "POST", target: "",
          headers: [HTTPHeader("content-type", "multipart/form-data; boundary=\(boundary)")],
          body: Array(body.utf8)), route: "openai", path: "/v1/files", mask: CassetteMask())
    }
    #expect(form("abc123") == form("----WebKitFormBoundaryXYZ"))
    #expect(!form("abc123").headers.contains { $0.value.contains("abc123") })
  }

  @Test(arguments: ["\u{130}", "\u{212A}"])
  func `a header may have letters that are longer in lower case`(letter: String) {
    let type = "multipart/" + String(repeating: letter, count: 40) + "; boundary=mult"
    let request = CassetteRequest(
      LoopbackRequest(
        method: "POST", target: "", headers: [HTTPHeader("content-type", type)], body: Array("--mult--".utf8)),
      route: "openai", path: "/v1/files", mask: CassetteMask())
    // Only the boundary itself is replaced, and not where its letters stand in other words.
    #expect(request.headers.map(\.value) == [type.replacing("=mult", with: "=llmctl-replay-boundary")])
    #expect(request.body == .text("--llmctl-replay-boundary--"))
  }
}
