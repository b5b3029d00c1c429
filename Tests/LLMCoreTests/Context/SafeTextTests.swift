import LLMCore
import LLMTestKit
import Testing

@Suite struct SafeTextTests {
  @Test(
    arguments: zip(
      [
        "plain é€😀\n\ttext", "\u{1B}[2J", "\u{1B}]52;c;AAAA\u{7}", "a\r\nb\rc", "\r\r\n", "\u{7F}\0", "\u{9B}31m",
        "\u{202E}abc\u{202A}", "a\u{E0041}\u{2063}b", "\u{E01EF}", "👩‍👩‍👧 e\u{301}",
      ],
      [
        "plain é€😀\n\ttext", "␛[2J", "␛]52;c;AAAA␇", "a\nb\nc", "\n\n", "␡␀", "<U+009B>31m", "<U+202E>abc<U+202A>",
        "ab",
        "", "👩‍👩‍👧 e\u{301}",
      ]))
  func shows(_ raw: String, _ shown: String) {
    #expect(SafeText(raw).text == shown)
  }

  @Test func `no control character survives`() {
    for code in (0 as UInt32)...0x9F where code != 0x0A && code != 0x09 {
      guard let scalar = Unicode.Scalar(code), code < 0x20 || code >= 0x7F else { continue }
      let shown = SafeText("a\(Character(scalar))b").text
      #expect(!shown.unicodeScalars.contains(scalar), "U+\(code)")
    }
  }

  /// Right-to-left prose needs them, and they end with their line.
  @Test func `isolates and marks of direction are kept`() {
    let text = "a\u{2066}b\u{2069}\u{200E}\u{200F}\u{61C}"
    #expect(SafeText(text).text == text)
  }

  @Test func `making safe twice changes nothing`() {
    let once = SafeText("\u{1B}\u{9B}\u{202E}\r\n\0").text
    #expect(SafeText(once).text == once)
  }

  @Test func `a line stays one line`() {
    #expect(SafeText.line("a\r\nb\tc\u{1B}").text == "a  b c␛")
    #expect(!SafeText.line("a\u{B}b\u{C}c\u{85}d\u{2028}e\u{2029}f").text.contains { $0.isNewline })
  }

  @Test func `interpolation is made safe`() {
    let name = "\u{1B}[31m"
    let text: SafeText = "file \(name)"
    #expect(text.text == "file ␛[31m")
  }

  @Test(
    arguments: zip(
      [
        "a\u{200B}b\u{2060}c\u{FEFF}d\u{AD}e", "\u{2066}open", "\u{2067}a\nb",
        "🏴\u{E0067}\u{E0062}\u{E007F}", "x\u{E0067}", "a\u{200D}b", "نی\u{200C}م", "1\u{FE0F}\u{20E3}", "a \u{FE0F}",
      ],
      [
        "abcde", "\u{2066}open\u{2069}", "\u{2067}a\u{2069}\nb",
        "🏴\u{E0067}\u{E0062}\u{E007F}", "x", "ab", "نی\u{200C}م", "1\u{FE0F}\u{20E3}", "a ",
      ]))
  func `what nobody sees, in prose`(_ raw: String, _ shown: String) { #expect(SafeText(raw).text == shown) }

  @Test func `code shows what nobody sees`() {
    let raw = "a\u{200B}b\u{200E}c\u{2066}d\u{AD}\u{2028}"
    #expect(SafeText(code: raw).text == "a<U+200B>b<U+200E>c<U+2066>d<U+00AD><U+2028>")
  }

  @Test(arguments: [0xFFFE, 0xFDD0, 0x10FFFF] as [UInt32]) func `noncharacters`(_ code: UInt32) throws {
    #expect(SafeText(String(Character(try #require(Unicode.Scalar(code))))).text == "\u{FFFD}")
  }

  @Test func `eight marks stand over a character`() {
    let marks = String(repeating: "\u{301}", count: 200)
    #expect(SafeText("a\(marks)b\(marks)").text.unicodeScalars.count == 18)
  }
}

@Suite struct TextSanitizerTests {
  private func sanitize(_ pieces: [[UInt8]], _ setting: TextSanitizer.TextKind) -> [UInt8] {
    var sanitizer = TextSanitizer(setting)
    var result: [UInt8] = []
    for piece in pieces { piece.withUnsafeBufferPointer { sanitizer.sanitize($0, into: &result) } }
    sanitizer.finish(into: &result)
    return result
  }

  @Test(arguments: [TextSanitizer.TextKind.prose, .code, .undecided])
  func `cuts do not show`(_ setting: TextSanitizer.TextKind) throws {
    let text = "a\r\n\r日\u{301}\u{200D}👩‍👩‍👧🏴\u{E0067}\u{2066}x\n\u{1B}[\u{9B}\u{200B}"
    let bytes = Array(text.utf8) + [0xFF, 0xE6, 0x97, 0x41, 0xF0, 0x9F, 0x91]
    try everySplit(of: bytes) { sanitize($0, setting) }
  }

  @Test func `what is no UTF-8 becomes what Swift makes of it`() throws {
    var random = SeededRandom(seed: 7)
    for _ in 0..<2000 {
      let bytes = (0..<12).map { _ in
        [0x61, 0xC3, 0xA9, 0xE0, 0xED, 0xA0, 0x80, 0xF0, 0xF4, 0x90, 0xBF, 0xFF][Int.random(in: 0..<12, using: &random)]
          as UInt8
      }
      let decoded = String(decoding: bytes, as: UTF8.self)
      // Only where nothing else is done to the text.
      guard decoded.unicodeScalars.allSatisfy({ $0 == "a" || $0 == "é" || $0 == "\u{FFFD}" }) else { continue }
      #expect(sanitize([bytes], .undecided) == Array(decoded.utf8))
    }
  }
}
