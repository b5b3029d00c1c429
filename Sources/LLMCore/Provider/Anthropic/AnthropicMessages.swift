/// Anthropic's Messages (`POST {base}/messages`), in both versions of the API, and servers that copy it (llama-server).
package struct AnthropicMessages: Provider {
  /// From this version on a request with a parameter of sampling is refused, whatever the model.
  private static let versionWithoutSampling = "2026-10-21"

  private let account: Account

  package init(account: Account) { self.account = account }

  /// Versions are dates, which sort as text.
  private var takesSampling: Bool { account.profile.apiVersion < Self.versionWithoutSampling }

  package func check(_ request: ChatRequest) throws(LLMError) -> [String] {
    let takesBudget = request.capabilities.thinking == .budget
    return try RequestRules(
      request: request, name: account.name,
      efforts: takesBudget ? ReasoningEffort.allCases : [.low, .medium, .high, .xhigh, .max],
      takesSampling: takesSampling
    ).check()
  }

  package func call(for request: ChatRequest) -> HTTPCall {
    HTTPCall(
      .post, Self.base(of: account).appending("/messages"),
      headers: account.headers(streams: request.streams) + [version] + keyHeaders,
      body: MessagesBody(request: request, takesSampling: takesSampling).bytes)
  }

  /// Where the API begins. Anthropic's libraries are configured without the `/v1`.
  static func base(of account: Account) -> Endpoint {
    account.baseURL.path.isEmpty ? account.baseURL.appending("/v1") : account.baseURL
  }

  private var version: HTTPHeader { HTTPHeader("anthropic-version", account.profile.apiVersion) }

  /// The libraries of the newer version send the key as others do; both ways are taken.
  private var keyHeaders: [HTTPHeader] {
    takesSampling ? account.keyHeaders : account.keyHeaders("authorization", prefix: "Bearer ")
  }

  /// There is no form for "some JSON object".
  package func schemaSupport(_ capabilities: ModelCapabilities) -> ModelCapabilities.SchemaSupport {
    capabilities.schema ?? .schema
  }

  /// Newer models refuse it, so it has to be known.
  package func takesPrefill(_ capabilities: ModelCapabilities) -> Bool { capabilities.takesPrefill == true }

  package func makeDecoder() -> any ReplyDecoder { MessagesDecoder(account: account) }

  package var modelsCall: HTTPCall {
    var call = account.get(Self.base(of: account).appending("/models").adding(query: "limit=1000"), headers: [version])
    call.headers.removeAll { $0.name == account.profile.keyHeader }
    call.headers += keyHeaders
    return call
  }

  package func failure(status: Int, headers: [HTTPHeader], body: [UInt8], now: Timestamp) -> LLMError {
    HTTPFailure(account: account).error(status: status, headers: headers, body: body, now: now)
  }
}
