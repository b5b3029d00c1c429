/// One `chat.completion.chunk`, or a whole `chat.completion`, reduced to what llmctl uses. Unknown members are passed
/// over, null is the same as absent, and nothing is assumed about which members come.
struct ChatChunk {
  /// A piece of one tool call.
  struct ToolCallPiece {
    var index: Int?
    var id: String?
    var name: String?
    var arguments = ""
  }

  var id: String?
  var model: String?
  var content: [UInt8] = []
  var reasoning: [UInt8] = []
  var refusal: [UInt8] = []
  var toolCalls: [ToolCallPiece] = []
  /// The reason as text; a number where a server sends one.
  var finishReason: String?
  var usage: InclusiveUsage?
  /// The tier that serves it.
  var service: String?
  var error: JSONValue?

  /// Reads one JSON text.
  ///
  /// Throws `JSONError` if the text is not JSON or not an object.
  init(_ bytes: [UInt8]) throws(JSONError) {
    var reader = JSONReader(bytes)
    try reader.readObject { reader, name throws(JSONError) in
      switch name {
      case "id": self.id = try Self.text(&reader)
      case "model": self.model = try Self.text(&reader)
      case "service_tier": self.service = try Self.text(&reader)
      case "choices": try readChoices(&reader)
      case "usage": try readUsage(&reader)
      case "error": try readError(&reader)
      case "x_groq": try readGroqExtension(&reader)
      default: try reader.skipValue()
      }
    }
    try reader.finish()
  }

  private mutating func readChoices(_ reader: inout JSONReader) throws(JSONError) {
    guard try reader.peekKind() == .array else { return try reader.skipValue() }
    try reader.readArray { reader throws(JSONError) in
      guard try reader.peekKind() == .object else { return try reader.skipValue() }
      // The index may come behind the delta, so a choice is read before it is known to be the first one.
      var choice = Choice()
      try choice.read(&reader)
      guard choice.index == 0 else { return }
      content += choice.content
      reasoning += choice.reasoning.isEmpty ? choice.reasoningDetails : choice.reasoning
      refusal += choice.refusal
      toolCalls += choice.toolCalls
      finishReason = choice.finishReason ?? finishReason
      error = choice.error ?? error
    }
  }

  private mutating func readUsage(_ reader: inout JSONReader) throws(JSONError) {
    guard try reader.peekKind() == .object else { return try reader.skipValue() }
    usage = InclusiveUsage(chat: try reader.readValue())
  }

  private mutating func readError(_ reader: inout JSONReader) throws(JSONError) {
    error = Self.failure(try reader.readValue()) ?? error
  }

  private mutating func readGroqExtension(_ reader: inout JSONReader) throws(JSONError) {
    guard try reader.peekKind() == .object else { return try reader.skipValue() }
    try reader.readObject { reader, name throws(JSONError) in
      switch name {
      case "usage": try readUsage(&reader)
      case "error": try readError(&reader)
      default: try reader.skipValue()
      }
    }
  }

  /// What an `error` member reports; null, `false` and an empty text report nothing.
  static func failure(_ value: JSONValue) -> JSONValue? {
    [.null, .bool(false), .string("")].contains(value) ? nil : value
  }

  /// A string that is not empty, as Azure's first ids are; nil for null and for everything else.
  static func text(_ reader: inout JSONReader) throws(JSONError) -> String? {
    guard try reader.peekKind() == .string else {
      try reader.skipValue()
      return nil
    }
    let text = try reader.readString()
    return text.isEmpty ? nil : text
  }
}
