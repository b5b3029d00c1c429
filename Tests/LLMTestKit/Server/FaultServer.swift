import Glibc
package import LLMCore
import Synchronization

/// An HTTP/1.1 server on the loopback that does to its clients what real servers do on a bad day, byte for byte.
///
/// Its behaviour is a value: a closure from a request to the steps of the reply. Each connection has a thread of its own,
/// so a reply that hangs holds up nobody else. `stop()` ends every connection and waits for the threads.
package final class FaultServer: Sendable {
  /// What the server answers to a request.
  package typealias Script = @Sendable (ReceivedRequest) -> [FaultStep]

  private struct State {
    var requests: [ReceivedRequest] = []
    var workers: [Worker] = []
    var connections = 0
    var isStopped = false
  }

  /// The port on 127.0.0.1; 0 when the server listens on a unix socket instead.
  package let port: Int
  /// The root of the server, to build URLs from.
  package let url: Endpoint

  private let listener: Int32
  /// The reading end is readable once the server stops; the writing end is only ever closed.
  private let stopSignal: (read: Int32, write: Int32)
  private let socketPath: String?
  private let greeting: [FaultStep]
  private let script: Script
  private let startedAt = Monotonic.now()
  private let state = Mutex(State())

  /// Listens on a free port of 127.0.0.1, or on a unix socket at `path`, and answers until `stop()` is called.
  ///
  /// The `greeting` is done to each new connection before anything is read: `[.reset]` or `[.hang]` make a server that
  /// accepts and never answers.
  package static func start(
    unixSocket path: String? = nil, greeting: [FaultStep] = [], _ script: @escaping Script
  ) throws -> FaultServer {
    let server = try FaultServer(unixSocket: path, greeting: greeting, script)
    let accepting = try Worker { server.acceptConnections() }
    server.state.withLock { $0.workers.append(accepting) }
    return server
  }

  /// A server that gives the first reply to the first request and so on, and goes on giving the last one.
  package static func start(replies: [[FaultStep]]) throws -> FaultServer {
    try start { request in replies[min(request.index, replies.count - 1)] }
  }

  /// Runs a test against a server and stops the server behind it.
  package static func serving<Value>(
    _ script: @escaping Script, _ test: (FaultServer) async throws -> Value
  ) async throws -> Value {
    let server = try start(script)
    defer { server.stop() }
    return try await test(server)
  }

  private init(unixSocket path: String?, greeting: [FaultStep], _ script: @escaping Script) throws {
    let listener = try path.map { try Listening.unix($0) } ?? Listening.loopback()
    let port = path == nil ? try Listening.port(of: listener) : 0
    let root = path.map { "http+unix://" + $0.split(separator: "/").map { "%2F\($0)" }.joined() }
    guard let url = Endpoint(root ?? "http://127.0.0.1:\(port)") else { throw SystemError("path", number: EINVAL) }
    self.listener = listener
    self.port = port
    self.url = url
    self.stopSignal = try Descriptor.pipe()
    self.socketPath = path
    self.greeting = greeting
    self.script = script
  }

  /// Every request so far, in the order they were complete.
  package var requests: [ReceivedRequest] { state.withLock { $0.requests } }

  /// How many connections were made so far.
  package var connectionCount: Int { state.withLock { $0.connections } }

  /// Waits until the log of requests looks as wanted, and says whether it does.
  package func wait(
    atMost patience: Duration = Monotonic.patience, until condition: ([ReceivedRequest]) -> Bool
  ) async throws -> Bool {
    try await Monotonic.wait(atMost: patience) { condition(requests) }
  }

  /// Ends every connection and waits until the last thread is gone. May be called again.
  package func stop() {
    let isFirst = state.withLock { state in
      defer { state.isStopped = true }
      return !state.isStopped
    }
    guard isFirst else { return }
    close(stopSignal.write)
    while let worker = state.withLock({ $0.workers.popLast() }) { worker.join() }
    close(stopSignal.read)
    close(listener)
    if let socketPath { unlink(socketPath) }
  }

  private func acceptConnections() {
    let door = Wire(descriptor: listener, stopSignal: stopSignal.read)
    while door.waitForBytes() != .stopped {
      let descriptor = accept(listener, nil, nil)
      guard descriptor >= 0 else { continue }
      Descriptor.closeOnExec(descriptor)
      // Without this the kernel holds small chunks back and a test of timing measures the kernel.
      var noDelay: Int32 = 1
      setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &noDelay, socklen_t(MemoryLayout<Int32>.size))
      let number = state.withLock { state in
        defer { state.connections += 1 }
        return state.connections
      }
      let wire = Wire(descriptor: descriptor, stopSignal: stopSignal.read)
      do {
        let worker = try Worker { self.serve(wire, number) }
        state.withLock { $0.workers.append(worker) }
      } catch {
        wire.reset()
      }
    }
  }

  /// Answers the requests of one connection until somebody ends it.
  private func serve(_ wire: Wire, _ connection: Int) {
    var reader = RequestReader(wire)
    var current: Int?
    do throws(Wire.Ended) {
      guard try perform(greeting, wire) else { return }
      while let request = try reader.next() {
        let received = log(request, connection)
        current = received.index
        guard try perform(script(received), wire) else { return }
        current = nil
      }
    } catch {
      if error == .clientClosed, let current { noteClose(of: current) }
    }
    close(wire.descriptor)
  }

  /// Performs the steps and says whether the connection is still open. A client that closes while there are steps left is
  /// an error, even where it would not be noticed: the rest of the reply was meant for it.
  private func perform(_ steps: [FaultStep], _ wire: Wire) throws(Wire.Ended) -> Bool {
    for step in steps {
      switch step {
      case .send(let bytes): try wire.write(bytes)
      case .flood(let count, let payload): try flood(count, payload, wire)
      case .wait(let pause): try stay(wire, until: Monotonic.now() + pause)
      case .waitForClientClose(let patience): try stay(wire, until: Monotonic.now() + patience)
      case .hang: try stay(wire, until: nil)
      case .close:
        wire.closeCleanly()
        return false
      case .reset:
        wire.reset()
        return false
      }
    }
    return true
  }

  private func stay(_ wire: Wire, until deadline: Duration?) throws(Wire.Ended) {
    switch wire.waitForClose(until: deadline) {
    case .clientClosed: throw .clientClosed
    case .stopped: throw .stopped
    case .ready, .timedOut: break
    }
  }

  private func flood(_ count: Int, _ payload: [UInt8], _ wire: Wire) throws(Wire.Ended) {
    let perBlock = max(1, (1 << 18) / max(1, payload.count))
    let block = Array(repeatElement(payload, count: min(count, perBlock)).joined())
    for _ in 0..<count / perBlock { try wire.write(block) }
    try wire.write(block.prefix(count % perBlock * payload.count))
  }

  private func log(_ request: RequestReader.Request, _ connection: Int) -> ReceivedRequest {
    state.withLock { state in
      let received = ReceivedRequest(
        index: state.requests.count, connection: connection, method: request.method, path: request.path,
        headers: request.headers, body: request.body, receivedAt: Monotonic.now() - startedAt)
      state.requests.append(received)
      return received
    }
  }

  private func noteClose(of index: Int) {
    state.withLock { $0.requests[index].clientClosedAt = Monotonic.now() - startedAt }
  }
}
