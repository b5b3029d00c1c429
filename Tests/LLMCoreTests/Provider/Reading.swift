import LLMCore

/// The part of an answer that depends on the bytes of the reply alone.
struct Reading: Equatable, Sendable {
  var text = ""
  var reasoning = ""
  var refusal = ""
  var toolCalls: [ToolCall] = []
  var usage = Usage()
  var finish: Finish?
  var model: String?
  var requestID: String?
  var error: LLMError.Code?

  init(
    text: String = "", reasoning: String = "", refusal: String = "", toolCalls: [ToolCall] = [],
    usage: Usage = Usage(), finish: Finish? = .stop, model: String? = nil, requestID: String? = nil,
    error: LLMError.Code? = nil
  ) {
    (self.text, self.reasoning, self.refusal, self.toolCalls) = (text, reasoning, refusal, toolCalls)
    (self.usage, self.finish, self.model, self.requestID, self.error) = (usage, finish, model, requestID, error)
  }

  init(_ answer: Answer) {
    text = String(decoding: answer.text, as: UTF8.self)
    reasoning = String(decoding: answer.reasoning, as: UTF8.self)
    refusal = String(decoding: answer.refusal, as: UTF8.self)
    (toolCalls, usage, finish) = (answer.toolCalls, answer.usage, answer.finish)
    (model, requestID, error) = (answer.modelServed, answer.requestID, answer.error?.code)
  }
}
