/// Adds the events of a reply up to an answer.
struct AnswerCollector {
  private(set) var answer = Answer()
  /// The failure the provider reported inside of the stream.
  private(set) var failure: LLMError?
  private let keptTextLimit: Int

  /// Keeps at most `keptTextLimit` bytes of text, and as many of reasoning.
  init(keptTextLimit: Int) { self.keptTextLimit = keptTextLimit }

  /// Adds one event. Returns whether it was content.
  mutating func add(_ event: StreamEvent) -> Bool {
    switch event {
    case .text(let bytes):
      answer.textBytes += bytes.count
      keep(bytes, in: \.text)
      return true
    case .reasoning(let bytes):
      keep(bytes, in: \.reasoning)
      return true
    case .refusal(let bytes):
      keep(bytes, in: \.refusal)
      return true
    case .toolCall(let index, let id, let name, let arguments):
      addToolCall(index, id, name, arguments)
      return true
    case .usage(let usage): answer.usage = usage
    case .identity(let id, let model):
      answer.requestID = id
      answer.modelServed = model
    case .finish(let finish): answer.finish = finish
    case .failure(let error): failure = failure ?? error
    case .notice: break
    }
    return false
  }

  private mutating func keep(_ bytes: [UInt8], in part: WritableKeyPath<Answer, [UInt8]>) {
    let room = keptTextLimit - answer[keyPath: part].count
    guard room > 0 else { return }
    answer[keyPath: part] += bytes.prefix(room)
  }

  private mutating func addToolCall(_ index: Int, _ id: String?, _ name: String?, _ arguments: String) {
    while answer.toolCalls.count <= index { answer.toolCalls.append(ToolCall()) }
    if let id, !id.isEmpty { answer.toolCalls[index].id = id }
    if let name, !name.isEmpty { answer.toolCalls[index].name = name }
    answer.toolCalls[index].arguments += arguments
  }
}
