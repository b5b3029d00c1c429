import LLMCore
import Testing

/// Bytes that are looked at eight at a time.
@Suite struct ByteSearchTests {
  @Test func `a byte is found at every place, and the first of two`() {
    for length in 0..<33 {
      for place in 0..<max(1, length) {
        for wanted in [UInt8](arrayLiteral: 0, 1, 0x7F, 0x80, 0xFF) {
          var text = [UInt8](repeating: wanted ^ 1, count: length)
          #expect(text.withUnsafeBytes { ByteSearch.firstIndex(of: wanted, in: $0) } == nil)
          guard length > 0 else { continue }
          text[place] = wanted
          text[length - 1] = wanted
          #expect(text.withUnsafeBytes { ByteSearch.firstIndex(of: wanted, in: $0) } == place)
          let next = text.withUnsafeBytes { ByteSearch.firstIndex(of: wanted, in: $0, from: place + 1) }
          #expect(next == (place == length - 1 ? nil : length - 1))
        }
      }
    }
  }

  @Test func `texts are the same when every byte is`() {
    for length in 0..<33 {
      let text = [UInt8](repeating: 0xC3, count: length)
      #expect(ByteSearch.areSame(text[...], text[...]))
      #expect(!ByteSearch.areSame(text[...], (text + [0])[...]))
      for place in 0..<length {
        var other = text
        other[place] ^= 0x20
        #expect(!ByteSearch.areSame(text[...], other[...]))
      }
    }
    #expect(ByteSearch.areSame("é", "é"))
    #expect(!ByteSearch.areSame("e\u{301}", "\u{E9}"), "they look the same, and are not")
  }
}
