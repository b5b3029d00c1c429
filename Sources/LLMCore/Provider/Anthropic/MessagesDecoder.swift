/// Decodes the reply of Anthropic's Messages, by its stream or as a whole.
///
/// Blocks come one after the other: text, thinking, calls of tools. Kinds of events and blocks that are not known are passed
/// over, as the API's rules for versions ask for.
struct MessagesDecoder: ProgressDecoder {
  private(set) var progress: ReplyProgress
  private var usage = MessagesUsage()
  /// The number of a tool call by the index of its block.
  private var callNumbers: [Int: Int] = [:]

  init(account: Account) { progress = ReplyProgress(account: account) }

  mutating func decode(_ event: WireEvent, _ emit: (StreamEvent) -> Void) {
    guard let value = progress.read(event, emit) else { return }
    // Servers that leave `type` out name the event.
    switch value["type"]?.text ?? event.name {
    case "message_start":
      guard let message = value["message"] else { return }
      progress.learn(id: message["id"]?.text, model: message["model"]?.text, emit)
      take(message["usage"], emit)
    case "content_block_start": start(value["content_block"], at: value["index"]?.integer ?? 0, emit)
    case "content_block_delta": take(delta: value["delta"], at: value["index"]?.integer ?? 0, emit)
    case "message_delta":
      take(value["usage"], emit)
      finish(value["delta"], emit)
    case "message_stop": progress.isAtEnd = true
    case "error": progress.fail(inStream: value["error"]?.json ?? value.json, emit)
    default:
      // Gateways send errors without saying that they are one.
      if let error = value["error"] { progress.fail(inStream: error.json, emit) }
    }
  }

  mutating func decodeWhole(_ body: [UInt8], _ emit: (StreamEvent) -> Void) throws(JSONError) {
    let value = try WireValue(body)
    let message = value.elements.first ?? value
    if let error = message["error"] { return progress.fail(inStream: error.json, emit) }
    progress.learn(id: message["id"]?.text, model: message["model"]?.text, emit)
    for (index, block) in (message["content"]?.elements ?? []).enumerated() { take(whole: block, at: index, emit) }
    take(message["usage"], emit)
    finish(message, emit)
  }

  // MARK: Blocks

  private mutating func start(_ block: WireValue?, at index: Int, _ emit: (StreamEvent) -> Void) {
    switch block?["type"]?.text {
    case "tool_use": startCall(block, at: index, emit)
    case "redacted_thinking": progress.pass(.notice("a part of the reasoning is hidden by the provider"), emit)
    // Some servers put the first words here.
    case "text", "thinking": takeWords(of: block, emit)
    default: break
    }
  }

  /// A piece of a block. One of a block that never began is taken for what it is; only a call needs its beginning.
  private mutating func take(delta: WireValue?, at index: Int, _ emit: (StreamEvent) -> Void) {
    switch delta?["type"]?.text {
    case "text_delta", "thinking_delta": takeWords(of: delta, emit)
    case "input_json_delta":
      guard let number = callNumbers[index], let piece = delta?["partial_json"]?.text else { return }
      progress.pass(.toolCall(index: number, id: nil, name: nil, arguments: piece), emit)
    // Signatures are for who sends the thoughts back; citations for who shows documents.
    default: break
    }
  }

  private mutating func take(whole block: WireValue, at index: Int, _ emit: (StreamEvent) -> Void) {
    start(block, at: index, emit)
    guard let number = callNumbers[index], let input = block["input"] else { return }
    progress.pass(.toolCall(index: number, id: nil, name: nil, arguments: JSONWriter.text(of: input.json)), emit)
  }

  private mutating func takeWords(of piece: WireValue?, _ emit: (StreamEvent) -> Void) {
    if let text = piece?["text"]?.bytes { progress.pass(.text(text), emit) }
    if let thought = piece?["thinking"]?.bytes { progress.pass(.reasoning(thought), emit) }
  }

  private mutating func startCall(_ block: WireValue?, at index: Int, _ emit: (StreamEvent) -> Void) {
    let number = callNumbers.count
    callNumbers[index] = number
    progress.pass(.toolCall(index: number, id: block?["id"]?.text, name: block?["name"]?.text, arguments: ""), emit)
  }

  // MARK: Ending

  private mutating func take(_ value: WireValue?, _ emit: (StreamEvent) -> Void) {
    guard let value = value?.json else { return }
    usage.update(value)
    if usage.usage != Usage() { emit(.usage(usage.usage)) }
    if !usage.terms.isEmpty { emit(.terms(usage.terms)) }
  }

  private mutating func finish(_ message: WireValue?, _ emit: (StreamEvent) -> Void) {
    guard let reason = message?["stop_reason"]?.text else { return }
    switch reason {
    case "end_turn", "stop_sequence", "stop": progress.finish(callNumbers.isEmpty ? .stop : .toolCalls, emit)
    case "max_tokens", "model_context_window_exceeded": progress.finish(.length, emit)
    case "tool_use": progress.finish(callNumbers.isEmpty ? .stop : .toolCalls, emit)
    case "pause_turn": progress.pause(reason, emit)
    case "refusal":
      let details = message?["stop_details"]
      if let words = details?["explanation"]?.bytes { progress.pass(.refusal(words), emit) }
      if let category = details?["category"]?.text { emit(.notice("refused as \(category)")) }
      progress.finish(.refusal, emit)
    default:
      emit(.notice("unknown reason to finish '\(reason)'; taken for a stop"))
      progress.finish(.other(reason), emit)
    }
  }
}

/// The counts of Anthropic's Messages. Each `usage` overwrites what it names and leaves the rest as it was: the sums are
/// cumulative. `input_tokens` excludes what was read from the cache and written to it, so nothing is subtracted there; thoughts
/// are included in `output_tokens`.
struct MessagesUsage {
  private var members: [String: JSONValue] = [:]

  /// Takes what a `usage` object names.
  mutating func update(_ value: JSONValue) {
    for member in value.members ?? [] where member.value != .null { members[member.name] = member.value }
  }

  /// How the call was served: the tier, the place and the speed stand among the counts.
  var terms: ServedTerms {
    ServedTerms(
      service: members["service_tier"]?.text, region: members["inference_geo"]?.text, speed: members["speed"]?.text)
  }

  var usage: Usage {
    var usage = Usage()
    usage.uncachedInput = TokenCount.any(members["input_tokens"])
    usage.cacheRead = TokenCount.any(members["cache_read_input_tokens"])
    let written = members["cache_creation"]
    usage.cacheWriteShort =
      TokenCount.any(written?["ephemeral_5m_input_tokens"]) ?? TokenCount.any(members["cache_creation_input_tokens"])
    usage.cacheWriteLong = TokenCount.any(written?["ephemeral_1h_input_tokens"])
    if let output = TokenCount.any(members["output_tokens"]) {
      let thought = TokenCount.part(members["output_tokens_details"]?["thinking_tokens"], of: output)
      usage.reasoningOutput = thought
      usage.textOutput = output - (thought ?? 0)
    }
    return usage
  }
}
