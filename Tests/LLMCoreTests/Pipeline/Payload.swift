import LLMCore

/// Payloads of a stream.
enum Payload {
  static func text(_ text: String) -> String {
    #"{"choices":[{"index":0,"delta":{"content":"# + JSONWriter.text(of: .string(text)) + "}}]}"
  }

  static let stop = #"{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}"#
  static let length = #"{"choices":[{"index":0,"delta":{},"finish_reason":"length"}]}"#
  static let usage = #"{"choices":[],"usage":{"prompt_tokens":7,"completion_tokens":3}}"#
  static let identity = #"{"id":"body-id","model":"served","choices":[]}"#
}
