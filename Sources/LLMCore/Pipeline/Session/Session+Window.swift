extension Session {
  /// Begins to look for the window of a model's.
  static func search(
    window choice: QuestionMaker.Choice, _ prices: PriceBook, _ context: AppContext
  ) -> Task<Int?, Never> {
    Task { await window(of: choice, prices, context) }
  }

  /// How many tokens a model's context window has: as configured, as the server of a local model says, or as the lists of
  /// prices have it. Nil where nobody knows.
  static func window(
    of choice: QuestionMaker.Choice, _ prices: PriceBook, _ context: AppContext
  ) async -> Int? {
    if let window = choice.settings.window { return window }
    let target = choice.target
    if choice.settings.baseURL.isLocal { return await servedWindow(target.account, context) }
    let now = context.time.now()
    return prices.price(of: target.model, provider: target.account.name, at: now)?.contextWindow
      ?? prices.price(of: target.model, at: now)?.contextWindow
  }

  /// What llama-server says at `/props`; other servers have no such page.
  private static func servedWindow(_ account: Account, _ context: AppContext) async -> Int? {
    let limits = TimeLimits(
      connect: .milliseconds(300), head: .seconds(1), firstContent: .seconds(1), idleBytes: .seconds(1),
      idleContent: .seconds(1))
    guard let call = account.propertiesCall else { return nil }
    return try? await context.transport.send(call, limits: limits, clearance: {}) { reply -> Int? in
      guard reply.status == 200 else { return nil }
      return try JSONReader.parse(try await reply.body(limit: 1 << 20))["default_generation_settings"]?["n_ctx"]?
        .integer
    }
  }
}
