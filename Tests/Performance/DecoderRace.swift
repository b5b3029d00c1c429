import LLMCore
import LLMTestKit

/// The decoders alone, on one thread: bytes in, mended text out.
enum DecoderRace {
  static func run(chunks: Int) throws {
    guard let base = Endpoint("http://127.0.0.1/v1") else { throw BenchFailure("the endpoint is not one") }
    let account = Account(
      name: "bench", profile: .compatible, baseURL: base, key: nil, keyOrigin: nil, userAgent: "bench")
    // As the network brings it: pieces of 16 KiB that end anywhere.
    let event = Array("data: \(Contest.chunk)\n\n".utf8)
    var stream: [UInt8] = []
    for _ in 0..<chunks { stream += event }
    let pieces = stride(from: 0, to: stream.count, by: 16 << 10).map { start in
      Array(stream[start..<min(start + 16 << 10, stream.count)])
    }

    var sse = SSEDecoder()
    var decoder = OpenAIChat(account: account).makeDecoder()
    var joiner = TextJoiner()
    var text = 0
    let started = Child.now()
    for piece in pieces {
      var events: [WireEvent] = []
      try sse.feed(piece) { events.append($0) }
      for event in events {
        decoder.decode(event) { event in
          if case .text(let bytes) = event { text += joiner.join(bytes).count }
        }
      }
    }
    let time = Child.now() - started
    guard text == chunks * 6 else { throw BenchFailure("decoded \(text) bytes of \(chunks * 6)") }
    print("decoding \(chunks) chunks (\(stream.count >> 20) MiB) on one thread")
    print("  \(Contest.text(time)), \(Contest.rate(chunks, time)) chunks per second")
  }
}
