/// What a provider's failure is, by its words first and its status second.
///
/// One table for all providers: their words do not contradict each other, and gateways pass foreign ones through. Sources:
/// the published error tables of OpenAI, Anthropic, Google, Azure, OpenRouter, DeepSeek, Groq, llama.cpp and vLLM.
enum FailureTable {
  /// Words of `code`, `type`, `status` and nested codes, in lower case, and what they mean. The first row that fits counts,
  /// so what waiting cannot mend stands before what it can.
  private static let words: [(words: Set<String>, code: LLMError.Code)] = [
    (
      [
        "insufficient_quota", "credit_balance_exhausted", "billing_hard_limit_reached", "billing_error",
        "enforced_spend_limit_reached", "contract_spend_limit_reached", "linked_organization_spend_limit_reached",
        "insufficient_balance", "insufficient_credits",
      ], .quota
    ),
    (["context_length_exceeded", "exceed_context_size_error", "model_context_window_exceeded"], .contextOverflow),
    (
      [
        "content_filter", "responsibleaipolicyviolation", "content_policy_violation", "image_content_policy_violation",
        "invalid_prompt", "bio_policy", "cyber_policy",
      ], .contentFilter
    ),
    (
      [
        "overloaded_error", "slow_down", "server_is_overloaded", "service_unavailable_error",
        "model_capacity_exhausted", "unavailable",
      ], .overload
    ),
    (["rate_limit_exceeded", "rate_limit_error", "resource_exhausted", "ramp_limit_exceeded"], .throttle),
    (["invalid_api_key", "api_key_invalid", "authentication_error", "unauthenticated", "permission_error"], .auth),
    (["model_not_found", "not_found_error"], .notFound),
    (["api_error", "server_error", "internal_error"], .server),
    (["timeout_error", "deadline_exceeded", "request_body_timeout"], .timeout),
  ]

  /// What servers write when prompt and answer do not fit, in lower case, for those that give no code.
  private static let overflowPhrases = [
    "maximum context length is", "exceed context limit", "exceeds the available context size",
    "exceeds the maximum number of tokens allowed", "is longer than the model's context length",
    "input tokens exceed the configured limit", "requested token count exceeds", "prompt is too long",
    "context length exceeded", "exceeds the context length", "exceed context window",
    "`inputs` tokens + `max_new_tokens` must be",
  ]

  /// What Anthropic writes for an empty purse and for a limit of the user's own, both with the word of any other refused request.
  private static let quotaPhrases = [
    "credit balance is too low", "reached your specified api usage limits", "reached your specified workspace",
  ]

  /// Words of a request that is at fault, for errors inside of streams, which have no status.
  private static let requestWords: Set<String> = [
    "invalid_request_error", "invalid_argument", "failed_precondition", "request_too_large", "badrequesterror",
  ]

  /// The status that an error without one stands for.
  static func status(of facts: ErrorBody) -> Int {
    if let code = facts.code.flatMap(Int.init), (400..<600).contains(code) { return code }
    return facts.words.isDisjoint(with: requestWords) ? 500 : 400
  }

  /// The class of a failure. A status of 200 never gets here; one that is no error (204, 304) is no answer either.
  static func code(status: Int, _ facts: ErrorBody) -> LLMError.Code {
    if status == 402 || facts.isDailyQuota { return .quota }
    if isOverflow(facts) { return .contextOverflow }
    if !facts.moderation.isEmpty { return .contentFilter }
    if let said = facts.message?.lowercased(), quotaPhrases.contains(where: { said.contains($0) }) { return .quota }
    let found = facts.words
    // A word of a server's failure in a refused request is the wrapping of a gateway, not the reason.
    for row in words where !row.words.isDisjoint(with: found) && !(row.code == .server && status < 500) {
      return row.code
    }
    return code(status: status, isGoogle: facts.isGoogle)
  }

  private static func code(status: Int, isGoogle: Bool) -> LLMError.Code {
    switch status {
    case 401, 403, 407: .auth
    case 404, 405, 410: .notFound
    case 408, 425, 504, 524, 598, 599: .timeout
    case 429: .throttle
    // Only Google's servers say 499 when they are the ones who gave up.
    case 499 where isGoogle: .overload
    case 498, 503, 529: .overload
    // A conflict with another request of the same key, which passes.
    case 409, 500...599: .server
    case 400...499: .request
    default: .malformed
    }
  }

  private static func isOverflow(_ facts: ErrorBody) -> Bool {
    // One string is too long, whatever the context window is.
    if facts.words.contains("string_above_max_length") { return false }
    guard let message = facts.message?.lowercased() else { return false }
    if overflowPhrases.contains(where: { message.contains($0) }) { return true }
    return message.contains("current length is") && message.contains("while limit is")
  }
}
