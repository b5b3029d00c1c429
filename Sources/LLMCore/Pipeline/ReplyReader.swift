/// Reads the body of a reply to its end: finds out whether it is a stream, a whole answer or something else entirely, and hands on
/// the events that are assembled of it.
struct ReplyReader {
  /// A whole answer larger than this is not one.
  private static let wholeBodyLimit = 256 << 20

  /// What kind of body it is; not known before its first byte.
  private enum Form { case unknown, stream, objects, whole, webPage }

  private let reply: HTTPReply
  private let account: Account
  private let time: any TimeSource
  private let watchdog: SharedWatchdog
  private let emit: (StreamEvent) throws -> Void
  private let flush: () throws -> Void

  private var form = Form.unknown
  private(set) var assembler: ReplyAssembler
  private var events = SSEDecoder()
  private var objects = ObjectDecoder()
  private var whole: [UInt8] = []
  /// The first bytes of the body, to show what came where an answer was expected.
  private var opening: [UInt8] = []
  private var sawEvent = false
  private(set) var bytesReceived = 0

  /// - Parameter assembler: a new one, or that of the connection before, from which this one goes on.
  init(
    reply: HTTPReply, assembler: ReplyAssembler, account: Account, time: any TimeSource, watchdog: SharedWatchdog,
    emit: @escaping (StreamEvent) throws -> Void, flush: @escaping () throws -> Void
  ) {
    self.reply = reply
    self.account = account
    self.time = time
    self.watchdog = watchdog
    self.emit = emit
    self.flush = flush
    self.assembler = assembler
  }

  /// Reads until the body ends or the decoder knows that nothing more will come.
  ///
  /// Throws `LLMError` for a body that is no answer, `TransportError`, and what `emit` and `flush` throw.
  mutating func read() async throws {
    while let chunk = try await reply.nextChunk() {
      bytesReceived += chunk.count
      try take(chunk)
      try flush()
      tellWatchdog()
      if isOver, isStream { break }
    }
    try finish()
    try flush()
  }

  /// Whether nothing that counts can come any more. The usage chunk may still come behind `[DONE]`; the watchdog ends
  /// that wait.
  private var isOver: Bool { assembler.decoder.isAtEnd && assembler.sawUsage }

  private var isStream: Bool { form == .stream || form == .objects }

  private mutating func take(_ chunk: [UInt8]) throws {
    if form == .unknown { form = sniff(chunk) }
    opening += chunk.prefix(200 - opening.count)
    switch form {
    case .unknown: break
    case .whole, .webPage:
      whole += chunk
      guard whole.count <= Self.wholeBodyLimit else {
        throw LLMError(.malformed, "\(account.name) sent more than \(Self.wholeBodyLimit >> 20) MiB that is no stream")
      }
    case .stream, .objects: try takeEvents(chunk)
    }
  }

  private mutating func takeEvents(_ chunk: [UInt8]) throws {
    var wireEvents: [WireEvent] = []
    do throws(SSEDecoder.EventTooLarge) {
      if form == .objects {
        try objects.feed(chunk) { wireEvents.append($0) }
      } else {
        try events.feed(chunk) { wireEvents.append($0) }
      }
    } catch {
      throw LLMError(.malformed, "\(account.name) sent an event of more than \(error.limit >> 20) MiB")
    }
    for event in wireEvents where !isOver { try decode(event) }
  }

  private mutating func decode(_ event: WireEvent) throws {
    sawEvent = true
    try assembler.decode(event, emit)
  }

  private mutating func finish() throws {
    switch form {
    case .unknown: throw notAnAnswer("an empty body")
    case .webPage: throw notAnAnswer("a web page")
    case .stream, .objects:
      if let last = form == .objects ? objects.finish() : events.finish(), !isOver { try decode(last) }
      guard assembler.decoder.resumption == nil else { return }
      try assembler.finishText(emit)
      guard sawEvent else { throw notAnAnswer("no events") }
    case .whole:
      do {
        try assembler.decodeWhole(whole, emit)
      } catch let error as JSONError {
        throw notAnAnswer("broken JSON (\(error.reason.rawValue) at byte \(error.offset))")
      }
      try assembler.finishText(emit)
      tellWatchdog()
    }
  }

  // MARK: Telling forms apart

  /// The content type is not believed: gateways strip it, and some label a stream as JSON.
  private func sniff(_ chunk: [UInt8]) -> Form {
    guard let first = chunk.first(where: { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }) else {
      return .unknown
    }
    switch first {
    case UInt8(ascii: "{") where assembler.decoder.framing == .objects: return .objects
    case UInt8(ascii: "{"), UInt8(ascii: "["): return .whole
    case UInt8(ascii: "<"): return .webPage
    default: return .stream
    }
  }

  /// A 200 that is no answer, with all that helps to find out why.
  private func notAnAnswer(_ found: String) -> LLMError {
    let type = reply.header("content-type") ?? "no content type"
    let start = String(decoding: opening, as: UTF8.self)
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let excerpt = start.isEmpty ? "" : ", starting with: \(account.mask.masked(start))"
    return LLMError(
      .malformed,
      "\(account.baseURL.text) is not an LLM endpoint: HTTP \(reply.status) with \(found) (\(type), "
        + "\(bytesReceived) bytes\(excerpt))",
      advice: "Check the provider's base_url", requestID: HTTPFailure(account: account).requestID(in: reply.headers),
      status: reply.status)
  }

  private mutating func tellWatchdog() {
    let (content, decoder) = (assembler.takeContent(), assembler.decoder)
    watchdog.note(content: content, finished: decoder.hasFinished, ended: decoder.isAtEnd, at: time.monotonic())
  }
}
