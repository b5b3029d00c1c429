import LLMCore
import Testing

/// Names of files are bytes; nothing of them is lost on the way through strings.
@Suite struct RawPathTests {
  static let names: [[UInt8]] = [
    Array("plain".utf8), Array("with space".utf8), Array("grün/日本.txt".utf8), [0xFF], [0x61, 0x80, 0x62],
    Array("\u{10FF80}".utf8), Array("a\u{10FFFF}b".utf8) + [0xC3], [0xED, 0xA0, 0x80], Array("new\nline".utf8),
  ]

  @Test(arguments: names) func `a name goes through an argument and back`(name: [UInt8]) {
    #expect(RawPath(RawPath.argument(name)).bytes == name)
  }

  @Test func `text is an argument as it is`() {
    #expect(RawPath.argument(Array("grün 日本".utf8)) == "grün 日本")
    #expect(RawPath("grün").bytes == Array("grün".utf8))
  }

  @Test(
    arguments: [
      (Array("plain name.txt".utf8), "plain name.txt"), (Array("grün".utf8), "grün"), ([], "\"\""),
      (Array("a\nb".utf8), "\"a\\nb\""), (Array("tab\there".utf8), "\"tab\\there\""),
      (Array("say \"x\"".utf8), "\"say \\\"x\\\"\""), (Array("back\\slash".utf8), "\"back\\\\slash\""),
      ([0x61, 0xFF], "\"a\\377\""), (Array("\u{1B}[31m".utf8), "\"\\033[31m\""), ([0x7F], "\"\\177\""),
    ] as [([UInt8], String)])
  func `a name is shown so that no other looks like it`(name: [UInt8], shown: String) {
    #expect(RawName.shown(name) == shown)
  }

  @Test func `parents end at the root`() {
    #expect(RawPath("/a/b").parent == RawPath("/a"))
    #expect(RawPath("/a").parent == RawPath("/"))
    #expect(RawPath("/").parent == nil)
    #expect(RawPath("/").child(Array("a".utf8)) == RawPath("/a"))
  }

  @Test func `JSON has the bytes of a name that is no text`() {
    #expect(RawPath("a").members == [JSONMember("path", .string("a"))])
    #expect(
      RawPath(bytes: [0x61, 0xFF]).members == [
        JSONMember("path", .string("a\u{FFFD}")), JSONMember("path_bytes", .string("61ff")),
      ])
  }
}
