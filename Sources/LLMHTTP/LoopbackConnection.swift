internal import LLMCore
internal import NIOCore
internal import NIOHTTP1
internal import Synchronization

/// One connection to the loopback server: gathers each request, and has it answered by a task of its own. NIO's pipeline hands over
/// the next request when the reply to the one before is complete.
final class LoopbackConnection: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let channel: any Channel
  private let bodyLimit: Int
  private let visits: LoopbackVisits
  private let answer: @Sendable (LoopbackRequest, any LoopbackReply) async -> Void
  private var head: HTTPRequestHead?
  private var body: [UInt8] = []
  private var isTooLarge = false
  /// Whether this request was answered when its head came, and what may still come of it counts for nothing.
  private var isRefused = false
  private var task: Task<Void, Never>?

  init(
    _ channel: any Channel, bodyLimit: Int, _ visits: LoopbackVisits,
    _ answer: @escaping @Sendable (LoopbackRequest, any LoopbackReply) async -> Void
  ) {
    (self.channel, self.bodyLimit, self.visits, self.answer) = (channel, bodyLimit, visits, answer)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      (self.head, body, isTooLarge) = (head, [], false)
      guard !refusesAtOnce(head) else { return }
      // Who asks whether to send the body waits for this line, some for ever.
      if head.headers[canonicalForm: "expect"].contains(where: { $0.lowercased() == "100-continue" }) {
        context.writeAndFlush(
          wrapOutboundOut(.head(HTTPResponseHead(version: head.version, status: .continue))), promise: nil)
      }
    case .body(let buffer):
      if isRefused { return }
      guard body.count + buffer.readableBytes <= bodyLimit else {
        (isTooLarge, body) = (true, [])
        return
      }
      if !isTooLarge { body += buffer.readableBytesView }
    case .end:
      guard let head, !isRefused else { return }
      self.head = nil
      begin(head)
    }
  }

  /// Whoever asks whether to send a body that is too large is told so before it comes; after that the connection ends.
  private func refusesAtOnce(_ head: HTTPRequestHead) -> Bool {
    let length = head.headers.first(name: "content-length").flatMap { Int($0) } ?? 0
    isRefused = head.headers.contains(name: "expect") && length > bodyLimit
    if isRefused {
      let reply = LiveLoopbackReply(channel, to: head, closes: true)
      task = visits.start { [bodyLimit] in
        await Self.refuse(413, "the body is larger than \(bodyLimit >> 20) MiB", reply)
      }
    }
    return isRefused
  }

  private func begin(_ head: HTTPRequestHead) {
    let request = LoopbackRequest(
      method: head.method.rawValue, target: head.uri,
      headers: head.headers.filter { $0.name.lowercased() != "content-encoding" }
        .map { HTTPHeader($0.name.lowercased(), $0.value) }, body: body)
    body = []
    let reply = LiveLoopbackReply(channel, to: head)
    guard !isTooLarge else {
      task = visits.start { [bodyLimit] in
        await Self.refuse(413, "the body is larger than \(bodyLimit >> 20) MiB", reply)
      }
      return
    }
    let encodings = head.headers[canonicalForm: "content-encoding"]
    guard encodings.isEmpty || encodings.count == 1 && ["gzip", "deflate", "identity"].contains(encodings[0]) else {
      task = visits.start { await Self.refuse(415, "bodies may be compressed with gzip or deflate only", reply) }
      return
    }
    task = visits.start { [answer] in await answer(request, reply) }
  }

  private static func refuse(_ status: Int, _ sentence: String, _ reply: LiveLoopbackReply) async {
    let words = Array((sentence + "\n").utf8)
    // Whoever has left needs no answer.
    try? await reply.begin(status: status, headers: [HTTPHeader("content-length", String(words.count))])
    try? await reply.write(words)
    try? await reply.end()
  }

  func channelInactive(context: ChannelHandlerContext) {
    task?.cancel()
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    // The bytes that came are no HTTP, or the connection broke: there is nobody to answer.
    context.close(promise: nil)
  }
}

/// The reply to one request on a connection.
final class LiveLoopbackReply: LoopbackReply {
  private struct State {
    var hasBegun = false
    /// Whether the connection ends with the reply: decided once, said in the head and done at the end.
    var closes: Bool
  }

  private let channel: any Channel
  private let version: HTTPVersion
  private let isHead: Bool
  private let state: Mutex<State>

  /// - Parameter closes: whether the connection ends with this reply, whatever the client would like.
  init(_ channel: any Channel, to request: HTTPRequestHead, closes: Bool = false) {
    self.channel = channel
    version = request.version
    isHead = request.method == .HEAD
    state = Mutex(State(closes: closes || !request.isKeepAlive))
  }

  func begin(status: Int, headers: [HTTPHeader]) async throws(ClientLeft) {
    var fields = HTTPHeaders(headers.map { ($0.name, $0.value) })
    // A reply to HEAD has no body; NIO would end it as a body in chunks is ended.
    if isHead, !fields.contains(name: "content-length") { fields.add(name: "content-length", value: "0") }
    // An old client knows no chunks: the end of the connection is the end of the body.
    let needsEnd = version.minor == 0 && !fields.contains(name: "content-length")
    let (isFirst, closes) = state.withLock { state in
      defer { state.hasBegun = true }
      if needsEnd { state.closes = true }
      return (!state.hasBegun, state.closes)
    }
    // A second head would be read as a part of the body.
    guard isFirst else { throw ClientLeft() }
    if closes {
      fields.replaceOrAdd(name: "connection", value: "close")
    } else if version.minor == 0 {
      fields.replaceOrAdd(name: "connection", value: "keep-alive")
    }
    try await send(.head(HTTPResponseHead(version: version, status: .init(statusCode: status), headers: fields)))
  }

  func write(_ bytes: [UInt8]) async throws(ClientLeft) {
    if isHead || bytes.isEmpty { return }
    try await send(.body(.byteBuffer(ByteBuffer(bytes: bytes))))
  }

  func end() async throws(ClientLeft) {
    try await send(.end(nil))
    if state.withLock({ $0.closes }) { await cut() }
  }

  func cut() async {
    // Closing what is closed already is no failure.
    try? await channel.close()
  }

  private func send(_ part: HTTPServerResponsePart) async throws(ClientLeft) {
    do { try await channel.writeAndFlush(part).get() } catch { throw ClientLeft() }
  }
}
