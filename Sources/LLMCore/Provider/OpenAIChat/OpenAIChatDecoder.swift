/// Decodes the reply of a Chat Completions server, by its stream or as a whole.
struct OpenAIChatDecoder: ReplyDecoder {
  private let account: Account

  /// The tool calls seen so far: the id each slot began with, and the server's index for it.
  private var toolSlots: [(serverIndex: Int?, id: String?)] = []
  private var identity: (id: String?, model: String?) = (nil, nil)
  private var hasText = false
  private var hasRefusal = false
  private var warnedOfLateContent = false

  private(set) var hasFinished = false
  private(set) var isAtEnd = false

  init(account: Account) { self.account = account }

  mutating func decode(_ event: WireEvent, _ emit: (StreamEvent) -> Void) {
    if event.data.starts(with: "[DONE]".utf8) { return endOfStream(emit) }
    do {
      let chunk = try ChatChunk(event.data)
      if event.isErrorField, chunk.error == nil {
        // The field itself is the error object: `error: {"code":500,…}`.
        return emit(.failure(streamFailure(try JSONReader.parse(event.data))))
      }
      emitParts(of: chunk, emit)
    } catch {
      // An `event: ping` may carry anything.
      if event.name == "ping" { return }
      emit(
        .notice("an event of \(event.data.count) bytes is not JSON: \(error.reason.rawValue) at byte \(error.offset)"))
    }
  }

  mutating func decodeWhole(_ body: [UInt8], _ emit: (StreamEvent) -> Void) throws(JSONError) {
    // Gateways wrap an error into an array.
    var reader = JSONReader(body)
    if try reader.peekKind() == .array {
      let first = try JSONReader.parse(body).elements?.first ?? .null
      return emit(.failure(streamFailure(first["error"] ?? first)))
    }
    emitParts(of: try ChatChunk(body), emit)
  }

  private mutating func emitParts(of chunk: ChatChunk, _ emit: (StreamEvent) -> Void) {
    learnIdentity(of: chunk, emit)
    if hasFinished || isAtEnd {
      warnOfLateContent(chunk, emit)
    } else {
      emitContent(of: chunk, emit)
    }
    if let service = chunk.service { emit(.terms(ServedTerms(service: service))) }
    if let usage = chunk.usage?.usage, usage != Usage() { emit(.usage(usage)) }
    // Nothing but usage counts behind `[DONE]`.
    guard !isAtEnd else { return }
    if let error = chunk.error {
      // Whatever reason to finish stands beside it, the error wins.
      hasFinished = true
      return emit(.failure(streamFailure(error)))
    }
    if let reason = chunk.finishReason, !hasFinished { finish(reason, emit) }
  }

  /// The first id and the first model count; either may come late.
  private mutating func learnIdentity(of chunk: ChatChunk, _ emit: (StreamEvent) -> Void) {
    let known = identity
    identity = (known.id ?? chunk.id, known.model ?? chunk.model)
    if identity != known { emit(.identity(id: identity.id, model: identity.model)) }
  }

  private mutating func emitContent(of chunk: ChatChunk, _ emit: (StreamEvent) -> Void) {
    if !chunk.reasoning.isEmpty { emit(.reasoning(chunk.reasoning)) }
    if !chunk.content.isEmpty {
      hasText = true
      emit(.text(chunk.content))
    }
    if !chunk.refusal.isEmpty {
      hasRefusal = true
      emit(.refusal(chunk.refusal))
    }
    for piece in chunk.toolCalls {
      let slot = slot(for: piece)
      emit(.toolCall(index: slot, id: piece.id, name: piece.name, arguments: piece.arguments))
    }
  }

  /// Content behind the end is seen after a laptop slept; it belongs to nothing.
  private mutating func warnOfLateContent(_ chunk: ChatChunk, _ emit: (StreamEvent) -> Void) {
    guard !warnedOfLateContent, !chunk.content.isEmpty || !chunk.toolCalls.isEmpty || !chunk.refusal.isEmpty else {
      return
    }
    warnedOfLateContent = true
    emit(.notice("content behind the end of the answer was ignored"))
  }

  private mutating func endOfStream(_ emit: (StreamEvent) -> Void) {
    isAtEnd = true
    guard !hasFinished, account.profile.omitsFinishReason, hasText else { return }
    hasFinished = true
    emit(.notice("the stream ended without a reason to finish, as this server's streams do"))
    emit(.finish(.stop))
  }

  /// Which call a piece belongs to. Servers leave the index out, or send 0 for every call; a new id then means a new call.
  private mutating func slot(for piece: ChatChunk.ToolCallPiece) -> Int {
    let id = piece.id.flatMap { $0.isEmpty ? nil : $0 }
    if let index = piece.index, let slot = toolSlots.lastIndex(where: { $0.serverIndex == index }) {
      if id == nil || toolSlots[slot].id == nil || toolSlots[slot].id == id { return slot }
    } else if piece.index == nil, let last = toolSlots.indices.last {
      if id == nil && piece.name == nil || id != nil && toolSlots[last].id == id { return last }
    }
    toolSlots.append((piece.index, id))
    return toolSlots.count - 1
  }

  private mutating func finish(_ reason: String, _ emit: (StreamEvent) -> Void) {
    var finish = Self.finish(named: reason)
    // The label is not believed where the content says otherwise.
    if hasRefusal {
      finish = .refusal
    } else if finish == .stop, !toolSlots.isEmpty {
      finish = .toolCalls
    } else if finish == .toolCalls, toolSlots.isEmpty {
      finish = .stop
    }
    hasFinished = true
    if finish == .failed {
      return emit(
        .failure(LLMError(.server, "\(account.name) gave up in the middle of the answer (finish reason '\(reason)')")))
    }
    if case .other = finish { emit(.notice("unknown reason to finish '\(reason)'; taken for a stop")) }
    emit(.finish(finish))
  }

  /// The reason in llmctl's words. Synonyms are those of OpenAI-compatible servers and of gateways that pass a foreign
  /// provider's reason through.
  private static func finish(named reason: String) -> Finish {
    switch reason.lowercased() {
    case "stop", "eos", "eos_token", "end_turn", "stop_sequence", "end", "complete", "completed": .stop
    case "length", "max_tokens", "model_length", "max_output_tokens": .length
    case "tool_calls", "function_call", "tool_use": .toolCalls
    case "content_filter", "safety", "recitation", "blocklist", "prohibited_content", "spii": .contentFilter
    case "refusal": .refusal
    case "error", "insufficient_system_resource", "abort": .failed
    default: .other(reason)
    }
  }

  private func streamFailure(_ error: JSONValue) -> LLMError {
    HTTPFailure(account: account).error(inStream: error)
  }
}
