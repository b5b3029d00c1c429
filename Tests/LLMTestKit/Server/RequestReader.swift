import LLMCore

/// Reads requests off one connection of the fault server. Bytes behind a request are kept for the next one.
struct RequestReader {
  /// A request without its place in the server's log.
  struct Request {
    var method: String
    var path: String
    var headers: [HTTPHeader]
    var body: [UInt8]
  }

  private let wire: Wire
  private var buffer: [UInt8] = []

  init(_ wire: Wire) { self.wire = wire }

  /// The next request; nil when the client has closed the connection, or sends what is no HTTP.
  mutating func next() throws(Wire.Ended) -> Request? {
    guard let head = try take(through: Array("\r\n\r\n".utf8)) else { return nil }
    let lines = String(decoding: head, as: UTF8.self).split(separator: "\r\n")
    guard let words = lines.first?.split(separator: " "), words.count == 3 else { return nil }
    let headers = lines.dropFirst().compactMap { line -> HTTPHeader? in
      guard let colon = line.firstIndex(of: ":") else { return nil }
      return HTTPHeader(line[..<colon].lowercased(), String(line[line.index(after: colon)...].drop { $0 == " " }))
    }
    var request = Request(method: String(words[0]), path: String(words[1]), headers: headers, body: [])
    if headers.contains(where: { $0.name == "expect" && $0.value.lowercased() == "100-continue" }) {
      try wire.write(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8))
    }
    guard let body = try readBody(headers) else { return nil }
    request.body = body
    return request
  }

  private mutating func readBody(_ headers: [HTTPHeader]) throws(Wire.Ended) -> [UInt8]? {
    if headers.contains(where: { $0.name == "transfer-encoding" && $0.value.lowercased() == "chunked" }) {
      return try readChunks()
    }
    guard let length = headers.first(where: { $0.name == "content-length" }).flatMap({ Int($0.value) }) else {
      return []
    }
    return try take(length)
  }

  private mutating func readChunks() throws(Wire.Ended) -> [UInt8]? {
    let lineEnd = Array("\r\n".utf8)
    var body: [UInt8] = []
    while let line = try take(through: lineEnd) {
      let size = String(decoding: line, as: UTF8.self).prefix { $0.isHexDigit }
      guard let length = Int(size, radix: 16) else { return nil }
      guard let chunk = try take(length), try take(through: lineEnd) != nil else { return nil }
      if length == 0 { return body }
      body += chunk
    }
    return nil
  }

  /// Takes bytes up to and with `mark`; nil when the client closes before it.
  private mutating func take(through mark: [UInt8]) throws(Wire.Ended) -> [UInt8]? {
    var searched = 0
    while true {
      while searched + mark.count <= buffer.count {
        if buffer[searched...].starts(with: mark) { return try take(searched + mark.count) }
        searched += 1
      }
      guard try fill() else { return nil }
    }
  }

  private mutating func take(_ count: Int) throws(Wire.Ended) -> [UInt8]? {
    while buffer.count < count {
      guard try fill() else { return nil }
    }
    defer { buffer.removeFirst(count) }
    return Array(buffer[..<count])
  }

  private mutating func fill() throws(Wire.Ended) -> Bool {
    let bytes = try wire.read()
    buffer += bytes
    return !bytes.isEmpty
  }
}
