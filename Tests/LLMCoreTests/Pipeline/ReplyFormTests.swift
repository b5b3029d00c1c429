import LLMCore
import LLMTestKit
import Testing

/// Bodies that are no stream, whatever they are called: A17 and A24.
@Suite struct ReplyFormTests {
  private func ask(
    _ body: String, type: String? = "text/event-stream", chunkSize: Int = .max
  ) async throws -> (answer: Answer, output: String) {
    let bytes = Array(body.utf8)
    let chunks = stride(from: 0, to: bytes.count, by: min(chunkSize, max(1, bytes.count)))
      .map { Array(bytes[$0..<min($0 + min(chunkSize, bytes.count), bytes.count)]) }
    let stage = Stage(.answer(200, headers: type.map { [HTTPHeader("content-type", $0)] } ?? [], chunks: chunks))
    let answer = try await stage.ask(stage.question())
    return (answer, stage.console.outputText)
  }

  @Test(arguments: ["text/event-stream", "application/json", "text/html", nil])
  func `A17 the content type is not believed`(type: String?) async throws {
    let whole = #"{"choices":[{"message":{"content":"a"},"finish_reason":"stop"}]}"#
    #expect(try await ask(whole, type: type).output == "a")
    #expect(try await ask("data: \(Payload.text("b"))\n\ndata: \(Payload.stop)\n\n", type: type).output == "b")
  }

  @Test func `A24 a web page is no endpoint`() async throws {
    let page =
      "\n<html><head><title>Sign in</title></head>\n <body>sk-abcdefgh12345" + String(repeating: "x", count: 500)
    let error = try await ask(page, type: "text/html", chunkSize: 7).answer.error
    #expect(error?.code == .malformed)
    #expect(error?.status == 200)
    #expect(error?.advice == "Check the provider's base_url")
    let message = try #require(error?.message)
    #expect(
      message.hasPrefix(
        "https://api.test/v1 is not an LLM endpoint: HTTP 200 with a web page (text/html, \(page.utf8.count) bytes, "
          + "starting with: <html><head><title>Sign in</title></head> <body>[masked]"))
    #expect(message.count < 400)
  }

  @Test(arguments: [("", "an empty body"), (" \n\r\n\t", "an empty body")])
  func `an empty body`(body: String, found: String) async throws {
    let error = try await ask(body, type: nil).answer.error
    #expect(
      error?.message
        == "https://api.test/v1 is not an LLM endpoint: HTTP 200 with \(found) (no content type, \(body.utf8.count) bytes)"
    )
  }

  @Test(arguments: [": ping\n\n", "upstream connect error", "event: x\n\nid: 1\n"])
  func `A24 what is neither a stream nor JSON is shown`(body: String) async throws {
    let error = try await ask(body, chunkSize: 5).answer.error
    #expect(error?.code == .malformed)
    let excerpt = body.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(error?.message.contains("with no events (text/event-stream, ") == true)
    #expect(error?.message.hasSuffix("starting with: \(excerpt))") == true)
  }

  @Test func `broken JSON names the place`() async throws {
    let error = try await ask(#"{"choices":[}"#, chunkSize: 1).answer.error
    #expect(error?.code == .malformed)
    #expect(error?.message.contains("with broken JSON (a byte that cannot stand here at byte 12)") == true)
    #expect(error?.message.contains(#"starting with: {"choices":[}"#) == true)
    #expect(try await ask(#"{"choices":[{"mess"#).answer.error?.message.contains("ends in the middle") == true)
  }

  @Test func `a whole JSON that is no answer`() async throws {
    #expect(try await ask(#"{"object":"list"}"#).answer.error?.code == .malformed)
  }
}
