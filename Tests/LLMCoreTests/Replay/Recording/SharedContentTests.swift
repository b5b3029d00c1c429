import LLMTestKit
import Testing

@testable import LLMCore

/// Content is cut where it says so itself, and put together again byte for byte.
@Suite struct SharedContentTests {
  private static func prose(_ bytes: Int, seed: UInt64) -> [UInt8] {
    var random = SeededRandom(seed: seed)
    var text: [UInt8] = []
    while text.count < bytes {
      text += String(random.next(), radix: 36).utf8
      text.append(UInt8.random(in: 0..<8, using: &random) == 0 ? 0x0A : 0x20)
    }
    return text
  }

  private static func chunks(_ content: [UInt8]) -> [[UInt8]] {
    let ends = content.withUnsafeBytes { ContentChunker.ends(in: $0) }
    return zip([0] + ends, ends).map { Array(content[$0..<$1]) }
  }

  @Test func `chunks are the content, of bounded size, and end behind words`() {
    let content = Self.prose(500_000, seed: 1)
    let chunks = Self.chunks(content)
    #expect(chunks.flatMap { $0 } == content)
    #expect(chunks.count > 10)
    for chunk in chunks.dropLast() {
      #expect((ContentChunker.least...ContentChunker.most + 256).contains(chunk.count))
      #expect(chunk.last == 0x0A || chunk.last == 0x20)
    }
  }

  @Test func `what stands before a text changes the first chunk of it at most`() {
    let content = Self.prose(400_000, seed: 2)
    let moved = Self.chunks(Array("a few words before it\n".utf8) + content)
    let known = Set(Self.chunks(content))
    #expect(moved.filter { !known.contains($0) }.count <= 2)
  }

  @Test(arguments: [0, 1, 4095, 4096, 4097, 70_000]) func `text without words is cut as well`(count: Int) {
    let content = (0..<count).map { UInt8(truncatingIfNeeded: 0x61 + $0 % 7) }
    #expect(Self.chunks(content).flatMap { $0 } == content)
  }

  @Test func `no character is cut in two`() {
    let content = Array(String(repeating: "漢字🙂é", count: 40_000).utf8)
    for chunk in Self.chunks(content) { #expect(String(validating: chunk, as: UTF8.self) != nil) }
  }

  @Test func `texts are found behind their escapes`() throws {
    let first = String(repeating: "line \"one\"\n\t\\ and \u{85} é 🙂\n", count: 40)
    let second = String(repeating: "another text. ", count: 60)
    let body = JSONWriter.bytes(
      of: .object([
        JSONMember("model", .string("m")), JSONMember("a", .string(first)), JSONMember("b", .string(second)),
        JSONMember("again", .string(first)),
      ]))
    let content = SharedContent(body, texts: [first, "short", second])
    #expect(content.parts.contains(.escaped(Array(first.utf8))))
    #expect(content.parts.contains(.escaped(Array(second.utf8))))
    #expect(Self.joined(content) == body)
  }

  @Test func `a value's own long texts are shared, and the rest is as it is written`() {
    let (first, second) = (String(repeating: "line \"one\"\n", count: 60), String(repeating: "a", count: 512))
    let value = JSONValue.object([
      JSONMember("model", .string("m")), JSONMember("a", .array([.string(first), .string("short")])),
      JSONMember(second, .string(String(repeating: "b", count: 511))),
    ])
    let content = SharedContent(value)
    let texts = content.parts.compactMap { if case .escaped(let text) = $0 { text } else { nil } }
    #expect(texts == [Array(first.utf8), Array(second.utf8)])
    #expect(Self.joined(content) == JSONWriter.bytes(of: value))
    #expect(Self.joined(SharedContent(.null)) == Array("null".utf8))
  }

  private static func joined(_ content: SharedContent) -> [UInt8] {
    content.parts.reduce(into: []) { bytes, part in
      switch part {
      case .inline(let part), .shared(let part): bytes += part
      case .escaped(let text): bytes += SharedContent.escaped(text)
      }
    }
  }
}
