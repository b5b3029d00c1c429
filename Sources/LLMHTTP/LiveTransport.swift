internal import AsyncHTTPClient
package import LLMCore
internal import NIOCore
internal import NIOHTTP1
internal import NIOHTTPCompression
internal import NIOPosix
internal import NIOSSL

/// The transport that really sends, on AsyncHTTPClient.
///
/// Its convenient defaults are turned off one by one, since each hides something: redirects would carry keys to other
/// hosts, silent connection retries make a stopped server look like a hang, and the deadline of a request ends at the
/// head of the reply. Nothing is created before the first call, neither threads nor a client.
package struct LiveTransport: Transport {
  private let proxies: ProxySelection
  /// The file or folder of trusted certificates, from `SSL_CERT_FILE` or `SSL_CERT_DIR`.
  private let trustedCertificates: String?

  /// Follows the proxy and certificate variables of the environment.
  package init(environment: Environment) {
    self.proxies = ProxySelection(environment: environment)
    self.trustedCertificates = environment["SSL_CERT_FILE"] ?? environment["SSL_CERT_DIR"]
  }

  /// Starts the sockets' thread and sends a request to a socket that does not exist, which leaves no trace and takes the
  /// client's first-time costs (looking up types and their conformances) while the command line is still being read.
  package func warmUp() async {
    guard let nowhere = Endpoint("http+unix://%2Fnonexistent%2Fllmctl/") else { return }
    _ = try? await send(HTTPCall(.post, nowhere, headers: [], body: [0]), limits: TimeLimits()) { $0.status }
  }

  package func send<Value: Sendable>(
    _ call: HTTPCall, limits: TimeLimits, _ body: (HTTPReply) async throws -> Value
  ) async throws -> Value {
    let client = HTTPClient(
      eventLoopGroupProvider: .shared(EventLoop.group), configuration: try configuration(for: call, limits))
    // A client belongs to one call, since time limits belong to the client; it closes the connection however the call
    // ends. Nobody waits for the closing, and there is nothing to do about a failure of it.
    defer { Task { try? await client.shutdown() } }
    let relay = ReplyRelay()
    let task = client.execute(request: try Self.request(for: call), delegate: relay)
    // The client's own deadline would cover the body too.
    let headLimit = task.eventLoop.scheduleTask(in: (limits.connect + limits.head).timeAmount) {
      task.fail(reason: HTTPClientError.deadlineExceeded)
    }
    return try await withTaskCancellationHandler {
      defer { task.cancel() }
      let head: ReplyRelay.Head
      do {
        defer { headLimit.cancel() }
        head = try await relay.head()
      } catch {
        throw TransportErrorMapping.map(error, phase: .head)
      }
      try Self.checkEncoding(of: head)
      return try await body(Self.reply(head, relay))
    } onCancel: {
      task.cancel()
    }
  }

  private static func reply(_ head: ReplyRelay.Head, _ relay: ReplyRelay) -> HTTPReply {
    HTTPReply(
      status: Int(head.status.code), headers: head.headers.map { HTTPHeader($0.name.lowercased(), $0.value) },
      nextChunk: {
        do {
          return try await relay.next()
        } catch {
          throw TransportErrorMapping.map(error, phase: .body)
        }
      })
  }

  private func configuration(for call: HTTPCall, _ limits: TimeLimits) throws -> HTTPClient.Configuration {
    var configuration = HTTPClient.Configuration()
    configuration.redirectConfiguration = .disallow
    configuration.connectionPool.retryConnectionEstablishment = false
    // Nobody listens to spans here, and making one costs half a millisecond of looking up types.
    configuration.tracing.tracer = nil
    configuration.timeout.connect = limits.connect.timeAmount
    configuration.timeout.read = limits.idleBytes.timeAmount
    // The size of what comes out is bounded where it is used, by decoders that keep little.
    configuration.decompression = .enabled(limit: .none)
    if let path = trustedCertificates {
      var tls = TLSConfiguration.makeClientConfiguration()
      tls.trustRoots = .file(path)
      configuration.tlsConfiguration = tls
    }
    if let proxy = try proxies.proxy(for: call.url) { configuration.proxy = Self.proxy(proxy) }
    return configuration
  }

  private static func proxy(_ server: ProxySelection.Server) -> HTTPClient.Configuration.Proxy {
    if server.isSOCKS { return .socksServer(host: server.host, port: server.port) }
    guard let user = server.user else { return .server(host: server.host, port: server.port) }
    return .server(
      host: server.host, port: server.port,
      authorization: .basic(username: user, password: server.password ?? ""))
  }

  private static func request(for call: HTTPCall) throws -> HTTPClient.Request {
    try HTTPClient.Request(
      url: call.url.text, method: HTTPMethod(rawValue: call.method.rawValue),
      headers: HTTPHeaders(call.headers.map { ($0.name, $0.value) }),
      body: call.body.isEmpty ? nil : .byteBuffer(ByteBuffer(bytes: call.body)))
  }

  /// The client undoes gzip and deflate; with anything else the body would be noise.
  private static func checkEncoding(of head: ReplyRelay.Head) throws {
    for encoding in head.headers[canonicalForm: "content-encoding"] {
      let name = encoding.lowercased()
      guard ["gzip", "x-gzip", "deflate", "identity"].contains(name) else {
        throw TransportError(.unsupportedEncoding(SecretMask().masked(name)), "content-encoding: \(name)")
      }
    }
  }
}

/// One thread for all sockets, begun with the first call.
private enum EventLoop {
  static let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
}

extension Duration {
  fileprivate var timeAmount: TimeAmount { .milliseconds(Int64(milliseconds)) }
}
