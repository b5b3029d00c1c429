import LLMCore
import LLMTestKit
import Testing

/// The framing cases of the catalogue of adversarial streams, by their numbers, each replayed cut everywhere.
@Suite struct SSEDecoderTests {
  @Test(arguments: FramingCase.all) func framing(_ fixture: FramingCase) throws {
    let events = try everySplit(of: fixture.stream) { try Self.decode($0) }
    #expect(events == fixture.events)
  }

  @Test func `A22 bytes that are no UTF-8 pass`() throws {
    let stream = Array("data: ".utf8) + [0xFF, 0xC3, 0x28] + Array("\n\n".utf8)
    let events = try everySplit(of: stream) { try Self.decode($0) }
    #expect(events == [WireEvent(data: [0xFF, 0xC3, 0x28])])
  }

  @Test func `A10 half a mark is text`() throws {
    let events = try everySplit(of: [0xEF, 0xBB] + Array("data: x\n\ndata: y\n\n".utf8)) { try Self.decode($0) }
    #expect(events == [WireEvent(data: Array("y".utf8))])
  }

  @Test func `events are dispatched as soon as they are complete`() throws {
    var decoder = SSEDecoder()
    var seen = 0
    try decoder.feed(Array("data: x\n".utf8)) { _ in seen += 1 }
    #expect(seen == 0)
    try decoder.feed(Array("\r".utf8)) { _ in seen += 1 }
    #expect(seen == 1)
  }

  @Test(arguments: [
    "data: 0123456789abcdef\n\n", "data: 01234567\ndata: 89abcdef\n\n", "data: 01234567\ndata: 89abcd",
    ": 0123456789abcdef", "data: 0123456789abcdef",
  ])
  func `what grows past the limit is refused, however it is cut`(_ stream: String) throws {
    let wasRefused = try everySplit(of: stream) { pieces in
      do throws(SSEDecoder.EventTooLarge) {
        _ = try Self.decode(pieces, limit: 16)
        return false
      } catch {
        return error.limit == 16
      }
    }
    #expect(wasRefused)
  }

  @Test func `what fits the limit exactly passes`() throws {
    #expect(try Self.decode([Array("data: 0123456789\n\n".utf8)], limit: 16).count == 1)
  }

  static func decode(_ pieces: [[UInt8]], limit: Int = 1 << 20) throws(SSEDecoder.EventTooLarge) -> [WireEvent] {
    var decoder = SSEDecoder(eventSizeLimit: limit)
    var events: [WireEvent] = []
    for piece in pieces { try decoder.feed(piece) { events.append($0) } }
    if let last = decoder.finish() { events.append(last) }
    return events
  }
}
