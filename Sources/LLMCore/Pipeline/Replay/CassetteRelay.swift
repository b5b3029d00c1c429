/// One call to the provider whose reply goes on to the client as it comes, and is kept on the way.
struct CassetteRelay: Sendable {
  let call: HTTPCall
  let limits: TimeLimits
  let context: AppContext
  let reply: any LoopbackReply

  /// What came of the body.
  private struct Progress {
    var reply: CassetteReply?
    var chunks: [[UInt8]] = []
    var isForwarded = true
  }

  /// Asks the provider. A provider that cannot be reached at all is a failure, of which the client knows nothing yet; everything
  /// else is a reply, also a connection that broke, and then broke for the client.
  func run() async -> Result<CassetteReply, LLMError> {
    let start = context.time.monotonic()
    var progress = Progress()
    do {
      try await context.transport.send(call, limits: limits) { upstream in
        try await pass(upstream, since: start, &progress)
      }
      return .success(recorded(progress, .complete))
    } catch let error as TransportError where progress.reply == nil && error.kind != .reset {
      return .failure(TransportFailure(call: call, limits: limits).error(for: error))
    } catch let error as LLMError where progress.reply == nil {
      return .failure(error)
    } catch {
      // A task is cancelled for no other reason than that its client left.
      if !progress.isForwarded || Task.isCancelled || error is CancellationError {
        return .success(recorded(progress, .abandoned))
      }
      await reply.cut()
      return .success(recorded(progress, .cut))
    }
  }

  private func pass(_ upstream: HTTPReply, since start: Duration, _ progress: inout Progress) async throws {
    func moment() -> Int { (context.time.monotonic() - start).milliseconds }
    progress.reply = CassetteReply(status: upstream.status, headers: upstream.headers, timing: [moment()])
    await forward(&progress) { (reply) throws(ClientLeft) in
      try await reply.begin(status: upstream.status, headers: CassetteHeaders.returned(upstream.headers))
    }
    while let chunk = try await upstream.nextChunk() {
      progress.chunks.append(chunk)
      progress.reply?.timing.append(moment())
      await forward(&progress) { (reply) throws(ClientLeft) in try await reply.write(chunk) }
    }
    await forward(&progress) { (reply) throws(ClientLeft) in try await reply.end() }
  }

  /// A step of the client's reply, as long as there is a client.
  private func forward(
    _ progress: inout Progress, _ step: (any LoopbackReply) async throws(ClientLeft) -> Void
  ) async {
    guard progress.isForwarded else { return }
    do throws(ClientLeft) { try await step(reply) } catch { progress.isForwarded = false }
  }

  /// The reply as the file has it, but for what is secret in it.
  private func recorded(_ progress: Progress, _ ending: CassetteReply.Ending) -> CassetteReply {
    guard var reply = progress.reply else { return CassetteReply(status: nil, ending: ending) }
    if CassetteHeaders.isEncoded(reply.headers) {
      // Nobody here can read it, so it is kept as it is.
      reply.content = .whole(.binary(Array(progress.chunks.joined())))
      reply.timing = Array(reply.timing.prefix(1))
    } else if CassetteHeaders.isStream(reply.headers, beginning: progress.chunks.first) {
      reply.content = .chunks(progress.chunks)
    } else {
      reply.content = .whole(CassetteBody(reply: Array(progress.chunks.joined())))
      reply.timing = Array(reply.timing.prefix(1))
    }
    reply.headers = CassetteHeaders.recorded(ofReply: reply.headers)
    reply.ending = ending
    return reply
  }
}
