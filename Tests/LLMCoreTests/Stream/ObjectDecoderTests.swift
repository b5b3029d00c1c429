import LLMCore
import LLMTestKit
import Testing

/// Objects in a row, and objects that stand in a stream of events without a field; cut everywhere.
@Suite struct ObjectDecoderTests {
  private func objects(_ text: String) throws -> [String] {
    try everySplit(of: text) { pieces in
      var decoder = ObjectDecoder()
      var found: [String] = []
      for piece in pieces { try decoder.feed(piece) { found.append(String(decoding: $0.data, as: UTF8.self)) } }
      if let last = decoder.finish() { found.append(String(decoding: last.data, as: UTF8.self)) }
      return found
    }
  }

  private func events(_ text: String) throws -> [String] {
    try everySplit(of: text) { pieces in
      var decoder = SSEDecoder()
      var found: [String] = []
      for piece in pieces { try decoder.feed(piece) { found.append(String(decoding: $0.data, as: UTF8.self)) } }
      if let last = decoder.finish() { found.append(String(decoding: last.data, as: UTF8.self)) }
      return found
    }
  }

  @Test(arguments: [
    ("{\"a\":1}\n{\"b\":2}\n", ["{\"a\":1}", "{\"b\":2}"]), ("{}{}{}", ["{}", "{}", "{}"]),
    ("\r\n {\"a\":\"}\\\"{\"}\r\n\r\n", ["{\"a\":\"}\\\"{\"}"]), ("{\n\"a\": [\n{}\n]\n}", ["{\n\"a\": [\n{}\n]\n}"]),
    ("x {}\ny\n", ["x ", "{}", "y"]), ("{\"a\":", ["{\"a\":"]), ("", []), ("\n\n", []), ("}]\n{}", ["}]", "{}"]),
  ])
  func `objects`(text: String, found: [String]) throws { #expect(try objects(text) == found) }

  @Test(arguments: [
    ("data: a\n\n{\"error\": {\n  \"x\": \"}\"\n}}\n", ["a", "{\"error\": {\n  \"x\": \"}\"\n}}"]),
    ("[{\r\n\"a\": 1\r\n}\r\n]\r\n", ["[{\n\"a\": 1\n}\n]"]),
    // What has no end does not swallow what comes behind it.
    ("{ oops\n\ndata: a\n\n", ["a"]), ("{\"a\": 1\n: ping\n\ndata: b\n\n", ["b"]),
    // A line of an event's data that begins so is none.
    ("data: {\ndata: }\n\n", ["{\n}"]),
  ])
  func `objects among events`(text: String, found: [String]) throws { #expect(try events(text) == found) }

  @Test func `a limit holds however the bytes are cut`() throws {
    for text in ["{\"a\":\"12345678\"}", "no object at all", "{\n\"a\":\n1234567\n}"] {
      let outcome = try everySplit(of: text) { pieces -> Int in
        var decoder = ObjectDecoder(objectSizeLimit: 15)
        var count = 0
        do {
          for piece in pieces { try decoder.feed(piece) { _ in count += 1 } }
          return count
        } catch {
          return -1
        }
      }
      #expect(outcome == -1)
    }
  }
}
