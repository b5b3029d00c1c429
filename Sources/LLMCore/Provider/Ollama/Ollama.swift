/// Ollama in its own language (`POST /api/chat`): unlike its copy of OpenAI's, it can be told how large the context is to be,
/// and it does not hide errors in the middle of a stream.
package struct Ollama: Provider {
  private let account: Account

  package init(account: Account) { self.account = account }

  package func check(_ request: ChatRequest) throws(LLMError) -> [String] {
    try RequestRules(
      request: request, name: account.name, takesDocuments: false, forcesTools: false,
      efforts: [.low, .medium, .high]
    ).check()
  }

  package func call(for request: ChatRequest) -> HTTPCall {
    HTTPCall(
      .post, root.appending("/api/chat"),
      headers: account.headers(streams: request.streams, as: "application/x-ndjson") + account.keyHeaders,
      body: OllamaBody(request: request).bytes)
  }

  /// The server, also where the base of its copy of OpenAI's API is configured.
  private var root: Endpoint {
    for suffix in ["/v1", "/api"] where account.baseURL.path.hasSuffix(suffix) {
      return Endpoint(String(account.baseURL.text.dropLast(suffix.count))) ?? account.baseURL
    }
    return account.baseURL
  }

  package func takesPrefill(_ capabilities: ModelCapabilities) -> Bool {
    account.profile.prefill != .none && capabilities.takesPrefill != false
  }

  package func makeDecoder() -> any ReplyDecoder { OllamaDecoder(account: account) }

  package var modelsCall: HTTPCall { account.get(root.appending("/api/tags")) }

  package func failure(status: Int, headers: [HTTPHeader], body: [UInt8], now: Timestamp) -> LLMError {
    HTTPFailure(account: account).error(status: status, headers: headers, body: body, now: now)
  }
}
