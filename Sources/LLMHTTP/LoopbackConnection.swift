internal import LLMCore
internal import NIOCore
internal import NIOHTTP1

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
      // Who asks whether to send the body waits for this line, some for ever.
      if head.headers[canonicalForm: "expect"].contains(where: { $0.lowercased() == "100-continue" }) {
        context.writeAndFlush(
          wrapOutboundOut(.head(HTTPResponseHead(version: head.version, status: .continue))), promise: nil)
      }
    case .body(let buffer):
      guard body.count + buffer.readableBytes <= bodyLimit else {
        (isTooLarge, body) = (true, [])
        return
      }
      if !isTooLarge { body += buffer.readableBytesView }
    case .end:
      guard let head else { return }
      self.head = nil
      begin(head)
    }
  }

  private func begin(_ head: HTTPRequestHead) {
    let request = LoopbackRequest(
      method: head.method.rawValue, target: head.uri,
      headers: head.headers.map { HTTPHeader($0.name.lowercased(), $0.value) }, body: body)
    body = []
    let reply = LiveLoopbackReply(channel, to: head)
    guard !isTooLarge else {
      task = visits.start { [bodyLimit] in await Self.refuse(bodyLimit, reply) }
      return
    }
    task = visits.start { [answer] in await answer(request, reply) }
  }

  private static func refuse(_ limit: Int, _ reply: LiveLoopbackReply) async {
    let words = Array("the body is larger than \(limit >> 20) MiB\n".utf8)
    // Whoever has left needs no answer.
    try? await reply.begin(status: 413, headers: [HTTPHeader("content-length", String(words.count))])
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
struct LiveLoopbackReply: LoopbackReply {
  private let channel: any Channel
  private let version: HTTPVersion
  private let isHead: Bool
  private let keepsAlive: Bool

  init(_ channel: any Channel, to request: HTTPRequestHead) {
    self.channel = channel
    version = request.version
    isHead = request.method == .HEAD
    keepsAlive = request.isKeepAlive
  }

  func begin(status: Int, headers: [HTTPHeader]) async throws(ClientLeft) {
    var fields = HTTPHeaders(headers.map { ($0.name, $0.value) })
    // A reply to HEAD has no body; NIO would end it as a body in chunks is ended.
    if isHead, !fields.contains(name: "content-length") { fields.add(name: "content-length", value: "0") }
    if !keepsAlive || version.minor == 0 && !fields.contains(name: "content-length") {
      fields.replaceOrAdd(name: "connection", value: "close")
    }
    try await send(.head(HTTPResponseHead(version: version, status: .init(statusCode: status), headers: fields)))
  }

  func write(_ bytes: [UInt8]) async throws(ClientLeft) {
    if isHead || bytes.isEmpty { return }
    try await send(.body(.byteBuffer(ByteBuffer(bytes: bytes))))
  }

  func end() async throws(ClientLeft) {
    try await send(.end(nil))
    if !keepsAlive { await cut() }
  }

  func cut() async {
    // Closing what is closed already is no failure.
    try? await channel.close()
  }

  private func send(_ part: HTTPServerResponsePart) async throws(ClientLeft) {
    do { try await channel.writeAndFlush(part).get() } catch { throw ClientLeft() }
  }
}
