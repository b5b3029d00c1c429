import LLMCore
import LLMTestKit
import Testing

@Suite struct StreamingSanitizerTests {
  private static func sanitize(_ pieces: [[UInt8]]) -> String {
    var sanitizer = StreamingSanitizer()
    return pieces.map { sanitizer.sanitize($0).text }.joined()
  }

  @Test(arguments: [
    ("a\r\nb", "a\nb"), ("a\rb", "a\nb"), ("a\r\r\nb", "a\n\nb"), ("a\r\n\r\nb\n", "a\n\nb\n"), ("\r", "\n"),
    ("\n\r\n\r", "\n\n\n"), ("\u{1B}]52;c;x\u{7}\u{1B}[2J", "␛]52;c;x␇␛[2J"), ("\tplain", "\tplain"), ("", ""),
  ])
  func `CRLF and controls, cut everywhere`(raw: String, safe: String) throws {
    #expect(try everySplit(of: raw, Self.sanitize) == safe)
  }

  @Test func `what came is shown at once`() {
    var sanitizer = StreamingSanitizer()
    #expect(sanitizer.sanitize(Array("a\r".utf8)).text == "a\n")
    #expect(sanitizer.sanitize([]).text == "")
    #expect(sanitizer.sanitize(Array("\n".utf8)).text == "")
    #expect(sanitizer.sanitize(Array("\nb".utf8)).text == "\nb")
  }
}
