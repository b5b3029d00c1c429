/// The JSON value that an answer is.
enum AnswerValue {
  /// An object or an array: the whole answer, or the only fenced block in it. Nil for everything else, also where it is nearly JSON:
  /// what is compared must be what was said.
  static func value(of answer: String) -> JSONValue? {
    if let value = composite(answer) { return value }
    let blocks = CodeBlock.all(in: answer)
    guard blocks.count == 1, let block = blocks.first else { return nil }
    return composite(block)
  }

  private static func composite(_ text: String) -> JSONValue? {
    guard let value = try? JSONReader.parse(text) else { return nil }
    switch value {
    case .object, .array: return value
    case .null, .bool, .number, .string: return nil
    }
  }
}
