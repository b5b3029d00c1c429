package import LLMCore

/// Replies by name, broken ones.
extension [FaultStep] {
  /// A `content-length` that is not the body's. With more bytes announced than sent the connection must be closed, or the
  /// client waits for the rest.
  package static func wrongLength(
    _ declared: Int, body: [UInt8], contentType: String = "application/json"
  ) -> Self {
    head(200, [HTTPHeader("content-type", contentType), HTTPHeader("content-length", String(declared))])
      + [.send(body), .close]
  }

  /// An event stream cut in the middle of a chunk: the payloads, then a chunk with fewer bytes than it announces, then
  /// the end, as a clean close unless another one is given.
  package static func truncatedChunk(after payloads: [String], ending: FaultStep = .close) -> Self {
    sseOpening() + payloads.map { .send(Chunk.framed(Chunk.event($0))) }
      + [.send([UInt8]("ff\r\ndata: {\"cut".utf8)), ending]
  }

  /// A body without any framing, ended by the close of the connection.
  package static func untilClose(_ status: Int, headers: [HTTPHeader] = [], _ body: [UInt8]) -> Self {
    head(status, headers + [HTTPHeader("connection", "close")]) + [.send(body), .close]
  }

  /// Bytes that are no HTTP.
  package static func garbage(_ text: String = "\u{16}\u{3}\u{1} this is not HTTP\r\n\r\n") -> Self {
    [.send([UInt8](text.utf8)), .close]
  }

  /// A head with about this many bytes of headers, in lines of about a kibibyte.
  package static func hugeHead(bytes: Int) -> Self {
    let filler = String(repeating: "x", count: 1000)
    return head(200, (0..<bytes / 1000 + 1).map { HTTPHeader("x-filler-\($0)", filler) })
  }

  /// The bytes one at a time, with a pause before each.
  package static func drip(_ bytes: [UInt8], every pause: Duration) -> Self {
    bytes.flatMap { [.wait(pause), .send([$0])] }
  }

  /// A reply whose head drips byte by byte; the body comes at once.
  package static func drippedHead(every pause: Duration, body: [UInt8]) -> Self {
    drip([UInt8]("HTTP/1.1 200 OK\r\ncontent-length: \(body.count)\r\n\r\n".utf8), every: pause) + [.send(body)]
  }
}
