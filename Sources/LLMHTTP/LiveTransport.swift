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

  package func send<Value: Sendable>(
    _ call: HTTPCall, limits: TimeLimits, _ body: (HTTPReply) async throws -> Value
  ) async throws -> Value {
    let client = HTTPClient(
      eventLoopGroupProvider: .shared(EventLoop.group), configuration: try configuration(for: call, limits))
    // A client belongs to one call, since time limits belong to the client; it closes the connection however the call
    // ends. Nobody waits for the closing, and there is nothing to do about a failure of it.
    defer { Task { try? await client.shutdown() } }
    let response: HTTPClientResponse
    do {
      response = try await client.execute(
        Self.request(for: call), deadline: .now() + (limits.connect + limits.head).timeAmount)
    } catch {
      throw TransportErrorMapping.map(error, phase: .head)
    }
    try Self.checkEncoding(of: response)
    let reader = BodyReader(response.body)
    return try await body(
      HTTPReply(
        status: Int(response.status.code),
        headers: response.headers.map { HTTPHeader($0.name.lowercased(), $0.value) },
        nextChunk: { try await reader.next() }))
  }

  private func configuration(for call: HTTPCall, _ limits: TimeLimits) throws -> HTTPClient.Configuration {
    var configuration = HTTPClient.Configuration()
    configuration.redirectConfiguration = .disallow
    configuration.connectionPool.retryConnectionEstablishment = false
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

  private static func request(for call: HTTPCall) -> HTTPClientRequest {
    var request = HTTPClientRequest(url: call.url.text)
    request.method = HTTPMethod(rawValue: call.method.rawValue)
    for header in call.headers { request.headers.add(name: header.name, value: header.value) }
    if !call.body.isEmpty { request.body = .bytes(ByteBuffer(bytes: call.body)) }
    return request
  }

  /// The client undoes gzip and deflate; with anything else the body would be noise.
  private static func checkEncoding(of response: HTTPClientResponse) throws {
    for encoding in response.headers[canonicalForm: "content-encoding"] {
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

/// Hands out the body piece by piece, in the core's types.
private actor BodyReader {
  private var iterator: HTTPClientResponse.Body.AsyncIterator

  init(_ body: HTTPClientResponse.Body) { iterator = body.makeAsyncIterator() }

  func next() async throws -> [UInt8]? {
    do {
      // The iterator is a reference to the stream, so its copy moves on with it.
      var iterator = iterator
      guard let buffer = try await iterator.next(isolation: self) else { return nil }
      return Array(buffer.readableBytesView)
    } catch {
      throw TransportErrorMapping.map(error, phase: .body)
    }
  }
}

extension Duration {
  fileprivate var timeAmount: TimeAmount { .milliseconds(Int64(milliseconds)) }
}
