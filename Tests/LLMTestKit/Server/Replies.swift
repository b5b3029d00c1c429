package import LLMCore

/// Replies by name, well-formed ones. They end with the reply, not with the connection; add `[.close]` where that is
/// wanted: `.json(200, "{}") + [.close]`.
extension [FaultStep] {
  /// A whole reply with a correct `content-length`.
  package static func reply(_ status: Int, headers: [HTTPHeader] = [], body: [UInt8] = []) -> Self {
    head(status, headers + [HTTPHeader("content-length", String(body.count))]) + [.send(body)]
  }

  /// A JSON body.
  package static func json(_ status: Int, _ body: String, headers: [HTTPHeader] = []) -> Self {
    reply(status, headers: [HTTPHeader("content-type", "application/json")] + headers, body: [UInt8](body.utf8))
  }

  /// A web page, as a captive portal or a broken proxy sends it.
  package static func html(_ status: Int, _ body: String) -> Self {
    reply(status, headers: [HTTPHeader("content-type", "text/html; charset=utf-8")], body: [UInt8](body.utf8))
  }

  /// A redirect.
  package static func redirect(_ status: Int, to location: String) -> Self {
    reply(status, headers: [HTTPHeader("location", location)])
  }

  /// An interim answer such as 103; the real reply must follow: `.interim(103) + .json(…)`.
  package static func interim(_ status: Int, headers: [HTTPHeader] = []) -> Self { head(status, headers) }

  /// A body in some content encoding; the bytes must be encoded already.
  package static func encoded(
    _ encoding: String, _ body: [UInt8], contentType: String = "text/event-stream"
  ) -> Self {
    reply(
      200, headers: [HTTPHeader("content-type", contentType), HTTPHeader("content-encoding", encoding)], body: body)
  }

  /// A body sent as gzip, whether the client asked for it or not.
  package static func gzip(_ body: [UInt8], contentType: String = "text/event-stream") -> Self {
    encoded("gzip", StoredGzip.bytes(of: body), contentType: contentType)
  }

  /// An event stream, each payload in a `data:` line and a chunk of its own, behind them `[DONE]` if wanted.
  package static func sse(_ payloads: [String], done: Bool = true, headers: [HTTPHeader] = []) -> Self {
    sseOpening(headers) + payloads.map { .send(Chunk.framed(Chunk.event($0))) }
      + (done ? [.send(Chunk.framed(Chunk.event("[DONE]")))] : []) + [.send(Chunk.last)]
  }

  /// An event stream given as raw bytes, cut into chunks at the offsets given.
  package static func sse(raw bytes: [UInt8], splitAt offsets: [Int] = [], headers: [HTTPHeader] = []) -> Self {
    let cuts = [0] + offsets + [bytes.count]
    let pieces = zip(cuts, cuts.dropFirst()).map { [UInt8](bytes[$0..<$1]) }
    return chunked(200, headers: [HTTPHeader("content-type", "text/event-stream")] + headers, pieces)
  }

  /// The head of an event stream, to be followed by sends of `Chunk.framed` and other steps.
  package static func sseOpening(_ headers: [HTTPHeader] = []) -> Self {
    chunkedOpening(200, [HTTPHeader("content-type", "text/event-stream")] + headers)
  }

  /// An event stream that repeats one payload, as fast as the client reads.
  package static func sseFlood(count: Int, payload: String, then last: [String] = ["[DONE]"]) -> Self {
    sseOpening() + [.flood(count: count, payload: Chunk.framed(Chunk.event(payload)))]
      + last.map { .send(Chunk.framed(Chunk.event($0))) } + [.send(Chunk.last)]
  }

  /// A chunked reply, each piece a chunk of its own; empty pieces are left out, since an empty chunk ends the body.
  package static func chunked(_ status: Int, headers: [HTTPHeader] = [], _ pieces: [[UInt8]]) -> Self {
    chunkedOpening(status, headers) + pieces.filter { !$0.isEmpty }.map { .send(Chunk.framed($0)) }
      + [.send(Chunk.last)]
  }

  /// The head of a chunked reply.
  package static func chunkedOpening(_ status: Int, _ headers: [HTTPHeader] = []) -> Self {
    head(status, headers + [HTTPHeader("transfer-encoding", "chunked")])
  }

  /// Just a head, with no framing of its own.
  package static func head(_ status: Int, _ headers: [HTTPHeader] = []) -> Self {
    let lines = ["HTTP/1.1 \(status) Status"] + headers.map { "\($0.name): \($0.value)" }
    return [.send([UInt8]((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8))]
  }
}

/// The pieces that streams are made of.
package enum Chunk {
  /// What ends a chunked body.
  package static let last = [UInt8]("0\r\n\r\n".utf8)

  /// The bytes as one chunk of a chunked body.
  package static func framed(_ bytes: [UInt8]) -> [UInt8] {
    [UInt8]("\(String(bytes.count, radix: 16))\r\n".utf8) + bytes + [UInt8]("\r\n".utf8)
  }

  /// One server-sent event with one line of data.
  package static func event(_ payload: String) -> [UInt8] { [UInt8]("data: \(payload)\n\n".utf8) }
}
