import LLMCore
import LLMTestKit
import Testing

@Suite struct TextJoinerTests {
  struct Joined: Equatable {
    var text: String
    var replacements: Int
  }

  @Test(arguments: [
    "plain", "é€😀", "a\u{7FF}\u{800}\u{FFFF}\u{10000}\u{10FFFF}", "\u{D7FF}\u{E000}", "👩‍👩‍👧e\u{301}", "\0", "",
  ])
  func `A9 whole characters come back however they were cut`(_ text: String) throws {
    #expect(try everySplit(of: text, Self.join) == Joined(text: text, replacements: 0))
  }

  struct Mend: Sendable, CustomTestStringConvertible {
    let name: String
    let bytes: [UInt8]
    let text: String
    let replacements: Int

    init(_ name: String, _ bytes: [UInt8], _ text: String, _ replacements: Int) {
      (self.name, self.bytes, self.text, self.replacements) = (name, bytes, text, replacements)
    }

    var testDescription: String { name }
  }

  @Test(arguments: [
    Mend("a surrogate pair", [0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80], "😀", 0),
    Mend("the first pair", [0xED, 0xA0, 0x80, 0xED, 0xB0, 0x80], "\u{10000}", 0),
    Mend("the last pair", [0xED, 0xAF, 0xBF, 0xED, 0xBF, 0xBF], "\u{10FFFF}", 0),
    Mend("a pair inside text", Array("a".utf8) + [0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80] + Array("b".utf8), "a😀b", 0),
    Mend("a lone high half", [0xED, 0xA0, 0xBD, 0x61], "\u{FFFD}a", 1),
    Mend("a lone low half", [0xED, 0xB8, 0x80, 0x61], "\u{FFFD}a", 1),
    Mend("a high half at the end", [0x61, 0xED, 0xA0, 0xBD], "a\u{FFFD}", 1),
    Mend("two high halves and a low one", [0xED, 0xA0, 0xBD, 0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80], "\u{FFFD}😀", 1),
    Mend("a high half before a character of ED", [0xED, 0xA0, 0xBD, 0xED, 0x95, 0x9C], "\u{FFFD}한", 1),
    Mend("a high half before half a low one", [0xED, 0xA0, 0xBD, 0xED, 0xB8], "\u{FFFD}", 1),
  ])
  func `A22 surrogates find their partner or are replaced`(_ mend: Mend) throws {
    #expect(try everySplit(of: mend.bytes, Self.join) == Joined(text: mend.text, replacements: mend.replacements))
  }

  /// Each run that could still have become a character is replaced once, as Unicode's chapter 3.9 recommends.
  @Test(arguments: [
    Mend("a byte that never occurs", [0x61, 0xFF, 0x62], "a\u{FFFD}b", 1),
    Mend("two of them", [0xFF, 0xFE], "\u{FFFD}\u{FFFD}", 2),
    Mend("a continuation alone", [0x80, 0x61], "\u{FFFD}a", 1),
    Mend("overlong", [0xC0, 0xAF], "\u{FFFD}\u{FFFD}", 2),
    Mend("overlong in three", [0xE0, 0x80, 0xAF], "\u{FFFD}\u{FFFD}\u{FFFD}", 3),
    Mend("overlong in four", [0xF0, 0x80, 0x80, 0xAF], "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}", 4),
    Mend("too large", [0xF4, 0x90, 0x80, 0x80], "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}", 4),
    Mend("cut by a letter", [0xF0, 0x9F, 0x98, 0x61], "\u{FFFD}a", 1),
    Mend("cut by another start", [0xE2, 0x82, 0xE2, 0x82, 0xAC], "\u{FFFD}€", 1),
    Mend("cut by the end", [0x61, 0xF0, 0x9F, 0x98], "a\u{FFFD}", 1),
    Mend("the standard's example", [0x61, 0xF1, 0x80, 0x80, 0xE1, 0x80, 0xC2, 0x62], "a\u{FFFD}\u{FFFD}\u{FFFD}b", 3),
  ])
  func `A22 what is no UTF-8 is replaced`(_ mend: Mend) throws {
    #expect(try everySplit(of: mend.bytes, Self.join) == Joined(text: mend.text, replacements: mend.replacements))
  }

  @Test func `nothing certain is held back`() {
    var joiner = TextJoiner()
    #expect(joiner.join([0x61, 0xC3]) == [0x61])
    #expect(joiner.join([0xA9, 0x62]) == Array("éb".utf8))
    #expect(joiner.join([0xF0, 0x41]) == Array("\u{FFFD}A".utf8))
    #expect(joiner.finish() == [])
  }

  @Test func `A9 halves of a pair in two deltas of a stream`() throws {
    let deltas = ["{\"c\":\"x\\ud83d\"}", "{\"c\":\"\\ude00y\"}"]
    var joiner = TextJoiner()
    var text: [UInt8] = []
    for delta in deltas {
      var reader = JSONReader(Array(delta.utf8))
      try reader.readObject { reader, _ throws(JSONError) in text += joiner.join(try reader.readStringBytes()) }
    }
    #expect(String(decoding: text + joiner.finish(), as: UTF8.self) == "x😀y")
    #expect(joiner.replacements == 0)
  }

  static func join(_ pieces: [[UInt8]]) -> Joined {
    var joiner = TextJoiner()
    var bytes: [UInt8] = []
    for piece in pieces {
      let certain = joiner.join(piece)
      // What is shown at once must be text on its own.
      if String(validating: certain, as: UTF8.self) == nil {
        return Joined(text: "cut inside a character", replacements: -1)
      }
      bytes += certain
    }
    bytes += joiner.finish()
    return Joined(text: String(decoding: bytes, as: UTF8.self), replacements: joiner.replacements)
  }
}
