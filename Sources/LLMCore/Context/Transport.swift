/// Sends one HTTP request and hands over the reply. No retry, no parsing, no pricing.
package protocol Transport: Sendable {
  /// Sends the call and runs `body` with the reply as soon as its head is there. No reply outlives the call: when `body`
  /// returns, throws or is cancelled, the connection is given up and the provider stops generating.
  ///
  /// The connection may be made at once, but no byte of the request leaves before `clearance` returns, and none ever where it
  /// throws.
  ///
  /// Throws `TransportError`, and whatever `body` and `clearance` throw.
  func send<Value: Sendable>(
    _ call: HTTPCall, limits: TimeLimits, clearance: @escaping @Sendable () async throws -> Void,
    _ body: (HTTPReply) async throws -> Value
  ) async throws -> Value
}

extension Transport {
  /// Sends a call that needs no clearance, such as a question for the models of a server.
  package func send<Value: Sendable>(
    _ call: HTTPCall, limits: TimeLimits, _ body: (HTTPReply) async throws -> Value
  ) async throws -> Value {
    try await send(call, limits: limits, clearance: {}, body)
  }
}

/// One HTTP request as a value.
package struct HTTPCall: Sendable, Equatable {
  package enum Method: String, Sendable, CaseIterable {
    case get = "GET", post = "POST", put = "PUT", patch = "PATCH", delete = "DELETE", head = "HEAD", options = "OPTIONS"
  }

  package var method: Method
  package var url: Endpoint
  /// Header names in lower case. Values may be secrets: they are never shown.
  package var headers: [HTTPHeader]
  package var body: [UInt8]
  /// Whether a reply that is compressed in a way the transport cannot undo is handed over as it is, and not refused.
  package var takesAnyEncoding = false

  package init(_ method: Method, _ url: Endpoint, headers: [HTTPHeader], body: [UInt8] = []) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
  }
}

/// One header line.
package struct HTTPHeader: Sendable, Equatable {
  /// In lower case.
  package var name: String
  package var value: String

  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

/// Whatever prints a header says its name alone: the value may be a key.
extension HTTPHeader: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "\(name): …" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: []) }
}

/// The reply to a call: the head, and the body as it comes.
package struct HTTPReply: Sendable {
  package var status: Int
  package var headers: [HTTPHeader]
  /// The next piece of the body; nil at its proper end. Throws `TransportError`. Pulling is what lets more come, so a slow
  /// reader slows the sender and memory stays flat.
  package var nextChunk: @Sendable () async throws -> [UInt8]?

  package init(status: Int, headers: [HTTPHeader], nextChunk: @escaping @Sendable () async throws -> [UInt8]?) {
    self.status = status
    self.headers = headers
    self.nextChunk = nextChunk
  }

  /// The value of the first header with this name, given in lower case.
  package func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }

  /// The body of a short reply: to its end, or until about so many bytes have come.
  ///
  /// Throws `TransportError`.
  package func body(limit: Int) async throws -> [UInt8] {
    var body: [UInt8] = []
    while body.count < limit, let chunk = try await nextChunk() { body += chunk }
    return body
  }
}

/// How long each step of a call may take. The body as a whole has no limit.
package struct TimeLimits: Sendable, Equatable {
  /// Until the connection stands, name look-up and TLS included.
  package var connect: Duration
  /// From there until the head of the reply is complete.
  package var head: Duration
  /// From there until the first text, reasoning or tool call.
  package var firstContent: Duration
  /// Without a single byte on the open stream.
  package var idleBytes: Duration
  /// Without content, though pings keep coming.
  package var idleContent: Duration

  package init(
    connect: Duration = .seconds(5), head: Duration = .seconds(60), firstContent: Duration = .seconds(300),
    idleBytes: Duration = .seconds(120), idleContent: Duration = .seconds(300)
  ) {
    self.connect = connect
    self.head = head
    self.firstContent = firstContent
    self.idleBytes = idleBytes
    self.idleContent = idleContent
  }
}

/// Why a call broke below HTTP, and how far it had come.
package struct TransportError: Error, Sendable, Equatable {
  package enum Kind: Sendable, Equatable {
    /// Nobody listens there.
    case refused
    /// The name is unknown.
    case unknownHost
    /// TLS could not be agreed on, or the certificate is not trusted.
    case tls
    /// The connection ended in the middle.
    case reset
    case connectTimeout
    case headTimeout
    case idleTimeout
    /// The reply breaks the HTTP protocol.
    case protocolViolation
    /// The body is compressed in a way that was not asked for; names it.
    case unsupportedEncoding(String)
    /// The proxy refused or failed.
    case proxy
    /// The proxy wants a user and password, or others than it was given.
    case proxyAuthentication
    case other
  }

  package var kind: Kind
  /// The cause in the words of the layer it comes from, shown with `-v`.
  package var detail: String

  package init(_ kind: Kind, _ detail: String) {
    self.kind = kind
    self.detail = detail
  }
}
