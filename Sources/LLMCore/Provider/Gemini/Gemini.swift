/// Google's Gemini in its own language: `…/models/{model}:streamGenerateContent` with server-sent events, or
/// `:generateContent` for a whole answer.
package struct Gemini: Provider {
  private let account: Account

  package init(account: Account) { self.account = account }

  package func check(_ request: ChatRequest) throws(LLMError) -> [String] {
    let takesLevel = request.capabilities.thinking == .effort
    return try RequestRules(
      request: request, name: account.name,
      efforts: takesLevel ? [.minimal, .low, .medium, .high, .xhigh] : ReasoningEffort.allCases,
      turnsThinkingOff: !takesLevel
    ).check()
  }

  package func call(for request: ChatRequest) -> HTTPCall {
    let url = url(of: request.model, verb: request.streams ? "streamGenerateContent" : "generateContent")
    return HTTPCall(
      .post, request.streams ? url.adding(query: "alt=sse") : url,
      headers: account.headers(streams: request.streams) + account.keyHeaders,
      body: GeminiBody(request: request).bytes)
  }

  /// A model may be named as its list names it, with `models/` in front, or be a tuned one.
  private func url(of model: String, verb: String) -> Endpoint {
    let parts = model.split(separator: "/").map { String($0).percentEncodedForPath }
    let path = parts.count > 1 ? parts.joined(separator: "/") : "models/\(parts.first ?? "")"
    return base.appending("/\(path):\(verb)")
  }

  private var base: Endpoint { Self.base(of: account) }

  /// Where the API begins: Gemini's own, also where the OpenAI-compatible one or only the server is configured.
  static func base(of account: Account) -> Endpoint {
    let base = account.baseURL
    if base.path.isEmpty { return base.appending("/v1beta") }
    guard base.path.hasSuffix("/openai") else { return base }
    return Endpoint(String(base.text.dropLast("/openai".count))) ?? base
  }

  package func makeDecoder() -> any ReplyDecoder { GeminiDecoder(account: account) }

  package var modelsCall: HTTPCall {
    account.get(base.appending("/models").adding(query: "pageSize=1000"))
  }

  package func failure(status: Int, headers: [HTTPHeader], body: [UInt8], now: Timestamp) -> LLMError {
    HTTPFailure(account: account).error(status: status, headers: headers, body: body, now: now)
  }
}
