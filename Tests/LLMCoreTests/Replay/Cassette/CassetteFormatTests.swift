import LLMCore
import LLMTestKit
import Testing

/// The file: what is written is read back, and looks as it should.
@Suite struct CassetteFormatTests {
  private static func call(_ reply: CassetteReply, body: String = #"{"a":1}"#) -> CassetteCall {
    CassetteCall(
      request: CassetteRequest(
        route: "openai", method: "POST", path: "/v1/chat/completions",
        headers: [HTTPHeader("content-type", "application/json")], body: CassetteBody(request: Array(body.utf8))),
      reply: reply)
  }

  private static func stream(_ chunks: [[UInt8]]) -> CassetteCall {
    call(
      CassetteReply(
        status: 200, headers: [HTTPHeader("content-type", "text/event-stream")], content: .chunks(chunks),
        timing: [10] + chunks.indices.map { 12 + 7 * $0 }))
  }

  private static func readBack(_ cassette: Cassette) throws -> Cassette {
    var read = try CassetteReader.read(Array(CassetteWriter.text(cassette).utf8))
    for index in read.calls.indices { read.calls[index].line = nil }
    return read
  }

  @Test func `a stream is text with a block for each chunk, and its timing apart`() {
    let call = Self.stream([Array("data: {\"a\":\"ü\"}\n\n".utf8), Array("data: [DONE]\n\n".utf8)])
    #expect(
      CassetteWriter.text(Cassette(calls: [call])) == """
        # HTTP calls that 'llmctl replay record' recorded, for 'llmctl replay play'.
        cassette: 1
        calls:
        - request:
            route: openai
            method: POST
            path: /v1/chat/completions
            headers:
              content-type: application/json
            json: |
              {
                "a": 1
              }
          reply:
            status: 200
            headers:
              content-type: text/event-stream
            chunks:
            - |+
              data: {"a":"ü"}

            - |+
              data: [DONE]

            timing_ms: [10, 12, 19]

        """)
  }

  /// Texts that a YAML writer without care would break.
  static let texts = [
    "", " ", "\n", "\n\n", "a", "a\n", "a\n\n", "a\n\n\n", "\na", " a\nb", "\ta\nb", "a\n b\n", "a\r\nb", "a\rb", "- a",
    "a: b",
    "a #b", "# a\nb", "null", "true", "no", "~", "12", "1e5", "0x1F", "2026-11-22", "'a'", "\"a\"", "a\"b", "a\\b",
    "\\n",
    "[a]", "{a}", "*a", "&a", "!a", "%a", "@a", "`a`", "|", ">", "?", ": a", "---", "---\na\n---\n", "...\n",
    "a\n...\nb", "é\nü\n",
    "\u{85}", "\u{2028}a\nb", "\u{2029}", "\u{FEFF}", "\u{FEFF}a\nb\n", "\u{7F}", "\u{9B}31m", "\u{1B}[31m\n",
    "\u{FFFE}", "😀\n😀",
    "\u{10FFFF}", "\u{10FF80}\n", "a  \nb\t\n", "trailing ", "a\u{301}\n\u{301}b\n", "data: {}\n\n", "<<", "=", "a=b",
    "/v1?x=1&y=%20",
    String(repeating: "long ", count: 500), String(repeating: "x\n", count: 200), "key: |\n  text\n",
  ]

  @Test(arguments: texts)
  func `any text comes back`(text: String) throws {
    let request = CassetteRequest(
      route: "r", method: "POST", path: "/" + text, headers: [], body: CassetteBody(request: Array(text.utf8)))
    let chunks = [Array(text.utf8), Array("x\n".utf8), Array((text + text).utf8)]
    let calls = Cassette(calls: [
      CassetteCall(
        request: request, reply: CassetteReply(status: 200, content: .chunks(chunks), timing: [1, 2, 3, 4])),
      CassetteCall(
        request: request, reply: CassetteReply(status: 200, content: .whole(CassetteBody(reply: Array(text.utf8))))),
    ])
    #expect(try Self.readBack(calls) == calls)
  }

  @Test func `a character that is cut by two chunks stays cut, and readable around it`() throws {
    let text = Array("data: wörld 😀\n\n".utf8)
    try everySplit(of: text) { pieces throws -> Bool in
      let calls = Cassette(calls: [Self.stream(pieces)])
      #expect(try Self.readBack(calls) == calls)
      #expect(!CassetteWriter.text(calls).contains("base64"))
      return true
    }
  }

  @Test func `what is no text is base64, in lines`() throws {
    let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0) }
    let calls = Cassette(calls: [
      CassetteCall(
        request: CassetteRequest(route: "openai", method: "POST", path: "/v1/audio", body: .binary(bytes)),
        reply: CassetteReply(status: 200, content: .chunks([bytes, [0], Array("ok\n".utf8)]), timing: [1]))
    ])
    #expect(try Self.readBack(calls) == calls)
    #expect(CassetteWriter.text(calls).split(separator: "\n").allSatisfy { $0.count <= 110 })
  }

  @Test func `random bytes come back`() throws {
    var random = SeededRandom(seed: 7)
    for _ in 0..<200 {
      let alphabet: [UInt8] = [
        0x20, 0x0A, 0x0D, 0x09, 0x23, 0x3A, 0x2D, 0x22, 0x5C, 0x61, 0xC3, 0xBC, 0xE2, 0x80, 0xA8, 0x7C,
      ]
      let bytes = (0..<Int.random(in: 0...40, using: &random)).map { _ in
        alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
      }
      let calls = Cassette(calls: [Self.stream([bytes, bytes])])
      #expect(try Self.readBack(calls) == calls, "\(bytes)")
    }
  }

  @Test func `endings, missing heads and empty files come back`() throws {
    let calls = Cassette(calls: [
      Self.call(CassetteReply(status: nil, ending: .cut)), Self.call(CassetteReply(status: 429, ending: .abandoned)),
      Self.call(CassetteReply(status: 200, content: .chunks([]))), Self.call(CassetteReply(status: 999)),
    ])
    #expect(try Self.readBack(calls) == calls)
    #expect(try Self.readBack(Cassette(calls: [])).calls == [])
    #expect(try CassetteReader.read([]).calls == [])
  }

  @Test func `a call knows its line`() throws {
    let text = CassetteWriter.text(Cassette(calls: [Self.stream([[65]]), Self.stream([[66]])]))
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let calls = try CassetteReader.read(Array(text.utf8)).calls
    #expect(calls.compactMap(\.line).map { lines[$0 - 1] } == ["- request:", "- request:"])
  }

  @Test(arguments: [
    ("cassette: 2\ncalls: []\n", 1, "another version"), ("calls: []\n", 1, "is no cassette"), ("- a\n", 1, "mapping"),
    ("cassette: 1\ncalls:\n- request: {route: a, method: GET, path: /}\n", 3, "without 'reply'"),
    ("cassette: 1\ncalls:\n- request: {route: a, methd: GET, path: /}\n  reply: {status: 200}\n", 3, "'methd'"),
    ("cassette: 1\ncalls:\n- request: {route: a, method: GET, path: /}\n  reply:\n    status: 99\n", 5, "HTTP status"),
    (
      "cassette: 1\ncalls:\n- request: {route: a, method: GET, path: /}\n  reply:\n    status: 200\n    json: '{'\n", 6,
      "JSON"
    ),
    (
      "cassette: 1\ncalls:\n- request: {route: a, method: GET, path: /}\n  reply:\n    status: 200\n    headers: {a: \"b\\nc\"}\n",
      6,
      "header"
    ),
  ])
  func `what is wrong with a file is told with its line`(text: String, line: Int, words: String) {
    let error = #expect(throws: YAMLError.self) { try CassetteReader.read(Array(text.utf8)) }
    #expect(error?.line == line)
    #expect(error?.message.contains(words) == true, "\(String(describing: error))")
  }
}
