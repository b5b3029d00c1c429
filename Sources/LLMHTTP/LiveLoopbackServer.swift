package import LLMCore
internal import NIOCore
internal import NIOHTTP1
internal import NIOHTTPCompression
internal import NIOPosix
internal import Synchronization

/// The loopback server that really listens, on NIO.
package struct LiveLoopbackServer: LoopbackServer {
  package init() {}

  package func serve<Value: Sendable>(
    bodyLimit: Int, answering answer: @escaping @Sendable (LoopbackRequest, any LoopbackReply) async -> Void,
    while body: @Sendable (_ port: Int) async throws -> Value
  ) async throws -> Value {
    let visits = LoopbackVisits()
    let listener: any Channel
    do {
      listener = try await ServerBootstrap(group: SocketThread.group)
        .serverChannelOption(ChannelOptions.backlog, value: 256)
        .childChannelOption(ChannelOptions.tcpOption(.tcp_nodelay), value: 1)
        .childChannelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            visits.add(channel)
            try channel.pipeline.syncOperations.configureHTTPServerPipeline(withErrorHandling: true)
            // What programs compress is recorded and compared as what it says.
            try channel.pipeline.syncOperations.addHandler(NIOHTTPRequestDecompressor(limit: .size(bodyLimit)))
            try channel.pipeline.syncOperations.addHandler(
              LoopbackConnection(channel, bodyLimit: bodyLimit, visits, answer))
          }
        }
        .bind(host: "127.0.0.1", port: 0).get()
    } catch {
      throw LoopbackError(String(describing: error))
    }
    guard let port = listener.localAddress?.port else { throw LoopbackError("the server has no port") }
    let result: Result<Value, any Error>
    do { result = .success(try await body(port)) } catch { result = .failure(error) }
    // Closing what is closed already is no failure.
    try? await listener.close()
    await visits.end()
    return try result.get()
  }
}

/// The connections of one server, and the tasks that answer on them.
final class LoopbackVisits: Sendable {
  private struct State {
    var channels: [ObjectIdentifier: any Channel] = [:]
    var tasks: [Int: Task<Void, Never>] = [:]
    var nextNumber = 0
    var isOver = false
  }

  private let state = Mutex(State())

  /// Counts a connection for as long as it is open.
  func add(_ channel: any Channel) {
    let isOver = state.withLock { state in
      state.channels[ObjectIdentifier(channel)] = channel
      return state.isOver
    }
    channel.closeFuture.whenComplete { [self] _ in
      state.withLock { $0.channels[ObjectIdentifier(channel)] = nil }
    }
    if isOver { channel.close(promise: nil) }
  }

  /// Starts a task that is waited for at the end.
  func start(_ work: @escaping @Sendable () async -> Void) -> Task<Void, Never> {
    state.withLock { state in
      state.nextNumber += 1
      let number = state.nextNumber
      let task = Task { [self] in
        await work()
        self.state.withLock { $0.tasks[number] = nil }
      }
      state.tasks[number] = task
      return task
    }
  }

  /// Closes all connections, which cancels those who answer on them, and waits for them.
  func end() async {
    let channels = state.withLock { state in
      state.isOver = true
      return Array(state.channels.values)
    }
    for channel in channels { channel.close(promise: nil) }
    while let task = state.withLock({ $0.tasks.values.first }) { await task.value }
  }
}
