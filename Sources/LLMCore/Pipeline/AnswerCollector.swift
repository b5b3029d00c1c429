/// Adds the events of a reply up to an answer.
struct AnswerCollector {
  private(set) var answer = Answer()
  private let keptTextLimit: Int
  private var textIsCut = false
  private var reasoningIsCut = false
  private var refusalIsCut = false

  /// Keeps at most `keptTextLimit` bytes of text, and as many of reasoning.
  init(keptTextLimit: Int) { self.keptTextLimit = keptTextLimit }

  /// Adds one event. Returns whether it was content.
  mutating func add(_ event: StreamEvent) -> Bool {
    switch event {
    case .text(let bytes):
      answer.textBytes += bytes.count
      Self.keep(bytes, in: &answer.text, keptTextLimit, isCut: &textIsCut)
      return true
    case .reasoning(let bytes):
      Self.keep(bytes, in: &answer.reasoning, keptTextLimit, isCut: &reasoningIsCut)
      return true
    case .refusal(let bytes):
      Self.keep(bytes, in: &answer.refusal, keptTextLimit, isCut: &refusalIsCut)
      return true
    case .toolCall(let index, let id, let name, let arguments):
      addToolCall(index, id, name, arguments)
      return true
    case .usage(let usage): answer.usage = usage
    case .terms(let terms): answer.servedTerms = terms
    case .identity(let id, let model):
      answer.requestID = id
      answer.modelServed = model
    case .finish(let finish): answer.finish = finish
    // The exchange ends with a failure, and the reporter tells the rest.
    case .failure, .notice, .warning: break
    }
    return false
  }

  /// Keeps what fits, to the last whole character; behind a cut nothing is kept, or there would be a hole.
  private static func keep(_ bytes: [UInt8], in part: inout [UInt8], _ limit: Int, isCut: inout Bool) {
    guard !isCut else { return }
    var end = bytes.count
    if end > limit - part.count {
      isCut = true
      end = limit - part.count
      while end > 0, bytes[end] & 0xC0 == 0x80 { end -= 1 }
    }
    part += bytes[..<end]
  }

  private mutating func addToolCall(_ index: Int, _ id: String?, _ name: String?, _ arguments: String) {
    while answer.toolCalls.count <= index { answer.toolCalls.append(ToolCall()) }
    if let id, !id.isEmpty { answer.toolCalls[index].id = id }
    if let name, !name.isEmpty { answer.toolCalls[index].name = name }
    answer.toolCalls[index].arguments += arguments
  }
}
