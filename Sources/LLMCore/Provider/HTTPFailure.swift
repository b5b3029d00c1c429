/// Says in a user's words what a provider's failure means, from its status, headers and body, or from an error inside a
/// stream.
package struct HTTPFailure {
  private let account: Account

  package init(account: Account) { self.account = account }

  /// The headers providers and proxies name a request by, best first.
  private static let requestIDHeaders = [
    "x-request-id", "request-id", "apim-request-id", "x-generation-id", "cf-ray",
  ]

  /// The provider's own name for the request, if a header tells it. A server may put there what it was sent, keys as well.
  package func requestID(in headers: [HTTPHeader]) -> String? {
    for name in Self.requestIDHeaders {
      guard let header = headers.first(where: { $0.name == name }), !header.value.isEmpty else { continue }
      return account.mask.masked(header.value)
    }
    return nil
  }

  /// The error for a reply whose status is not 200. `now` is the time of day, for hints that name a moment.
  package func error(status: Int, headers: [HTTPHeader], body: [UInt8], now: Timestamp) -> LLMError {
    let requestID = requestID(in: headers)
    if [301, 302, 303, 307, 308].contains(status) { return redirect(status, headers, requestID) }
    let facts = ErrorBody(body: body)
    let code = FailureTable.code(status: status, facts)
    let wait = WaitHint.wait(in: headers, now: now) ?? facts.wait
    var error = LLMError(
      code, sentence(status: status, facts), advice: advice(for: code, status: status, facts), requestID: requestID,
      status: status,
      recovery: Recovery(
        wait: wait, serverAllowsRetry: Self.serverAllowsRetry(headers),
        mayHaveBeenCharged: [504, 524].contains(status), repair: RepairReader.repair(facts, status),
        schemaRefusal: RepairReader.schemaRefusal(facts, status)))
    if code.exitCode != .noPermission, let wait { error.advice = "The server asks to wait \(wait.spoken)" }
    return error
  }

  /// OpenAI's servers say it in a header; it overrules what the status would mean.
  private static func serverAllowsRetry(_ headers: [HTTPHeader]) -> Bool? {
    headers.first { $0.name == "x-should-retry" }.flatMap { Bool($0.value.lowercased()) }
  }

  /// The error for a failure that came inside of a stream whose status was 200; the code in the body counts like a
  /// status.
  package func error(inStream value: JSONValue) -> LLMError {
    let facts = ErrorBody(error: value)
    let status = facts.code.flatMap(Int.init).flatMap { (400..<600).contains($0) ? $0 : nil }
    let meant = FailureTable.status(of: facts)
    let code = FailureTable.code(status: meant, facts)
    let said = facts.message.map { ": " + account.mask.masked($0) } ?? ""
    return LLMError(
      code, "\(account.name) failed in the middle of the answer\(said)",
      advice: advice(for: code, status: meant, facts), status: status,
      recovery: Recovery(wait: facts.wait, mayHaveBeenCharged: code == .server || code == .timeout))
  }

  // MARK: Words

  private func sentence(status: Int, _ facts: ErrorBody) -> String {
    let behind = facts.upstream.map { " for \(account.mask.masked($0))" } ?? ""
    let who = "\(account.name)\(behind) (\(account.baseURL.origin))"
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
