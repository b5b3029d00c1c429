import LLMTestKit
import Testing

@Suite struct BrokenRepliesTests {
  private func reply(_ steps: [FaultStep], through mark: String = "(until the end)") async throws -> String {
    try await FaultServer.serving({ _ in steps }) { server in
      let client = try RawClient(port: server.port)
      client.get()
      return client.read(through: mark)
    }
  }

  @Test func `a wrong length is announced and the body is not`() async throws {
    let text = try await reply(.wrongLength(100, body: Array("{}".utf8)))
    #expect(text.contains("content-length: 100\r\n"))
    #expect(text.hasSuffix("\r\n\r\n{}"))
  }

  @Test func `a chunk is cut`() async throws {
    let text = try await reply(.truncatedChunk(after: ["{}"]))
    #expect(text.hasSuffix("a\r\ndata: {}\n\n\r\nff\r\ndata: {\"cut"))
  }

  @Test func `a body ends with the connection`() async throws {
    let text = try await reply(.untilClose(200, Array("all".utf8)))
    #expect(!text.contains("content-length"))
    #expect(text.hasSuffix("\r\n\r\nall"))
  }

  @Test func `heads drip, swell and come with interim ones`() async throws {
    let dripped = try await reply(.drippedHead(every: .milliseconds(1), body: [0x78]), through: "\n\r\nx")
    #expect(dripped == "HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\nx")
    let huge = try await reply(.hugeHead(bytes: 1 << 20) + [.close])
    #expect(huge.utf8.count > 1 << 20)
    let interim = try await reply(.interim(103) + .json(200, "{}"), through: "{}")
    #expect(interim.hasPrefix("HTTP/1.1 103 Status\r\n\r\nHTTP/1.1 200 "))
    #expect(try await reply(.garbage("no\n")) == "no\n")
  }

  @Test func `stored gzip is gzip`() async throws {
    let content = Array("data: é\n\n".utf8) + [UInt8](repeating: 0x61, count: 70_000)
    let gzip = try CLIFixture(binary: "/bin/gzip")
    let result = try await gzip.run(["-dc"], input: .bytes(StoredGzip.bytes(of: content)))
    #expect(result.exitCode == 0, "\(result)")
    #expect(result.output == content)
    let empty = try await gzip.run(["-dc"], input: .bytes(StoredGzip.bytes(of: [])))
    #expect(empty.exitCode == 0, "\(empty)")
  }

  @Test func `a gigabyte passes with flat memory`() async throws {
    let block = [UInt8](repeating: 0x61, count: 1 << 20)
    let before = try Self.memory()
    try await FaultServer.serving({ _ in
      .untilClose(200, []).dropLast() + [.flood(count: 1024, payload: block), .close]
    }) {
      server in
      let client = try RawClient(port: server.port)
      client.get()
      var received = 0
      while case .bytes(let bytes) = client.readSome() { received += bytes.count }
      #expect(received > 1 << 30)
      #expect(received < (1 << 30) + 200)
    }
    #expect(try Self.memory() - before < 128 << 10)
  }

  /// What this process has in memory, in KiB.
  private static func memory() throws -> Int {
    let status = String(decoding: try DiskFile("/proc/self/status").read(), as: UTF8.self)
    let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") })
    return try #require(Int(line.filter(\.isNumber)))
  }
}
