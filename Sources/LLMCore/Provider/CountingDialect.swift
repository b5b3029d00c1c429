/// A provider's own way to count the tokens of a text: one question, and a number for an answer. The text is counted as the
/// one message of a user, with what the provider adds to it.
package enum CountingDialect: Sendable, CaseIterable {
  /// `POST {base}/messages/count_tokens`
  case anthropic
  /// `POST …/v1beta/models/{model}:countTokens`
  case gemini
  /// `POST {base}/responses/input_tokens`
  case openAI

  /// The dialect that a model is counted in, by the server that is asked or else by the model's name; nil where neither is
  /// known to count.
  package init?(model: String, host: String, isOpenAI: Bool) {
    let name = model.lowercased()
    if host == Self.anthropicHost {
      self = .anthropic
    } else if host == Self.geminiHost {
      self = .gemini
    } else if isOpenAI {
      self = .openAI
    } else if name.contains("claude") {
      self = .anthropic
    } else if name.contains("gemini") {
      self = .gemini
    } else {
      return nil
    }
  }

  package static let anthropicHost = "api.anthropic.com"
  package static let geminiHost = "generativelanguage.googleapis.com"

  /// The question, with the key in a header.
  package func call(_ account: Account, model: String, text: String) -> HTTPCall {
    var headers = [
      HTTPHeader("content-type", "application/json"), HTTPHeader("accept", "application/json"),
      HTTPHeader("user-agent", account.userAgent),
    ]
    let url: Endpoint
    let body: JSONValue
    switch self {
    case .anthropic:
      url = AnthropicMessages.base(of: account).appending("/messages/count_tokens")
      headers += [HTTPHeader("anthropic-version", "2023-06-01")]
      headers += account.keyHeaders("x-api-key")
      let message = JSONValue.object([JSONMember("role", .string("user")), JSONMember("content", .string(text))])
      body = .object([JSONMember("model", .string(model)), JSONMember("messages", .array([message]))])
    case .gemini:
      url = Gemini.base(of: account).appending("/models/\(model.percentEncodedForPath):countTokens")
      headers += account.keyHeaders("x-goog-api-key")
      let parts = JSONValue.array([.object([JSONMember("text", .string(text))])])
      let content = JSONValue.object([JSONMember("role", .string("user")), JSONMember("parts", parts)])
      body = .object([JSONMember("contents", .array([content]))])
    case .openAI:
      url = account.baseURL.appending("/responses/input_tokens")
      headers += account.keyHeaders
      body = .object([JSONMember("model", .string(model)), JSONMember("input", .string(text))])
    }
    return HTTPCall(.post, url, headers: headers, body: JSONWriter.bytes(of: body))
  }

  /// The number in the answer; nil where there is none.
  package func tokens(in body: [UInt8]) -> Int? {
    guard let value = try? JSONReader.parse(body) else { return nil }
    return (self == .gemini ? value["totalTokens"] : value["input_tokens"])?.integer
  }
}
