/// One element of `choices`, whose text stands in `delta` while streaming and in `message` otherwise.
struct Choice {
  var index = 0
  var content: [UInt8] = []
  var reasoning: [UInt8] = []
  /// The same reasoning in OpenRouter's structured form; used only where the plain one is missing.
  var reasoningDetails: [UInt8] = []
  var refusal: [UInt8] = []
  var toolCalls: [ChatChunk.ToolCallPiece] = []
  var finishReason: String?
  var error: JSONValue?

  /// Reads the object that stands next.
  mutating func read(_ reader: inout JSONReader) throws(JSONError) {
    try reader.readObject { reader, name throws(JSONError) in
      switch name {
      case "index": index = try reader.readValue().integer ?? 0
      case "delta", "message": try readDelta(&reader)
      case "finish_reason": try readFinishReason(&reader)
      case "error": error = ChatChunk.failure(try reader.readValue()) ?? error
      // The legacy completions form, which some gateways fall back to.
      case "text": try appendText(&reader, to: &content)
      default: try reader.skipValue()
      }
    }
  }

  private mutating func readFinishReason(_ reader: inout JSONReader) throws(JSONError) {
    switch try reader.readValue() {
    // An empty reason on every chunk means none; taken for one, it would cut the answer at its first word.
    case .string(let text): finishReason = text.isEmpty ? finishReason : text
    case .number(let text): finishReason = text
    default: break
    }
  }

  private mutating func readDelta(_ reader: inout JSONReader) throws(JSONError) {
    guard try reader.peekKind() == .object else { return try reader.skipValue() }
    try reader.readObject { reader, name throws(JSONError) in
      switch name {
      case "content": try readContent(&reader)
      case "reasoning_content", "reasoning", "thinking":
        // Servers that send two of them send the same words twice.
        var words: [UInt8] = []
        try appendText(&reader, to: &words)
        if reasoning.isEmpty { reasoning = words }
      case "reasoning_details": try readParts(&reader, into: \.reasoningDetails)
      case "refusal": try appendText(&reader, to: &refusal)
      case "tool_calls": try readToolCalls(&reader)
      case "function_call":
        guard try reader.peekKind() == .object else { return try reader.skipValue() }
        var piece = ChatChunk.ToolCallPiece(index: 0)
        try readFunction(&reader, into: &piece)
        toolCalls.append(piece)
      default: try reader.skipValue()
      }
    }
  }

  /// Content is a string, or an array of parts as Mistral and some gateways send it.
  private mutating func readContent(_ reader: inout JSONReader) throws(JSONError) {
    if try reader.peekKind() == .array {
      try readParts(&reader, into: \.content)
    } else {
      try appendText(&reader, to: &content)
    }
  }

  /// Reads parts such as `{"type":"text","text":"…"}`; those of a thinking type go to the reasoning.
  private mutating func readParts(
    _ reader: inout JSONReader, into target: WritableKeyPath<Choice, [UInt8]>
  ) throws(JSONError) {
    guard try reader.peekKind() == .array else { return try reader.skipValue() }
    try reader.readArray { reader throws(JSONError) in
      switch try reader.peekKind() {
      case .string: self[keyPath: target] += try reader.readStringBytes()
      case .object: try readPart(&reader, into: target)
      default: try reader.skipValue()
      }
    }
  }

  private mutating func readPart(
    _ reader: inout JSONReader, into target: WritableKeyPath<Choice, [UInt8]>
  ) throws(JSONError) {
    var text: [UInt8] = []
    var thinking: [UInt8] = []
    try reader.readObject { reader, name throws(JSONError) in
      switch name {
      case "text", "summary": try appendText(&reader, to: &text)
      case "thinking": try appendThinking(&reader, to: &thinking)
      default: try reader.skipValue()
      }
    }
    self[keyPath: target] += text
    reasoning += thinking
  }

  /// Mistral nests the text parts of a thinking part once more.
  private func appendThinking(_ reader: inout JSONReader, to bytes: inout [UInt8]) throws(JSONError) {
    guard try reader.peekKind() == .array else { return try appendText(&reader, to: &bytes) }
    var nested = Choice()
    try nested.readParts(&reader, into: \.content)
    bytes += nested.content
  }

  private mutating func readToolCalls(_ reader: inout JSONReader) throws(JSONError) {
    guard try reader.peekKind() == .array else { return try reader.skipValue() }
    try reader.readArray { reader throws(JSONError) in
      guard try reader.peekKind() == .object else { return try reader.skipValue() }
      var piece = ChatChunk.ToolCallPiece()
      try reader.readObject { reader, name throws(JSONError) in
        switch name {
        case "index": piece.index = try reader.readValue().integer
        case "id": piece.id = try ChatChunk.text(&reader)
        case "function":
          guard try reader.peekKind() == .object else { return try reader.skipValue() }
          try readFunction(&reader, into: &piece)
        default: try reader.skipValue()
        }
      }
      toolCalls.append(piece)
    }
  }

  private func readFunction(
    _ reader: inout JSONReader, into piece: inout ChatChunk.ToolCallPiece
  ) throws(JSONError) {
    try reader.readObject { reader, name throws(JSONError) in
      switch name {
      case "name": piece.name = try ChatChunk.text(&reader)
      case "arguments":
        // A string to concatenate; some servers send the object itself.
        switch try reader.readValue() {
        case .string(let text): piece.arguments = text
        case .null: break
        case let value: piece.arguments = JSONWriter.text(of: value)
        }
      default: try reader.skipValue()
      }
    }
  }

  /// Appends a string's bytes; null and everything else count as nothing.
  private func appendText(_ reader: inout JSONReader, to bytes: inout [UInt8]) throws(JSONError) {
    guard try reader.peekKind() == .string else { return try reader.skipValue() }
    bytes += try reader.readStringBytes()
  }
}
