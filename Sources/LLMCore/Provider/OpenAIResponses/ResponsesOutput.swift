/// The items of an answer in Responses, put together from their pieces.
struct ResponsesOutput {
  /// A call of a tool, by the id of its item and its place in the output; servers leave out one or the other.
  private struct Call {
    let itemID: String?
    let place: Int?
    var hasArguments = false
  }

  private var calls: [Call] = []
  private var hasText = false
  private(set) var hasRefusal = false
  /// Which of its two forms the reasoning came in: a server that sends both says everything twice.
  private var reasoningForm: String?

  var hasCalls: Bool { !calls.isEmpty }

  /// Takes one event.
  mutating func take(_ event: WireValue, _ type: String, _ emit: (StreamEvent) -> Void) {
    switch type {
    case "response.output_text.delta":
      guard let text = event["delta"]?.bytes else { return }
      hasText = true
      emit(.text(text))
    case "response.refusal.delta":
      guard let words = event["delta"]?.bytes else { return }
      hasRefusal = true
      emit(.refusal(words))
    case "response.reasoning_text.delta", "response.reasoning_summary_text.delta":
      guard let words = event["delta"]?.bytes, reasoningForm ?? type == type else { return }
      reasoningForm = type
      emit(.reasoning(words))
    case "response.reasoning_summary_part.added":
      // The parts of a summary are paragraphs.
      if event["summary_index"]?.integer ?? 0 > 0 { emit(.reasoning(Array("\n\n".utf8))) }
    case "response.output_item.added": start(event["item"], event["output_index"]?.integer, emit)
    case "response.function_call_arguments.delta": takeArguments(event["delta"], of: event, emit)
    case "response.function_call_arguments.done": takeWhole(event["arguments"], of: event, emit)
    default: break
    }
  }

  /// Takes from a finished response what did not come in pieces: all of it where nothing was streamed.
  mutating func takeRest(of response: WireValue, _ emit: (StreamEvent) -> Void) {
    let (textCame, refusalCame, callsCame, reasoningCame) = (hasText, hasRefusal, hasCalls, reasoningForm != nil)
    for (place, item) in (response["output"]?.elements ?? []).enumerated() {
      switch item["type"]?.text {
      case "message":
        for part in item["content"]?.elements ?? [] {
          if !textCame, let text = part["text"]?.bytes { emit(.text(text)) }
          guard !refusalCame, let words = part["refusal"]?.bytes else { continue }
          hasRefusal = true
          emit(.refusal(words))
        }
      case "reasoning" where !reasoningCame:
        for part in (item["summary"]?.elements ?? []) + (item["content"]?.elements ?? []) {
          if let words = part["text"]?.bytes { emit(.reasoning(words)) }
        }
      case "function_call" where !callsCame: start(item, place, emit)
      default: break
      }
    }
  }

  // MARK: Calls

  private mutating func start(_ item: WireValue?, _ place: Int?, _ emit: (StreamEvent) -> Void) {
    guard let item, item["type"]?.text == "function_call" else { return }
    let arguments = item["arguments"]?.text ?? ""
    calls.append(Call(itemID: item["id"]?.text, place: place, hasArguments: !arguments.isEmpty))
    emit(
      .toolCall(
        index: calls.count - 1, id: item["call_id"]?.text ?? item["id"]?.text, name: item["name"]?.text,
        arguments: arguments))
  }

  private func call(of event: WireValue) -> Int? {
    if let id = event["item_id"]?.text, let index = calls.lastIndex(where: { $0.itemID == id }) { return index }
    guard let place = event["output_index"]?.integer else { return calls.count == 1 ? 0 : nil }
    return calls.lastIndex { $0.place == place }
  }

  private mutating func takeArguments(_ piece: WireValue?, of event: WireValue, _ emit: (StreamEvent) -> Void) {
    guard let piece = piece?.text, let index = call(of: event) else { return }
    calls[index].hasArguments = true
    emit(.toolCall(index: index, id: nil, name: nil, arguments: piece))
  }

  /// The arguments as a whole, which count where no piece of them came.
  private mutating func takeWhole(_ arguments: WireValue?, of event: WireValue, _ emit: (StreamEvent) -> Void) {
    guard let index = call(of: event), !calls[index].hasArguments else { return }
    takeArguments(arguments, of: event, emit)
  }
}
