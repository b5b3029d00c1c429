internal import AsyncHTTPClient
package import LLMCore
internal import NIOCore
internal import NIOHTTP1
internal import NIOHTTPCompression
internal import NIOSSL
internal import Synchronization

/// The transport that really sends, on AsyncHTTPClient.
///
/// Its convenient defaults are turned off one by one, since each hides something: redirects would carry keys to other
/// hosts, silent connection retries make a stopped server look like a hang, and the deadline of a request ends at the
/// head of the reply. Nothing is created before the first call, neither threads nor a client.
package struct LiveTransport: Transport {
  /// Longer than the ledger takes to give up.
  private static let longestClearance = Duration.seconds(60)

  private let proxies: ProxySelection
  /// The file or folder of trusted certificates, from `SSL_CERT_FILE` or `SSL_CERT_DIR`.
  private let trustedCertificates: String?

  /// Follows the proxy and certificate variables of the environment.
  package init(environment: Environment) {
    self.proxies = ProxySelection(environment: environment)
    self.trustedCertificates = environment["SSL_CERT_FILE"] ?? environment["SSL_CERT_DIR"]
  }

  package func send<Value: Sendable>(
    _ call: HTTPCall, limits: TimeLimits, clearance: @escaping @Sendable () async throws -> Void,
    _ body: (HTTPReply) async throws -> Value
  ) async throws -> Value {
    let deadline = CallDeadline(limits: limits)
    var configuration = try configuration(for: call, limits)
    let refusal = Refusal()
    Self.wait(for: clearance, deadline, refusal, &configuration)
    let client = HTTPClient(eventLoopGroupProvider: .shared(SocketThread.group), configuration: configuration)
    // A client belongs to one call, since time limits belong to the client; it closes the connection however the call
    // ends. Nobody waits for the closing, and there is nothing to do about a failure of it.
    defer { Task { try? await client.shutdown() } }
    let relay = ReplyRelay()
    let task = client.execute(request: try Self.request(for: call), delegate: relay)
    deadline.begin(task)
    return try await withTaskCancellationHandler {
      defer { task.cancel() }
      let head: ReplyRelay.Head
      do {
        defer { deadline.end() }
        head = try await relay.head()
      } catch {
        throw refusal.error.withLock { $0 } ?? TransportErrorMapping.map(error, phase: .head)
      }
      if !call.takesAnyEncoding { try Self.checkEncoding(of: head) }
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

  /// Keeps a connection that stands from being used before there is clearance: the hooks for debugging run at just that
  /// moment, and the client waits for them.
  private static func wait(
    for clearance: @escaping @Sendable () async throws -> Void, _ deadline: CallDeadline, _ refusal: Refusal,
    _ configuration: inout HTTPClient.Configuration
  ) {
    let gate: @Sendable (any Channel) -> EventLoopFuture<Void> = { channel in
      deadline.connected()
      let cleared = channel.eventLoop.makePromise(of: Void.self)
      // At the priority of those who wait for it: the pool starts another thread for each priority.
      Task(priority: .userInitiated) {
        do {
          try await clearance()
          deadline.cleared()
          cleared.succeed()
        } catch {
          refusal.error.withLock { $0 = error }
          cleared.fail(error)
        }
      }
      return cleared.futureResult
    }
    configuration.http1_1ConnectionDebugInitializer = gate
    configuration.http2ConnectionDebugInitializer = gate
  }

  private func configuration(for call: HTTPCall, _ limits: TimeLimits) throws -> HTTPClient.Configuration {
    var configuration = HTTPClient.Configuration()
    configuration.redirectConfiguration = .disallow
    configuration.connectionPool.retryConnectionEstablishment = false
    // Nobody listens to spans here, and making one costs half a millisecond of looking up types.
    configuration.tracing.tracer = nil
    // The client counts waiting for a connection that may be used, clearance included; `CallDeadline` is more exact.
    configuration.timeout.connect = (limits.connect + Self.longestClearance).timeAmount
    // It also counts before the head; the time without a byte behind it is watched over by the core.
    configuration.timeout.read = max(limits.head, limits.idleBytes).timeAmount
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

/// Why a request was not allowed to leave.
private final class Refusal: Sendable {
  let error = Mutex<(any Error)?>(nil)
}
