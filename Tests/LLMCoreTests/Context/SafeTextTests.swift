import LLMCore
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
}
