/// Decodes the reply of Gemini: chunks in server-sent events, one chunk as a whole answer, or an array of chunks as the stream
/// is without `alt=sse`. There is no event for the end; the end is a reason to finish, and then the end of the connection.
struct GeminiDecoder: ValueDecoder {
  private(set) var progress: ReplyProgress
  private var calls = 0

  init(account: Account) { progress = ReplyProgress(account: account) }

  mutating func take(_ value: WireValue, _ emit: (StreamEvent) -> Void) {
    if case .array(let chunks) = value {
      for chunk in chunks { take(chunk, emit) }
      return
    }
    progress.learn(id: value["responseId"]?.text, model: value["modelVersion"]?.text, emit)
    // There is one candidate, as one was asked for.
    let candidate = value["candidates"]?.elements.first { ($0["index"]?.integer ?? 0) == 0 }
    for part in candidate?["content"]?["parts"]?.elements ?? [] { take(part: part, emit) }
    let usage = value["usageMetadata"].map { GeminiUsage($0.json).usage } ?? Usage()
    if usage != Usage() { emit(.usage(usage)) }
    if let error = value["error"] {
      progress.fail(inStream: error.json, emit)
    } else if let reason = value["promptFeedback"]?["blockReason"]?.text {
      block(reason, value["promptFeedback"]?["blockReasonMessage"]?.text, emit)
    } else if let reason = candidate?["finishReason"]?.text {
      finish(reason, candidate?["finishMessage"]?.text, emit)
    }
  }

  private mutating func take(part: WireValue, _ emit: (StreamEvent) -> Void) {
    if let text = part["text"]?.bytes {
      progress.pass(part["thought"]?.bool == true ? .reasoning(text) : .text(text), emit)
    }
    if let call = part["functionCall"] {
      let arguments = call["args"].map { JSONWriter.text(of: $0.json) } ?? ""
      progress.pass(
        .toolCall(index: calls, id: call["id"]?.text, name: call["name"]?.text, arguments: arguments), emit)
      calls += 1
    }
    if let type = part["inlineData"]?["mimeType"]?.text {
      progress.pass(.notice("a part of the answer of type \(type) was left out"), emit)
    }
  }

  // MARK: Ending

  /// A prompt that is blocked has no candidates at all.
  private mutating func block(_ reason: String, _ said: String?, _ emit: (StreamEvent) -> Void) {
    let words = said.map { ": " + progress.account.mask.masked($0) } ?? ""
    progress.fail(
      LLMError(.contentFilter, "\(progress.account.name) blocked the prompt (\(reason))\(words)"), emit)
  }

  private mutating func finish(_ reason: String, _ said: String?, _ emit: (StreamEvent) -> Void) {
    switch reason.uppercased() {
    case "FINISH_REASON_UNSPECIFIED": break
    case "STOP": progress.finish(calls > 0 ? .toolCalls : .stop, emit)
    case "MAX_TOKENS": progress.finish(.length, emit)
    case "SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "MODEL_ARMOR", "IMAGE_SAFETY",
      "IMAGE_PROHIBITED_CONTENT", "IMAGE_RECITATION", "ESCALATION":
      emit(.notice("filtered as \(reason)"))
      progress.finish(.contentFilter, emit)
    case "CONTINUATION": progress.pause(reason, emit)
    case "MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL", "TOO_MANY_TOOL_CALLS", "MISSING_THOUGHT_SIGNATURE",
      "MALFORMED_RESPONSE", "LANGUAGE", "OTHER", "PUP_LIMITED_DISABLED", "IMAGE_OTHER", "NO_IMAGE":
      progress.giveUp(reason, said, emit)
    default:
      emit(.notice("unknown reason to finish '\(reason)'; taken for a stop"))
      progress.finish(.other(reason), emit)
    }
  }
}

/// Gemini's counts, cumulative on every chunk. `promptTokenCount` includes what was read from a cache and excludes the
/// prompts of tools; `candidatesTokenCount` excludes thoughts, unlike everybody else's.
struct GeminiUsage {
  let usage: Usage

  init(_ value: JSONValue) {
    var usage = Usage()
    if let prompt = TokenCount.whole(value["promptTokenCount"]) {
      usage.cacheRead = TokenCount.part(value["cachedContentTokenCount"], of: prompt)
      usage.uncachedInput =
        prompt - (usage.cacheRead ?? 0) + (TokenCount.any(value["toolUsePromptTokenCount"]) ?? 0)
    }
    usage.textOutput = TokenCount.any(value["candidatesTokenCount"])
    usage.reasoningOutput = TokenCount.any(value["thoughtsTokenCount"])
    self.usage = usage
  }
}
