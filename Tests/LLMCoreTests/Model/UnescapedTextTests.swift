import LLMCore
import Testing

/// JSON's escapes, undone wherever they stand.
@Suite struct UnescapedTextTests {
  private func plain(_ text: String, times: Int = 1) -> String {
    String(decoding: UnescapedText(Array(text.utf8), times: times).bytes, as: UTF8.self)
  }

  @Test(arguments: [
    (#"a\nb\t\"\\\/"#, "a\nb\t\"\\/"), (#"\u0041\u00e9\u65E5"#, "Aé日"), (#"\ud83d\ude00!"#, "😀!"), ("plain", "plain"),
    (#"\9 \x \u12 \ud83d \"#, #"\9 \x \u12 \ud83d \"#), (#"\ud83dabc"#, #"\ud83dabc"#), ("", ""),
  ])
  func `what is an escape is undone, and nothing else`(text: String, expected: String) {
    #expect(plain(text) == expected)
  }

  @Test func `escapes of escapes take two times`() {
    #expect(plain(#"{\"a\":\"x\\ny\"}"#, times: 2) == "{\"a\":\"x\ny\"}")
    #expect(plain(#"{\"a\":\"x\\ny\"}"#) == #"{"a":"x\ny"}"#)
    #expect(plain(#"a\nb"#, times: 0) == #"a\nb"#)
  }

  @Test func `each byte knows where it came from`() {
    let text = Array(#"-\u00e9\\n-"#.utf8)
    let view = UnescapedText(text, times: 2)
    #expect(view.bytes == Array("-é\n-".utf8))
    #expect(view.origin(of: 0..<1) == 0..<1)
    #expect(view.origin(of: 1..<3) == 1..<7)
    #expect(view.origin(of: 3..<4) == 7..<10)
    #expect(view.origin(of: 0..<view.bytes.count) == 0..<text.count)
  }
}
