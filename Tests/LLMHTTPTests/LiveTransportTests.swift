import LLMCore
import LLMHTTP
import LLMTestKit
import Testing

/// The live transport against a server that does to it what real ones do.
@Suite struct LiveTransportTests {
  private static let patient = TimeLimits()

  private static func call(_ server: FaultServer, _ body: String = "{}") -> HTTPCall {
    HTTPCall(
      .post, server.url.appending("/v1/chat/completions"),
      headers: [HTTPHeader("content-type", "application/json"), HTTPHeader("x-canary", "yes")],
      body: Array(body.utf8))
  }

  /// Status, headers and the whole body.
  private static func fetch(
    _ call: HTTPCall, environment: [String: String] = [:], limits: TimeLimits = patient
  ) async throws -> (status: Int, headers: [HTTPHeader], body: String) {
    try await LiveTransport(environment: Environment(environment)).send(call, limits: limits) { reply in
      var body: [UInt8] = []
      while let chunk = try await reply.nextChunk() { body += chunk }
      return (reply.status, reply.headers, String(decoding: body, as: UTF8.self))
    }
  }

  /// The kind of transport error a call ends with.
  private static func failure(
    _ call: HTTPCall, environment: [String: String] = [:], limits: TimeLimits = patient
  ) async -> TransportError.Kind? {
    do {
      _ = try await fetch(call, environment: environment, limits: limits)
      return nil
    } catch {
      return (error as? TransportError)?.kind
    }
  }

  @Test func `request and reply pass unchanged`() async throws {
    try await FaultServer.serving({ _ in .json(201, #"{"ok":true}"#, headers: [HTTPHeader("X-Request-Id", "r-1")]) }) {
      server in
      let reply = try await Self.fetch(Self.call(server, #"{"a":"ü"}"#))
      #expect(reply.status == 201)
      #expect(reply.body == #"{"ok":true}"#)
      #expect(reply.headers.contains(HTTPHeader("x-request-id", "r-1")))
      let request = try #require(server.requests.first)
      #expect(request.method == "POST")
      #expect(request.path == "/v1/chat/completions")
      #expect(request.text == #"{"a":"ü"}"#)
      #expect(request.header("x-canary") == "yes")
    }
  }

  @Test func `the body is handed on as it comes`() async throws {
    try await FaultServer.serving({ _ in
      .sseOpening() + [.send(Chunk.framed(Chunk.event("one"))), .waitForClientClose(Monotonic.patience)]
    }) { server in
      let first = try await LiveTransport(environment: Environment([:])).send(Self.call(server), limits: Self.patient) {
        try await $0.nextChunk()
      }
      #expect(first.map { String(decoding: $0, as: UTF8.self) } == "data: one\n\n")
      // Returning from the body gave up the connection.
      let closed = try await server.wait { $0.first?.clientClosedEarly == true }
      #expect(closed)
    }
  }

  @Test func `cancelling the task closes the connection at once`() async throws {
    try await FaultServer.serving({ _ in .sseOpening() + [.waitForClientClose(Monotonic.patience)] }) { server in
      let task = Task { try await Self.fetch(Self.call(server)) }
      let arrived = try await server.wait { $0.count == 1 }
      #expect(arrived)
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
      let closed = try await server.wait { $0.first?.clientClosedEarly == true }
      #expect(closed)
    }
  }

  @Test func `redirects are not followed`() async throws {
    try await FaultServer.serving({ _ in .redirect(307, to: "http://127.0.0.1:1/elsewhere") }) { server in
      let reply = try await Self.fetch(Self.call(server))
      #expect(reply.status == 307)
      #expect(server.requests.count == 1)
    }
  }

  @Test func `a refused connection fails at once`() async throws {
    let server = try FaultServer.start(replies: [.json(200, "{}")])
    let call = Self.call(server)
    server.stop()
    // Silent retries would go on until the connect limit; half of it is time enough on the busiest machine.
    let started = ContinuousClock.now
    #expect(await Self.failure(call, limits: TimeLimits(connect: .seconds(120))) == .refused)
    #expect(ContinuousClock.now - started < .seconds(60))
  }

  @Test func `an unknown host is told apart`() async throws {
    let call = HTTPCall(.get, try #require(Endpoint("http://llmctl.invalid/v1")), headers: [])
    #expect(await Self.failure(call) == .unknownHost)
  }

  // The time to connect is the shorter one: it must be over once the connection stands.

  @Test func `a server that never answers runs into the head limit`() async throws {
    try await FaultServer.serving({ _ in [.hang] }) { server in
      let limits = TimeLimits(connect: .seconds(2), head: .seconds(3))
      #expect(await Self.failure(Self.call(server), limits: limits) == .headTimeout)
    }
  }

  @Test func `a head that drips runs into the head limit`() async throws {
    try await FaultServer.serving({ _ in .drippedHead(every: .milliseconds(100), body: []) }) { server in
      let limits = TimeLimits(connect: .seconds(2), head: .seconds(3))
      #expect(await Self.failure(Self.call(server), limits: limits) == .headTimeout)
    }
  }

  @Test func `silence in the body runs into the idle limit`() async throws {
    try await FaultServer.serving({ _ in .sseOpening() + [.send(Chunk.framed(Chunk.event("one"))), .hang] }) { server in
      // The core watches over pauses; here the longer of both limits is the last resort.
      let limits = TimeLimits(head: .seconds(5), idleBytes: .milliseconds(300))
      #expect(await Self.failure(Self.call(server), limits: limits) == .idleTimeout)
    }
  }

  @Test func `a reset in the body is an error, not an end`() async throws {
    try await FaultServer.serving({ _ in .sseOpening() + [.send(Chunk.framed(Chunk.event("one"))), .reset] }) {
      server in
      #expect(await Self.failure(Self.call(server)) == .reset)
    }
  }

  @Test(arguments: ["chunk", "length"])
  func `a body that is cut is an error, not an end`(way: String) async throws {
    try await FaultServer.serving({ _ in
      way == "chunk" ? .truncatedChunk(after: ["one"]) : .wrongLength(500, body: Array("data: x\n\n".utf8))
    }) { server in
      #expect(await Self.failure(Self.call(server)) != nil)
    }
  }

  @Test func `what is not HTTP is a violation of the protocol`() async throws {
    try await FaultServer.serving({ _ in .garbage() }) { server in
      #expect(await Self.failure(Self.call(server)) == .protocolViolation)
    }
  }

  @Test func `a head without end is refused`() async throws {
    try await FaultServer.serving({ _ in .hugeHead(bytes: 2 << 20) }) { server in
      #expect(await Self.failure(Self.call(server)) != nil)
    }
  }

  @Test func `gzip is undone, also when nobody asked for it`() async throws {
    let body = "data: {\"a\":1}\n\ndata: [DONE]\n\n"
    try await FaultServer.serving({ _ in .gzip(Array(body.utf8)) }) { server in
      let reply = try await Self.fetch(Self.call(server))
      #expect(reply.body == body)
    }
  }

  @Test func `an encoding nobody asked for is named`() async throws {
    try await FaultServer.serving({ _ in
      .reply(200, headers: [HTTPHeader("content-encoding", "br")], body: [1, 2, 3])
    }) { server in
      #expect(await Self.failure(Self.call(server)) == .unsupportedEncoding("br"))
    }
  }

  @Test func `interim answers are passed over`() async throws {
    try await FaultServer.serving({ _ in .interim(103) + .json(200, "{}") }) { server in
      let reply = try await Self.fetch(Self.call(server))
      #expect(reply.status == 200)
    }
  }

  @Test func `a unix socket is a server like any other`() async throws {
    let folder = try ScratchFolder()
    let server = try FaultServer.start(unixSocket: folder.path("s.sock")) { _ in .json(200, #"{"unix":true}"#) }
    defer { server.stop() }
    #expect(try await Self.fetch(Self.call(server)).body == #"{"unix":true}"#)
    #expect(server.requests.first?.path == "/v1/chat/completions")
  }

  @Test func `a missing unix socket is as good as refused`() async throws {
    let url = try #require(Endpoint("http+unix://%2Fnonexistent%2Fllm.sock/v1"))
    #expect(await Self.failure(HTTPCall(.get, url, headers: [])) == .refused)
  }

  @Test func `the proxy variable is followed, credentials included`() async throws {
    // The tunnel is opened by an answer without a body: one would be taken for what comes through the tunnel, if it comes late.
    let script: @Sendable (ReceivedRequest) -> [FaultStep] = { request in
      request.method == "CONNECT" ? .head(200) : .json(200, #"{"via":"proxy"}"#)
    }
    try await FaultServer.serving(script) { proxy in
      let call = HTTPCall(.get, try #require(Endpoint("http://model.invalid/v1/models")), headers: [])
      let reply = try await Self.fetch(
        call, environment: ["http_proxy": "http://user:secret@127.0.0.1:\(proxy.port)"])
      #expect(reply.body == #"{"via":"proxy"}"#)
      let request = try #require(proxy.requests.first)
      #expect(request.header("proxy-authorization") == "Basic dXNlcjpzZWNyZXQ=")
    }
  }

  @Test func `TLS to a server that does not speak it is a TLS error`() async throws {
    let plain = Array("HTTP/1.1 400 Bad Request\r\nconnection: close\r\n\r\n".utf8)
    let server = try FaultServer.start(greeting: [.send(plain), .close]) { _ in [] }
    defer { server.stop() }
    let url = try #require(Endpoint("https://127.0.0.1:\(server.port)/v1"))
    #expect(await Self.failure(HTTPCall(.get, url, headers: [])) == .tls)
  }
}
