/// Answers the requests of a program: from the cassette, or from the provider, whose answer is recorded on its way through.
struct CassetteProxy: Sendable {
  /// The largest body of a request, in bytes.
  static let bodyLimit = 256 << 20

  /// How long an answer goes on to be recorded whose client has left: the end of a stream often comes when nobody waits any more.
  private static let grace = Duration.milliseconds(500)

  /// Clients have limits of their own, which must be the shorter ones.
  private static let limits = TimeLimits(connect: .seconds(30), head: .seconds(900), idleBytes: .seconds(900))

  let context: AppContext
  let reporter: Reporter
  let routes: CassetteRoutes
  /// The base URLs behind the routes; empty where nothing is recorded.
  let destinations: [String: Endpoint]
  let tape: CassetteTape
  /// Whether replies take as long as they did.
  let keepsTiming: Bool

  /// Answers one request, whatever becomes of it.
  func answer(_ request: LoopbackRequest, _ reply: any LoopbackReply) async {
    guard routes.isMeant(request) else { return await refuse(foreign: request, reply) }
    guard let (route, path) = routes.route(of: request.target) else { return await refuse(stray: request, reply) }
    let secrets = CassetteCredentials.all(in: request)
    for secret in secrets { context.keysInPlay.add(secret) }
    let mask = tape.mask(adding: secrets)
    let asked = CassetteRequest(request, route: route.name, path: path, mask: mask)
    switch tape.action(for: asked) {
    case .play(let recorded):
      reporter.detail("\(asked.method) \(asked.route) \(asked.path): played")
      await play(recorded, reply)
    case .refuse(let miss):
      await refuse(
        CassetteRefusal(status: 501, message: CassetteReport.sentence(miss), form: route.errorForm), reply)
    case .record(let number):
      await record(request, route, path, number, reply)
    }
  }

  /// A request of somebody who was not told the address of this run: another user, or a page in a browser.
  private func refuse(foreign request: LoopbackRequest, _ reply: any LoopbackReply) async {
    reporter.warning(
      "a request without this run's address is refused (\(request.method)); a base URL has a path that must be kept")
    await refuse(CassetteRefusal(status: 404, message: "llmctl replay has no such address", form: .openAI), reply)
  }

  /// A request that leads to no provider: the program made up a part of the address by itself.
  private func refuse(stray request: LoopbackRequest, _ reply: any LoopbackReply) async {
    let path = CassetteMask().masked(path: routes.shown(request.target))
    reporter.warning("\(request.method) \(path) leads to no provider")
    tape.note(CassetteMiss(request: CassetteRequest(route: "", method: request.method, path: path), reason: .unknown))
    await refuse(CassetteRefusal(status: 404, message: "llmctl replay has no such address", form: .openAI), reply)
  }

  private func refuse(_ refusal: CassetteRefusal, _ reply: any LoopbackReply) async {
    // Whoever has left needs no answer.
    try? await reply.begin(status: refusal.status, headers: refusal.headers)
    try? await reply.write(refusal.body)
    try? await reply.end()
  }

  // MARK: Playing

  private func play(_ recorded: CassetteReply, _ reply: any LoopbackReply) async {
    let start = context.time.monotonic()
    // A cancelled sleep and a client that has left are the same: nobody waits any more.
    do {
      if keepsTiming { try await context.time.sleep(until: start + .milliseconds(recorded.timing.first ?? 0)) }
      guard let status = recorded.status else { return try await breakOff(recorded, reply) }
      var headers = CassetteHeaders.played(recorded.headers)
      if case .whole(let body) = recorded.content, recorded.ending == .complete, ![204, 304].contains(status) {
        headers.append(HTTPHeader("content-length", String(body.bytes.count)))
      }
      try await reply.begin(status: status, headers: headers)
      for (index, piece) in recorded.pieces.enumerated() {
        if keepsTiming { try await context.time.sleep(until: start + recorded.moment(ofPiece: index)) }
        try await reply.write(piece)
      }
      if recorded.ending == .complete { try await reply.end() } else { await reply.cut() }
    } catch {
      await reply.cut()
    }
  }

  /// Nothing had come: the connection broke, or the client lost its patience, and will do so again.
  private func breakOff(_ recorded: CassetteReply, _ reply: any LoopbackReply) async throws {
    if recorded.ending == .abandoned {
      try await context.time.sleep(until: context.time.monotonic() + Self.limits.head)
    }
    await reply.cut()
  }

  // MARK: Recording

  private func record(
    _ request: LoopbackRequest, _ route: CassetteRoute, _ path: String, _ number: Int, _ reply: any LoopbackReply
  ) async {
    guard let method = HTTPCall.Method(rawValue: request.method), let rest = route.rest(of: path),
      let destination = destinations[route.name]
    else {
      let message = "llmctl replay cannot pass on \(request.method) \(CassetteMask().masked(path: path))"
      reporter.warning(message)
      return await refuse(CassetteRefusal(status: 404, message: message, form: route.errorForm), reply)
    }
    var call = HTTPCall(
      method, destination.appending(rest), headers: CassetteHeaders.forwarded(request.headers), body: request.body)
    call.takesAnyEncoding = true
    // Not a child of this task, which ends when the client leaves.
    let relay = CassetteRelay(call: call, limits: Self.limits, context: context, reply: reply)
    let work = Task { await relay.run() }
    let outcome = await withTaskCancellationHandler {
      await work.value
    } onCancel: {
      Task {
        // A clock that cannot wait does not make anybody wait.
        try? await context.time.sleep(until: context.time.monotonic() + Self.grace)
        work.cancel()
      }
    }
    switch outcome {
    case .success(let recorded):
      tape.finish(number, recorded)
      reporter.detail(
        "\(call.method.rawValue) \(call.url.origin): recorded, HTTP \(recorded.status.map(String.init) ?? "none")")
    case .failure(let error):
      reporter.warning(error.line.replacing("error: ", with: "", maxReplacements: 1))
      await refuse(CassetteRefusal(status: 502, message: error.message, form: route.errorForm), reply)
    }
  }
}
