import Glibc
import LLMCore
import LLMHTTP
import LLMTestKit
import Synchronization
import Testing

/// The loopback server over real sockets, asked by the live transport and by a client that sends raw bytes.
@Suite struct LiveLoopbackServerTests {
  private static let limits = TimeLimits()

  /// What happened how often, on whatever thread.
  private final class Steps: Sendable {
    private let counts = Mutex<[String: Int]>([:])

    func count(_ name: String) { counts.withLock { $0[name, default: 0] += 1 } }

    subscript(name: String) -> Int { counts.withLock { $0[name] ?? 0 } }
  }

  /// Echoes method, target, length and a header.
  @Sendable private static func echo(_ request: LoopbackRequest, _ reply: any LoopbackReply) async {
    let words = "\(request.method) \(request.target) \(request.body.count) \(request.header("x-mine") ?? "-")"
    do throws(ClientLeft) {
      try await reply.begin(status: 200, headers: [HTTPHeader("content-length", "\(words.utf8.count)")])
      try await reply.write(Array(words.utf8))
      try await reply.end()
    } catch {}
  }

  private static func url(_ port: Int, _ path: String) throws -> Endpoint {
    try #require(Endpoint("http://127.0.0.1:\(port)\(path)"))
  }

  private static func fetch(_ call: HTTPCall) async throws -> (status: Int, pieces: [String]) {
    try await LiveTransport(environment: Environment([:])).send(call, limits: limits) { reply in
      var pieces: [String] = []
      while let chunk = try await reply.nextChunk() { pieces.append(String(decoding: chunk, as: UTF8.self)) }
      return (reply.status, pieces)
    }
  }

  @Test(arguments: HTTPCall.Method.allCases.filter { $0 != .head })
  func `a request comes whole, by any method`(method: HTTPCall.Method) async throws {
    try await LiveLoopbackServer().serve(bodyLimit: 1 << 20, answering: Self.echo) { port async throws in
      let call = HTTPCall(
        method, try Self.url(port, "/a/b?c=%20d&e"), headers: [HTTPHeader("x-mine", "yes")],
        body: method == .get ? [] : Array("hello".utf8))
      let reply = try await Self.fetch(call)
      #expect(reply.pieces.joined() == "\(method.rawValue) /a/b?c=%20d&e \(method == .get ? 0 : 5) yes")
    }
  }

  @Test func `a body of many megabytes comes whole, and one over the limit is refused`() async throws {
    try await LiveLoopbackServer().serve(bodyLimit: 8 << 20, answering: Self.echo) { port async throws in
      for (size, status) in [(8 << 20, 200), (8 << 20 | 1, 413)] {
        let body = [UInt8](repeating: 0x61, count: size)
        let reply = try await Self.fetch(HTTPCall(.post, try Self.url(port, "/x"), headers: [], body: body))
        #expect(reply.status == status)
        if status == 200 { #expect(reply.pieces.joined() == "POST /x \(size) -") }
      }
    }
  }

  @Test func `pieces arrive when they are written`() async throws {
    let gate = AsyncStream<Void>.makeStream()
    try await LiveLoopbackServer().serve(
      bodyLimit: 1 << 20,
      answering: { _, reply in
        do throws(ClientLeft) {
          try await reply.begin(status: 200, headers: [HTTPHeader("content-type", "text/event-stream")])
          try await reply.write(Array("data: one\n\n".utf8))
          for await _ in gate.stream { break }
          try await reply.write(Array("data: two\n\n".utf8))
          try await reply.end()
        } catch {}
      },
      while: { port async throws in
        let call = HTTPCall(.get, try Self.url(port, "/"), headers: [])
        try await LiveTransport(environment: Environment([:])).send(call, limits: Self.limits) { reply async throws in
          #expect(try await reply.nextChunk() == Array("data: one\n\n".utf8))
          gate.continuation.finish()
          #expect(try await reply.nextChunk() == Array("data: two\n\n".utf8))
          #expect(try await reply.nextChunk() == nil)
        }
      })
  }

  @Test func `a reply that is cut is no end`() async throws {
    try await LiveLoopbackServer().serve(
      bodyLimit: 1 << 20,
      answering: { request, reply in
        // The client sees it either way.
        if request.target == "/body" {
          try? await reply.begin(status: 200, headers: [])
          try? await reply.write([65])
        }
        await reply.cut()
      },
      while: { port async throws in
        for path in ["/body", "/head"] {
          let call = HTTPCall(.get, try Self.url(port, path), headers: [])
          let error = await #expect(throws: TransportError.self) { try await Self.fetch(call) }
          #expect(error?.kind == .reset)
        }
      })
  }

  @Test func `a client that leaves cancels the answer`() async throws {
    let steps = Steps()
    try await LiveLoopbackServer().serve(
      bodyLimit: 1 << 20,
      answering: { _, _ in
        steps.count("asked")
        while !Task.isCancelled { try? await Task.sleep(for: .seconds(60)) }
        steps.count("over")
      },
      while: { port async throws in
        let task = Task { try await Self.fetch(HTTPCall(.get, try Self.url(port, "/"), headers: [])) }
        #expect(try await Monotonic.wait { steps["asked"] == 1 })
        task.cancel()
        #expect(try await Monotonic.wait { steps["over"] == 1 })
      })
  }

  @Test func `the end waits for those who answer, and nobody is served afterwards`() async throws {
    let steps = Steps()
    let port = try await LiveLoopbackServer().serve(
      bodyLimit: 1 << 20,
      answering: { _, _ in
        steps.count("asked")
        while !Task.isCancelled { try? await Task.sleep(for: .seconds(60)) }
        steps.count("over")
      },
      while: { port async throws in
        let call = HTTPCall(.get, try Self.url(port, "/"), headers: [])
        Task { try await Self.fetch(call) }
        #expect(try await Monotonic.wait { steps["asked"] == 1 })
        return port
      })
    #expect(steps["over"] == 1)
    // Refused, as a rule; another test's server may have got the port since, which knows nothing of this one's answers.
    await #expect(throws: TransportError.self) {
      try await Self.fetch(HTTPCall(.get, try Self.url(port, "/"), headers: []))
    }
  }

  @Test func `many are answered at the same time`() async throws {
    let steps = Steps()
    try await LiveLoopbackServer().serve(
      bodyLimit: 1 << 20,
      answering: { request, reply in
        steps.count("waiting")
        // Nobody gets an answer before all have asked.
        let haveAsked = try? await Monotonic.wait { steps["waiting"] == 40 }
        #expect(haveAsked == true)
        await Self.echo(request, reply)
      },
      while: { port async throws in
        try await withThrowingTaskGroup(of: String.self) { group in
          for number in 0..<40 {
            let call = HTTPCall(.get, try Self.url(port, "/\(number)"), headers: [])
            group.addTask { try await Self.fetch(call).pieces.joined() }
          }
          var answers: Set<String> = []
          for try await answer in group { answers.insert(answer) }
          #expect(answers.count == 40)
        }
      })
  }

  // MARK: Raw bytes

  /// Sends bytes and reads until the server closes, or `mark` has come.
  private static func raw(_ port: Int, _ text: String, until mark: String? = nil) async throws -> String {
    try await OwnThread.run {
      let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      defer { close(descriptor) }
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_port = UInt16(port).bigEndian
      address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
      let isConnected = withUnsafeBytes(of: &address) {
        connect(descriptor, $0.assumingMemoryBound(to: sockaddr.self).baseAddress, socklen_t($0.count)) == 0
      }
      var patience = timeval(tv_sec: 20, tv_usec: 0)
      setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
      guard isConnected, send(descriptor, text, text.utf8.count, Int32(MSG_NOSIGNAL)) == text.utf8.count else {
        return ""
      }
      var answer = ""
      var block = [UInt8](repeating: 0, count: 4096)
      while mark.map({ !answer.contains($0) }) ?? true {
        let count = recv(descriptor, &block, block.count, 0)
        guard count > 0 else { break }
        answer += String(decoding: block[..<count], as: UTF8.self)
      }
      return answer
    }
  }

  @Test func `who asks whether to send a body is told to go on`() async throws {
    try await LiveLoopbackServer().serve(bodyLimit: 1 << 20, answering: Self.echo) { port async throws in
      let head = "POST /x HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\nConnection: close\r\n\r\n"
      #expect(try await Self.raw(port, head, until: "\r\n\r\n").hasPrefix("HTTP/1.1 100 Continue\r\n"))
      let whole = try await Self.raw(port, head + "hello")
      #expect(whole.contains("HTTP/1.1 200 OK\r\n") && whole.hasSuffix("POST /x 5 -"), "\(whole)")
    }
  }

  @Test func `bodies in chunks, requests one behind the other, and old clients`() async throws {
    try await LiveLoopbackServer().serve(bodyLimit: 1 << 20, answering: Self.echo) { port async throws in
      let chunked = "POST /c HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"
      let last = "GET /d HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
      let both = try await Self.raw(port, chunked + last)
      #expect(both.contains("POST /c 5 -") && both.hasSuffix("GET /d 0 -"), "\(both)")
      #expect(try await Self.raw(port, "GET /old HTTP/1.0\r\n\r\n").hasSuffix("GET /old 0 -"))
      let head = try await Self.raw(port, "HEAD /h HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
      #expect(head.hasSuffix("\r\n\r\n") && head.contains("content-length: 11"), "\(head)")
    }
  }

  @Test func `an old client learns the end of a stream by the end of the connection`() async throws {
    try await LiveLoopbackServer().serve(
      bodyLimit: 1 << 20,
      answering: { _, reply in
        try? await reply.begin(status: 200, headers: [])
        try? await reply.write(Array("piece".utf8))
        try? await reply.end()
        // A second reply is none.
        await #expect(throws: ClientLeft.self) { try await reply.begin(status: 502, headers: []) }
      },
      while: { port async throws in
        let whole = try await Self.raw(port, "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
        #expect(whole.contains("connection: close\r\n") && whole.hasSuffix("\r\n\r\npiece"), "\(whole)")
      })
  }

  @Test func `a body that is too large is refused before it is sent`() async throws {
    try await LiveLoopbackServer().serve(bodyLimit: 1 << 20, answering: Self.echo) { port async throws in
      let head = "POST /x HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 1048577\r\n\r\n"
      let whole = try await Self.raw(port, head)
      #expect(whole.hasPrefix("HTTP/1.1 413 ") && whole.contains("connection: close"), "\(whole)")
    }
  }

  @Test func `compressed bodies come as what they say, and unknown ones not at all`() async throws {
    try await LiveLoopbackServer().serve(
      bodyLimit: 1 << 20,
      answering: { request, reply in
        #expect(request.header("content-encoding") == nil)
        #expect(request.body == Array("hello".utf8))
        await Self.echo(request, reply)
      },
      while: { port async throws in
        for (encoding, status) in [("gzip", 200), ("br", 415)] {
          let call = HTTPCall(
            .post, try Self.url(port, "/x"), headers: [HTTPHeader("content-encoding", encoding)],
            body: StoredGzip.bytes(of: Array("hello".utf8)))
          #expect(try await Self.fetch(call).status == status)
        }
      })
  }

  @Test func `what is no HTTP is answered with an end`() async throws {
    try await LiveLoopbackServer().serve(bodyLimit: 1 << 20, answering: Self.echo) { port async throws in
      _ = try await Self.raw(port, "\u{16}\u{03}\u{01} hello\r\n\r\n")
      #expect(try await Self.fetch(HTTPCall(.get, try Self.url(port, "/"), headers: [])).status == 200)
    }
  }

  @Test func `nobody but this machine is listened to`() async throws {
    try await LiveLoopbackServer().serve(bodyLimit: 1 << 20, answering: Self.echo) { port async throws in
      // 127.0.0.1 in the kernel's table, and not 0.0.0.0.
      let table = String(decoding: try DiskFile("/proc/net/tcp").read(), as: UTF8.self)
      let digits = String(port, radix: 16, uppercase: true)
      let local = ":" + String(repeating: "0", count: 4 - digits.count) + digits + " 00000000:0000 0A"
      #expect(table.contains("0100007F" + local))
      #expect(!table.contains("00000000" + local))
    }
  }
}
