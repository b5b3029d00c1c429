/// Decodes the reply of Ollama's `/api/chat`: one object after the other, the last of which says `done`. A whole answer is
/// that last object with the message in it.
struct OllamaDecoder: ValueDecoder {
  private(set) var progress: ReplyProgress
  private var calls = 0

  var framing: WireFraming { .objects }

  init(account: Account) { progress = ReplyProgress(account: account) }

  mutating func take(_ value: WireValue, _ emit: (StreamEvent) -> Void) {
    progress.learn(id: nil, model: value["model"]?.text, emit)
    let message = value["message"]
    if let thought = message?["thinking"]?.bytes { progress.pass(.reasoning(thought), emit) }
    if let text = message?["content"]?.bytes { progress.pass(.text(text), emit) }
    for call in message?["tool_calls"]?.elements ?? [] { take(call: call, emit) }
    if let error = value["error"] {
      progress.fail(inStream: error.json, emit)
      progress.isAtEnd = true
    } else if value["done"]?.bool == true {
      finish(value, emit)
    }
  }

  /// A call comes whole, its arguments as an object.
  private mutating func take(call: WireValue, _ emit: (StreamEvent) -> Void) {
    let function = call["function"]
    let arguments =
      switch function?["arguments"] {
      case .bytes(let text)?: String(decoding: text, as: UTF8.self)
      case let object?: JSONWriter.text(of: object.json)
      case nil: ""
      }
    progress.pass(
      .toolCall(index: calls, id: call["id"]?.text, name: function?["name"]?.text, arguments: arguments), emit)
    calls += 1
  }

  private mutating func finish(_ value: WireValue, _ emit: (StreamEvent) -> Void) {
    // A prompt that was still in memory is not counted by some versions: unknown, not zero.
    let usage = Usage(
      uncachedInput: TokenCount.whole(value.json["prompt_eval_count"]),
      textOutput: TokenCount.whole(value.json["eval_count"]))
    if usage != Usage() { emit(.usage(usage)) }
    progress.isAtEnd = true
    switch value["done_reason"]?.text ?? "stop" {
    case "stop": progress.finish(calls > 0 ? .toolCalls : .stop, emit)
    case "length": progress.finish(.length, emit)
    case let reason:
      emit(.notice("unknown reason to finish '\(reason)'; taken for a stop"))
      progress.finish(.other(reason), emit)
    }
  }
}
