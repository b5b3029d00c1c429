/// OpenAI's Responses (`POST {base}/responses`), and servers that copy it.
///
/// Answers are not stored at OpenAI, where thirty days are usual, unless they are to be picked up after a broken connection:
/// for that they have to be.
package struct OpenAIResponses: Provider {
  private let account: Account

  package init(account: Account) { self.account = account }

  package func check(_ request: ChatRequest) throws(LLMError) -> [String] {
    try RequestRules(request: request, name: account.name, turnsThinkingOff: false).check()
  }

  package func call(for request: ChatRequest) -> HTTPCall {
    HTTPCall(
      .post, account.baseURL.appending("/responses"),
      headers: account.headers(streams: request.streams) + account.keyHeaders,
      body: ResponsesBody(request: request).bytes)
  }

  package func makeDecoder() -> any ReplyDecoder { ResponsesDecoder(account: account) }

  package func makeDecoder(for request: ChatRequest) -> any ReplyDecoder {
    ResponsesDecoder(account: account, isResumable: request.isInBackground, outputLimit: request.outputLimit)
  }

  package func resume(_ resumption: Resumption) -> HTTPCall? {
    let url = account.baseURL.appending("/responses/\(resumption.id.percentEncodedForPath)")
      .adding(query: "stream=true&starting_after=\(resumption.lastSequence)")
    let headers = account.headers(streams: true).filter { $0.name != "content-type" }
    return HTTPCall(.get, url, headers: headers + account.keyHeaders)
  }

  package func cancel(_ resumption: Resumption) -> HTTPCall? {
    HTTPCall(
      .post, account.baseURL.appending("/responses/\(resumption.id.percentEncodedForPath)/cancel"),
      headers: account.headers(streams: false) + account.keyHeaders, body: Array("{}".utf8))
  }

  package var modelsCall: HTTPCall { account.get(account.baseURL.appending("/models")) }

  package func failure(status: Int, headers: [HTTPHeader], body: [UInt8], now: Timestamp) -> LLMError {
    HTTPFailure(account: account).error(status: status, headers: headers, body: body, now: now)
  }
}
