import LLMCore

/// The columns of a try that are not bytes as they were.
enum StoredExchange {
  /// Everything but the bodies and the times.
  static func head(of exchange: RecordedExchange) -> JSONValue {
    .object([
      JSONMember("method", .string(exchange.method)), JSONMember("url", .string(exchange.url)),
      JSONMember("request_headers", json(of: exchange.requestHeaders)),
      JSONMember("sent_ms", .integer(exchange.sentAfter)), JSONMember("status", .optional(exchange.status)),
      JSONMember("reply_headers", json(of: exchange.replyHeaders)), JSONMember("cut", .bool(exchange.isCut)),
      JSONMember("withheld", .bool(exchange.isWithheld)), JSONMember("breakage", .optional(exchange.breakage)),
    ])
  }

  /// The try without bodies and times; nil for what we never wrote.
  static func exchange(_ head: JSONValue) -> RecordedExchange? {
    guard let method = head["method"]?.text, let url = head["url"]?.text, let sent = head["sent_ms"]?.integer,
      let requestHeaders = headers(head["request_headers"]), let replyHeaders = headers(head["reply_headers"])
    else { return nil }
    var exchange = RecordedExchange(
      method: method, url: url, requestHeaders: requestHeaders, requestBody: [], sentAfter: sent)
    exchange.replyHeaders = replyHeaders
    exchange.status = head["status"]?.integer
    exchange.isCut = head["cut"]?.bool == true
    exchange.isWithheld = head["withheld"]?.bool == true
    exchange.breakage = head["breakage"]?.text
    return exchange
  }

  private static func json(of headers: [HTTPHeader]) -> JSONValue {
    .array(headers.map { .array([.string($0.name), .string($0.value)]) })
  }

  private static func headers(_ json: JSONValue?) -> [HTTPHeader]? {
    json?.elements?.compactMap { pair in
      guard let name = pair.elements?.first?.text, let value = pair.elements?.last?.text else { return nil }
      return HTTPHeader(name, value)
    }
  }

  /// Pieces as pairs of numbers: microseconds since the one before, and bytes.
  static func bytes(of pieces: [RecordedExchange.Piece]) -> [UInt8] {
    var bytes: [UInt8] = []
    var last = RecordedExchange.Piece(offset: 0, end: 0)
    for piece in pieces {
      LEB128.append(max(0, piece.offset - last.offset), to: &bytes)
      LEB128.append(piece.end - last.end, to: &bytes)
      last = piece
    }
    return bytes
  }

  /// The pieces that were stored so; nil for what we never wrote.
  static func pieces(in bytes: [UInt8]) -> [RecordedExchange.Piece]? {
    var rest = bytes[...]
    var pieces: [RecordedExchange.Piece] = []
    var last = RecordedExchange.Piece(offset: 0, end: 0)
    while !rest.isEmpty {
      guard let wait = LEB128.take(from: &rest), let count = LEB128.take(from: &rest) else { return nil }
      last = RecordedExchange.Piece(offset: last.offset &+ wait, end: last.end &+ count)
      pieces.append(last)
    }
    return pieces
  }
}
