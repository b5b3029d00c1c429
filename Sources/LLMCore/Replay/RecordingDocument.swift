/// What is kept of a call beside its row, as `--json` prints it.
package struct RecordingDocument {
  package let json: JSONValue

  package init(_ recording: CallRecording) {
    let tries = recording.exchanges.sorted { $0.key < $1.key }.map { number, exchange in
      Self.json(of: exchange, number)
    }
    json = .object([
      JSONMember("question", recording.question?.json ?? .null), JSONMember("exchanges", .array(tries)),
    ])
  }

  private static func json(of exchange: RecordedExchange, _ number: Int) -> JSONValue {
    .object([
      JSONMember("number", .integer(number)), JSONMember("sent_ms", .integer(exchange.sentAfter)),
      JSONMember("method", .string(exchange.method)), JSONMember("url", .string(exchange.url)),
      JSONMember("request_headers", headers(exchange.requestHeaders)),
      JSONMember("request", body(exchange.requestBody)), JSONMember("http_status", .optional(exchange.status)),
      JSONMember("reply_headers", headers(exchange.replyHeaders)),
      JSONMember("reply", exchange.isWithheld ? .null : .string(String(decoding: exchange.replyBody, as: UTF8.self))),
      JSONMember("reply_withheld", .bool(exchange.isWithheld)), JSONMember("reply_cut", .bool(exchange.isCut)),
      JSONMember("chunks", .array(exchange.pieces.map(json))), JSONMember("breakage", .optional(exchange.breakage)),
    ])
  }

  /// JSON as it is, everything else as text.
  private static func body(_ bytes: [UInt8]) -> JSONValue {
    (try? JSONReader.parse(bytes)) ?? .string(String(decoding: bytes, as: UTF8.self))
  }

  /// Pairs: a name may come more than once.
  private static func headers(_ headers: [HTTPHeader]) -> JSONValue {
    .array(headers.map { .array([.string($0.name), .string($0.value)]) })
  }

  private static func json(of piece: RecordedExchange.Piece) -> JSONValue {
    .object([JSONMember("after_us", .integer(piece.offset)), JSONMember("end", .integer(piece.end))])
  }
}
