/// OpenAI's Chat Completions, and every server compatible with it.
package struct OpenAIChat: Provider {
  private let account: Account

  package init(account: Account) { self.account = account }

  package func check(_ request: ChatRequest) throws(LLMError) -> [String] {
    let form = account.profile.reasoning
    return try RequestRules(
      request: request, name: account.name, takesDocuments: account.profile.documents != nil,
      turnsThinkingOff: form == .thinkingSwitch || form == .template
    ).check()
  }

  package func call(for request: ChatRequest) -> HTTPCall {
    let base = account.profile.isAzure ? AzureAddress(account.baseURL).base(for: request.model) : account.baseURL
    return HTTPCall(
      .post, base.appending("/chat/completions"),
      headers: account.headers(streams: request.streams) + account.keyHeaders,
      body: ChatBody(profile: account.profile, request: request).bytes)
  }

  package func schemaSupport(_ capabilities: ModelCapabilities) -> ModelCapabilities.SchemaSupport {
    account.profile.schemaSupport(capabilities)
  }

  package func takesPrefill(_ capabilities: ModelCapabilities) -> Bool {
    account.profile.prefill != .none && capabilities.takesPrefill != false
  }

  package func makeDecoder() -> any ReplyDecoder { OpenAIChatDecoder(account: account) }

  package var modelsCall: HTTPCall {
    let base = account.profile.isAzure ? AzureAddress(account.baseURL).root : account.baseURL
    return account.get(base.appending("/models"))
  }

  package func failure(status: Int, headers: [HTTPHeader], body: [UInt8], now: Timestamp) -> LLMError {
    HTTPFailure(account: account).error(status: status, headers: headers, body: body, now: now)
  }
}

extension ServerProfile {
  /// The less of what the server and the model enforce; a server that nothing is known of is believed to enforce schemas.
  func schemaSupport(_ capabilities: ModelCapabilities) -> ModelCapabilities.SchemaSupport {
    let ranks: [ModelCapabilities.SchemaSupport] = [.none, .object, .schema]
    let model = capabilities.schema ?? .schema
    return ranks.first { $0 == model || $0 == schema } ?? .none
  }
}
