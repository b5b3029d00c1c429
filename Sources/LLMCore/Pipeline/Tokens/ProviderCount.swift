/// `llmctl tokens --exact`: has the provider of the model count. Each input is one request, which costs no tokens.
package struct ProviderCount: Sendable {
  private let context: AppContext
  private let reporter: Reporter

  package init(context: AppContext, reporter: Reporter) {
    self.context = context
    self.reporter = reporter
  }

  /// What providers take in one request.
  private static let sizeLimit = 32 << 20
  /// An answer holds a number and little else.
  private static let answerLimit = 1 << 20

  /// Asks for each input and prints the numbers.
  ///
  /// Throws `LLMError`.
  package func run(_ invocation: TokensInvocation) async throws(LLMError) -> ExitCode {
    guard let asked = invocation.model else {
      throw LLMError(.usage, "--exact needs a model", advice: "Name one with -m")
    }
    let configured = try SettingsLoader(environment: context.environment, files: context.files).load()
    let accounts = AccountOpener(
      context: context, reporter: reporter, settings: configured, keyLabel: invocation.keyLabel)
    let settings = try await accounts.asking { () throws(LLMError) in
      try StoredProviders(accounts.stored).extend(configured, for: Self.provider(of: configured.target(of: asked)))
    }
    let choice = try choose(asked, settings)
    let model = choice.model ?? asked
    guard
      let dialect = CountingDialect(
        model: model, host: choice.provider.baseURL.host,
        isOpenAI: [.openAI, .responses].contains(choice.provider.kind))
    else {
      throw LLMError(
        .usage, "'\(choice.provider.name)' is not known to count tokens for '\(model)'",
        advice: "Leave --exact out, or name a model of OpenAI, Anthropic or Gemini")
    }
    let account = try await accounts.asking { () throws(LLMError) in try accounts.open(choice.provider) }
    let paths = invocation.paths.isEmpty ? [[]] : invocation.paths.map { [$0] }
    var inputs: [InputCount] = []
    for path in paths {
      let text = try WholeInput(tree: context.tree, sizeLimit: Self.sizeLimit).read(path, limit: invocation.limit)
      var input = InputCount(path: text.path, kind: path.first ?? InputCounter.standardInput == "-" ? .input : .file)
      let call = dialect.call(account, model: model, text: String(decoding: text.bytes, as: UTF8.self))
      input.tokens = try await count(call, dialect, account, settings.timeouts)
      (input.bytes, input.isCut) = (text.bytes.count, text.isCut)
      inputs.append(input)
    }
    let basis = TokenBasis.counted(by: account.name, model: model)
    return try show(inputs, invocation, basis, PriceBook(configured, context, reporter))
  }

  private func show(
    _ inputs: [InputCount], _ invocation: TokensInvocation, _ basis: TokenBasis, _ prices: PriceBook
  ) throws(LLMError) -> ExitCode {
    let price = InputPrice(of: basis.encoding, at: context.time.now(), in: prices)
    try CountPrinter(basis: basis, price: price, invocation: invocation)
      .show(inputs, as: .inputs, on: OutputWriter(console: context.console))
    if !invocation.printsJSON, let reason = basis.reason { reporter.notice(reason) }
    return CountVerdict(basis: basis, reporter: reporter).tell(inputs, budget: invocation.budget)
  }

  /// The name of a model, or of the provider whose models are called so.
  private static func provider(of target: String?) -> String? {
    for (family, provider) in [("claude", "anthropic"), ("gemini", "gemini")]
    where target?.lowercased().hasPrefix(family) == true { return provider }
    return target
  }

  /// The provider and its name for the model. One of Anthropic's or Google's models goes to their own server where nothing
  /// else is said, though the default provider may be another.
  private func choose(_ asked: String, _ settings: Settings) throws(LLMError) -> ModelChoice {
    let target = settings.aliases.first { $0.name == asked }?.model ?? asked
    let isQualified = target.split(separator: "/").first.map { settings.provider(named: String($0)) != nil } == true
    if !isQualified || !target.contains("/") {
      for (family, host) in [("claude", CountingDialect.anthropicHost), ("gemini", CountingDialect.geminiHost)]
      where target.lowercased().hasPrefix(family) {
        if let provider = settings.providers.first(where: { $0.models.contains(target) })
          ?? settings.providers.first(where: { $0.baseURL.host == host })
        {
          return ModelChoice(provider: provider, model: target)
        }
        throw LLMError(
          .noCredential, "no account that could count for '\(target)' is configured",
          advice:
            "export \(family == "claude" ? "ANTHROPIC" : "GEMINI")_API_KEY=…, or run: llmctl auth login \(family == "claude" ? "anthropic" : "gemini")"
        )
      }
    }
    if let choice = try ModelChoice.resolve(asked, in: settings) { return choice }
    throw LLMError(.noCredential, "no provider is configured that could count", advice: "export OPENAI_API_KEY=…")
  }

  private func count(
    _ call: HTTPCall, _ dialect: CountingDialect, _ account: Account, _ limits: TimeLimits
  ) async throws(LLMError) -> Int {
    reporter.detail("\(call.method.rawValue) \(call.url.text), \(call.body.count) bytes")
    do {
      let context = context
      return try await context.interruption.cancelling {
        try await context.transport.send(call, limits: limits) { reply in
          let body = try await reply.body(limit: Self.answerLimit)
          guard reply.status == 200 else {
            throw HTTPFailure(account: account).error(
              status: reply.status, headers: reply.headers, body: body, now: context.time.now())
          }
          guard let tokens = dialect.tokens(in: body) else {
            throw LLMError(
              .malformed, "\(call.url.text) did not answer with a number of tokens", advice: "Check the base URL")
          }
          return tokens
        }
      }
    } catch let error as LLMError {
      throw error
    } catch let error as TransportError {
      throw TransportFailure(call: call, limits: limits).error(for: error)
    } catch is CancellationError {
      throw LLMError(context.interruption.received ?? .interrupted, "interrupted")
    } catch {
      throw LLMError(.internalError, "unexpected failure", detail: String(describing: error))
    }
  }
}
