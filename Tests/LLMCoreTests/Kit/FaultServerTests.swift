import Glibc
import LLMCore
import LLMTestKit
import Testing

@Suite struct FaultServerTests {
  @Test func answersOnOneConnectionAndLogsWhatItGot() async throws {
    try await FaultServer.serving({ _ in .json(200, "{\"ok\":true}") }) { server in
      let client = try RawClient(port: server.port)
      client.send("POST /v1/chat?a=b HTTP/1.1\r\nHost: x\r\nX-Key: one\r\nContent-Length: 5\r\n\r\nhello")
      #expect(client.read(through: "{\"ok\":true}").hasPrefix("HTTP/1.1 200 "))
      client.get("/second")
      #expect(client.read(through: "{\"ok\":true}").contains("content-length: 11\r\n"))
      let requests = server.requests
      #expect(requests.map(\.path) == ["/v1/chat?a=b", "/second"])
      #expect(requests.map(\.connection) == [0, 0])
      #expect(requests[0].method == "POST")
      #expect(requests[0].text == "hello")
      #expect(requests[0].header("x-key") == "one")
      #expect(requests.allSatisfy { !$0.clientClosedEarly })
    }
  }

  @Test func framesEachPayloadAsAChunk() async throws {
    try await FaultServer.serving({ _ in .sse(["{}", "é"]) }) { server in
      let client = try RawClient(port: server.port)
      client.get()
      let reply = client.read(through: "0\r\n\r\n")
      #expect(reply.contains("transfer-encoding: chunked\r\n"))
      #expect(
        reply.hasSuffix("\r\n\r\na\r\ndata: {}\n\n\r\na\r\ndata: é\n\n\r\ne\r\ndata: [DONE]\n\n\r\n0\r\n\r\n"))
    }
  }

  @Test func readsChunkedBodiesAndConfirmsExpectations() async throws {
    try await FaultServer.serving({ _ in .json(200, "{}") }) { server in
      let client = try RawClient(port: server.port)
      client.send("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n")
      #expect(client.read(through: "\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n")
      client.send("3\r\nabc\r\n2;ext=1\r\nde\r\n0\r\n\r\n")
      _ = client.read(through: "{}")
      #expect(server.requests.first?.text == "abcde")
    }
  }

  @Test func resetsAndClosesAreToldApart() async throws {
    try await FaultServer.serving({ $0.path == "/reset" ? [.reset] : [.close] }) { server in
      let reset = try RawClient(port: server.port)
      reset.get("/reset")
      #expect(reset.readSome() == .failed(ECONNRESET))
      let close = try RawClient(port: server.port)
      close.get("/close")
      #expect(close.readSome() == .end)
    }
  }

  @Test func noticesAClientThatLeaves() async throws {
    try await FaultServer.serving({ _ in .sseOpening() + [.hang] }) { server in
      do {
        let client = try RawClient(port: server.port)
        client.get()
        _ = client.read(through: "\r\n\r\n")
      }
      #expect(try await server.wait { $0.first?.clientClosedEarly == true })
    }
  }

  @Test func stopsThoughEverythingHangs() async throws {
    let server = try FaultServer.start { _ in [.hang] }
    let clients = try (0..<5).map { _ in try RawClient(port: server.port) }
    for client in clients { client.get() }
    #expect(try await server.wait { $0.count == 5 })
    server.stop()
    #expect(server.connectionCount == 5)
    #expect(throws: RawClient.NotConnected.self) { try RawClient(port: server.port) }
  }

  @Test func floodsWithExactlyWhatWasAsked() async throws {
    let payload = "{\"i\":1}"
    try await FaultServer.serving({ _ in .sseFlood(count: 200_000, payload: payload) + [.close] }) { server in
      let client = try RawClient(port: server.port)
      client.get()
      let reply = Array(client.read(through: "(until the end)").utf8)
      let chunk = Chunk.framed(Chunk.event(payload))
      let ending = Chunk.framed(Chunk.event("[DONE]")) + Chunk.last
      let head = reply.count - 200_000 * chunk.count - ending.count
      #expect(String(decoding: reply.prefix(head), as: UTF8.self).hasSuffix("\r\n\r\n"))
      #expect(reply[head...].starts(with: chunk))
      #expect(reply.suffix(chunk.count + ending.count).elementsEqual(chunk + ending))
    }
  }

  @Test func listensOnAUnixSocket() throws {
    let folder = try ScratchFolder()
    let server = try FaultServer.start(unixSocket: folder.path("s")) { _ in .json(200, "{}") }
    defer { server.stop() }
    #expect(server.url.scheme == .unix)
    #expect(server.url.host == folder.path("s"))
  }
}
