/// Says in a user's words what a provider's failure means, from its status, headers and body, or from an error inside a
/// stream.
package struct HTTPFailure {
  private let account: Account

  package init(account: Account) { self.account = account }

  /// The headers providers and proxies name a request by, best first.
  private static let requestIDHeaders = [
    "x-request-id", "request-id", "apim-request-id", "x-generation-id", "cf-ray",
  ]

  /// The provider's own name for the request, if a header tells it.
  package static func requestID(in headers: [HTTPHeader]) -> String? {
    for name in requestIDHeaders {
      if let header = headers.first(where: { $0.name == name }), !header.value.isEmpty { return header.value }
    }
    return nil
  }

  /// The error for a reply whose status is not 200.
  package func error(status: Int, headers: [HTTPHeader], body: [UInt8]) -> LLMError {
    let requestID = Self.requestID(in: headers)
    if [301, 302, 303, 307, 308].contains(status) { return redirect(status, headers, requestID) }
    let facts = ErrorBody(body: body)
    let code = Self.code(status: status, facts)
    var error = LLMError(
      code, sentence(status: status, facts), advice: advice(for: code, status: status, facts), requestID: requestID,
      status: status)
    if code.exitCode != .noPermission, let wait = Self.wait(askedIn: headers) {
      error.advice = "The server asks to wait \(wait)"
    }
    return error
  }

  /// How long or until when `retry-after` asks to wait; nil where it is missing or nonsense.
  private static func wait(askedIn headers: [HTTPHeader]) -> String? {
    guard let value = headers.first(where: { $0.name == "retry-after" })?.value else { return nil }
    if let seconds = Double(value) { return seconds > 0 && seconds.isFinite ? "\(value) s" : nil }
    // The other form is an HTTP date, which is 29 characters long and always in GMT.
    return value.count == 29 && value.hasSuffix(" GMT") ? "until \(value)" : nil
  }

  /// The error for a failure that came inside of a stream whose status was 200; the code in the body counts like a
  /// status.
  package func error(inStream value: JSONValue) -> LLMError {
    let facts = ErrorBody(error: value)
    let status = facts.code.flatMap(Int.init).flatMap { (400..<600).contains($0) ? $0 : nil }
    let code = Self.code(status: status ?? 500, facts)
    let said = facts.message.map { ": " + account.mask.masked($0) } ?? ""
    return LLMError(
      code, "\(account.name) failed in the middle of the answer\(said)",
      advice: advice(for: code, status: status ?? 500, facts), status: status)
  }

  // MARK: What kind of failure

  /// Codes and types of an empty purse: waiting does not help although the status is 429.
  private static let quotaWords: Set<String> = [
    "insufficient_quota", "credit_balance_exhausted", "billing_hard_limit_reached", "billing_error",
    "enforced_spend_limit_reached", "contract_spend_limit_reached", "linked_organization_spend_limit_reached",
    "insufficient_balance", "insufficient_credits",
  ]

  /// What servers write when prompt and answer do not fit, in lower case, for those that give no code.
  private static let overflowPhrases = [
    "maximum context length is", "exceed context limit", "exceeds the available context size",
    "exceeds the maximum number of tokens allowed", "is longer than the model's context length",
    "input tokens exceed the configured limit", "requested token count exceeds", "prompt is too long",
    "context length exceeded",
  ]

  private static func code(status: Int, _ facts: ErrorBody) -> LLMError.Code {
    let words = [facts.code, facts.type, facts.innerCode, facts.status].compactMap { $0 }
    if words.contains(where: quotaWords.contains) || status == 402 { return .quota }
    if isOverflow(words, facts) { return .contextOverflow }
    if words.contains("content_filter") || words.contains("responsibleaipolicyviolation") { return .contentFilter }
    if words.contains("overloaded_error") || words.contains("slow_down") { return .overload }
    if words.contains("rate_limit_exceeded") || words.contains("rate_limit_error") { return .throttle }
    if words.contains("invalid_api_key") || words.contains("authentication_error") { return .auth }
    if words.contains("model_not_found") { return .notFound }
    return switch status {
    case 401, 403, 407: .auth
    case 404, 405, 410: .notFound
    case 408, 425, 504, 524, 598, 599: .timeout
    case 429: .throttle
    case 503, 529, 498: .overload
    case 500...599: .server
    case 400...499: .request
    default: .malformed
    }
  }

  private static func isOverflow(_ words: [String], _ facts: ErrorBody) -> Bool {
    if words.contains("string_above_max_length") { return false }
    if words.contains("context_length_exceeded") || words.contains("exceed_context_size_error") { return true }
    guard let message = facts.message?.lowercased() else { return false }
    return overflowPhrases.contains { message.contains($0) }
  }

  // MARK: Words

  private func sentence(status: Int, _ facts: ErrorBody) -> String {
    let who = "\(account.name) (\(account.baseURL.origin))"
    if facts.isHTML {
      let page = facts.message.map { ": \(account.mask.masked($0))" } ?? ""
      return "\(who) answered HTTP \(status) with a web page\(page)"
    }
    let said = facts.message.map { ": " + account.mask.masked($0) } ?? " without a reason"
    return "\(who) answered HTTP \(status)\(said)"
  }

  private func redirect(_ status: Int, _ headers: [HTTPHeader], _ requestID: String?) -> LLMError {
    let target = headers.first { $0.name == "location" }?.value ?? "nowhere"
    return LLMError(
      .redirect, "\(account.name) (\(account.baseURL.origin)) redirects to \(account.mask.masked(target))",
      advice: "Keys are not sent after redirects; if you trust that address, make it the provider's base_url",
      requestID: requestID, status: status)
  }

  private func advice(for code: LLMError.Code, status: Int, _ facts: ErrorBody) -> String? {
    switch code {
    case .auth where status == 407: "Check the user and password in the proxy variable"
    case .auth where facts.isHTML: "A proxy in front of the provider seems to refuse; check the base URL and its login"
    case .auth:
      account.keyOrigin.map { "Check the key from \($0)" } ?? "No key was sent; set one, see 'llmctl config --help'"
    case .quota: "Add credit or raise the limit at the provider; waiting does not help"
    case .throttle: "Try again later"
    case .overload: "Try again in a moment; a local server may still be loading its model"
    case .server, .timeout: "Try again; if it lasts, look at the provider's status page"
    case .contextOverflow: "Send less, or use a model with a larger context window"
    case .notFound: "Check the model's name and the base URL (\(account.baseURL.text))"
    case .request: facts.param.map { "The parameter at fault is '\(account.mask.masked($0))'" }
    default: nil
    }
  }
}
