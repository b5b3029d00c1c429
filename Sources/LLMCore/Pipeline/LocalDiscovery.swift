/// Finds a model server that already runs on this machine, and asks servers what they serve.
package struct LocalDiscovery: Sendable {
  /// The usual loopback addresses. A server there answers at once or is not there.
  private static let usual: [(name: String, url: String, kind: ProviderSettings.Kind, profile: ServerProfile)] = [
    ("llama-server", "http://127.0.0.1:8080/v1", .llamaServer, .llamaServer),
    ("ollama", "http://127.0.0.1:11434", .ollama, .ollama),
  ]
  private static let limits = TimeLimits(
    connect: .milliseconds(300), head: .seconds(2), firstContent: .seconds(2), idleBytes: .seconds(2),
    idleContent: .seconds(2))

  private let context: AppContext
  private let reporter: Reporter

  package init(context: AppContext, reporter: Reporter) {
    self.context = context
    self.reporter = reporter
  }

  /// The first usual address where a model server answers, with the model asked for or else its first one.
  ///
  /// Throws `LLMError` of kind `noCredential` where none does, with the commands that would help.
  package func find(asked: String?) async throws(LLMError) -> ModelChoice {
    // A conversation to go on with names its model as `ollama/llama3`, and then it is that server's.
    let wanted = asked.flatMap { asked in Self.usual.first { asked.hasPrefix($0.name + "/") }?.name }
    for (name, url, kind, profile) in Self.usual where wanted == nil || wanted == name {
      guard let baseURL = Endpoint(url) else { continue }
      let provider = ProviderSettings(
        name: name, kind: kind, baseURL: baseURL, keySource: .none, origin: .builtIn)
      let account = Account(
        name: name, profile: profile, baseURL: baseURL, key: nil, keyOrigin: nil, userAgent: "llmctl")
      let first = try? await models(of: account, limits: Self.limits).first
      if let signal = context.interruption.received { throw LLMError(signal, "interrupted before the request") }
      guard let first else { continue }
      let model = asked.map { String($0.dropFirst(wanted == nil ? 0 : name.count + 1)) } ?? first
      reporter.notice("nothing is configured; asking \(model) of the \(name) at \(baseURL.origin)")
      return ModelChoice(provider: provider, model: model)
    }
    throw LLMError(
      .noCredential, "no model to ask: nothing is configured and no server answers on 127.0.0.1:8080 or :11434",
      advice: "Do one of these: 'export OPENAI_API_KEY=…' (or ANTHROPIC_API_KEY, GEMINI_API_KEY), "
        + "'llama-server -m MODEL.gguf', 'ollama serve'")
  }

  /// The model to ask where none was named.
  ///
  /// Throws `LLMError` where the server does not say.
  package func firstModel(of account: Account, limits: TimeLimits) async throws(LLMError) -> String {
    guard let model = try await models(of: account, limits: limits).first else {
      throw LLMError(
        .configuration, "\(account.name) (\(account.baseURL.text)) names no model",
        advice: "Name one with -m \(account.name)/MODEL")
    }
    reporter.notice("no model is named; asking \(model), the first one of \(account.name)")
    return model
  }

  /// The models a server lists.
  ///
  /// Throws `LLMError`.
  private func models(of account: Account, limits: TimeLimits) async throws(LLMError) -> [String] {
    try await list(account, limits: limits).models.map(\.id)
  }

  /// The models a server lists, with what it tells of them.
  ///
  /// Throws `LLMError`.
  package func list(_ account: Account, limits: TimeLimits) async throws(LLMError) -> RemoteModels {
    let call = account.modelsCall
    do {
      let context = context
      return try await context.interruption.cancelling {
        try await context.transport.send(call, limits: limits) { reply in
          let body = try await reply.body(limit: 4 << 20)
          guard reply.status == 200 else {
            throw HTTPFailure(account: account).error(
              status: reply.status, headers: reply.headers, body: body, now: context.time.now())
          }
          return try RemoteModels(body)
        }
      }
    } catch let error as LLMError {
      throw error
    } catch let error as TransportError {
      throw TransportFailure(call: call, limits: limits).error(for: error)
    } catch is CancellationError {
      throw LLMError(context.interruption.received ?? .interrupted, "interrupted before the request")
    } catch {
      throw LLMError(
        .malformed, "\(call.url.text) did not answer with a list of models",
        advice: "Check the base URL, or name a model with -m")
    }
  }
}
